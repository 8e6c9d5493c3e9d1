#!/usr/bin/env bash
# The example for a long time: notifications that never cease, against a stand-in desk that fails, loses answers and at times hangs, while
# what is done is removed again soon. Exit code 0 only when the desk has exactly one record per alert, each as it must be, nothing is left
# over, and neither memory nor files have grown.
#
#   Tests/System/soak.sh [--minutes 60] [--alerts 200] [--kills 3] [--drop 5%] [--fail 503:5%] [--kept 2m] [--seed N] [--patience 300]
#
# --minutes N      how long notifications come
# --alerts N       alerts, in groups of several names and teams
# --kills N        times that Treaty gets SIGKILL, all of them in the first quarter: after it one process lives to the end
# --drop PART      part of the requests that are carried out, and then the connection is closed without an answer
# --fail CODE:PART part of the requests that are answered with an error and not carried out
# --kept TIME      how long what is done is kept
# --seed N         decides alerts and moments; printed, so that a run can be had again
# --patience SECS  how long to wait for any one thing before it counts as lost
#
# TREATY=.build/debug/treaty the program to test
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Scripts/options.sh
source Scripts/options.sh

minutes=60 alerts=200 kills=3 drop=5% fail=503:5% kept=2m seed=$((RANDOM)) patience=300
read_options "minutes alerts kills drop fail kept seed patience" "$@"

treaty="$(built_treaty)"
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh

folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-soak.XXXXXX")" logs= desk_pid=
finish() {
  local code=$?
  # A process that was stopped does not hear that it is to end.
  [ -z "$desk_pid" ] || kill -CONT "$desk_pid" 2>/dev/null || true
  end_all
  if [ "$code" -eq 0 ]; then rm -rf "$folder"; else echo "kept for a look: $folder (treaty.log, desk.log, treaty.sqlite, samples.csv)"; fi
}
trap finish EXIT
logs="$folder" desk_port="$(free_port)" port="$(free_port)"
desk="http://127.0.0.1:$desk_port"

# The example, but what is done is removed while the run goes on.
cp -r specs/examples/alert-to-ticket "$folder/package"
sed -i "s/quarter: {done: 30d,/quarter: {done: $kept,/" "$folder"/package/*.treaty.yaml
grep -q "done: $kept," "$folder"/package/*.treaty.yaml || { echo "the example has no \`quarter: {done: 30d\` to change any more" >&2; exit 2; }
"$treaty" compile "$folder/package" -o "$folder/alert-to-ticket.treaty-plan.json"
start desk "$treaty" stand-in "$folder/package" service-desk --port "$desk_port" --drop-after-accept "$drop" --fail "$fail"
desk_pid=$started_pid
wait_for "$desk/-/ready" "$desk_pid" 20 desk
PYTHONDONTWRITEBYTECODE=1 python3 Tests/System/soak.py --treaty "$treaty" --plan "$folder/alert-to-ticket.treaty-plan.json" \
  --folder "$folder" --port "$port" --desk "$desk" --desk-pid "$desk_pid" --hook-token "hook-$seed-$$-$RANDOM" \
  --faults "$drop of answers lost, $fail, hangs" --minutes "$minutes" --alerts "$alerts" --kills "$kills" --seed "$seed" --patience "$patience"
