.DEFAULT_GOAL := help
PORT ?=
WORKERS ?= auto
PYTEST = .venv/bin/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder
LINT = lint-types lint-scripts lint-style lint-imports
.PHONY: help run test test-all lint $(LINT) format bench clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Serve the Mentoring toolkit and show it again as files are saved (PORT=8001 for another port)
	@sh tools/setup.sh python
	.venv/bin/carrel serve toolkit $(if $(PORT),--port $(PORT))

test: lint ## Set everything up and run every test in its short form (WORKERS=4 for four processes)
	.venv/bin/carrel check toolkit --strict
	$(PYTEST) -m "not long"

test-all: lint ## Run the long forms of tests too, and three times as many examples
	.venv/bin/carrel check toolkit --strict
	CARREL_EXAMPLES=3 $(PYTEST)

lint: ## Check style, types and imports; format nothing
	@sh tools/setup.sh test
	@$(MAKE) --no-print-directory --jobs=2 $(LINT)

lint-types:
	.venv/bin/mypy

lint-scripts:
	node_modules/.bin/tsc --project .
	node_modules/.bin/biome check --error-on-warnings .

lint-style:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

lint-imports:
	.venv/bin/lint-imports

format: ## Format Python and scripts, and put imports in order
	@sh tools/setup.sh test
	.venv/bin/ruff check --select I --fix .
	.venv/bin/ruff format .
	node_modules/.bin/biome format --write .

bench: ## Measure speed beside hugo, page weight, the time from saving to seeing, and whether anything typed is ever lost
	@sh tools/setup.sh bench
	.venv/bin/python bench/run.py
	.venv/bin/python bench/losses.py

clean: ## Take away what the commands above made
	rm -rf .venv node_modules toolkit/_site toolkit/.carrel bench/work .pytest_cache .mypy_cache .ruff_cache .hypothesis
