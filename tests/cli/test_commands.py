"""The command line: what it prints where, exit codes, and one sentence for each bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trustsignals.cli.app import app, main
from trustsignals.errors import TrustSignalsError

SENTINEL = "Xylophonquark"
DISCLAIMER = "does not detect or assess risk"
SMALL = "Therapist: What was that like for you?\nClient: I was terrified, honestly.\nTherapist: You were terrified.\nClient: I was.\n"


@pytest.fixture
def transcript(tmp_path) -> Path:
    path = tmp_path / "small.txt"
    path.write_text(SMALL, "utf-8")
    return path


def run(*args: object, **options):
    """Run as `main` does, errors that are meant included."""
    result = CliRunner().invoke(app, [str(a) for a in args], **options)
    if isinstance(result.exception, TrustSignalsError):
        result.exit_code = result.exception.exit_code
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def message(result) -> str:
    """What a person reads on stderr: what was printed, and the sentence that `main` would print."""
    meant = isinstance(result.exception, TrustSignalsError)
    return f"{result.stderr}{result.exception}" if meant else result.stderr


def test_without_options_a_summary_and_a_page_beside_the_file(transcript):
    result = run("report", transcript)
    assert result.exit_code == 0
    page = Path(result.stdout.strip().splitlines()[-1])
    assert page == transcript.with_name("small.trust.html")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert DISCLAIMER in result.stdout


@pytest.mark.parametrize("name", ["html", "json", "md", "csv", "text"])
def test_every_format_to_stdout_carries_the_sentence_on_risk(transcript, name):
    result = run("report", transcript, "--format", name, "-o", "-")
    assert result.exit_code == 0
    assert DISCLAIMER in " ".join(result.stdout.split())
    assert not list(transcript.parent.glob("*.html"))


def test_json_keeps_words_and_offsets(transcript):
    report = json.loads(run("report", transcript, "-f", "json", "-o", "-").stdout)
    assert report["schema"] == "trustsignals.report/1"
    assert [u["text"] for u in report["utterances"]] == [line.split(": ")[1] for line in SMALL.splitlines()]
    for utterance in report["utterances"]:
        for code in utterance["codes"]:
            for cue in code["cues"]:
                assert utterance["text"][cue["start"] : cue["end"]] == cue["text"]


def test_stdin_needs_a_format_and_then_works():
    assert run("report", "-", "-f", "json", "-o", "-", input=SMALL).exit_code == 1
    result = run("report", "-", "--from", "txt", "-f", "json", "-o", "-", input=SMALL)
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["utterances"]) == 4


def test_roles_by_option(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text(SMALL.replace("Therapist", "Ada").replace("Client", "Bo"), "utf-8")
    unsure = run("report", path, "-f", "json", "-o", "-")
    assert unsure.exit_code == 1
    assert "--role" in message(unsure)
    result = run("report", path, "-f", "json", "-o", "-", "--role", "Ada=therapist", "--role", "Bo=client")
    assert {(s["label"], s["role"], s["role_source"]) for s in json.loads(result.stdout)["session"]["speakers"]} == {
        ("Ada", "therapist", "option"),
        ("Bo", "client", "option"),
    }
    assert run("report", path, "--role", "Ada").exit_code == 2
    assert run("report", path, "--role", "Ada=boss").exit_code == 2


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "many.csv"
    rows = [("session", "speaker", "text", "utterance_id")]
    for session in ("a/1", "b"):
        rows += [(session, "therapist", "What was that like?", "7"), (session, "client", "It was hard, that day.", "9")]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_several_sessions_give_a_file_each_or_json_lines(table, tmp_path):
    out = tmp_path / "out"
    assert run("report", table, "-f", "json", "-o", f"{out}/").exit_code == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 2
    assert names[0].startswith("a-1-")
    lines = run("report", table, "-f", "json", "-o", "-").stdout.splitlines()
    assert [json.loads(line)["session"]["id"] for line in lines] == ["a/1", "b"]
    assert run("report", table, "-f", "json", "-o", tmp_path / "one.json").exit_code == 2
    assert not (tmp_path / "one.json").exists()
    one = run("report", table, "-f", "json", "-o", "-", "--session", "b")
    assert json.loads(one.stdout)["session"]["id"] == "b"
    assert run("report", table, "--session", "zzz").exit_code == 1


def test_no_transcript_is_written_over(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("speaker,text\ntherapist,What was that like?\nclient,It was hard that day.\n", "utf-8")
    before = path.read_bytes()
    for place in (f"{tmp_path}/", str(path)):
        assert run("report", path, "-f", "csv", "-o", place).exit_code == 2
        assert path.read_bytes() == before


def test_files_of_one_name_in_two_folders_do_not_meet(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "s.txt").write_text(SMALL, "utf-8")
    run("report", tmp_path / "one" / "s.txt", tmp_path / "two" / "s.txt", "-f", "json", "-o", f"{tmp_path}/out/")
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_an_unclear_session_does_not_hide_the_one_asked_for(tmp_path):
    path = tmp_path / "t.csv"
    rows = "a,therapist,What was it like?\na,client,It was hard.\nb,Ada,What was it like?\nb,Bo,It was hard.\n"
    path.write_text(f"session,speaker,text\n{rows}", "utf-8")
    assert run("report", path, "--session", "a", "-o", tmp_path / "a.json").exit_code == 0
    assert run("report", path, "-f", "json", "-o", f"{tmp_path}/out/").exit_code == 1
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_files_of_one_session_are_merged(tmp_path):
    for name, line in (("therapist", "0,2,What was that like?"), ("client", "2,4,It was hard that day.")):
        (tmp_path / f"{name}.csv").write_text(f"start,end,text,speaker\n{line},{name}\n", "utf-8")
    result = run("report", tmp_path / "client.csv", tmp_path / "therapist.csv", "--merge", "-f", "json", "-o", "-")
    assert [u["role"] for u in json.loads(result.stdout)["utterances"]] == ["therapist", "client"]
    assert run("check", tmp_path / "client.csv", "-", "--merge").exit_code == 1


def test_one_bad_file_does_not_stop_the_others(transcript, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    result = run("report", tmp_path / "empty.txt", transcript, "-f", "json", "-o", f"{tmp_path}/out/")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert len(list((tmp_path / "out").iterdir())) == 1


BAD = {
    "empty.txt": b"",
    "binary.txt": b"\x00\x01\x02" + SENTINEL.encode() + bytes(range(256)) * 20,
    "one_speaker.txt": f"Therapist: {SENTINEL} went home.\nTherapist: And then came back.\n".encode(),
    "no_therapist.txt": f"Client: {SENTINEL} went home.\nInterpreter: And came back.\nClient: Yes I did.\n".encode(),
    "no_text_column.csv": f"speaker,when\ntherapist,{SENTINEL}\n".encode(),
    "unknown.xyz": f"\x07{SENTINEL} nothing that is a transcript".encode(),
    "not_json.json": f'{{"{SENTINEL}": '.encode(),
}


@pytest.mark.parametrize(("command", "name"), [(command, name) for command in ("report", "check") for name in BAD])
def test_bad_input_is_one_sentence_and_nothing_is_written(tmp_path, name, command):
    path = tmp_path / name
    path.write_bytes(BAD[name])
    result = run(command, path)
    said = message(result)
    assert result.exit_code == 1
    assert name in said or command == "check"
    assert SENTINEL not in said
    assert SENTINEL not in result.stdout
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_missing_file_a_folder_and_an_unwritable_place(transcript, tmp_path):
    gone = run("report", tmp_path / "gone.txt")
    assert gone.exit_code == 1
    assert "gone.txt" in gone.stderr
    assert run("report", tmp_path, "-f", "json", "-o", "-").exit_code == 1
    nowhere = run("report", transcript, "-o", tmp_path / "no" / "where.html")
    assert nowhere.exit_code == 2
    blocker = tmp_path / "blocker"
    blocker.write_text("a file")
    assert run("report", transcript, "-f", "json", "-o", f"{blocker}/sub/").exit_code == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["blocker", "small.txt"]


def test_a_users_codebook_adds_a_code_that_rules_alone_know(transcript, tmp_path):
    book = tmp_path / "ours.toml"
    book.write_text(
        """
version = "t"
[[codes]]
id = "asks_like"
title = "Asks what it was like"
role = "therapist"
polarity = "builds"
dimension = "empathy"
definition = "Asks what something was like."
examples = ["What was it like?"]
near_misses = ["I like it."]
[[codes.rules]]
id = "was_like"
definition = "The question"
phrases = ["was that like"]
guards = []
examples = ["What was that like?"]
near_misses = ["I like that."]
""",
        "utf-8",
    )
    result = run("report", transcript, "-f", "json", "-o", "-", "--codebook", book)
    report = json.loads(result.stdout)
    (code,) = [c for c in report["utterances"][0]["codes"] if c["code"] == "asks_like"]
    assert code["assigned"] is True
    assert code["probability"] is None
    assert code["cues"][0]["source"] == "rule:was_like"
    assert any(w["kind"] == "rules_only" for w in report["warnings"])
    book.write_text("[[codes]]\nid = 3\n", "utf-8")
    assert run("report", transcript, "--codebook", book).exit_code == 2


def test_check_tells_what_was_understood(transcript):
    result = run("check", transcript)
    assert result.exit_code == 0
    for words in ("small.txt", "4 utterances", "Therapist: therapist", "Client: client"):
        assert words in result.stdout
    assert "terrified" not in result.stdout


def test_codebook_lists_and_explains():
    assert "feeling_reflection" in run("codebook").stdout
    one = run("codebook", "affirmation").stdout
    for words in ("Examples", "Near misses", "Recognized"):
        assert words in one
    assert json.loads(run("codebook", "affirmation", "--json").stdout)["id"] == "affirmation"
    assert run("codebook", "no_such_code").exit_code == 2


def test_doctor_is_content():
    result = run("doctor")
    assert result.exit_code == 0
    assert "in order" in result.stdout


def test_version_and_help():
    assert run("--version").stdout.startswith("trustsignals ")
    assert "report" in run("--help").stdout


def test_a_csv_of_utterances_opens_as_a_table(transcript):
    rows = list(csv.reader(io.StringIO(run("report", transcript, "-f", "csv", "-o", "-").stdout)))
    assert "text" in [cell for row in rows[:2] for cell in row]


def test_main_ends_with_one_sentence_and_the_exit_code(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["trustsignals", "codebook", "no_such_code"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("trustsignals: The codebook has no code")


def test_a_whole_report_without_any_socket(transcript, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert run("report", transcript, "-f", "html", "-o", "-").exit_code == 0


def test_a_reader_that_goes_away_is_no_traceback(transcript):
    command = f"{sys.executable} -m trustsignals report {transcript} -f json -o - | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert "Traceback" not in done.stderr
