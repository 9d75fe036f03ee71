# Two commands do everything: `make run` and `make test`.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: run test screenshots bench faults lock clean

run: .venv/run.done
	@PORT=$(PORT) $(BIN)/weekbook demo

test: .venv/test.done
	@$(BIN)/python -m e2e.chromium
	@if $(MAKE) --no-print-directory checks; \
	then printf '\033[42;30m GREEN \033[0m everything passed\n'; \
	else printf '\033[41;97m RED \033[0m something failed: see above\n'; exit 1; fi

.PHONY: checks
checks:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(BIN)/python -m pytest tests --numprocesses auto; others=$$?; \
	$(BIN)/python -m pytest e2e --numprocesses auto --maxprocesses 4 --dist loadfile && exit $$others

screenshots: .venv/test.done
	@$(BIN)/python -m e2e.chromium
	@$(BIN)/python -m e2e.screenshots

bench: .venv/test.done
	@$(BIN)/weekbook bench

# Hours: server and browser killed, connections cut at every byte, leaks looked for, 10,000 days of three phones.
# Less: `make faults ONLY="kill --kills 50"`; `.venv/bin/python -m e2e.faults --help` says what there is.
faults: .venv/test.done
	@$(BIN)/python -m e2e.chromium
	@$(BIN)/python -m e2e.faults $(ONLY)

# The lock's first part is what serving needs, its second what the tests need besides.
.venv/run.done: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Installing Weekbook into .venv (half a minute, once)'
	@sed '/^# for the tests/,$$d' requirements.lock > .venv/run.lock
	@$(PIP) install --require-hashes -r .venv/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.done: .venv/run.done
	@echo 'Installing what the tests need (half a minute, once)'
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

# Pins anew after a change in pyproject.toml; wants pip-tools on the path.
lock:
	$(PYTHON) tests/house/make_lock.py

clean:
	rm -rf .venv data screenshots
