# Every target works from a fresh clone; what exists already is not built again.
#
#   make quickstart   a container behind an HTTPS URL, on a local AWS
#   make test         all tests; make test ONLY=words runs those whose names hold these words, or a file, or one test
#   make check        style, types, import contracts, workflows and documentation, then all tests
#   make docs         the documentation as a site in build/docs; a warning or a broken link is an error
#   make docs-links   asks whether the links of the documentation that lead elsewhere still do; needs the internet
#   make sweep        all tests, with every case of what `make test` samples: every AWS call broken and killed; takes hours
#   make test-versions   a small set of tests with the lowest and the newest versions of all dependencies
#   make coverage     all tests, and which lines they run
#   make rows         which statements of the mission a test holds, and which none does
#   make bench        what it costs, as ratios, kept in docs/performance.md; half an hour
#   make acceptance   the examples on a real AWS account, or on a sandbox; make acceptance ARGS='--help'
#   make clean        remove what running left behind; distclean removes everything that was made

PYTHON ?= python3
PY := .venv/bin/python
INSTALLED := .venv/.installed
DOCS_INSTALLED := .venv/.docs-installed
BENCH_INSTALLED := .venv/.bench-installed
PIP := $(PY) -m pip --quiet --disable-pip-version-check

# Recipes that need Pulumi start with this: it gets a CLI if there is none, and puts it first on PATH.
WITH_PULUMI = folder=$$($(PY) tools/pulumi/get.py) && export PATH="$$folder:$(CURDIR)/.venv/bin:$$PATH"

# Every start of Python would compile the project anew where a machine forbids keeping byte code.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help quickstart test coverage test-versions check docs docs-links sweep rows bench acceptance clean distclean

help:
	@sed -n 's/^#   //p' Makefile

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed; type: make PYTHON=/path/to/python3 $(MAKECMDGOALS)")'
	@test -x $(PY) || { echo "virtual environment: making .venv"; $(PYTHON) -m venv .venv; }
	@echo "virtual environment: installing packages; the first time takes about a minute"
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable '.[sandbox]' --group dev
	@touch $@

$(DOCS_INSTALLED): $(INSTALLED)
	@echo "virtual environment: installing what builds the documentation"
	@$(PIP) install --group docs
	@touch $@

$(BENCH_INSTALLED): $(INSTALLED)
	@echo "virtual environment: installing what draws the charts"
	@$(PIP) install --group bench
	@touch $@

quickstart: $(INSTALLED)
	@$(WITH_PULUMI) && $(PY) tools/quickstart.py

test: $(INSTALLED)
ifdef ONLY
	@$(WITH_PULUMI) && $(PY) -m pytest -q $(if $(findstring /,$(ONLY)),'$(ONLY)',-n auto --dist worksteal -k '$(ONLY)')
else
	@$(WITH_PULUMI) && $(PY) -m pytest -q -n auto --dist worksteal
endif

coverage: $(INSTALLED)
	@$(WITH_PULUMI) && $(PY) -m pytest -q -n auto --dist worksteal --cov --cov-report=
	@echo "coverage: $$($(PY) -m coverage report --format=total) % of lines; by file: $(PY) -m coverage report"

check: $(INSTALLED)
	@echo "style";            $(PY) -m ruff check --quiet
	@echo "format";           $(PY) -m ruff format --check --quiet
	@echo "types";            $(PY) -m mypy --no-error-summary && for main in classic-update deployer fleet platform policy-pack regions service-settings; do $(PY) -m mypy --no-error-summary stacks/$$main/__main__.py || exit 1; done
	@echo "import contracts"; said=$$(.venv/bin/lint-imports 2>&1) || { echo "$$said"; exit 1; }
	@echo "workflows";        if command -v go >/dev/null; then go -C tools/actionlint tool actionlint $(CURDIR)/docs/workflows/*.yml $(CURDIR)/.github/workflows/*.yml; else echo "  not checked by actionlint: there is no Go to build it with"; fi
	@$(MAKE) --no-print-directory docs
	@$(MAKE) --no-print-directory test

# Pages hold parts of other files and of the code, so all of them are read anew.
docs: $(DOCS_INSTALLED)
	@$(PY) -m sphinx --quiet --fresh-env --write-all --fail-on-warning --keep-going --builder html docs build/docs
	@$(PY) -m tools.documentation.links build/docs
	@echo "documentation: $(CURDIR)/build/docs/index.html"

docs-links: $(DOCS_INSTALLED)
	@$(PY) -m sphinx --quiet --builder linkcheck docs build/docs-links

sweep: $(INSTALLED)
	@$(WITH_PULUMI) && ECS_EXPRESS_SWEEP=all $(PY) -m pytest -q -n auto --dist worksteal

test-versions: $(INSTALLED)
	@$(WITH_PULUMI) && $(PY) tools/versions.py

rows: $(INSTALLED)
	@$(PY) -m tests.rows

bench: $(BENCH_INSTALLED)
	@$(WITH_PULUMI) && $(PY) -m benchmarks

acceptance: $(INSTALLED)
	@$(WITH_PULUMI) && $(PY) -m acceptance $(ARGS)

clean:
	@test ! -d .sandbox || test ! -x $(PY) || $(PY) -m ecs_express_sandbox stop
	@rm -rf .sandbox .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find . -name __pycache__ -not -path './.venv/*' -not -path './.git/*' -prune -exec rm -rf {} +

distclean: clean
	@rm -rf .venv .tools
