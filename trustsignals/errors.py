"""Everything that can go wrong on purpose, as one tree.

    TrustSignalsError          exit code 1 unless a branch says otherwise
    ├── TranscriptError        a file can't be read as a session
    │   └── TranscriptTooLargeError   … because it passes a limit that `Limits` can raise
    ├── RoleError              who is the therapist is not clear; the message names the `--role` to add
    ├── CodebookError          a codebook file breaks its format                         (exit code 2)
    ├── ArtifactError          a model is missing, damaged or of another format
    ├── CorpusError            a corpus for training or measuring is missing or damaged
    ├── CodingError            a table of codings can't be compared with another
    └── OutputError            a result can't be written where it should go              (exit code 2)

A message is one sentence: what, where, and what to do. It never holds words of a session: ids, file names and speaker labels only.
"""


class TrustSignalsError(Exception):
    """Base of all errors that this package raises on purpose."""

    exit_code = 1


class TranscriptError(TrustSignalsError):
    """A file can't be read as a session."""


class TranscriptTooLargeError(TranscriptError):
    """A file passes a limit on size, utterances or speakers."""


class RoleError(TrustSignalsError):
    """The labels don't tell who is the therapist, or name nobody as one."""


class CodebookError(TrustSignalsError):
    """A codebook file breaks its format or contradicts itself."""

    exit_code = 2


class ArtifactError(TrustSignalsError):
    """A model folder is missing, damaged, or made for another version of the format."""


class CorpusError(TrustSignalsError):
    """A corpus for training or measuring is missing or damaged."""


class CodingError(TrustSignalsError):
    """A table of codings can't be read or compared."""


class OutputError(TrustSignalsError):
    """A result can't be written where it was asked for."""

    exit_code = 2
