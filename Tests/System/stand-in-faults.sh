#!/usr/bin/env bash
# The example against a stand-in desk that does what it is asked and then often loses the answer, while Treaty is killed again
# and again. Exit code 0 only when the desk has exactly one record per alert, each in its right final state, and nothing is left over.
#
#   Tests/System/stand-in-faults.sh [--alerts 200] [--kills 20] [--changes 0] [--drop 30%] [--fail 503:10%] [--seed N] [--restored] [--patience 120]
#
# --alerts N       alerts, in groups of several names and teams
# --kills N        times that Treaty gets SIGKILL at a random moment
# --changes N      times that another plan takes over meanwhile (treaty apply); those that a kill cut off do not count
# --drop PART      part of the requests that are carried out, and then the connection is closed without an answer
# --fail CODE:PART part of the requests that are answered with an error and not carried out
# --seed N         decides alerts and moments; printed, so that a run can be had again
# --restored       instead of kills: a backup in the middle, and at the end it is restored and every alert comes again with news
# --patience SECS  how long to wait for any one thing before it counts as lost
#
# TREATY=.build/debug/treaty the program to test
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Scripts/options.sh
source Scripts/options.sh

alerts=200 kills=20 changes=0 drop=30% fail=503:10% seed=$((RANDOM)) patience=120 script=stand_in_faults.py
values=()
for word in "$@"; do
  if [ "$word" = --restored ]; then script=restored_store.py kills=0; else values+=("$word"); fi
done
read_options "alerts kills changes drop fail seed patience" "${values[@]}"

treaty="$(built_treaty)"
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh

folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-system.XXXXXX")" logs=
finish() {
  local code=$?
  end_all
  if [ "$code" -eq 0 ]; then rm -rf "$folder"; else echo "kept for a look: $folder (treaty.log, desk.log, treaty.sqlite)"; fi
}
trap finish EXIT
logs="$folder" desk_port="$(free_port)" port="$(free_port)"
desk="http://127.0.0.1:$desk_port"

"$treaty" compile specs/examples/alert-to-ticket -o "$folder/alert-to-ticket.treaty-plan.json"
# What another version of it is: the same, but for how soon a call is made again.
cp -r specs/examples/alert-to-ticket "$folder/other"
sed -i "s/^version: 1.0.0$/version: 1.1.0/; s/patient: {first: 500ms,/patient: {first: 400ms,/" "$folder"/other/*.yaml
"$treaty" compile "$folder/other" -o "$folder/other.treaty-plan.json"
start desk "$treaty" stand-in specs/examples/alert-to-ticket service-desk --port "$desk_port" \
  --drop-after-accept "$drop" --fail "$fail"
wait_for "$desk/-/ready" "$started_pid" 20 desk
PYTHONDONTWRITEBYTECODE=1 python3 "Tests/System/$script" --treaty "$treaty" \
  --plan "$folder/alert-to-ticket.treaty-plan.json" --other-plan "$folder/other.treaty-plan.json" --changes "$changes" \
  --folder "$folder" --port "$port" --desk "$desk" --hook-token "hook-$seed-$$-$RANDOM" \
  --faults "$drop of answers lost, $fail" --alerts "$alerts" --kills "$kills" --seed "$seed" --patience "$patience"
