#!/usr/bin/env bash
# Measures Treaty beside the bare limits of this machine: `make bench` builds for release and runs this.
#
#   Benchmarks/run.sh [EVENTS [CONNECTIONS]]
#
# TREATY=.build/release/treaty   the program to measure; TreatyBench stands beside it
set -euo pipefail
cd "$(dirname "$0")/.."
treaty="${TREATY:-.build/release/treaty}"
[ -x "$treaty" ] || { echo "$treaty is missing: run \`make bench\`" >&2; exit 2; }
treaty="$(realpath "$treaty")"
printf '%s, %s cores, %s, %s\n' "$(date -u +%Y-%m-%d)" "$(nproc)" "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" \
  "$("$treaty" version | head -n 1)"
exec "$(dirname "$treaty")/TreatyBench" "$treaty" "$@"
