"""Speed and memory of the whole street: a session of 600 utterances from reading to JSON, warm, in one process with one thread.

Run with `python -m benchmarks.street`. Ratios to a plain spaCy tokenizer in the same run say more than utterances a second,
which hang on the machine.
"""

from __future__ import annotations

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
UTTERANCES = 600
ROUNDS = 5


def long_transcript(folder: Path) -> Path:
    """A table of 600 utterances: the sample session again and again."""
    from trustsignals.transcripts import read_transcript

    session = read_transcript(ROOT / "data" / "examples" / "sample-session.txt")
    path = folder / "long.csv"
    rows = [session.utterances[i % len(session)] for i in range(UTTERANCES)]
    lines = ["speaker,text,utterance_id"]
    lines += [f'{u.role},"{u.text.replace(chr(34), chr(34) * 2)}",{i}' for i, u in enumerate(rows)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def seconds(work: Callable[[], object]) -> float:
    """Median time of five rounds after one to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def start_up() -> None:
    """What `--help` costs beside importing Typer and Rich, in fresh processes."""
    commands = {"import Typer and Rich": ["-c", "import typer, rich.console"], "--help": ["-m", "trustsignals", "--help"]}
    times = {
        name: seconds(lambda args=args: subprocess.run([sys.executable, *args], check=True, capture_output=True))
        for name, args in commands.items()
    }
    imports, answer = times.values()
    print(f"--help {answer:.2f} s, importing Typer and Rich {imports:.2f} s: {answer / imports:.2f} times\n")


def main() -> None:
    """Measure and print."""
    start_up()
    start = time.perf_counter()
    import spacy

    from trustsignals.analysis import Analyzer
    from trustsignals.pipeline.build import pipe_session
    from trustsignals.pipeline.observation import observe
    from trustsignals.transcripts import read_transcript

    imported = time.perf_counter()
    analyzer = Analyzer()
    loaded = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        path = long_transcript(Path(name))
        session = read_transcript(path)
        observations = [observe(doc) for doc in pipe_session(analyzer.nlp, session)]
        report = analyzer.analyze(session)
        blank = spacy.blank("en")
        steps: dict[str, Callable[[], object]] = {
            "plain spaCy tokenizer": lambda: list(blank.pipe([u.text for u in session])),
            "reading": lambda: read_transcript(path),
            "pipeline": lambda: [observe(doc) for doc in pipe_session(analyzer.nlp, session)],
            "classifier": lambda: analyzer.classifier.code(observations, analyzer.codebook),
            "JSON": report.to_json,
            "HTML": report.to_html,
            "whole street (reading to JSON)": lambda: analyzer.analyze(read_transcript(path)).to_json(),
        }
        words = sum(u.words for u in session)
        print(f"{UTTERANCES} utterances, {words} words; imports {imported - start:.2f} s, models {loaded - imported:.2f} s")
        print("| step | seconds | utterances/s | times the plain tokenizer |")
        print("| --- | --- | --- | --- |")
        plain = 0.0
        for step, work in steps.items():
            took = seconds(work)
            plain = plain or took
            print(f"| {step} | {took:.3f} | {UTTERANCES / took:,.0f} | {took / plain:.1f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"peak memory {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
