"""From codings to a session profile: measures, dimensions, the client's course, responsiveness, each with its interval."""
