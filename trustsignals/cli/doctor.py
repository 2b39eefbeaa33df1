"""`trustsignals doctor`: is everything there, unchanged, and working?"""

from __future__ import annotations

import typer

from trustsignals.cli.options import Models


def doctor(models: Models = None) -> None:
    """Versions, the models and their checksums, and one sentence analysed."""
    import platform
    from importlib.metadata import version

    from trustsignals.analysis import Analyzer
    from trustsignals.session import Session, Speaker, SpeakerRole, Utterance

    typer.echo(f"trustsignals {version('trustsignals')}, Python {platform.python_version()}, {platform.system()}")
    for package in ("spacy", "scikit-learn", "numpy", "scipy"):
        typer.echo(f"{package} {version(package)}")
    analyzer = Analyzer(models=models)
    for name, checksum in analyzer.made_with.models.items():
        typer.echo(f"model {name}: checksums hold, {checksum[:16]}…")
    typer.echo(
        f"codebook {analyzer.made_with.codebook}: {len(analyzer.codebook)} codes, {sum(1 for _ in analyzer.codebook.rules())} cue rules"
    )
    sentence = "What was it like for you to tell me that?"
    session = Session("doctor", (Utterance(0, "T", SpeakerRole.THERAPIST, sentence),), (Speaker("T", SpeakerRole.THERAPIST),))
    found = [a.code for a in analyzer.analyze(session).codings[0].assigned]
    typer.echo(f"“{sentence}” → {', '.join(found) or 'no code'}")
    typer.echo("Everything is in order.")
