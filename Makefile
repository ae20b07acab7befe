# Everything a fresh clone needs, from `make` and Python 3.11 or newer alone.
# `make setup-run` and `make setup` are quick when nothing is missing, so each goal below simply asks for one of them.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run demo pictures moving looks test coverage mutate icons first-sight accept-pictures check bench soak sockets bundle lock

help: ## list the goals
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

setup: ## get everything to run and to work on Unknot: system packages, .venv, tools
	@$(PYTHON) -m tools.setup dev

setup-run: ## get only what running Unknot needs
	@$(PYTHON) -m tools.setup run

# Without a screen Qt would end with an error, so the demo plays instead. Only Linux can lack one.
run: setup-run ## open the window (without a screen: play the demo)
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo "No screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): playing the demo instead."; \
	    exec $(BIN)/unknot demo; \
	fi; \
	exec $(BIN)/unknot

demo: setup-run ## play a session at speed without a screen
	@$(BIN)/unknot demo

pictures: setup-run ## draw the atlas in every look (build/pictures), and the sheets of docs/pictures
	@$(BIN)/python -m tools.pictures --sheet $(ARGS)

looks: setup ## every window in longer words, from right to left, at twice the text size, in high contrast
	@$(BIN)/python -m tools.looks $(ARGS)

moving: setup ## take the README's pictures, and film a session (docs/pictures)
	@$(BIN)/unknot demo --out build/demo >/dev/null
	@$(BIN)/python -m tools.moving --stills build/demo $(ARGS)

# A worker more than there are cores, up to four: many wait for something real. Each has a screen, a bus and a sound
# server of its own.
WORKERS = $$($(BIN)/python -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))')
test: setup ## run all tests (make test ARGS="-k plan" runs some; ARGS="-n 0" in one process)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup $(ARGS)

coverage: setup ## what of the rules (core/) their tests run
	@mkdir -p build
	@$(BIN)/coverage run -m pytest tests/core -q -p no:xdist $(ARGS)
	@$(BIN)/coverage report

mutate: setup ## how many changes of the rules (core/) their tests notice: about half an hour
	@$(BIN)/python -m tools.mutation $(ARGS)

icons: setup ## draw the small pictures of the controls and the program's icon anew, from their SVG
	@$(BIN)/python -m tools.icons

first-sight: setup ## take the picture that a very first start shows while it is loaded: after any change of the atlas
	@$(BIN)/python -m tools.first_sight

accept-pictures: setup ## keep the pictures that the atlas draws now as those that the tests compare with
	@$(BIN)/python -m pytest tests/ui/test_pictures.py --accept $(ARGS)

# All four run even when one fails, so that one look shows everything.
check: setup ## lint, format, types, import rules
	@failed=; \
	for tool in "ruff check" "ruff format --check" "mypy" "lint-imports --no-logo"; do \
	    echo "== $$tool"; \
	    $(BIN)/$$tool || failed="$$failed [$$tool]"; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed"; exit 1; fi

bench: setup ## measure speed and size
	@$(BIN)/python -m bench $(ARGS)

# All three run even when one fails. What they find is added to bench/results/, with the seed of its chances.
soak: setup ## break everything at length, fuzz at length, and 8 hours of sessions at speed (about 40 minutes)
	@failed=; \
	UNKNOT_LONG=1 $(BIN)/python -m pytest tests/faults tests/store/test_importing.py --full $(ARGS) || failed=1; \
	$(BIN)/python -m bench.soak --record || failed=1; \
	[ -z "$$failed" ]

sockets: setup ## trace a demo and a session: which sockets are opened
	@$(BIN)/python -m tools.sockets

bundle: ## build what is installed, in dist/: wheel, folder, tarball and (on Debian) package; say how large
	@$(PYTHON) -m tools.bundle

lock: ## write the lock files anew (UPGRADE=1: with the newest versions)
	@$(PYTHON) -m tools.setup.lock $(if $(UPGRADE),--upgrade)
