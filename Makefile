# make demo: articles to a graph to questions. make test: every test. make check: all that CI asks for.
# Needs Python 3.11, 3.12 or 3.13 and nothing else; PYTHON=... names one that is not on the path.

.DEFAULT_GOAL := help
.PHONY: help demo test check lint hunt golden bench scoreboard lock clean

FITS := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	$$name -c '$(FITS)' >/dev/null 2>&1 && { echo $$name; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
# A process for each core, each with files of its own: what a file's tests share is made once. Each takes 0.7 GB.
APART := -n auto --maxprocesses 4 --dist loadfile

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# Set up once; again where the lock file or the project's metadata change.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 to 3.13 with the venv module found;" \
		"install one (Debian: apt-get install python3-venv) or say make PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## build a graph from the example articles, show it, open the shell on it
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/demo.sh

test: $(READY) ## every test
	$(BIN)/python -m pytest $(APART)

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## format, lint, types, import contracts, tests

hunt: $(READY) ## the laws on examples never tried before, HUNT=20 times as many
	HUNT=$(or $(HUNT),20) $(BIN)/python -m pytest $(APART) $$(grep -l 'hunting import' tests/test_*.py)

golden: $(READY) ## write the graphs of the examples anew; read the diff
	$(BIN)/python scripts/golden.py

bench: $(READY) ## reading speed and memory (needs the articles in ../shared)
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_reason.py
	$(BIN)/python scripts/bench_shell.py
	$(BIN)/python scripts/bench_upkeep.py

scoreboard: $(READY) ## measure, and write docs/scoreboard.md (needs ../shared)
	$(BIN)/python scripts/scoreboard.py

lock: $(READY) ## pin every dependency anew, for all platforms (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev \
		pyproject.toml --output-file requirements.lock

clean: ## remove .venv and what was built
	rm -rf .venv build dist demo.kg *.egg-info
