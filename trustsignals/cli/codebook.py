"""`trustsignals codebook`: the codes, or one of them in full."""

from __future__ import annotations

from typing import Annotated

import typer

from trustsignals.cli.options import CodebookFile


def codebook(
    code: Annotated[str | None, typer.Argument(help="A code, to see it in full.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON for tools.")] = False,
    codebook: CodebookFile = None,
) -> None:
    """The codes; or one with its definition, examples, near misses, and how well it is recognized."""
    import json

    from trustsignals.classifier.classifier import load_classifier
    from trustsignals.codebook import load_codebook
    from trustsignals.report.codebook_text import code_as_text, codes_as_text
    from trustsignals.scoring.reliability import load_reliability

    book = load_codebook(codebook)
    if code is None:
        typer.echo(json.dumps(book.model_dump(mode="json"), ensure_ascii=False) if as_json else codes_as_text(book))
        return
    entry = book[code]
    reliability = load_reliability(load_classifier().artifact.reliability, book)[code]
    if as_json:
        from dataclasses import asdict

        typer.echo(json.dumps({**entry.model_dump(mode="json"), "reliability": asdict(reliability)}, ensure_ascii=False))
    else:
        typer.echo(code_as_text(entry, reliability))
