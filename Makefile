# make demo: install and read the example report.  make test: all checks.  make help: the rest.

VENV ?= .venv
BIN := $(VENV)/bin
# What an installation depends on; the code itself is installed in place and needs no second one.
RECIPE := pyproject.toml hatch_build.py $(wildcard tools/build_places.py)
# pip compiles what it copies, not what is installed in place; compiling at each start would cost a third of it.
COMPILE := $(BIN)/python -m compileall -q src
export PYTHON MAKECMDGOALS

.DEFAULT_GOAL := help
.PHONY: help demo test proof lock bench compiled format map messages clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

demo: $(VENV)/.installed ## install into .venv and read the example report
	@echo '$$ rasd read examples/report.html'
	@COLUMNS=$${COLUMNS:-120} $(BIN)/rasd read --format table examples/report.html
	@echo '$$ . $(BIN)/activate    # and this terminal knows rasd'

test: $(VENV)/.dev ## lint, formatting, types, codebook and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/rasd codebook check
	@tools/postgres.sh
	@tools/chromium.sh
	@tools/clients.sh $(VENV)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

proof: $(VENV)/.dev ## the long proofs (20,000 made reports, fuzzing, faults, load): hours; writes docs/proof.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=3.0'
	$(BIN)/python tools/proof.py

lock: $(VENV)/.dev ## pin what rasd[all] brings and list it: requirements.lock, sbom.json (asks the package index)
	$(BIN)/python tools/lock.py

bench: $(VENV)/.dev ## measure speed and memory; writes docs/*speed.md (the ledger at full size: bench/ledger.py, an hour)
	@$(BIN)/python -c 'from rasd.codebook.book import COMPILED, compile_to; compile_to(COMPILED)'  # as when installed
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/linking.py
	$(BIN)/python bench/places.py
	$(BIN)/python bench/peers.py
	$(BIN)/python bench/archives.py

compiled: $(VENV)/.dev ## compile the grammar into build/compiled: twice as fast, optional, takes minutes
	$(BIN)/python tools/compile.py build/compiled

format: $(VENV)/.dev ## bring the code into its format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

map: $(VENV)/.dev ## redraw the tree in docs/map.md from the modules
	$(BIN)/python tools/draw_map.py

messages: $(VENV)/.dev ## print what the desk says without Arabic in src/rasd/desk/locale/ar
	@$(BIN)/python tools/messages.py

clean: ## remove the environment, caches and everything built
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -f src/rasd/codebook/data/places/geonames.tsv src/rasd/codebook/data/codebook.json
	find src -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: $(RECIPE)
	@tools/venv.sh $(VENV)
	@echo 'Installing Rasd into $(VENV) (the first time takes a minute).' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . >$(VENV)/install.log 2>&1 \
	    || { cat $(VENV)/install.log >&2; exit 1; }
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: $(RECIPE)
	@tools/venv.sh $(VENV)
	@echo 'Installing Rasd and its checks into $(VENV).' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' >$(VENV)/install.log 2>&1 \
	    || { cat $(VENV)/install.log >&2; exit 1; }
	@$(COMPILE)
	@touch $(VENV)/.installed $@
