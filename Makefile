# make demo: the four letters end to end · make test · make lint · make schema · make clean
PYTHON ?= python3.11
BIN := .venv/bin
STORE := demo/store
ASK := $(BIN)/vnlegal query ancestors --param work=1070/UBND-KGVX --store $(STORE)

.PHONY: demo test lint schema clean

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	touch $@

demo: .venv/ready
	rm -rf $(STORE)
	$(BIN)/vnlegal build corpus -o $(STORE)
	@printf '\n== 1070/UBND-KGVX thực hiện những gì, và câu nào nói như vậy ==\n'
	$(BIN)/vnlegal lineage 1070/UBND-KGVX --store $(STORE)
	@printf '\n== SPARQL, pyoxigraph ==\n'
	$(ASK) | tee demo/pyoxigraph.txt
	@printf '\n== SPARQL, rdflib ==\n'
	$(ASK) --engine rdflib | tee demo/rdflib.txt
	cmp demo/pyoxigraph.txt demo/rdflib.txt
	@printf '\n== Đối chiếu ==\n'
	$(BIN)/vnlegal check corpus; test $$? -le 1

test: .venv/ready
	$(BIN)/python -m pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The JSON Schema of the record, from vnlegal/outputs/schema.py.
schema: .venv/ready
	$(BIN)/python -m vnlegal.outputs.schema > docs/record.schema.json

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
