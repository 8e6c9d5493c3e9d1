#!/usr/bin/env bash
# A night, rehearsed: the example on the real Alertmanager and Request Tracker, Request Tracker goes down, and what the operator sees is shown,
# command by command, until all is well again. Exit code 0 only when all that is asserted on the way holds.
#
#   Tests/System/night.sh [--outage 600] [--pause 2] [--seed N] [--patience 600] [--transcript FILE]
#
# --outage SECS      how long Request Tracker is down: 90 at least, for what has to be seen in it
# --pause SECS       time between two alerts, before, in and after the outage
# --seed N           decides the alerts
# --patience SECS    how long to wait for any one thing before it counts as lost
# --transcript FILE  where commands and what they said are written, with the time since the outage began
#
# SYSTEMS=../shared/systems  where the scripts are that start the real systems
# TREATY=.build/debug/treaty the program to test
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Scripts/options.sh
source Scripts/options.sh

outage=600 pause=2 seed=$((RANDOM)) patience=600 transcript=
read_options "outage pause seed patience transcript" "$@"
[ "$outage" -ge 90 ] || { echo "--outage is 90 or more" >&2; exit 2; }

systems="${SYSTEMS:-../shared/systems}"
treaty="$(built_treaty)"
[ -x "$systems/rt.sh" ] || { echo "no real systems here: $systems/rt.sh is missing" >&2; exit 2; }
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh
# shellcheck source=Scripts/real_systems.sh
source Scripts/real_systems.sh

folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-night.XXXXXX")"
finish() {
  local code=$?
  stop_real_systems
  if [ "$code" -eq 0 ]; then rm -rf "$folder"; else echo "kept for a look: $folder (treaty.log, treaty.sqlite, transcript.txt)"; fi
}
trap finish EXIT
start_real_systems

port="$(free_port)" hook_token="hook-$seed-$$"
"$systems/alertmanager.sh" webhook "http://127.0.0.1:$port/hooks/alertmanager" "$hook_token"
PYTHONDONTWRITEBYTECODE=1 python3 Tests/System/night.py --treaty "$treaty" --folder "$folder" --port "$port" --hook-token "$hook_token" \
  --desk-script "$systems/rt.sh" --outage "$outage" --pause "$pause" --seed "$seed" --patience "$patience" \
  --transcript "${transcript:-$folder/transcript.txt}"
