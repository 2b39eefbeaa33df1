"""Text to Docs with cues: a spaCy pipeline of our own."""
