#!/usr/bin/env bash
# Measures `treaty check` beside yamllint, check-jsonschema and buf (from PyPI, in a folder of their own): `make bench-check` builds for
# release and runs this. What is measured says Benchmarks/compare_check.py.
#
#   Benchmarks/check.sh [--files 1000] [--rounds 5]
#
# TREATY=.build/release/treaty               the program to measure
# CHECK_BENCH=.build/release/CheckBench      the parts of a check, and libyaml alone
# PEERS=.build-peers                         where the others are installed
set -euo pipefail
cd "$(dirname "$0")/.."
treaty="${TREATY:-.build/release/treaty}" bench="${CHECK_BENCH:-.build/release/CheckBench}" peers="${PEERS:-.build-peers}/lint"
for program in "$treaty" "$bench"; do
  [ -x "$program" ] || { echo "$program is missing: run \`make bench-check\`" >&2; exit 2; }
done
. Benchmarks/peers.sh
peers "$peers" yamllint==1.38.0 check-jsonschema==0.39.0 buf-bin==1.75.0
printf '%s, %s cores, %s\n\n' "$(date -u +%Y-%m-%d)" "$(nproc)" "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
exec python3 Benchmarks/compare_check.py "$(realpath "$treaty")" "$(realpath "$bench")" "$peers/bin" "$@"
