"""The model card of the English pipeline: data and its annotators, settings, every figure of the run, limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.language import Language

from trustsignals.training.english.convert import LONGEST_CHUNK
from trustsignals.training.english.cost import LARGEST_MB, LEAST_WORDS_PER_S, LONGEST_LOAD_S, Cost
from trustsignals.training.english.evaluate import GOLD_COLUMNS, RAW_COLUMNS, TARGETS, Scores, render
from trustsignals.training.english.lemmas import DOCUMENT_FLOOR

LICENCE = "CC-BY-SA-4.0"

ATTRIBUTION = """\
- **UD English EWT**, CC BY-SA 4.0. Natalia Silveira, Timothy Dozat, Marie-Catherine de Marneffe, Samuel R. Bowman, Miriam
  Connor, John Bauer and Christopher D. Manning (2014): A Gold Standard Dependency Corpus for English. LREC 2014. Its
  annotators and maintainers, Sebastian Schuster, Ethan Chi, Daniel Galbraith, Hanzhi Zhu, Nathan Schneider and others, built
  it on the English Web Treebank (LDC2012T13) of Ann Bies, Justin Mott, Colin Warner and Seth Kulick.
- **GUM**, the Georgetown University Multilayer corpus: the documents whose texts are CC BY. Amir Zeldes (2017): The GUM
  Corpus: Creating Multilayer Resources in the Classroom. Language Resources and Evaluation 51(3), 581-612. Annotated,
  document by document, by the students of Georgetown University who are named at <https://gucorpling.org/gum/>.
"""

LICENCE_NOTICE = f"""\
The files in this folder (the model "english" of Trust Signals) are licensed under the Creative Commons
Attribution-ShareAlike 4.0 International License (CC BY-SA 4.0). The licence's text:
https://creativecommons.org/licenses/by-sa/4.0/legalcode

They were learned from these treebanks, and changed nothing in them:

{ATTRIBUTION}
Whoever passes this model on, changed or not, names these sources and keeps the licence. The program around it is under
another licence of its own.
"""


def render_card(nlp: Language, scores: Mapping[str, Mapping[str, Scores]], cost: Cost, facts: Mapping[str, Any]) -> str:
    """The card in Markdown.

    Args:
        nlp: the model.
        scores: what `measure` gave back.
        cost: what the model costs on the machine that trained it.
        facts: `version`, `train_words`, `minutes`, the versions of `spacy` and `thinc`, and `agreement`, percentages of the
            tokenizer's agreement with the treebanks by part.
    """
    return f"""\
# English pipeline of Trust Signals, version {facts["version"]}

A small spaCy pipeline for transcripts of conversations: {", ".join(nlp.pipe_names)}. Universal part-of-speech tags, Penn
Treebank tags, morphological features, lemmas, sentences and universal dependencies.

- **Made for**: rules and features of this project on English therapy transcripts, as people type them and as speech
  recognition writes them.
- **Licence**: CC BY-SA 4.0 (see LICENSE), because the treebanks are. It holds for this folder.
- **Holds no text**: weights, labels and the lemmatizer's edits. An edit such as "-ing" or "went" to "go" is kept only when
  words of at least {DOCUMENT_FLOOR} documents have it; no vocabulary of the corpora ships, so that no rare name does.

## Data

{ATTRIBUTION}
{facts["train_words"]:,} words of both training parts; settings were chosen on the development parts. No other model, word list
or vector was used.

## Training

{_settings(nlp)}
spaCy {facts["spacy"]}, thinc {facts["thinc"]}, one thread, {facts["minutes"]:.0f} minutes. To repeat it:
`python -m trustsignals.training.english --corpora FOLDER -o models/english`.

## Figures

In percent. GUM's spoken documents are conversation, interview, vlog, speech and court; in the rows "dev and test" the
development documents were also used to choose settings, so a row on spoken test documents alone stands beside them.

**With the treebank's own words given** (as the targets are defined), on whole documents. `uas` and `las` leave punctuation
out, `las_with_punct` counts it; `sentences` is F over sentences with both ends right; `features` is the whole set of a word's
features, less those that the two treebanks give differently.

{render(scores["gold"], GOLD_COLUMNS)}

**From raw text**, with this model's tokenizer (F; a word that is cut differently counts as wrong). `tokens` is its agreement
with the treebanks, which cut some things otherwise on purpose: "th-" is one word there and two here, an address or a phone
number in an email may be several.

{render(scores["raw"], RAW_COLUMNS)}

On the training parts the tokenizer agrees with {", ".join(f"{k} on {v:.1f} %" for k, v in facts["agreement"].items())}.

Targets, measured with words given: {_targets(scores)}.

Costs on the machine that trained it: {cost.size_mb:.1f} MB (at most {LARGEST_MB:.0f}), loaded in {cost.load_s:.2f} s (less than
{LONGEST_LOAD_S:.0f}), {cost.words_per_s:,.0f} words a second in one process and one thread (at least {LEAST_WORDS_PER_S:,}).

## Limits

- The treebanks hold web texts (reviews, emails, weblogs, answers) and GUM's genres, no therapy session. How well the model
  does on therapy transcripts has not been measured.
- Without punctuation nothing here splits sentences well: see the last row. Don't rely on sentences in such text.
- Dependencies in long, broken-off spoken sentences are often wrong; rules should ask for near relations (a verb's subject)
  rather than far ones, and should have a way to fire without them.
- Names in lower case are often tagged as common nouns.
- It recognizes no named entities and knows no word vectors.
- American and British edited and web English prevail; other varieties were not measured.
"""


def _settings(nlp: Language) -> str:
    training, train = nlp.config["training"], nlp.config["corpora"]["train"]["augmenter"]
    embed = nlp.config["components"]["tok2vec"]["model"]["embed"]
    encode = nlp.config["components"]["tok2vec"]["model"]["encode"]
    rate, size = training["optimizer"]["learn_rate"], training["batcher"]["size"]
    parser = nlp.config["components"]["parser"]["model"]
    lines = [
        f"one shared tok2vec: MultiHashEmbed of {', '.join(embed['attrs'])}, width {embed['width']}, rows "
        f"{'/'.join(map(str, embed['rows']))}; window encoder of depth {encode['depth']}; parser with "
        f"{parser['hidden_width']} hidden units",
        f"{training['max_steps']:,} steps of batches that grow from {size['start']} to {size['stop']} words; Adam, learning "
        f"rate {rate['initial_rate']} with linear decay after {rate['warmup_steps']} steps, dropout {training['dropout']}, "
        f"averaged weights, seed {nlp.config['system']['seed']}; the last step is what ships",
        f"texts of one to {LONGEST_CHUNK} sentences, a third of them cut where the speaker changes; "
        f"{train['given_words']:.0%} in the treebank's words, the others cut by this model's tokenizer and aligned with them",
        f"variants drawn anew in each epoch: {train['lower_case']:.0%} of the texts lower-cased, of these "
        f"{train['no_punctuation']:.0%} without punctuation, of these {train['no_apostrophes']:.0%} without apostrophes; "
        f"{train['transcriber']:.0%} with the marks of transcribers (dashes, back-channels, events, placeholders for names)",
        "features that mark spelling or style left out, and those that the two treebanks give differently",
    ]
    return "".join(f"- {line}\n" for line in lines)


def _targets(scores: Mapping[str, Mapping[str, Scores]]) -> str:
    rows = ((target, scores["gold"][target.part][target.column]) for target in TARGETS)
    return "; ".join(
        f"{target.part} {target.column} {value:.1f} ({'reached' if value >= target.at_least else 'missed'}: {target.at_least})"
        for target, value in rows
    )
