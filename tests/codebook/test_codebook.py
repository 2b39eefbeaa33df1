"""The shipped codebook, and a user's file on top of it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from trustsignals.codebook import Codebook, Dimension, load_codebook
from trustsignals.errors import CodebookError
from trustsignals.session import SpeakerRole

# code, role, polarity, dimension; in reading order
TABLE = """
feeling_reflection       therapist  builds   empathy
meaning_reflection       therapist  builds   empathy
warmth                   therapist  builds   empathy
exploration              therapist  builds   empathy
restatement              therapist  builds   empathy
legitimizing             therapist  builds   validation
affirmation              therapist  builds   validation
nonjudgment              therapist  builds   validation
process_explanation      therapist  builds   transparency
confidentiality          therapist  builds   transparency
candour                  therapist  builds   transparency
autonomy                 therapist  builds   respect
cultural_humility        therapist  builds   respect
boundary                 therapist  builds   respect
rupture_repair           therapist  builds   repair
follow_through           therapist  builds   repair
minimizing               therapist  erodes   erosion
judging                  therapist  erodes   erosion
directing                therapist  erodes   erosion
dismissing               therapist  erodes   erosion
overpromising            therapist  erodes   erosion
boundary_breach          therapist  erodes   erosion
risk_enquiry             therapist  safety   -
safety_action            therapist  safety   -
disclosure               client     signal   -
emotion_expression       client     signal   -
self_exploration         client     signal   -
trust_statement          client     signal   -
confrontation            client     signal   -
risk_signal              client     signal   -
openness_to_change       client     signal   -
guardedness              client     signal   -
barrier_past_therapy     client     barrier  -
barrier_culture          client     barrier  -
barrier_vulnerability    client     barrier  -
barrier_betrayal         client     barrier  -
barrier_power            client     barrier  -
barrier_confidentiality  client     barrier  -
"""

NEW_CODE = """
[[codes]]
id = "{id}"
title = "Talk of the weather"
role = "client"
polarity = "signal"
definition = "The client speaks of the weather."
examples = ["It has been raining since Monday."]
near_misses = ["He rained on my parade."]
"""

RULE = """
[[codes.rules]]
id = "{id}"
definition = "Rain"
phrases = ["raining"]
examples = ["It's raining."]
near_misses = ["It's snowing."]
"""

Write = Callable[[str], Path]


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return load_codebook()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def new_code(code: str = "weather_talk") -> str:
    return NEW_CODE.format(id=code)


def rule(name: str) -> str:
    return RULE.format(id=name)


def rejection(path: Path) -> str:
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    return str(caught.value)


# The shipped codebook


def test_ships_exactly_the_codes_of_the_table(shipped: Codebook) -> None:
    rows = [(c.id, c.role.value, c.polarity, c.dimension.value if c.dimension else "-") for c in shipped.codes]
    assert rows == [tuple(line.split()) for line in TABLE.strip().splitlines()]
    assert shipped.version == "1.3"


def test_ids_can_be_asked_by_role_and_dimension(shipped: Codebook) -> None:
    assert len(shipped.ids(SpeakerRole.CLIENT)) == 14
    assert shipped.ids(dimension=Dimension.REPAIR) == ("rupture_repair", "follow_through")
    assert shipped.ids(SpeakerRole.CLIENT, Dimension.EROSION) == ()
    assert len(shipped.ids()) == len(shipped) == 38


def test_lookup_by_id(shipped: Codebook) -> None:
    assert shipped["boundary"].dimension is Dimension.RESPECT
    assert "boundary" in shipped
    assert "bounds" not in shipped
    with pytest.raises(CodebookError, match="bounds"):
        shipped["bounds"]


def test_trust_statements_carry_types_and_valences(shipped: Codebook) -> None:
    assert [t.id for t in shipped.trust_types] == ["particularized", "institutional", "generalized", "swift"]
    assert [v.id for v in shipped.valences] == ["trusts", "mistrusts", "ambivalent"]
    assert all(len(a.examples) >= 3 for a in (*shipped.trust_types, *shipped.valences))


def test_no_file_of_a_code_holds_an_id_of_its_own() -> None:
    folder = files("trustsignals.codebook") / "codes"
    assert [f.name for f in folder.iterdir() if "id" in tomllib.loads(f.read_text("utf-8"))] == []


@pytest.mark.parametrize("code", load_codebook().codes, ids=lambda c: c.id)
class TestEveryCode:
    def test_has_examples_and_near_misses(self, code) -> None:
        assert len(code.examples) >= 4
        assert len(code.near_misses) >= 4

    def test_is_told_apart_from_its_neighbours(self, code, shipped: Codebook) -> None:
        assert any(other in code.not_this for other in shipped.ids() if other != code.id)

    def test_is_described_and_sourced(self, code) -> None:
        assert code.title
        assert code.definition.endswith(".")
        assert code.sources

    def test_no_example_is_a_near_miss(self, code) -> None:
        # the same words may be both where the utterance before decides, so the pair is what counts
        assert not {(e.before, e.text) for e in code.examples} & {(e.before, e.text) for e in code.near_misses}
        assert not {e.text for e in code.examples} & {e.text for e in code.near_misses}


def test_no_example_appears_twice(shipped: Codebook) -> None:
    entries = (*shipped.codes, *shipped.trust_types, *shipped.valences)
    count = Counter(" ".join(e.text.lower().split()) for entry in entries for e in entry.examples)
    assert [text for text, times in count.items() if times > 1] == []


# A user's file


def test_a_user_file_adds_a_code(shipped: Codebook, write: Write) -> None:
    book = load_codebook(write(new_code() + rule("rain")))
    assert book.ids() == (*shipped.ids(), "weather_talk")
    assert [r.id for r in book["weather_talk"].rules] == ["rain"]
    assert book.version == "1.3+mine"


def test_a_user_file_names_its_version(write: Write) -> None:
    assert load_codebook(write('version = "our-clinic-2"')).version == "1.3+our-clinic-2"


def test_a_user_file_overrides_a_code_in_its_place(shipped: Codebook, write: Write) -> None:
    book = load_codebook(write('[[codes]]\nid = "warmth"\ntitle = "Kindness"'))
    assert book.ids() == shipped.ids()
    assert book["warmth"] == shipped["warmth"].model_copy(update={"title": "Kindness"})
    assert load_codebook()["warmth"].title == shipped["warmth"].title != "Kindness"


def test_a_user_file_adds_rules_to_the_shipped_ones(shipped: Codebook, write: Write) -> None:
    book = load_codebook(write('[[codes]]\nid = "disclosure"' + rule("rain")))
    assert [r.id for r in book["disclosure"].rules] == [*(r.id for r in shipped["disclosure"].rules), "rain"]
    assert ("disclosure", "rain") in [(c.id, r.id) for c, r in book.rules()]


def test_empty_rules_clear_the_shipped_ones(shipped: Codebook, write: Write) -> None:
    assert shipped["candour"].rules
    assert load_codebook(write('[[codes]]\nid = "candour"\nrules = []'))["candour"].rules == ()


def test_an_empty_user_file_changes_nothing_but_the_version(shipped: Codebook, write: Write) -> None:
    assert load_codebook(write("")) == shipped.model_copy(update={"version": "1.3+mine"})


# What a user's file can have wrong. No message echoes a value ("s3cret" stands for it): it may be anything.


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(new_code() + 's3cret = "x', "mine.toml", id="bad TOML"),
        pytest.param(new_code() + 'colour = "s3cret"', "weather_talk", id="unknown key"),
        pytest.param(new_code().replace("definition", "#"), "weather_talk", id="definition missing"),
        pytest.param(new_code().replace("near_misses", "#"), "weather_talk", id="near misses missing"),
        pytest.param(new_code().replace('["He rained on my parade."]', "[]"), "weather_talk", id="near misses empty"),
        pytest.param(new_code() + 'dimension = "s3cret"', "weather_talk", id="dimension unknown"),
        pytest.param(new_code() + 'dimension = "repair"', "weather_talk", id="dimension of a client code"),
        pytest.param(new_code().replace('"signal"', '"s3cret"'), "weather_talk", id="polarity unknown"),
        pytest.param(new_code().replace('"client"', '"other"'), "weather_talk", id="role that is not coded"),
        pytest.param('[[codes]]\nid = "warmth"\ntitle = 17', "warmth", id="override of a wrong type"),
        pytest.param('[[codes]]\nid = "warmth"\nexamples = [{txt = "s3cret"}]', "warmth", id="example malformed"),
        pytest.param('[[codes]]\nid = "warmth"\nrules = "s3cret"', "warmth", id="rules are words"),
        pytest.param('[[codes]]\nid = "warmth"\nrules = 17', "warmth", id="rules are a number"),
        pytest.param(new_code() + rule("rain") + rule("rain"), "rain", id="rule id twice in a code"),
        pytest.param(
            new_code() + rule("rain") + '[[codes]]\nid = "warmth"' + rule("rain"),
            "rain",
            id="rule id twice in the book",
        ),
        pytest.param(new_code() + rule("rain").replace("phrases", "#"), "rain", id="rule that matches nothing"),
        pytest.param(new_code() + rule("rain") + 'extent = "s3cret"', "weather_talk.rules.0", id="extent unknown"),
        pytest.param('[[codes]]\ntitle = "s3cret"', "code number 1", id="id missing"),
        pytest.param(new_code() + "[[codes]]\nid = 17", "code number 2", id="id no string"),
        pytest.param(new_code("S3cret talk").lower(), "mine.toml", id="id malformed"),
        pytest.param('codes = "s3cret"', "mine.toml", id="codes no list"),
        pytest.param('codes = ["s3cret"]', "code number 1", id="code no table"),
        pytest.param('order = ["s3cret"]', "mine.toml", id="table not allowed"),
    ],
)
def test_a_malformed_file_is_refused_by_name_and_without_its_values(write: Write, text: str, named: str) -> None:
    message = rejection(write(text))
    assert named in message
    assert "mine.toml" in message
    assert "s3cret" not in message
    assert "\n" not in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "nowhere.toml" in rejection(tmp_path / "nowhere.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert tmp_path.name in rejection(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes('version = "é"'.encode("latin-1"))
    assert "mine.toml" in rejection(path)
