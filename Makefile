# Everything that a person or CI does with the project. Each target installs what it needs into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?= ../shared/corpora
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint bench stress models models-english models-behaviours evaluate-full docs clean

demo: $(VENV)/.demo ## install, analyse the sample session, print its summary and the path of the report
	@mkdir -p out
	@cp data/examples/sample-session.txt out/
	@$(BIN)/trustsignals report out/sample-session.txt

test: $(VENV)/.dev lint ## what CI runs
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev ## speed and memory, as ratios measured in one run
	$(BIN)/python -m benchmarks.street
	$(BIN)/python -m benchmarks.english

stress: $(VENV)/.dev ## what takes long: property tests with many more examples
	HYPOTHESIS_PROFILE=stress $(BIN)/python -m pytest -n 2 tests/transcripts tests/pipeline/test_tokenizer.py

models: models-english models-behaviours ## both models from the corpora

models-english: $(VENV)/.dev
	$(BIN)/python -m trustsignals.training.english --corpora $(CORPORA) -o models/english

models-behaviours: $(VENV)/.dev
	$(BIN)/trustsignals train --corpora $(CORPORA) --data data -o models/behaviours

evaluate-full: $(VENV)/.dev ## every figure of the classifier, cross-validated anew
	$(BIN)/trustsignals evaluate --corpora $(CORPORA) --data data --full

docs: $(VENV)/.dev ## pages that are generated from the data
	$(BIN)/python -m docs.generate

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.demo

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache
