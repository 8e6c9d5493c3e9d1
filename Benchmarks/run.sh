#!/usr/bin/env bash
# Measures Treaty beside the bare limits of this machine and beside rsyslog: `make bench` builds for release and runs this.
#
#   Benchmarks/run.sh                 a quarter of an hour; needs 25 GB of disk, most of it for ten million stored messages
#   Benchmarks/run.sh --retention-only --retained 10000000
#                                     an hour; needs 40 GB: what removing costs those who are served meanwhile
#   Benchmarks/run.sh --short         some seconds: that it runs, no bars
#   Benchmarks/run.sh --stored 100000 --backlog 100000 --events 20000 --rounds 3 --connections 64
#
# TREATY=.build/release/treaty   the program to measure; TreatyBench and BenchEcho stand beside it
set -euo pipefail
cd "$(dirname "$0")/.."
treaty="${TREATY:-.build/release/treaty}"
[ -x "$treaty" ] || { echo "$treaty is missing: run \`make bench\`" >&2; exit 2; }
treaty="$(realpath "$treaty")"
printf '%s, %s cores, %s, %s\n' "$(date -u +%Y-%m-%d)" "$(nproc)" "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" \
  "$("$treaty" version | head -n 1)"
exec "$(dirname "$treaty")/TreatyBench" "$treaty" "$@"
