"""What the transcript tokenizer does to dashes, marks, back-channels and contractions; the text always stays."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from trustsignals.pipeline.tokenizer import TOKENIZER_NAME, build_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    return nlp


TABLE = [
    # breaks and false starts
    ("and they'll-- no", "and they 'll -- no"),
    ("the- the other", "the - the other"),
    ("w- w-well", "w - w - well"),
    ("word—word and word –word", "word — word and word – word"),
    ("-and then", "- and then"),
    ("it's-it's hard", "it 's - it 's hard"),
    ("don't--I'm not", "do n't -- I 'm not"),
    ("couldn’t—we’d", "could n’t — we ’d"),
    ("I, I- I just--?", "I , I - I just -- ?"),
    ("he left.-- Yes", "he left . -- Yes"),
    ("well-known twenty-one", "well - known twenty - one"),
    ("-- --- - –", "-- --- - –"),
    ("DON'T--I'M", "DO N'T -- I 'M"),
    # back-channels are one word, stutters are not
    ("Mm-hmm.", "Mm-hmm ."),
    ("uh-huh, mm-hm", "uh-huh , mm-hm"),
    ("MM-HMM-- Uh-uh", "MM-HMM -- Uh-uh"),
    ('"Mm-mm," nuh-uh uh-oh', '" Mm-mm , " nuh-uh uh-oh'),
    ("Mm hmm", "Mm hmm"),
    ("m-my th-the", "m - my th - the"),
    # marks of transcribers
    ("[inaudible] yes", "[inaudible] yes"),
    ("I saw [NAME], twice", "I saw [NAME] , twice"),
    ("[PERSON_1]'s house", "[PERSON_1] 's house"),
    ("yeah[laughs]yeah.", "yeah [laughs] yeah ."),
    ("<UNSURE>maybe</UNSURE> <UNIN/>", "<UNSURE> maybe </UNSURE> <UNIN/>"),
    ("{coughs} so", "{coughs} so"),
    ("(laughs) (Sighs), (crying)", "(laughs) (Sighs) , (crying)"),
    ("(really) she did", "( really ) she did"),
    ("[pause] [pause: 3s]", "[pause] [ pause : 3s ]"),
    ("[unintelligible 00:01:33] so", "[ unintelligible 00:01:33 ] so"),
    # times
    ("00:12:34 so", "00:12:34 so"),
    ("[00:12:34] (05:07): so", "[00:12:34] (05:07) : so"),
    ("00:00:04.859 --> 00:00:07,410", "00:00:04.859 --> 00:00:07,410"),
    # contractions as speech recognition writes them
    ("i dont know", "i do nt know"),
    ("im youre ive thats", "i m you re i ve that s"),
    ("Im Thats Whos Wasnt", "I m That s Who s Was nt"),
    ("theyll itd couldve gonna wanna", "they ll it d could ve gon na wan na"),
    ("were well ill wed shed its hell lets", "were well ill wed shed its hell lets"),
    ("Wed Well Its", "Wed Well Its"),
    ("you and I. you and i.", "you and I . you and i ."),
    ("J. Doe in the U.S.", "J. Doe in the U.S."),
    # English as before
    ("ma'am, o'clock y'all", "ma'am , o'clock y' all"),
    ("It's Ana's, isn't it?!", "It 's Ana 's , is n't it ?!"),
    ("wait... :-) a.m. 3:30pm 4pm", "wait ... :-) a.m. 3:30 pm 4 pm"),
    ("an e-mail to ana@example.org etc.", "an e-mail to ana@example.org etc."),
]


@pytest.mark.parametrize(("text", "tokens"), TABLE)
def test_tokens(nlp: Language, text: str, tokens: str) -> None:
    doc = nlp.make_doc(text)
    assert [token.text for token in doc] == tokens.split()
    assert doc.text == text


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("i dont", "i do not"),
        ("im here", "i am here"),
        ("they'll--I'm", "they will - i am"),
        ("thats gonna", "that 's going to"),
    ],
)
def test_norms_join_spellings(nlp: Language, text: str, norms: str) -> None:
    assert [token.norm_ for token in nlp.make_doc(text)] == norms.split()


PIECES = st.sampled_from(
    [*"-–—.,?!'’\"()[]{}<>/ \n:0", "--", "it's", "I'm", "dont", "can’t", "Mm-hmm", "[NAME]", "(laughs)", "00:12", "they'll"]
)


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=60))
def test_text_never_changes(text: str) -> None:
    assert "".join(token.text_with_ws for token in TOKENIZER(text)) == text


TOKENIZER = build_tokenizer(spacy.blank("en").vocab)


def test_config_names_it_and_files_hold_all_of_it(tmp_path) -> None:
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER_NAME}}}
    nlp = spacy.blank("en", config=config)
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded.tokenizer.to_bytes(exclude=["vocab"]) == nlp.tokenizer.to_bytes(exclude=["vocab"])
    for text, tokens in TABLE:
        assert [token.text for token in loaded.make_doc(text)] == tokens.split()


def test_state_alone_is_enough() -> None:
    state = build_tokenizer(spacy.blank("en").vocab).to_bytes(exclude=["vocab"])
    plain = spacy.blank("en")
    plain.tokenizer.from_bytes(state)
    for text, tokens in TABLE:
        assert [token.text for token in plain.make_doc(text)] == tokens.split()
