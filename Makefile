# Reverie's doors. `make help` lists them.
#   PYTHON=python3.12   the interpreter the environment is made with (3.11 or newer)
#   REVERIE_CACHE=dir   where wheels and models are kept
#   SEED=n              the world of the demo
PYTHON ?= python3
SEED ?=
DIALOGUES ?=

BIN := .venv/bin
BOOTSTRAP := $(PYTHON) -m installers.bootstrap
ROOMS := app ui agents storage
CHECKS := check-format check-lint check-types check-imports check-dead check-docs
# Seen by every tool we start: nothing is fetched from a hub, and no model takes every core.
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false
export ANONYMIZED_TELEMETRY := False
# The tests start hundreds of processes: what Python has compiled once is kept for them, outside the sources, also
# where somebody wants none of it there.
test prove bench: export PYTHONDONTWRITEBYTECODE :=
test prove bench: export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache

.DEFAULT_GOAL := help
.PHONY: help setup setup-small setup-tests run demo test prove check format bench eval package screens translations lock clean $(CHECKS)

help: ## list what can be made
	@awk -F ":.*## " '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make everything ready: system packages, .venv, llama.cpp, models
	@$(BOOTSTRAP)

setup-small: ## the same without the answering model (1.1 GB)
	@$(BOOTSTRAP) --without-large-model

setup-tests: ## the small set-up, and what only the tests use (a browser, two monitors, strace)
	@$(BOOTSTRAP) --without-large-model --for-tests

run: setup ## open Reverie; with no display, play the demo
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/reverie; \
	else exec $(MAKE) --no-print-directory demo; fi

demo: setup ## play a day on a virtual screen and ask about it (SEED=n plays that one)
	@seed="$(SEED)"; [ -n "$$seed" ] || seed=$$($(BIN)/python -c 'import secrets; print(secrets.randbelow(10**6))'); \
	echo "The demo's seed is $$seed; make demo SEED=$$seed plays the same day again."; \
	exec $(BIN)/reverie demo --seed "$$seed"

test: setup-tests ## run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not package and not prove"

prove: setup setup-tests ## run what takes long too: full counts, the package in a bare system
	@PROVE=1 $(BIN)/python -m pytest -p no:xdist --timeout 3600

check: setup-small ## format, lint, types, import contracts, dead code, docs that hold
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-format:
	@$(BIN)/ruff format --check .
check-lint:
	@$(BIN)/ruff check .
check-types:
	@$(BIN)/mypy $(ROOMS) installers $(wildcard tests/fakes)
check-imports:
	@$(BIN)/lint-imports --no-logo
check-dead:
	@$(BIN)/vulture
check-docs:
	@$(BIN)/python -m installers.check_docs

format: ## put the code into the house's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup setup-tests ## measure against the budgets and print the table
	@for bench in $(basename $(notdir $(wildcard tests/bench/bench_*.py))); do \
		echo "== $$bench"; $(BIN)/python -m tests.bench.$$bench || exit 1; done

eval: setup ## score recall on dialogues of your own, beside other ways: make eval DIALOGUES=dir
	@[ -d "$(DIALOGUES)" ] || { echo "Say where the dialogues lie: make eval DIALOGUES=dir"; exit 2; }
	@homes=$$(mktemp -d) && trap 'rm -rf "$$homes"' EXIT && \
	echo "== through the command line" && \
	$(BIN)/python tests/eval/evaluate.py dialogues "$(DIALOGUES)" --digest --work "$$homes" --cmd $(BIN)/reverie && \
	echo "== beside other ways to search the same turns" && \
	$(BIN)/python -m tests.bench.compare_recall "$(DIALOGUES)" --homes "$$homes" && \
	echo "== by weights: untrained, shipped, learnt on the other dialogues" && \
	$(BIN)/python -m tests.bench.learn_recall "$(DIALOGUES)" --homes "$$homes"

package: setup-small ## make the frozen program and this system's package from it, into dist/
	@$(BIN)/python -m installers.package

screens: setup setup-tests ## picture every view of the window into docs/screens/, light and dark, English and Chinese
	@$(BIN)/python -m tests.tools.screens

translations: ## collect the window's strings into ui/translations/*.ts, and compile what is translated
	@$(BIN)/python -m installers.translations

lock: ## write the exact versions installed here into requirements/, and the notices
	@$(BIN)/python -m installers.lock
	@$(BIN)/python -m installers.notices

clean: ## remove what was made here (the cache of wheels and models stays)
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
