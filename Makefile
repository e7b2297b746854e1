# Everything a newcomer types. Each target makes what it needs; a second run is quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo run install test lint prove mutate bench lock gallery strings clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 10

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Passerelle needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## a Telegram in a box, on http://127.0.0.1:8765
	$(BIN)/passerelle demo

run: $(READY) ## the bot itself; settings in the environment or in .env
	$(BIN)/passerelle run

install: ## what a machine that only runs the bot needs (see bot/operating/README.md)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bot/operating/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .

test: $(READY) ## the whole suite
	$(BIN)/python -m pytest

lint: $(READY) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

prove: $(READY) ## every guarantee in its long form, as a table (an hour or more)
	$(BIN)/python -m tests.faults

mutate: $(READY) ## change one thing at a time, and see whether a test notices (half an hour)
	$(BIN)/python -m tests.mutation

bench: $(READY) ## ratios, measured side by side
	$(BIN)/python -m tests.bench

gallery: $(READY) ## the main screens as pictures in each language, in gallery/ (needs chromium)
	$(BIN)/python -m tests.gallery

strings: $(READY) ## gather the sentences of the code into locales/
	$(BIN)/python -m locales

lock: ## resolve pyproject.toml again (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev --group bench pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt pyproject.toml -o bot/operating/requirements.txt

clean: ## forget the virtual environment and what tools left
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache *.egg-info
