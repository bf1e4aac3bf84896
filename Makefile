# Everything works from a bare checkout: Python 3.11 or later and make, nothing running.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := $(CURDIR)/platform:$(CURDIR)
SETUP = @$(PYTHON) platform/core/embedded/bootstrap.py
TRANSLATIONS = @$(BIN)/pybabel --quiet compile --directory platform/locale --domain django
RUN_LINT = env DJANGO_SETTINGS_MODULE=config.settings.dev

.PHONY: client demo tour shots pictures test schemathesis bench bench-fanout bench-growth bench-matching bench-intake lint format lock messages migrations workflows matrix figures help

help: ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

demo: ## The whole product on http://127.0.0.1:8000 (PORT=, OPENCDMO_DATA=, DATABASE_URL=, REDIS_URL=; EMPTY=1: people alone)
	$(SETUP) demo
	$(TRANSLATIONS)
	@exec $(BIN)/python -m core.embedded.serve

tour: ## Drive the running demo through a whole sourcing by its API (BASE_URL=, OPENCDMO_DATA=, TOKENS=)
	$(SETUP) demo
	@$(BIN)/python -m demo.tour

test: ## The suite on two cores, against PostgreSQL and Redis of its own (ARGS= is handed to pytest)
	$(SETUP) dev
	$(TRANSLATIONS)
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(ARGS)

pictures: ## Renew the pictures of "How it works" from the running demo after a tour (BASE_URL=, OPENCDMO_DATA=)
	$(SETUP) dev
	@$(BIN)/python -m tests.shots.pictures

client: ## A typed Python client in var/client, made from the OpenAPI document; its maker is fetched into var/ and nowhere else
	$(SETUP) dev
	@mkdir -p var/client
	$(RUN_LINT) $(BIN)/python -W ignore manage.py spectacular --format openapi-json --file var/openapi.json
	@test -x var/client-maker/bin/openapi-python-client || $(PYTHON) -m venv var/client-maker
	@var/client-maker/bin/python -m pip install --quiet openapi-python-client==0.29.1
	var/client-maker/bin/openapi-python-client generate --path var/openapi.json --output-path var/client/opencdmo_client --overwrite --meta none --config docs/client.yml

schemathesis: ## Made-up requests for every operation as visitor, sponsor and provider (EXAMPLES=50 for each; other ones each time)
	$(SETUP) dev
	$(TRANSLATIONS)
	@EXAMPLES=$(or $(EXAMPLES),50) $(BIN)/python -m pytest -q tests/integrators/test_schemathesis.py

bench: ## How fast the catalogue is, beside the same work in SQL (SIZE=10000,100000 SECONDS=5; writes var/bench.json)
	$(SETUP) dev
	$(TRANSLATIONS)
	@$(BIN)/python -m tests.bench

shots: ## Every page of the running demo in pictures, with what axe-core finds (BASE_URL, ROLES, LANGUAGES, WIDTHS, THEMES, SHOTS=var/shots)
	$(SETUP) dev
	@$(RUN_LINT) $(BIN)/python -W ignore -m tests.shots

lint: ## Style, types, import order, templates, migrations, deployment
	$(SETUP) dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy platform providers services projects
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates platform/demo/templates
	$(RUN_LINT) $(BIN)/python -W ignore manage.py makemigrations --check --dry-run
	@$(BIN)/python tests/start/deployment_check.py

format: ## Format the code
	$(SETUP) dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

migrations: ## Write migrations for changed models
	$(SETUP) dev
	$(RUN_LINT) $(BIN)/python -W ignore manage.py makemigrations

messages: ## Collect what is to be translated (needs gettext) and compile it
	$(SETUP) dev
	$(RUN_LINT) $(BIN)/python -W ignore manage.py makemessages --locale zh_Hans --no-location --no-wrap --no-obsolete --ignore demo --ignore tests --ignore var --ignore .venv
	$(BIN)/pybabel compile --directory platform/locale --domain django

workflows: ## Write docs/workflows.md from the tables in the code
	$(SETUP) dev
	$(RUN_LINT) $(BIN)/python manage.py document_workflows

matrix: ## Write down anew who gets in where; review the difference like code
	$(SETUP) dev
	@WRITE_MATRIX=1 $(BIN)/python -m pytest -q tests/matrix

figures: ## Lengths, complexity, circles, types and weight of the code as it is
	$(SETUP) dev
	@$(BIN)/python -m tests.figures

bench-fanout: ## A request to 10,000 providers: how long until all are told, and that nobody is missed or told twice (SIZE=, CHAOS=1)
	$(SETUP) dev
	$(TRANSLATIONS)
	@$(BIN)/python -m tests.bench.fanout

bench-growth: ## How pages grow with open requests and invitees (SIZE=100,1000,10000 INVITED=1,10,100,1000,10000; writes var/growth.json)
	$(SETUP) dev
	$(TRANSLATIONS)
	@$(BIN)/python -m tests.bench.growth

bench-intake: ## How well briefs are read (DEMANDS= a file of briefs with their codes, MISSES=1 for what was missed)
	$(SETUP) dev
	@$(RUN_LINT) $(BIN)/python -W ignore manage.py bench_intake $(DEMANDS) $(if $(MISSES),--misses)

bench-matching: ## How well matching finds the provider chosen in public deals (DEALS= is a file of them)
	$(SETUP) dev
	@$(BIN)/python -m core.embedded.command bench_matching $(DEALS)

lock: ## Compile requirements/*.txt, pinned with hashes
	$(SETUP) dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements/production.txt --custom-compile-command "make lock"
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra demo pyproject.toml -o requirements/demo.txt --custom-compile-command "make lock"
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements/dev.txt --custom-compile-command "make lock"
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra s3 pyproject.toml -o requirements/s3.txt --custom-compile-command "make lock"
