# Each target makes its own environment: Python 3.11 or newer, git and make are all that must be there.
SHELL := /bin/bash
# The suites start Python some hundreds of times: where nothing may be kept, each start compiles all.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
INSTALL := bash tests/install.sh
PYTHON312 := $(shell for p in $$HOME/.pyenv/versions/3.12*/bin/python3.12 python3.12; do \
	"$$p" -c '' 2>/dev/null && { command -v "$$p"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help demo test test-blocks test-faces test-processes test-services test-tutor test-browser test-workbench test-interop test-xapi test-aspects test-releases test-nightly \
	smoke lint dist bench soak-sponsorship translations openapi reference docs i18n test-api upgrade-dump clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/' | expand -t 18

# --- environments -----------------------------------------------------------------------------
.venv/.base:
	$(PYTHON) -c 'import sys; sys.exit("Agir needs Python 3.11 or newer: set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check "setuptools>=69,<81"
	@touch $@

.venv/.demo: .venv/.base pyproject.toml
	$(INSTALL) $(PY) -e ".[platform,demo]"
	@touch $@

.venv/.dev: .venv/.demo pyproject.toml
	$(INSTALL) $(PY) -e ".[platform,demo,dev,pdf]"
	@touch $@

.venv/.services: .venv/.dev
	$(INSTALL) $(PY) -e ".[platform,demo,dev,pdf,services]"
	@touch $@

# Teak's own packages, and the driver of MariaDB.
.venv-teak/.services: tests/releases/teak.txt tests/releases/tools.txt pyproject.toml
	bash tests/releases/install.sh teak "$(PYTHON)"
	$(INSTALL) .venv-teak/bin/python "mysqlclient>=2.2"
	@touch $@

.venv-workbench/.stamp: pyproject.toml tests/blocks/workbench/requirements.txt
	$(PYTHON) -m venv .venv-workbench
	$(INSTALL) .venv-workbench/bin/python -r tests/blocks/workbench/requirements.txt -e ".[platform]"
	@touch $@

# --- what a person runs -----------------------------------------------------------------------
demo: .venv/.demo ## Install, load the demo course and people, serve on 127.0.0.1:8000
	$(PY) tests/host/manage.py host_demo

smoke: .venv/.demo ## The learner's journey over HTTP against a fresh host, one line a step
	$(PY) tests/smoke/run.py

test: .venv/.dev ## All that needs no service
	$(PYTEST) -q -n 2 -p no:django -m "not nightly" tests/unit
	# The demo loaded into a test database stays there: what loads it runs in a session of its own.
	$(PYTEST) -q -n 2 -m "not services and not nightly and not processes" tests/django tests/house
	$(MAKE) --no-print-directory -j 2 test-blocks test-faces

test-blocks: .venv/.dev
	$(PYTEST) -q tests/blocks/host
	$(PYTEST) -q tests/blocks/competency

test-faces: .venv/.dev
	$(PYTEST) -q tests/roles
	$(PYTEST) -q tests/pages

test-processes: .venv/.dev ## Processes that are killed, and every subset of contexts started
	$(PYTEST) -q -n 2 -m "processes and not services and not nightly" tests/django

test-services: .venv/.services .venv-teak/.services ## MariaDB and Redis, started here if they are installed
	$(PY) tests/services/run.py

test-browser: .venv/.dev ## Real pages in Chromium, with axe-core
	# A file stays with one host, and so does each page of the table (tests/browser/conftest.py).
	$(PYTEST) -q -n 2 -m "not nightly" tests/browser

test-workbench: .venv-workbench/.stamp ## The XBlocks in the XBlock workbench
	@mkdir -p var  # the workbench opens its log there before any conftest is read
	.venv-workbench/bin/python -m pytest -q -c tests/blocks/workbench/workbench.ini tests/blocks/workbench

test-interop: .venv/.dev ## Badges against independent implementations, from npm
	$(PYTEST) -q -rs -p no:django tests/interop

test-tutor: .venv/.dev ## Render the Tutor plugin with Tutor 20, 21 and 22
	PYTHON="$(PYTHON)" bash tests/tutor/run.sh

# event-routing-backends 10 asks for Python 3.12.
.venv-xapi/.stamp: tests/xapi/requirements.txt
	$(PYTHON312) -m venv .venv-xapi
	$(INSTALL) .venv-xapi/bin/python -r tests/xapi/requirements.txt
	@touch $@

test-xapi: ## xAPI statements made by event-routing-backends, read by its rules
	@if [ -z "$(PYTHON312)" ]; then echo "test-xapi: skipped, since no Python 3.12 was found (set PYTHON312=…)."; else \
	$(MAKE) --no-print-directory .venv-xapi/.stamp && \
	.venv-xapi/bin/python -m pytest -q -c tests/xapi/pytest.ini tests/xapi; fi

# Tutor 22.0.2 and Aspects 4.0.0 are the newest pair that installs together (they part over click).
.venv-aspects/.stamp: tests/tutor/aspects/requirements.txt
	$(PYTHON312) -m venv .venv-aspects
	$(INSTALL) .venv-aspects/bin/python -r tests/tutor/aspects/requirements.txt
	@touch $@

test-aspects: dist ## The datasets for Aspects, rendered by Tutor and run on ClickHouse's engine
	@if [ -z "$(PYTHON312)" ]; then echo "test-aspects: skipped, since no Python 3.12 was found (set PYTHON312=…)."; else \
	$(MAKE) --no-print-directory .venv-aspects/.stamp && \
	.venv-aspects/bin/python -m pip install -q --no-index --no-deps --force-reinstall dist/tutor_contrib_agir-*.whl && \
	.venv-aspects/bin/python -m pytest -q -c tests/tutor/pytest.ini tests/tutor/aspects; fi

.venv-api/.stamp: tests/api/requirements.txt
	$(PYTHON) -m venv .venv-api
	$(INSTALL) .venv-api/bin/python -r tests/api/requirements.txt
	@touch $@

test-api: .venv/.dev .venv-api/.stamp ## The REST face against its own description (schemathesis)
	$(PY) tests/api/run.py

test-releases: ## Migrate and test under each Open edX release's own packages (whole: AGIR_RELEASES_WHOLE=1)
	PYTHON="$(PYTHON)" PYTHON312="$(PYTHON312)" bash tests/releases/run.sh

# By day a few kills of each program, Teak whole on MariaDB, the releases' doors on SQLite, axe in
# three corners of themes and widths; by night every kill, the newest Django on MariaDB, the releases
# whole on SQLite, the corners between and the samples of every state.
test-nightly: .venv/.services .venv-teak/.services ## The long ones
	$(PYTEST) -q -m "nightly and not services" tests
	$(PY) tests/services/run.py -m "nightly and services"
	$(PY) tests/services/run.py -n 2 -m "not services and not nightly and not processes"
	AGIR_RELEASES_WHOLE=1 $(MAKE) --no-print-directory test-releases

soak-sponsorship: .venv/.dev ## Ten thousand random acts on the ledger, beside books kept by hand
	AGIR_SOAK_STEPS=10000 $(PYTEST) -q tests/django/sponsorship/test_ledger_machine.py

bench: .venv/.dev ## Speed, as ratios
	$(PY) tests/benchmarks/run.py

lint: .venv/.dev ## Style, types, floors
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	PYTHONPATH=tutor_plugin .venv/bin/lint-imports setup.cfg
	.venv/bin/mypy
	$(PY) tests/host/manage.py makemigrations --check --dry-run agir_platform agir_competencies agir_badges agir_catalogue agir_sponsorship agir_certification

openapi: .venv/.dev ## Describe the REST face anew, after an address changed
	$(PY) tests/openapi/document.py

reference: .venv/.dev openapi ## The pages made from code: settings, register of personal data, OpenAPI
	$(PY) tests/docs/reference.py

.venv-docs/.stamp: tests/docs/requirements.txt
	$(PYTHON) -m venv .venv-docs
	$(INSTALL) .venv-docs/bin/python -r tests/docs/requirements.txt
	@touch $@

upgrade-dump: .venv/.demo ## Keep what this release's tables hold (NAME=0.2.0): at each release, see docs/upgrade.md
	$(PY) tests/upgrade/make_dump.py "$(NAME)"

docs: .venv-docs/.stamp ## The documentation as a static site, in build/docs
	.venv-docs/bin/mkdocs build -q -f docs/mkdocs.yml

i18n: translations ## The same as translations

translations: .venv/.dev ## Gather the strings and compile the catalogues
	$(PY) tests/house/translations.py

dist: .venv/.dev ## Both wheels, in dist/
	$(PY) tutor_plugin/build_wheels.py

clean: ## Remove what was built, keep the environments
	rm -rf build dist var plugins/*.egg-info
