"""Words a second, time to load and size of the English pipeline, beside a blank one: `python -m benchmarks.english`.

One process, one thread, on invented sentences.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from trustsignals.artifacts import model_path
from trustsignals.pipeline.english import load_english
from trustsignals.pipeline.tokenizer import build_tokenizer
from trustsignals.training.english.cost import measure_cost, words_per_second

SENTENCES = (
    "I don't know, it's just been really hard since my sister moved out.",
    "Mm-hmm.",
    "It sounds like you feel torn between looking after her and looking after yourself.",
    "Yeah, exactly, and then I get angry at myself for even thinking about it.",
    "What was that like for you?",
    "well i told him i couldnt come but he kept calling and i just-- i gave up",
    "So before we go on, let me say how this works: what you tell me stays between us, unless somebody could get hurt.",
    "Okay. [pause] I think I can do that.",
    "You said last week that mornings are the worst, and that you've been skipping breakfast again.",
    "He didn't even look at me, he just walked past, and I thought, well, that's it then.",
)
UTTERANCES = 6_000


def main() -> None:
    """Prints the table."""
    draw = random.Random(0)  # noqa: S311
    texts = [" ".join(draw.choices(SENTENCES, k=draw.randint(1, 4))) for _ in range(UTTERANCES)]
    directory = model_path("english")
    cost = measure_cost(directory, texts)
    nlp = load_english()
    with nlp.select_pipes(disable="parser"):
        without_parser = words_per_second(nlp, texts)
    blank = spacy.blank("en")
    english_rules = words_per_second(blank, texts)
    blank.tokenizer = build_tokenizer(blank.vocab)
    tokenizer_alone = words_per_second(blank, texts)
    started = time.perf_counter()
    command = "from trustsignals.pipeline.english import load_english; load_english()"
    subprocess.run([sys.executable, "-c", command], check=True)
    fresh = time.perf_counter() - started
    for name, value in (
        ("whole pipeline", f"{cost.words_per_s:9,.0f} words/s"),
        ("without parser", f"{without_parser:9,.0f} words/s"),
        ("transcript tokenizer on a blank pipeline", f"{tokenizer_alone:9,.0f} words/s"),
        ("blank pipeline, spaCy's tokenizer", f"{english_rules:9,.0f} words/s"),
        ("verify and load", f"{cost.load_s:9.2f} s"),
        ("new process, import spaCy, verify and load", f"{fresh:9.2f} s"),
        ("size on disk", f"{cost.size_mb:9.2f} MB"),
    ):
        print(f"{name:44}{value}")


if __name__ == "__main__":
    main()
