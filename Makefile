# make demo   install, ingest the samples, show them, serve       make demo SERVE=0   stop before serving
# make test   install what the tests need, run them all           make lint | train | accuracy | bench | wheel
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SERVE  ?= 1
# uv: look for no other Python, trust the machine's certificates
UV     := UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 $(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode -c constraints.txt

.PHONY: demo test lint format train accuracy bench wheel clean

demo: $(VENV)/.base
	@$(BIN)/gouji --corpus sqlite:///.demo/corpus.db demo $(if $(filter 0,$(SERVE)),--no-serve)

# the contract on a real Elasticsearch: fetched once, where Java and Maven are; skipped and said elsewhere
test: $(VENV)/.dev
	@test -n "$(filter http%,$(GOUJI_TEST_ELASTICSEARCH))" || $(BIN)/python tests/contract/elasticsearch_server.py fetch || true
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# what confidence rests on; TRAIN="--gold DIR" takes further annotated documents in
train: $(VENV)/.dev
	$(BIN)/python bench/train.py $(TRAIN)

accuracy: $(VENV)/.dev
	$(BIN)/python bench/accuracy.py $(ACCURACY)

bench: $(VENV)/.dev
	$(BIN)/python bench/run.py

wheel: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Gouji needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "making an environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt uv

$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/uv
	@$(UV) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/uv
	@$(UV) -e '.[dev]'
	@touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) .demo dist
