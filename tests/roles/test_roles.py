"""Who is the therapist: labels, options, what is refused."""

from __future__ import annotations

import pytest

from trustsignals.errors import RoleError
from trustsignals.roles import assign_roles, match_options, role_of_label
from trustsignals.session import Speaker, SpeakerRole

T, C, O = SpeakerRole.THERAPIST, SpeakerRole.CLIENT, SpeakerRole.OTHER  # noqa: E741

LABELS: dict[str, SpeakerRole | None] = {
    **dict.fromkeys(
        (
            "therapist",
            "Therapist",
            "THERAPIST 1",
            "therapist_2",
            "Counselor",
            "counsellor",
            "Clinician",
            "psychologist",
            "Psychiatrist",
            "Doctor",
            "Dr",
            "Dr. Khan",
            "dr khan",
            "Nurse",
            "chaplain",
            "Interviewer",
            "Coach",
            "social worker",
            "Social Worker 2",
            "T",
            "T1",
            "t:",
            "Th",
            "Ther",
            "Ther.",
            "Dr. Khan (therapist)",
            "Khan (T)",
            "Ruth - Therapist",
            "Student counsellor",
            "family therapist",
            "Anna Lee, LCSW",
            "Therapists",
            "Therapist (student)",
            "[Therapist]",
            "Psychotherapist",
            "Dr. Patience Client-Smythe (therapist)",
        ),
        T,
    ),
    **dict.fromkeys(
        (
            "client",
            "CLIENT",
            "Client 2",
            "client_1",
            "patient",
            "Patient:",
            "pt",
            "Pt.",
            "P",
            "P1",
            "Cl",
            "C1",
            "C 2",
            "caller",
            "Student",
            "participant 3",
            "Participants",
            "Dr. Khan (client)",
            "Kim (patient)",
            "Kim (P)",
            "Seeker",
            "Kim - Client",
            "user",
        ),
        C,
    ),
    **dict.fromkeys(
        (
            "Interpreter",
            "interpreter 2",
            "mother",
            "Client's mother",
            "Mother of client",
            "Observer",
            "Unknown Speaker",
            "Dad",
            "Supervisor",
            "Patient’s father",
            "Interpreter (for the client)",
        ),
        O,
    ),
    **dict.fromkeys(
        (
            "C",
            "c.",
            "Ruth",
            "Anna T",
            "Anna P.",
            "Speaker 1",
            "SPEAKER_00",
            "1",
            "A",
            "王医生",
            "",
            "???",
            "Theresa",
            "Patience",
            "Pat",
            "Therapist / Client",
            "client (therapist) (client)",
            "Tom",
            "Smith, P",
            "x" * 500,
        ),
        None,
    ),
}


@pytest.mark.parametrize(("label", "role"), LABELS.items())
def test_label(label: str, role: SpeakerRole | None) -> None:
    assert role_of_label(label) is role


def roles(*labels: str, **options: object) -> dict[str, SpeakerRole]:
    speakers = assign_roles([(label, "words") for label in labels], **options)  # type: ignore[arg-type]
    return {speaker.label: speaker.role for speaker in speakers}


SETTLED: dict[tuple[str, ...], tuple[SpeakerRole, ...]] = {
    ("T", "C"): (T, C),
    ("C", "T"): (C, T),
    ("Therapist", "C"): (T, C),
    ("T", "C1", "C2"): (T, C, C),
    ("T1", "T2", "C"): (T, T, C),
    ("Therapist", "Kim"): (T, C),
    ("Ruth", "Client"): (T, C),
    ("Therapist", "Kim", "Interpreter"): (T, C, O),
    ("Therapist", "Kim", "Unknown speaker"): (T, C, O),
    ("Dr. Khan", "SPEAKER_01"): (T, C),
    ("Client", "C"): (C, T),
    ("T", "C", "Mother", "Pt"): (T, C, O, C),
}


@pytest.mark.parametrize(("labels", "expected"), SETTLED.items(), ids=str)
def test_settled(labels: tuple[str, ...], expected: tuple[SpeakerRole, ...]) -> None:
    assert tuple(roles(*labels).values()) == expected


def test_confidence() -> None:
    assert assign_roles([("Therapist", "a"), ("Kim", "b")]) == (Speaker("Therapist", T), Speaker("Kim", C, "label", 0.9))
    assert assign_roles([("A", "a"), ("B", "b")], options={"B": T}) == (
        Speaker("A", C, "option", 0.9),
        Speaker("B", T, "option"),
    )


def test_options_and_statements_come_first() -> None:
    assert roles("Therapist", "Client", options={"Therapist": C, "Client": T}) == {"Therapist": C, "Client": T}
    assert roles("Therapist", "Kim", stated={"Kim": Speaker("Kim", T), "Therapist": Speaker("Therapist", C)}) == {
        "Therapist": C,
        "Kim": T,
    }


REFUSED = {
    ("Speaker 1", "Speaker 2"): 'the labels "Speaker 1" and "Speaker 2" don\'t tell who is the therapist; add '
    '--role "Speaker 1=therapist" or --role "Speaker 2=therapist"',
    ("C", "P"): "don't tell who is the therapist",
    ("C", "Kim"): "don't tell who is the therapist",
    ("Therapist", "Kim", "Ruth"): 'who is the client; add --role "Kim=client" and --role "Ruth=client"',
    ("Client", "Kim", "Ruth"): 'who is the therapist; add --role "Kim=therapist" and --role "Ruth=therapist"',
    ("Therapist", "Client", "Kim"): 'the role of "Kim" is not clear; add --role "Kim=other"',
    ("Client", "Patient"): 'no therapist is among the speakers "Client" and "Patient"; add --role "Patient=therapist"',
    ("Therapist", "Nurse"): 'no client is among the speakers "Therapist" and "Nurse"; add --role "Nurse=client"',
    ("Therapist", "Mother"): 'no client is among the speakers "Therapist" and "Mother"; add --role "Mother=client"',
    ("Therapist",): 'only one speaker, "Therapist", was found',
    ("Kim", "Unknown speaker"): 'only one speaker, "Kim", was found',
    ("Kim", "this label is as long as a whole sentence is"): "(a label of 44 characters)",
}


@pytest.mark.parametrize(("labels", "message"), REFUSED.items(), ids=str)
def test_refused(labels: tuple[str, ...], message: str) -> None:
    with pytest.raises(RoleError) as caught:
        roles(*labels, where="four.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith("four.txt: ")
    assert str(caught.value).endswith(".")


def test_many_labels_are_not_all_listed() -> None:
    with pytest.raises(RoleError, match="and 5 more"):
        roles(*[f"Speaker {n}" for n in range(15)])


def test_matching_of_options() -> None:
    labels = ["Ruth", "RUTH", "Kim "]
    assert match_options({"Ruth": "therapist", "kim": "CLIENT"}, labels, "x") == {"Ruth": T, "Kim ": C}
    assert match_options({"ruth": "therapist"}, labels, "x") == {"Ruth": T, "RUTH": T}
    assert match_options(None, labels, "x") == {}
    with pytest.raises(RoleError, match=r'x: no speaker is called "Ada"; the labels are "Ruth", "RUTH" and "Kim "\.'):
        match_options({"Ada": "client"}, labels, "x")


def test_the_role_names_of_this_project_name_their_roles() -> None:
    assert {role.value: role_of_label(role.value) for role in SpeakerRole} == {role.value: role for role in SpeakerRole}
