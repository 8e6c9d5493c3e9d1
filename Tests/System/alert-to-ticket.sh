#!/usr/bin/env bash
# The example on real systems: Alertmanager → Treaty → Request Tracker, while Treaty is killed and Request Tracker stopped.
# Exit code 0 only when every alert identity has exactly one ticket, in its right final state, and nothing is left over.
#
#   Tests/System/alert-to-ticket.sh [--alerts 200] [--kills 20] [--outage 60] [--seed N] [--patience 300]
#
# --alerts N       alerts, in groups of several names and teams
# --kills N        times that Treaty gets SIGKILL at a random moment
# --outage SECS    how long Request Tracker is down in the middle of it; 0 for not at all
# --seed N         decides alerts and moments; printed, so that a run can be had again
# --patience SECS  how long to wait for any one thing before it counts as lost
#
# SYSTEMS=../shared/systems  where the scripts are that start the real systems
# TREATY=.build/debug/treaty the program to test
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Scripts/options.sh
source Scripts/options.sh

alerts=200 kills=20 outage=60 seed=$((RANDOM)) patience=300
read_options "alerts kills outage seed patience" "$@"

systems="${SYSTEMS:-../shared/systems}"
treaty="$(built_treaty)"
[ -x "$systems/rt.sh" ] || { echo "no real systems here: $systems/rt.sh is missing" >&2; exit 2; }
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh
# shellcheck source=Scripts/real_systems.sh
source Scripts/real_systems.sh

folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-system.XXXXXX")"
finish() {
  local code=$?
  stop_real_systems
  if [ "$code" -eq 0 ]; then rm -rf "$folder"; else echo "kept for a look: $folder (treaty.log, treaty.sqlite)"; fi
}
trap finish EXIT

start_real_systems

port="$(free_port)" hook_token="hook-$seed-$$"
"$systems/alertmanager.sh" webhook "http://127.0.0.1:$port/hooks/alertmanager" "$hook_token"
"$treaty" compile specs/examples/alert-to-ticket -o "$folder/alert-to-ticket.treaty-plan.json"
PYTHONDONTWRITEBYTECODE=1 python3 Tests/System/alert_to_ticket.py --treaty "$treaty" --plan "$folder/alert-to-ticket.treaty-plan.json" \
  --folder "$folder" --port "$port" --hook-token "$hook_token" --desk-script "$systems/rt.sh" \
  --alerts "$alerts" --kills "$kills" --outage "$outage" --seed "$seed" --patience "$patience"
