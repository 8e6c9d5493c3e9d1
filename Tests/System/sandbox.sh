#!/usr/bin/env bash
# Does a host need anything that its systemd unit forbids? It is run under the same filter of system calls, kinds of sockets and kinds of
# memory (Tests/System/sandboxed.py), as nobody, through what a day brings: alerts, an admin address, status, a backup, changes of plan, a
# look at the store, a stop. Needs x86_64 and systemd-analyze, for the names of sets of system calls; without them it is skipped, with exit code 0.
#
#   Tests/System/sandbox.sh
#
# TREATY=.build/debug/treaty the program to test
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=Scripts/options.sh
source Scripts/options.sh
if [ "$(uname -m)" != x86_64 ] || ! command -v systemd-analyze >/dev/null; then
  echo "sandbox: skipped: it needs x86_64 and systemd-analyze (Debian package systemd)"
  exit 0
fi
treaty="$(built_treaty)"
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh

folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-sandbox.XXXXXX")" logs=
finish() {
  local code=$?
  end_all
  if [ "$code" -eq 0 ]; then rm -rf "$folder"; else echo "kept for a look: $folder (host.log)"; fi
}
trap finish EXIT
logs="$folder" desk_port="$(free_port)" port="$(free_port)" admin_port="$(free_port)"
store="sqlite:$folder/store.sqlite"
export TREATY_SECRET_DESK_TOKEN=desk TREATY_SECRET_HOOK_TOKEN=hook

"$treaty" compile specs/examples/alert-to-ticket -o "$folder/plan.json" >/dev/null
TREATY_TOKEN="$("$treaty" access add sandbox --role admin --access "$folder/operators.json" 2>/dev/null)"
export TREATY_TOKEN
start desk "$treaty" stand-in specs/examples/alert-to-ticket service-desk --port "$desk_port"
wait_for "http://127.0.0.1:$desk_port/-/ready" "$started_pid" 20 desk
systemd-analyze syscall-filter >"$folder/sets" 2>/dev/null
# What nobody may not reach, nobody cannot run: the program lies beside the store for this.
cp "$treaty" "$folder/treaty"
[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 "$folder"
PYTHONDONTWRITEBYTECODE=1 start host python3 Tests/System/sandboxed.py packaging/systemd/treaty@.service "$folder/sets" "$folder/treaty" run "$folder/plan.json" --store "$store" --listen "127.0.0.1:$port" \
  --admin "127.0.0.1:$admin_port" --access "$folder/operators.json" --input "desk-url=http://localhost:$desk_port"
host_pid=$started_pid
wait_for "http://127.0.0.1:$port/readyz" "$host_pid" 60 host
for number in 1 2 3; do
  curl -fsS -o /dev/null -H 'authorization: Bearer hook' -H 'content-type: application/json' -d '{"version": "4",
    "receiver": "treaty", "status": "firing", "groupKey": "{}:{}", "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
    "externalURL": "http://127.0.0.1:9093", "truncatedAlerts": 0, "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull",
    "severity": "critical", "team": "web"}, "annotations": {"summary": "Disk full"}, "startsAt": "2026-11-01T10:00:00Z",
    "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "", "fingerprint": "00000000000000a'$number'"}]}' \
    "http://127.0.0.1:$port/hooks/alertmanager"
done
"$treaty" status --host "http://127.0.0.1:$admin_port" --json >"$folder/status.json"
"$treaty" backup --store "$store" --to "$folder/backup.sqlite" >/dev/null
"$treaty" apply "$folder/plan.json" --store "$store" >/dev/null
"$treaty" doctor --store "$store" >/dev/null
curl -fsS -o /dev/null "http://127.0.0.1:$port/metrics"
kill -HUP "$host_pid"
"$treaty" status --store "$store" --json >"$folder/status.json"
for ((tries = 0; tries < 200; tries++)); do
  "$treaty" status --store "$store" --json >"$folder/status.json"
  grep -q '"done" : 3' "$folder/status.json" && break
  sleep 0.1
done
grep -q '"done" : 3' "$folder/status.json" || { echo "sandbox: the alerts did not become tickets"; exit 1; }
end "$host_pid"
[ "$ended_code" -eq 0 ] || { echo "sandbox: the host ended with $ended_code"; tail "$folder/host.log"; exit 1; }
echo "sandbox: a host needs nothing that its unit forbids"
