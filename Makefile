# make demo: the four letters end to end · make test · make quick · make mutants · make lint · make docs · make dist · make clean
# Any Python from 3.11 on, under whatever name.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python python3.14,\
  $(shell $(name) -c '$(NEW_ENOUGH)' 2> /dev/null && echo $(name))))
BIN := .venv/bin
STORE := demo/store
LAW := docs/examples/ben-thuy
ASK := $(BIN)/vnlegal query ancestors --param work=1070/UBND-KGVX --store $(STORE)
INSTALL := --quiet --disable-pip-version-check --constraint constraints.txt
WHOLE := .[all,ocr2,dev,docs]
SPHINX := $(BIN)/sphinx-build -q -E -W --keep-going -d build/doctrees

# What is shown here, and compared with what pages show, does not depend on the locale of the machine.
export VNLEGAL_LANG := vi

# Hundreds of short processes are started, each of which would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test quick mutants lint docs linkcheck guard pages schema dist clean

# By uv, which takes a tenth of the time of pip; by pip where uv cannot be had or does not find what pip finds.
.venv/ready: pyproject.toml constraints.txt
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed: make PYTHON=…'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install $(INSTALL) uv && \
	  VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --constraint constraints.txt --editable '$(WHOLE)' || \
	  $(BIN)/python -m pip install $(INSTALL) --editable '$(WHOLE)'
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
	@printf '\n== Một luật (bịa ra) vào một ngày, và lệnh chưa tính được ==\n'
	$(BIN)/vnlegal consolidate --base $(LAW)/101-2030-qh17.txt=101/2030/QH17 --by $(LAW)/115-2032-qh17.txt=115/2032/QH17 \
	  --by $(LAW)/130-2035-qh18.txt=130/2035/QH18 --on 2037-01-01
	@printf '\n== Đối chiếu ==\n'
	$(BIN)/vnlegal check corpus; test $$? -le 1

test: .venv/ready
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# The inner loop: what reading is made of, and the rules of the house.
quick: .venv/ready
	$(BIN)/python -m pytest tests/test_house.py tests/test_text.py tests/test_scan.py tests/test_vocabulary.py \
	  tests/test_relations.py tests/test_witnesses.py tests/test_references.py tests/test_parts_cases.py tests/test_parts_words.py

# Small seeded mistakes in the code, each of which some test should notice; takes long, and is not part of CI.
mutants: .venv/ready
	$(BIN)/python tests/mutants.py

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The site, in build/docs; a warning is an error.
docs: .venv/ready
	$(SPHINX) -b html docs build/docs
	@echo build/docs/index.html

# Links and anchors inside the project; with a network also those that lead out of it.
linkcheck: docs
	$(BIN)/python docs/linkcheck.py build/docs

# Fails if a whole record takes a quarter more raw scans than is stored beside the benchmark.
guard: .venv/ready
	$(BIN)/python tests/benchmarks/parse_speed.py --guard

# The pages that are made from the code, the tables and what is installed.
pages: .venv/ready
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/licences.py

# The JSON Schema of the record, from vnlegal/outputs/schema.py.
schema: .venv/ready
	$(BIN)/python -m vnlegal.outputs.schema > docs/record.schema.json

# Wheel and source archive, looked into, then installed and tried with every Python there is.
dist: .venv/ready
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/python tests/release.py dist

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
