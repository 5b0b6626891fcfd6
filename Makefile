.DEFAULT_GOAL := help
PORT ?=
.PHONY: help run test lint bench clean

help: ## List these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Serve the Mentoring toolkit and show it again as files are saved (PORT=8001 for another port)
	@sh tools/setup.sh python
	.venv/bin/carrel serve toolkit $(if $(PORT),--port $(PORT))

test: ## Set everything up, browser included, and run every test
	@sh tools/setup.sh test
	$(MAKE) --no-print-directory lint
	.venv/bin/carrel check toolkit --strict
	.venv/bin/python -m pytest

lint: ## Look at style, types and who imports whom
	@sh tools/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	node_modules/.bin/tsc --project .
	node_modules/.bin/biome check --error-on-warnings .

bench: ## Measure speed beside hugo, page weight, the time from saving to seeing, and whether anything typed is ever lost
	@sh tools/setup.sh bench
	.venv/bin/python bench/run.py
	.venv/bin/python bench/losses.py

clean: ## Take away what the commands above made
	rm -rf .venv node_modules toolkit/_site toolkit/.carrel bench/work .pytest_cache .mypy_cache .ruff_cache .hypothesis
