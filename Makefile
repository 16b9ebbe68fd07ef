# Workup: every target installs what it needs first (see deploy/dependencies.sh) and can be run on a fresh machine.

# How many tests run at once. They wait for the database more than they compute, so more than one per core.
WIDTH ?= 8
# `make run` and `make test` share a debug build: it is there after half the time of a release build, and the demo
# is fast enough with it. `make bench` measures a release build; `make run CONFIGURATION=release` runs one.
CONFIGURATION ?= debug
# Where the service listens.
HOST ?= 127.0.0.1
PORT ?= 8080

ifeq ($(shell uname),Darwin)
export PKG_CONFIG_PATH := $(shell brew --prefix libpq 2>/dev/null)/lib/pkgconfig:$(PKG_CONFIG_PATH)
endif

SOURCES := Sources Plugins Package.swift
LINES_MAX := 500

.DEFAULT_GOAL := help
.PHONY: help run test test-browser test-threads contract fuzz faults screenshots build format lint docs bench monitoring drill migration-drill \
	ha package sbom clean dependencies

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: build ## build, then run the service on its own database with a demo clinic
	@exec .build/$(CONFIGURATION)/workup serve --demo --host $(HOST) --port $(PORT)

test: dependencies ## run every test on a private database
	@deploy/dependencies.sh --tests
	@Tests/Provider/install
	@Tests/Browser/install
	swift build --build-tests
	@# The rules first and by themselves: they only compute, and would keep the processors from tests that wait for answers.
	swift test --skip-build --filter '^CriteriaTests\.'
	swift test --skip-build --skip '^CriteriaTests\.' --skip '^FaultScenarios\.' \
		--experimental-maximum-parallelization-width $(WIDTH)
	@# Faults last and by themselves: each keeps the processors busy, and times how soon work goes on.
	swift test --skip-build --filter '^FaultScenarios\.' --no-parallel
	MIGRATION_DRILL_QUICK=1 PYTHONDONTWRITEBYTECODE=1 python3 Tests/MigrationDrill/drill.py
	Tests/Browser/run

test-browser: build ## run the tests in a browser alone (ONLY="words of their names")
	@deploy/dependencies.sh --tests
	@Tests/Browser/install
	Tests/Browser/run $(if $(ONLY),-k "$(ONLY)")

screenshots: build ## make the pictures of the pages in docs/images anew
	@deploy/dependencies.sh --tests
	@Tests/Browser/install
	SCREENSHOTS=1 Tests/Browser/run Tests/Browser/test_screenshots.py

faults: dependencies ## kill, cut off, fill up and pause all there is, in full, and print what came of it (ONLY="names of tests")
	@deploy/dependencies.sh --tests
	Tests/Faults/run $(ONLY)

test-threads: dependencies ## run the tests of the database client under the thread sanitizer (SCOPE=whole: all tests; SCOPE=load: the service)
	Tests/ThreadSanitizer/run $(SCOPE)

contract: build ## hold every answer against the API document, as three roles (EXAMPLES=20 SEED=… ROLES="…")
	@Tests/Contract/install
	Tests/Contract/run

fuzz: dependencies ## run every parser of bytes from outside under libFuzzer (SECONDS=60 each, ONLY="names")
	SECONDS_EACH=$(or $(SECONDS),60) Tests/Fuzz/run $(ONLY)

build: dependencies ## build the program
	swift build --configuration $(CONFIGURATION) --product workup

format: dependencies ## rewrite the sources in the house format
	swift format --in-place --parallel --recursive --configuration .swift-format $(SOURCES)
	swift format --in-place --parallel --recursive --configuration .swift-format-tests Tests

lint: dependencies ## check format and file lengths; changes nothing
	swift format lint --strict --parallel --recursive --configuration .swift-format $(SOURCES)
	swift format lint --strict --parallel --recursive --configuration .swift-format-tests Tests
	@find Sources Plugins Tests -name '*.swift' -exec awk -v max=$(LINES_MAX) \
		'FNR == max + 1 { print FILENAME ": more than " max " lines"; found = 1 } END { exit found }' {} +

docs: build ## write the references in docs/ anew: commands, settings, metrics, the REST document
	.build/$(CONFIGURATION)/workup generate reference docs

bench: dependencies ## measure speed and memory on a release build; writes .build/bench.json
	swift build --configuration release --product workup
	swift build --configuration release --product client-bench
	deploy/bench.sh

monitoring: build ## hold alerts and numbers against Prometheus: its test of rules, and a real one beside a real service
	@Tests/Monitoring/install
	PYTHONDONTWRITEBYTECODE=1 Tests/Monitoring/run.py .build/$(CONFIGURATION)/workup

drill: build ## restore a backup under load and hold it against what was acknowledged; writes .build/drill.json
	@deploy/dependencies.sh --tests
	cd Tests/Clients && python3 -m unittest -q
	Tests/BackupDrill/drill.py

ha: build ## three instances behind HAProxy, three Patroni nodes: restart, kill and cut off under load; writes .build/ha.json (as root)
	@Tests/HighAvailability/install
	cd Tests/Clients && python3 -m unittest -q
	Tests/HighAvailability/run.py $(ONLY)

migration-drill: build ## migrate a large record from every schema while others work; writes .build/migration-drill.json
	@deploy/dependencies.sh
	PYTHONDONTWRITEBYTECODE=1 python3 Tests/MigrationDrill/drill.py

package: dependencies ## build the Debian package, and install, use, upgrade and remove it in a fresh root (as root)
	deploy/package.sh

sbom: dependencies ## list what the program is made of, with licences and versions; writes .build/sbom.json
	swift package resolve
	deploy/sbom.py .build/sbom.json

clean: ## remove everything that was built
	rm -rf .build

dependencies:
	@deploy/dependencies.sh
