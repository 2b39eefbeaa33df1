"""The shipped English pipeline: loads, refuses tampering, survives round trips, and reads plain sentences right."""

import json
import shutil
import time
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from trustsignals.artifacts import model_path, verify
from trustsignals.errors import ArtifactError
from trustsignals.pipeline.english import load_english
from trustsignals.pipeline.tokenizer import TOKENIZER_NAME

TEXTS = [
    "It sounds like you feel torn about it.",
    "Mm-hmm.",
    "i dont know im just tired of it",
    "I told my sister that she'd-- that we can't go on like this. What do you think?",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_english()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_path("english"), tmp_path / "english"))


def annotation(nlp: Language) -> list[list[tuple[str, ...]]]:
    """What the pipeline says of each word of the texts."""
    docs = nlp.pipe(TEXTS)
    return [[(t.text, t.pos_, t.tag_, t.lemma_, str(t.morph), t.dep_, t.head.text) for t in doc] for doc in docs]


def test_loads_fast_and_whole() -> None:
    started = time.perf_counter()
    nlp = load_english()
    assert time.perf_counter() - started < 3  # under load; alone it takes less than one second
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "senter", "parser"]
    assert nlp("").text == ""


def test_is_small_and_complete() -> None:
    directory = model_path("english")
    manifest = verify(directory)
    assert manifest["name"] == "english"
    assert manifest["licence"] == "CC-BY-SA-4.0"
    assert {"config.cfg", "model_card.md", "LICENSE", "vocab/strings.json"} <= manifest["files"].keys()
    assert sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) <= 8_000_000


def test_ships_labels_and_lemma_edits_but_no_vocabulary(nlp: Language) -> None:
    shipped = set(json.loads((model_path("english") / "vocab" / "strings.json").read_text("utf-8")))
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER_NAME}}}
    known = set(spacy.blank("en", config=config).vocab.strings)
    for name in ("tagger", "morphologizer", "parser"):
        known.update(nlp.get_pipe(name).labels)
    known.update(part for label in nlp.get_pipe("morphologizer").labels for part in label.replace("=", "|").split("|"))
    known.update(move.partition("-")[2] for move in nlp.get_pipe("parser").move_names)
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    edits = lemmatizer.label_data["trees"]
    known.update(tree[key] for tree in edits for key in ("orig", "subst") if key in tree)
    assert sorted(shipped - known) == []


def test_holds_no_path_of_the_machine_that_trained_it() -> None:
    config = spacy.util.load_config(model_path("english") / "config.cfg")
    assert set(config["paths"].values()) == {None}


@pytest.mark.parametrize("name", ["config.cfg", "tok2vec/model", "model_card.md"])
def test_changed_file_is_refused(copied: Path, name: str) -> None:
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ArtifactError, match=f"^{name} of the model 'english' was changed"):
        load_english(copied)


def test_missing_file_is_refused(copied: Path) -> None:
    (copied / "tagger" / "model").unlink()
    with pytest.raises(ArtifactError, match=r"^tagger/model is missing"):
        load_english(copied)


def test_unlisted_file_is_refused(copied: Path) -> None:
    (copied / "extra.py").write_text("")
    with pytest.raises(ArtifactError, match=r"^extra\.py is not listed"):
        load_english(copied)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 3}', "\xff"])
def test_damaged_manifest_is_refused(copied: Path, content: str) -> None:
    (copied / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ArtifactError, match=r"^manifest\.json of the model 'english'"):
        load_english(copied)


def test_folder_without_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="holds no model"):
        load_english(tmp_path)


def test_to_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    assert annotation(spacy.load(tmp_path / "copy")) == annotation(nlp)


def test_doc_bin_and_back(nlp: Language) -> None:
    docs = list(nlp.pipe(TEXTS))
    restored = DocBin().from_bytes(DocBin(docs=docs).to_bytes()).get_docs(nlp.vocab)
    for doc, back in zip(docs, restored, strict=True):
        assert back.text == doc.text
        assert [(t.lemma_, t.pos_, t.dep_, t.head.i) for t in back] == [(t.lemma_, t.pos_, t.dep_, t.head.i) for t in doc]


def test_two_processes(nlp: Language) -> None:
    docs = list(nlp.pipe(TEXTS * 4, n_process=2, batch_size=3))
    assert [[(t.text, t.lemma_, t.dep_) for t in doc] for doc in docs] == [
        [(t.text, t.lemma_, t.dep_) for t in nlp(text)] for text in TEXTS * 4
    ]


# word, lemma, part of speech, relation, head
SENTENCES = {
    "You feel torn.": [("You", "you", "PRON", "nsubj", "feel"), ("feel", "feel", "VERB", "ROOT", "feel")],
    "I don't trust him.": [
        ("I", "I", "PRON", "nsubj", "trust"),
        ("do", "do", "AUX", "aux", "trust"),
        ("n't", "not", "PART", "advmod", "trust"),
        ("trust", "trust", "VERB", "ROOT", "trust"),
        ("him", "he", "PRON", None, None),
    ],
    "They never called her.": [("They", "they", "PRON", "nsubj", "called"), ("her", "she", "PRON", "obj", "called")],
    "She told me that her children were sleeping.": [
        ("told", "tell", "VERB", "ROOT", "told"),
        ("me", "I", "PRON", "iobj", "told"),
        ("children", "child", "NOUN", "nsubj", "sleeping"),
        ("were", "be", "AUX", "aux", "sleeping"),
        ("sleeping", "sleep", "VERB", "ccomp", "told"),
    ],
    "What was that like for you?": [("What", "what", "PRON", "ROOT", "What"), ("you", "you", "PRON", None, None)],
    "Mm-hmm, yeah.": [("yeah", "yeah", "INTJ", None, None)],
    "they'll-- they never listen to me": [
        ("listen", "listen", "VERB", "ROOT", "listen"),
        ("me", "I", "PRON", "obl", "listen"),
    ],
    "i dont know what you want": [
        ("dont"[:2], "do", "AUX", "aux", "know"),
        ("nt", "not", "PART", "advmod", "know"),
        ("know", "know", "VERB", "ROOT", "know"),
        ("you", "you", "PRON", "nsubj", "want"),
        ("want", "want", "VERB", None, None),
    ],
    "she was crying and i felt sad": [
        ("she", "she", "PRON", "nsubj", "crying"),
        ("crying", "cry", "VERB", "ROOT", "crying"),
        ("felt", "feel", "VERB", "conj", "crying"),
    ],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_plain_sentences(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for word, lemma, pos, dep, head in SENTENCES[text]:
        token = next(token for token in doc if token.text == word)
        assert (token.lemma_, token.pos_) == (lemma, pos)
        if dep:
            assert (token.dep_, token.head.text) == (dep, head)


def test_sentences_are_split(nlp: Language) -> None:
    doc = nlp("I can't sleep. My husband says it's nothing. What do you think?")
    assert [sentence[0].text for sentence in doc.sents] == ["I", "My", "What"]


def test_features_tell_tense_and_person(nlp: Language) -> None:
    doc = nlp("We talked about it yesterday.")
    assert doc[0].morph.get("Person") == ["1"]
    assert doc[1].morph.get("Tense") == ["Past"]
