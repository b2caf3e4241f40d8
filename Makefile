# make demo | test | lint | bench | torture | fuzz | addin | release: each does its own set-up (a virtual environment in
# .venv, and on Debian as
# root the system parts: LibreOffice, Chinese fonts, poppler). On Windows use: py -m macros_py ...
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench torture fuzz addin build release setup system clean

setup: $(STAMP) system

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

system:
	@sh .ci/system-parts

demo: setup
	@$(BIN)/python -m macros_py demo --folder demo

test: setup
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m benchmarks.rendering
	$(BIN)/python -m benchmarks.checking
	$(BIN)/python -m benchmarks.printing
	$(BIN)/python -m benchmarks.calc_host
	$(BIN)/python -m benchmarks.scoring
	$(BIN)/python -m benchmarks.starting

# Kill the commands, feed them broken files, undo them, run them twice; prints the counts. Takes some minutes.
torture: $(STAMP)
	$(BIN)/python -m benchmarks.torture

# Fuzz each reader of foreign input for SECONDS; coverage-guided, or with hypothesis where atheris cannot be installed.
SECONDS ?= 60
fuzz: $(STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	for reader in target standard form package; do $(BIN)/python -m tests.fuzzing.fuzz $$reader $(SECONDS) || exit 1; done

# Rebuild what Excel opens (workbook/, the add-in too) from its text sources.
addin build: $(STAMP)
	$(BIN)/python -m macros_py build

# The zip for machines without network, with the packages for 64-bit Windows (fetched with pip).
release: build
	$(BIN)/python -m macros_py release --folder dist

clean:
	rm -rf $(VENV) node_modules demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
