# Torilla. `make run` starts it, `make test` tests it, bare `make` lists everything.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
CACHE := .cache
STATIC_SOURCES := $(shell find torilla -path '*/static/*' -type f)
CATALOGUES := $(wildcard torilla/locale/*/LC_MESSAGES/django.po)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install test fast lint types check-document sync-docs screens bench css messages dist lock clean

help:
	@$(PYTHON) tools/help.py Makefile

##@ Every day

run: .venv/.run torilla/web/collected/staticfiles.json  ## Start Torilla (installs what is missing; ARGS="--port 8001" goes to `torilla serve`).
	@$(BIN)/torilla serve $(ARGS)

install: .venv/.dev tests/counterparts/node_modules/.done torilla/web/collected/staticfiles.json  ## Make .venv with Torilla and the tools of daily work.

fast: .venv/.dev tests/counterparts/node_modules/.done torilla/web/collected/staticfiles.json  ## Check what most mistakes break, in at most two minutes (SQLite, no browser).
	@$(BIN)/python tools/check.py fast

test: .venv/.dev tests/counterparts/node_modules/.done torilla/web/collected/staticfiles.json  ## Check everything: style, types, imports, docs, all tests, both databases, the browser.
	@$(BIN)/python tools/needs.py
	@$(BIN)/python tools/check.py everything

##@ One check alone

lint: .venv/.dev  ## Check style and import order.
	@$(BIN)/python tools/check.py lint

types: .venv/.dev  ## Check types (strict).
	@$(BIN)/python tools/check.py types

check-document: .venv/.dev  ## Bind the guideline document FILE=… to the clauses of the policy.
	@test -n "$(FILE)" || { echo 'Say which document: make check-document FILE=guideline.pdf'; exit 2; }
	@$(BIN)/python tools/check_document.py "$(FILE)"

bench: .venv/.dev torilla/web/collected/staticfiles.json  ## Measure speed and memory; JSON lines (ARGS="…" chooses).
	@$(BIN)/python -m benchmarks $(ARGS)

##@ Making things

screens: .venv/.dev torilla/web/collected/staticfiles.json  ## Take a picture of every page (phone, desktop, light, dark) into var/screens/ (ARGS=--docs renews those of the documentation).
	@$(BIN)/python tools/screens.py $(ARGS)

css: torilla/web/collected/staticfiles.json  ## Fetch the design system's CSS and the font, and collect all static files.

messages: .venv/.dev  ## Find texts in the code that a catalogue lacks, and add them empty; ARGS=--remove removes what nothing uses.
	@$(BIN)/python tools/messages.py --add $(ARGS)

sync-docs: .venv/.dev  ## Write the generated parts of the documentation anew.
	@$(BIN)/python tools/check_docs.py --write

dist: .venv/.run  ## Build a wheel that carries its CSS and translations into dist/.
	@rm -rf torilla/web/collected dist
	@$(MAKE) --no-print-directory torilla/web/collected/staticfiles.json
	@$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist

lock:  ## Resolve the dependencies of pyproject.toml anew into the lock files (uses uv).
	@$(PYTHON) tools/lock.py

clean:  ## Remove everything that was built (never var/, where the data is).
	rm -rf .venv $(CACHE) node_modules tests/counterparts/node_modules dist build torilla/web/vendor torilla/web/collected
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find torilla -name '*.mo' -delete

# Steps. A file is made anew only when what it is made of has changed.

.venv/bin/python:
	@$(PYTHON) tools/make_venv.py .venv

.venv/.run: requirements.lock requirements-build.lock pyproject.toml hatch_build.py | .venv/bin/python
	@echo 'Installing Torilla into .venv'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-build.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo 'Installing the tools of daily work into .venv'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

torilla/web/vendor/.done: package.json package-lock.json tools/vendor_css.py tools/node.lock | .venv/bin/python
	@$(BIN)/python tools/vendor_css.py

tests/counterparts/node_modules/.done: tests/counterparts/package-lock.json tools/fetch_counterparts.py tools/node.lock | .venv/bin/python
	@$(BIN)/python tools/fetch_counterparts.py

$(CACHE)/messages: $(CATALOGUES) tools/compile_messages.py .venv/.run
	@$(BIN)/python tools/compile_messages.py torilla/locale
	@mkdir -p $(CACHE) && touch $@

torilla/web/collected/staticfiles.json: torilla/web/vendor/.done $(CACHE)/messages .venv/.run $(STATIC_SOURCES)
	@echo 'Collecting static files'
	@TORILLA_HOME=$(CACHE)/collect $(BIN)/python -m django collectstatic --settings=torilla.config.settings --noinput --verbosity=0
	@touch $@
