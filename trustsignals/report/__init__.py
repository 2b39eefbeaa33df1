"""From a Report to something to read: HTML, JSON, Markdown, CSV, terminal. Nothing is computed here."""
