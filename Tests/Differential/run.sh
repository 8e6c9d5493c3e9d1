#!/usr/bin/env bash
# Holds our CEL against Google's cel-cpp on expressions that are made up. Arguments go to compare.py: --seed 2 --count 20000.
#
# BUILD=.build                      where CELRun is built, beside everything else; without it, in a folder of its own that has only CEL
# FUZZ_BUILD=.build-fuzz            that folder
# PEERS=.build-peers                where the other engine is installed, once
# PEERS_PYTHON=python3              a Python that it has a package for: 3.11 to 3.13, x86-64 or arm64 Linux
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -n "${BUILD:-}" ]; then build="$BUILD"; else build="${FUZZ_BUILD:-.build-fuzz}"; export TREATY_CORE=cel; fi
peers="${PEERS:-.build-peers}"
# Its version decides what is equal, so it is pinned.
pinned="cel-expr-python==0.1.3"
if ! "$peers/bin/python" -c 'import cel_expr_python' 2>/dev/null; then
  "${PEERS_PYTHON:-python3}" -m venv "$peers"
  "$peers/bin/pip" --quiet --disable-pip-version-check install "$pinned"
fi
TREATY_FUZZ=1 swift build --scratch-path "$build" --product CELRun
exec "$peers/bin/python" Tests/Differential/compare.py "$build/debug/CELRun" "$@"
