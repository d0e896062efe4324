# SPDX-License-Identifier: EUPL-1.2
# The front door. `make` alone lists what there is.

PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := src:.
# Where this is set, every process of every command would compile all packages anew, which doubles its start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo setup serve test check bench bench-full bench-methods docs messages

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: .venv/.base ## An example node with a year of fictional work, on http://127.0.0.1:8000
	@$(BIN)/python -m vijfveld.site.commands demo

setup: .venv/.base ## Prepare a node without serving; NAME="…" PROFILE=… make it
	@$(BIN)/python -m vijfveld.site.commands setup $(if $(NAME),--name "$(NAME)") $(if $(PROFILE),--profile $(PROFILE))

serve: .venv/.base ## Serve the node in VIJFVELD_HOME
	@$(BIN)/python -m vijfveld.site.commands serve

test: .venv/.dev ## All tests, on SQLite and on PostgreSQL when one can be reached
	@$(BIN)/python scripts/run_tests.py

check: .venv/.dev ## Everything that is not a test: style, types, floors, translations, licences
	@$(BIN)/python scripts/check.py

bench: .venv/.dev .venv-peers/.peers ## Measure against the promises, with 100,000 rows, into benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks

bench-full: .venv/.dev .venv-peers/.peers ## What grows with the store, with 1,000,000 rows, into benchmarks/RESULTS-FULL.md
	@$(BIN)/python -m benchmarks --full

bench-methods: .venv/.dev .venv-peers/.peers ## Only the methods, against the packages that people know
	@$(BIN)/python -m benchmarks --only methods

docs: .venv/.dev ## Make the generated pages of the documentation anew, and run the notebooks
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m vijfveld.law.acts_page docs/acts.md
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m vijfveld.law.data_doc docs/data.md
	@$(BIN)/python scripts/mission.py
	@PYTHONPATH=src $(BIN)/python scripts/notebooks.py docs/notebooks/*.ipynb

messages: .venv/.dev ## Gather the texts to translate, and compile the translations
	@$(BIN)/python scripts/messages.py

.venv-peers/.peers: requirements/peers.lock scripts/environment.py
	@$(PYTHON) scripts/environment.py peers

.venv/.%: requirements/%.lock scripts/environment.py
	@$(PYTHON) scripts/environment.py $*
