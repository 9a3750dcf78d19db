# Every target sets itself up: .venv comes from requirements.lock, which is whole (so pip resolves nothing) and holds
# hashes (which pip checks).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORES := $(shell nproc 2>/dev/null || echo 2)
# Two a core: half the time of a flow's run is spent waiting for Prefect's server.
WORKERS ?= $(shell echo $$((2 * $(CORES))))

.PHONY: help demo test fuzz bench guide check format up lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "papiplan needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Live the example plan's year in the Prefect UI
	$(BIN)/papiplan demo

test: $(READY) ## Run all tests
	@status=0; \
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not whole" || status=$$?; \
	$(BIN)/python -m pytest -n $(CORES) --dist loadfile -m whole || status=$$?; \
	exit $$status

fuzz: $(READY) ## Read N damaged forms (make fuzz N=100000 SEED=7)
	$(BIN)/python -m tests.fuzz $(or $(N),20000) $(SEED)

bench: $(READY) ## Measure the heavier work, side by side
	$(BIN)/python -m tests.benchmarks

guide: $(READY) ## Draw the pictures of the officers' guide anew (needs Chromium)
	mkdir -p docs/hinh
	GUIDE_PICTURES=docs/hinh $(BIN)/python -m pytest -q -p no:xdist tests/journeys/test_in_a_browser.py

check: $(READY) ## Format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

up: $(READY) ## Run the server, the UI, the worker and the documents
	$(BIN)/papiplan up

lock: $(READY) ## Resolve requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock

clean: ## Remove the environment and what demo and tests left
	rm -rf $(VENV) var/demo .mypy_cache .pytest_cache .ruff_cache
