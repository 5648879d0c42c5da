# Nybrott: two commands do all set-up. `make demo` shows it, `make test` proves it. `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# the first Python that is new enough; `make PYTHON=/path/to/python3 …` takes another
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS = never
# where the surroundings ask Python not to keep what it compiles, it is kept in var, and not among the sources:
# every program starts in a third of the time
ifdef PYTHONDONTWRITEBYTECODE
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/var/bytecode
endif
PORT ?= 8000

.PHONY: help demo run test check bench soak fresh pictures messages lock

help: ## what can be made
	@grep -hE '^[a-z.]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv ## start the filled demonstration at http://localhost:8000
	@$(BIN)/python scripts/messages.py compile
	@$(BIN)/nybrott up --demo --port $(PORT)

run: .venv ## start what is there, without filling anything
	@$(BIN)/python scripts/messages.py compile
	@$(BIN)/nybrott up --port $(PORT)

test: .venv ## run every test, browser journeys included
	@$(BIN)/python scripts/test.py

check: .venv ## lint, types, floors, migrations, messages: what a commit must pass
	@$(BIN)/python scripts/check.py

bench: .venv ## measure; one JSON line per figure (benchmarks/README.md)
	@$(BIN)/python benchmarks/run.py

soak: .venv ## the long storms and sweeps that `make test` leaves out
	@$(BIN)/python scripts/test.py --soak

pictures: .venv ## take the pictures of the guide anew
	@NYBROTT_PICTURES=1 $(BIN)/python -m pytest -q -n0 -m "journey and not soak" $$(grep -l "picture(\|NYBROTT_PICTURES" tests/journeys/test_*.py)

messages: .venv ## bring the three message catalogues up to date with the texts in the code
	@$(BIN)/python scripts/messages.py update

lock: .venv ## resolve the dependencies anew (no registry is named in the result)
	@$(BIN)/uv export --quiet --all-groups --no-emit-project --no-header --format requirements-txt -o requirements.lock
	@$(BIN)/uv export --quiet --only-group bootstrap --no-emit-project --no-header --format requirements-txt -o requirements-bootstrap.lock

fresh: ## forget everything that was made: environment, database, lake
	@rm -rf .venv var build *.egg-info
	@echo "Forgotten: .venv and var. “make demo” begins anew."

# a folder is a target here: it is made anew when a lock is newer than it
.venv: requirements.lock requirements-bootstrap.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Nybrott needs Python 3.11 or newer, and none was found. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks venv. On Debian: apt-get install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "Nybrott needs git. On Debian: apt-get install git"; exit 1; }
	@echo "Making the environment …"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock requirements-bootstrap.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@$(BIN)/python scripts/messages.py compile
	@touch .venv
