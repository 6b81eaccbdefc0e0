# make demo: the four letters end to end · make test · make lint · make clean
PYTHON ?= python3.11
BIN := .venv/bin
STORE := demo/store

.PHONY: demo test lint schema clean

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	touch $@

demo: .venv/ready
	rm -rf $(STORE)
	$(BIN)/vnlegal build corpus -o $(STORE)
	@echo; echo "== 1070/UBND-KGVX thực hiện gì =="
	$(BIN)/vnlegal lineage 1070/UBND-KGVX --store $(STORE)

test: .venv/ready
	$(BIN)/python -m pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

schema: .venv/ready
	$(BIN)/python -c 'import msgspec; from vnlegal.outputs.schema import json_schema; \
	print(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())' > docs/record.schema.json

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
