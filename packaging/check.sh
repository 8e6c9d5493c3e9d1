#!/usr/bin/env bash
# Holds what is packaged against the tools that read it: the unit against systemd, rules and dashboard against Prometheus; and walks through one
# pull request, where TREATY names the program.
# What is not installed is skipped, and said; CHECK_ALL=1 makes that an error.
#
#   packaging/check.sh
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# Resolved here: what follows goes elsewhere.
TREATY="$(realpath "${TREATY:-/nowhere}" 2>/dev/null || true)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# The exposure that `systemd-analyze security` may find at most, times ten.
most=12

say() { printf 'packaging: %s\n' "$*"; }
missing() {
  say "skipped: there is no $1 (Debian package $2)"
  [ -z "${CHECK_ALL:-}" ] || exit 1
}

if command -v systemd-analyze >/dev/null; then
  # A program that is there takes the place of ours; what systemd says of other units is not about us.
  sed 's#@bindir@/treaty#/bin/true#; s#@docdir@#/usr/share/doc#' "$here/systemd/treaty@.service" >"$work/treaty@check.service"
  systemd-analyze verify "$work/treaty@check.service" 2>&1 | tee "$work/said" >/dev/null || true
  if grep -F treaty@ "$work/said"; then say "the unit is not as systemd wants it"; exit 1; fi
  systemd-analyze security --offline=true --threshold=$most --no-pager "$work/treaty@check.service" >"$work/security" || {
    cat "$work/security"
    say "the unit is exposed more than it may be"
    exit 1
  }
  tail -n 1 "$work/security" | sed 's/^[^O]*/packaging: /; s/@check/@/'
else
  missing systemd-analyze systemd
fi

if command -v promtool >/dev/null; then
  cd "$here/prometheus"
  promtool check rules treaty.rules.yml >"$work/rules" || { cat "$work/rules"; exit 1; }
  promtool test rules treaty.tests.yml >"$work/tests" || { cat "$work/tests"; exit 1; }
  say "alert rules: $(grep -c 'alert:' treaty.rules.yml) alerts, as tested"
  # Each query of the dashboard is put into a rule of its own, for promtool to read.
  python3 - "$here/grafana/treaty.json" "$work/dashboard.yml" <<'PYTHON'
import json, sys
board = json.load(open(sys.argv[1]))
queries = [t["expr"] for p in board["panels"] for t in p.get("targets", [])]
queries += [a["expr"] for a in board["annotations"]["list"]]
rules = [{"record": f"query:{i}", "expr": q.replace("$__rate_interval", "5m")} for i, q in enumerate(queries)]
json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, open(sys.argv[2], "w"))
print(f"packaging: dashboard: {len(board['panels'])} panels, {len(queries)} queries")
PYTHON
  promtool check rules "$work/dashboard.yml" >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
else
  missing promtool prometheus
fi

if [ -x "$TREATY" ]; then
  TREATY="$TREATY" "$here/ci/test.sh"
else
  say "skipped: the review of a pull request; TREATY names no program"
fi
