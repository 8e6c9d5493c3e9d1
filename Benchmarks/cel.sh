#!/usr/bin/env bash
# Measures CEL beside cel-cpp and the Rust crate `cel` (from PyPI, in a folder of their own): `make bench-cel` builds for release and
# runs this. What the figures mean says Benchmarks/compare_cel.py.
#
#   Benchmarks/cel.sh [--seconds 0.3] [--markdown FILE]
#
# CEL_BENCH=.build/release/CELBench           the program to measure
# TREATY_CEL_BENCH=../shared/bench/cel        records, expressions and expected results
# PEERS=.build-peers                          where the other engines are installed
set -euo pipefail
cd "$(dirname "$0")/.."
program="${CEL_BENCH:-.build/release/CELBench}" data="${TREATY_CEL_BENCH:-../shared/bench/cel}" peers="${PEERS:-.build-peers}"
[ -x "$program" ] || { echo "$program is missing: run \`make bench-cel\`" >&2; exit 2; }
[ -r "$data/records.jsonl" ] || { echo "no records at $data: set TREATY_CEL_BENCH" >&2; exit 2; }
. Benchmarks/peers.sh
peers="$peers/cel"
peers "$peers" cel-expr-python==0.1.3 common-expression-language==0.10.0
printf '%s, %s cores, %s\n\n' "$(date -u +%Y-%m-%d)" "$(nproc)" "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
exec "$peers/bin/python" Benchmarks/compare_cel.py "$data" "$program" "$@"
