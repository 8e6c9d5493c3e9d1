# What there is to do here, one target each. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where it is built; another folder keeps two builds apart.
BUILD ?= .build
SWIFT := swift
TREATY = $(BUILD)/debug/treaty
export BUILD TREATY

.PHONY: help setup build lint test demo simulate system night bench bench-host bench-retention bench-short soak bench-cel bench-check bench-schema bench-syntax fuzz differential check-specs docs packaging install update-goldens clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the Debian packages that are missing
	@Scripts/setup.sh

build: setup ## build the command line, for debugging
	$(SWIFT) build --scratch-path $(BUILD) --product treaty

lint: ## hold the sources against .swift-format
	$(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Fuzz Package.swift

# A warning in our own code is an error here, and only here: a later Swift may warn of what this one does not. Warnings are
# part of the build's settings, so export TREATY_STRICT=1 to have this and the other targets share one build. One test at a time:
# some kill processes or wait for servers, and all at once on two cores they are each other's load (72 s instead of 45).
test: export TREATY_STRICT = 1
test: setup lint ## all tests, with warnings as errors
	$(SWIFT) build --scratch-path $(BUILD) --build-tests
	$(SWIFT) test --scratch-path $(BUILD) --skip-build --no-parallel

demo: build ## alerts become tickets, before your eyes
	@Scripts/demo.sh

# How many scenarios the engine runs through: most over a store in memory, for speed, and some over SQLite.
SEEDS ?= 10000
simulate: setup ## the engine in made-up worlds, with faults between any two steps; SEEDS=10000
	$(SWIFT) build --scratch-path $(BUILD) --product SimulateEngine
	@$(BUILD)/debug/SimulateEngine --store memory --seeds $(SEEDS)
	@$(BUILD)/debug/SimulateEngine --store sqlite --from 1000000 --seeds $$(($(SEEDS) / 20))

system: build ## the example under SIGKILL and outages; needs ../shared/systems
	@Tests/System/stand-in-faults.sh
	@Tests/System/alert-to-ticket.sh

# Other arguments of Tests/System/night.sh, such as NIGHT="--outage 90".
NIGHT ?=
night: build ## a night, rehearsed: a real desk is down for ten minutes, and what an operator sees; needs ../shared/systems
	@Tests/System/night.sh $(NIGHT)

bench: export TREATY_BENCH = 1
bench: setup ## how fast, beside the bare limits of this machine
	$(SWIFT) build --scratch-path $(BUILD) -c release --product treaty
	$(SWIFT) build --scratch-path $(BUILD) -c release --product TreatyBench
	$(SWIFT) build --scratch-path $(BUILD) -c release --product BenchEcho
	$(SWIFT) build --scratch-path $(BUILD) -c release --product CELBench
	$(SWIFT) build --scratch-path $(BUILD) -c release --product CheckBench
	@TREATY=$(BUILD)/release/treaty Benchmarks/run.sh
	@CEL_BENCH=$(BUILD)/release/CELBench Benchmarks/cel.sh
	@TREATY=$(BUILD)/release/treaty CHECK_BENCH=$(BUILD)/release/CheckBench Benchmarks/check.sh

# Other arguments of Benchmarks/run.sh, such as BENCH=--short.
BENCH ?=
bench-host: export TREATY_BENCH = 1
bench-host: setup ## how fast the engine is, beside bare SQLite, a bare echo and rsyslog in the same run
	$(SWIFT) build --scratch-path $(BUILD) -c release --product treaty
	$(SWIFT) build --scratch-path $(BUILD) -c release --product TreatyBench
	$(SWIFT) build --scratch-path $(BUILD) -c release --product BenchEcho
	@TREATY=$(BUILD)/release/treaty Benchmarks/run.sh $(BENCH)

bench-retention: export TREATY_BENCH = 1
bench-retention: setup ## what removing most of ten million messages costs those who are served meanwhile; BENCH="--retained 1000000"
	$(SWIFT) build --scratch-path $(BUILD) -c release --product treaty
	$(SWIFT) build --scratch-path $(BUILD) -c release --product TreatyBench
	@TREATY=$(BUILD)/release/treaty Benchmarks/run.sh --retention-only --retained 10000000 $(BENCH)

bench-short: export TREATY_BENCH = 1
bench-short: build ## see that the benchmark of the engine runs: a build for debugging, few of everything, no bars
	$(SWIFT) build --scratch-path $(BUILD) --product TreatyBench
	$(SWIFT) build --scratch-path $(BUILD) --product BenchEcho
	@Benchmarks/run.sh --short

soak: build ## an hour of notifications, with faults: does anything grow?
	@Tests/System/soak.sh

bench-check: export TREATY_BENCH = 1
bench-check: setup ## how fast a large package is checked, beside other linters in the same run
	$(SWIFT) build --scratch-path $(BUILD) -c release --product treaty
	$(SWIFT) build --scratch-path $(BUILD) -c release --product CheckBench
	@TREATY=$(BUILD)/release/treaty CHECK_BENCH=$(BUILD)/release/CheckBench Benchmarks/check.sh

# A build folder of its own: it has only CEL in it, and is made in a minute.
bench-cel: export TREATY_BENCH = 1
bench-cel: export TREATY_CORE = cel
bench-cel: setup ## how fast CEL is, beside cel-cpp and the Rust crate in the same run
	$(SWIFT) build --scratch-path $(BUILD)-cel-bench -c release --product CELBench
	@CEL_BENCH=$(BUILD)-cel-bench/release/CELBench Benchmarks/cel.sh

bench-schema: export TREATY_BENCH = 1
bench-schema: export TREATY_CORE = spec
bench-schema: setup ## how fast records are held against a JSON Schema
	$(SWIFT) build --scratch-path $(BUILD)-syntax-bench -c release --product SchemaBench
	@$(BUILD)-syntax-bench/release/SchemaBench Benchmarks/SchemaBench/incident.schema.json ../shared/bench/cel/records.jsonl

bench-syntax: export TREATY_BENCH = 1
bench-syntax: export TREATY_CORE = spec
bench-syntax: setup ## how fast specs are read, beside libyaml alone in the same run
	$(SWIFT) build --scratch-path $(BUILD)-syntax-bench -c release --product SyntaxBench
	@$(BUILD)-syntax-bench/release/SyntaxBench

# How long each fuzzer runs.
SECONDS ?= 30
fuzz: setup ## inputs that are made up, through everything in CEL that reads; SECONDS=30
	@Fuzz/run.sh $(SECONDS)

differential: setup ## CEL beside Google's engine, on expressions that are made up
	@Tests/Differential/run.sh

# The examples have dates, such as when an account was last looked at: they are looked at on this day, whenever that is.
CHECK_DAY ?= 2026-11-01
check-specs: build ## check every spec package in specs/
	@for manifest in $$(find specs -name treaty.yaml | sort); do \
	  echo "treaty check $${manifest%/treaty.yaml}"; $(TREATY) check --on $(CHECK_DAY) "$${manifest%/treaty.yaml}"; done

# CEL alone is for others to use. A link that leads nowhere is an error.
docs: export TREATY_DOCS = 1
docs: export TREATY_CORE = cel
docs: setup ## the documentation of CEL's declarations, to read in a browser
	$(SWIFT) package --scratch-path $(BUILD)-docs --allow-writing-to-directory $(BUILD)-docs/site generate-documentation \
	  --target CEL --output-path $(BUILD)-docs/site --transform-for-static-hosting --warnings-as-errors

packaging: ## hold unit, alert rules and dashboard against systemd and Prometheus
	@packaging/check.sh

# Where `make install` puts things; DESTDIR is a folder in which that is made, for packages.
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(PREFIX)/bin
DOCDIR = $(PREFIX)/share/doc/treaty
INSTALL = install -D -m 644

# What was built, as another user perhaps, is put in its place. Swift's own libraries are in the program; `make setup` lists the others.
$(BUILD)/release/treaty:
	$(SWIFT) build --scratch-path $(BUILD) -c release --product treaty --static-swift-stdlib

install: $(BUILD)/release/treaty ## put program, unit, completions, rules and dashboard in their places; PREFIX=, DESTDIR=
	install -D -m 755 $(BUILD)/release/treaty $(DESTDIR)$(BINDIR)/treaty
	$(INSTALL) packaging/systemd/treaty.sysusers.conf $(DESTDIR)$(PREFIX)/lib/sysusers.d/treaty.conf
	$(INSTALL) packaging/systemd/treaty@.service $(DESTDIR)$(PREFIX)/lib/systemd/system/treaty@.service
	sed -i 's#@bindir@#$(BINDIR)#; s#@docdir@#$(DOCDIR)#' $(DESTDIR)$(PREFIX)/lib/systemd/system/treaty@.service
	$(INSTALL) packaging/systemd/credentials.conf $(DESTDIR)$(DOCDIR)/credentials.conf
	$(INSTALL) packaging/prometheus/treaty.rules.yml $(DESTDIR)$(DOCDIR)/treaty.rules.yml
	$(INSTALL) packaging/grafana/treaty.json $(DESTDIR)$(DOCDIR)/treaty-dashboard.json
	install -D -m 755 packaging/ci/review.sh $(DESTDIR)$(PREFIX)/share/treaty/ci/review.sh
	$(INSTALL) packaging/gitlab/treaty.gitlab-ci.yml $(DESTDIR)$(DOCDIR)/treaty.gitlab-ci.yml
	for page in review operating night store keeping alerts metrics output; do $(INSTALL) docs/$$page.md $(DESTDIR)$(DOCDIR)/$$page.md; done
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/release/treaty --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/treaty
	$(BUILD)/release/treaty --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_treaty
	$(BUILD)/release/treaty --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/treaty.fish

update-goldens: setup ## accept what the tests print now; read the diff before you commit it
	TREATY_UPDATE_GOLDENS=1 $(SWIFT) test --scratch-path $(BUILD)
	@git --no-pager diff --stat -- Tests docs

clean: ## remove what was built
	rm -rf $(BUILD) $(BUILD)-docs $(BUILD)-cel-bench $(BUILD)-syntax-bench .build-fuzz .build-peers demo-data
