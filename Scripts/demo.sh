#!/usr/bin/env bash
# Shows what Treaty does, in under a minute: alerts become tickets at a stand-in service desk. Every line with a check mark has been
# checked; the exit code is 0 only when all of them hold. Nothing outside a temporary folder is touched.
#
#   Scripts/demo.sh        (or `make demo`, which builds first)
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=Scripts/processes.sh
source Scripts/processes.sh

treaty="${TREATY:-.build/debug/treaty}"
example=specs/examples/alert-to-ticket
folder="$(mktemp -d "${TMPDIR:-/tmp}/treaty-demo.XXXXXX")"
logs="$folder" plan="$folder/alert-to-ticket.treaty-plan.json" store="sqlite:$folder/treaty.sqlite"
checks=0

finish() {
  local code=$?
  end_all
  if [ "$code" -eq 0 ]; then
    # shellcheck disable=SC2016 # the backticks are text
    printf '\nPlan, store and logs are left in %s for a look; `rm -r` it when you have seen enough.\n' "$folder"
  else
    printf '\n%sThe demo failed.%s Logs are in %s.\n' "$red" "$plain" "$folder" >&2
  fi
  printf '%s passed, %s failed\n' "$checks" "$((code == 0 ? 0 : 1))"
}

bold='' green='' red='' faint='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' faint=$'\e[2m' plain=$'\e[0m'
fi
trap finish EXIT

# --- telling ---------------------------------------------------------------------------------------------------------------

steps=0
step() { steps=$((steps + 1)); printf '\n%s%s. %s%s\n' "$bold" "$steps" "$1" "$plain"; }
tell() { printf '   %s\n' "$*"; }
shown() { printf '   %s%s%s\n' "$faint" "$*" "$plain"; }
indented() { sed "s/^/   $faint/; s/\$/$plain/"; }

# holds WHAT COMMAND... : says that something holds, once it does; fails when it does not within twenty seconds.
holds() {
  local what="$1" until=$((SECONDS + 20)); shift
  until "$@"; do
    if [ "$SECONDS" -ge "$until" ]; then
      printf '   %s✗ %s%s\n' "$red" "$what" "$plain"
      printf '     the check was: %s\n' "$*"
      tickets | sed 's/^/     /'
      return 1
    fi
    sleep 0.2
  done
  checks=$((checks + 1))
  printf '   %s✓ %s%s\n' "$green" "$what" "$plain"
}

# --- looking at the desk -----------------------------------------------------------------------------------------------------

# desk_json PATH PYTHON : evaluates an expression over what a page of the stand-in holds (`it`).
desk_json() { curl -fsS "$desk/-/$1" | python3 -c "import json, sys; it = json.load(sys.stdin); print($2)"; }

# tickets : number, status and subject of every ticket, one a line.
tickets() {
  desk_json records/ticket \
    "'\n'.join(f\"#{t['id']}  {t['fields'].get('Status') or 'new':<9} {t['fields'].get('Subject')}\" for t in it)"
}
# ticket_is STATUS SUBJECT : whether there is such a ticket. Which number it has is chance: two alerts are delivered side by side.
ticket_is() { tickets | cut -d ' ' -f 3- | grep -xF -- "$(printf '%-9s %s' "$1" "$2")" >/dev/null; }
ticket_count() { [ "$(tickets | grep -c .)" -eq "$1" ]; }
# calls : how many requests the desk has answered, of any kind.
calls() { desk_json requests 'len(it)'; }

# notify FILE : posts a notification as Alertmanager does; the trace id of the answer is in $trace.
notify() {
  shown "POST /hooks/alertmanager   ← $1"
  trace="$(curl -fsS -H 'Content-Type: application/json' -H "Authorization: Bearer $TREATY_SECRET_HOOK_TOKEN" \
    --data-binary "@$2" "$host/hooks/alertmanager" | python3 -c 'import json, sys; print(json.load(sys.stdin)["trace"])')"
}
trace_json() {
  "$treaty" trace "$trace" --store "$store" --json | python3 -c "import json, sys; it = json.load(sys.stdin); sys.exit(not ($1))"
}
worked_out() { trace_json 'all(message["state"] == "done" for message in it["messages"])'; }
waits_to_try_again() {
  trace_json 'all(d["state"] == "ready" and d["attempts"] > 0 for message in it["messages"] for d in message["deliveries"])'
}

# --- the demonstration -------------------------------------------------------------------------------------------------------

printf '%sTreaty: from alert to ticket%s\n' "$bold" "$plain"
tell "Monitoring pages; a ticket must appear at the service desk, follow the alert, and be resolved with it."
tell "The agreement is written in $example. The service desk here is a stand-in that"
tell "behaves as its connector says; with the address of a real one, the same plan runs against that."

step "Compile the specs to a plan: one file, checked, without secrets"
shown "treaty compile $example -o $(basename "$plan")"
"$treaty" compile "$example" -o "$plan" | indented
"$treaty" compile "$example" -o "$folder/again.json" >/dev/null
holds "compiling again gives the same bytes" cmp -s "$plan" "$folder/again.json"

step "Read the plan, as a reviewer would"
shown "treaty show $(basename "$plan")   (the flow)"
"$treaty" show "$plan" >"$folder/show.txt"
sed -n '/^flow /,/^table /{/^table /!p}' "$folder/show.txt" | indented
holds "it says where notifications come in" grep -q 'POST /hooks/alertmanager' "$folder/show.txt"

step "Start a stand-in service desk, and Treaty on an SQLite store"
desk_port="$(free_port)" host_port="$(free_port)"
desk="http://127.0.0.1:$desk_port" host="http://127.0.0.1:$host_port"
export TREATY_SECRET_DESK_TOKEN=demo-desk TREATY_SECRET_HOOK_TOKEN=demo-hook
shown "treaty stand-in $example service-desk --port $desk_port"
start desk "$treaty" stand-in "$example" service-desk --port "$desk_port"
wait_for "$desk/-/ready" "$started_pid" 20 desk
shown "treaty run $(basename "$plan") --store sqlite:… --listen 127.0.0.1:$host_port --input desk-url=$desk"
start treaty "$treaty" run "$plan" --store "$store" --listen "127.0.0.1:$host_port" --input "desk-url=$desk"
wait_for "$host/readyz" "$started_pid" 20 treaty
treaty_pid="$started_pid"
holds "both are ready, and the desk is empty" ticket_count 0

step "Two network links go down: Alertmanager sends one notification with two alerts"
notify 1-firing.json "$example/notifications/1-firing.json"
holds "two tickets are opened" ticket_count 2
holds "with what the alert says as their subject" ticket_is new 'Uplink "2" down – Straße'

step "One link is back, the other still down: one notification tells both"
notify 2-partly-resolved.json "$example/notifications/2-partly-resolved.json"
holds "the first ticket is resolved, and keeps the subject that the alert's end leaves out" \
  ticket_is resolved 'Uplink "2" down – Straße'
holds "the second is left alone" ticket_is new 'Uplink down'

step "The other link is back"
notify 3-resolved.json "$example/notifications/3-resolved.json"
holds "its ticket is resolved" ticket_is resolved 'Uplink down'

step "Two disks fill up, and get fuller: the tickets follow"
notify 4-from-prometheus.json "$example/notifications/4-from-prometheus.json"
holds "two more tickets" ticket_count 4
holds "one for each disk" ticket_is new 'Disk of db-01 is 97% full'
sed 's/97% full/99% full/' "$example/notifications/4-from-prometheus.json" >"$folder/fuller.json"
notify "the same, with 99% for 97%" "$folder/fuller.json"
holds "the ticket is updated" ticket_is new 'Disk of db-01 is 99% full'
holds "and no other is opened for it" ticket_count 4

step "The same notification comes once more, as Alertmanager repeats what it is not sure of"
holds "all that came before is done" worked_out
before="$(calls)"
notify "the same again" "$folder/fuller.json"
holds "it is accepted and worked out" worked_out
holds "no further ticket" ticket_count 4
holds "not even a call to the desk: $before before, $before now" test "$(calls)" = "$before"

step "The desk goes down. Meanwhile both disks are emptied"
curl -fsS -o /dev/null -H 'Content-Type: application/json' --data '{"for": "4s"}' "$desk/-/outage"
sed 's/"status":"firing"/"status":"resolved"/g' "$folder/fuller.json" >"$folder/emptied.json"
notify "resolved, with the desk down" "$folder/emptied.json"
holds "the notification is accepted all the same, and kept" test -n "$trace"
holds "Treaty has tried, and waits to try again" waits_to_try_again
shown "treaty status --store sqlite:…"
"$treaty" status --store "$store" | indented
tell "… the desk comes back by itself after four seconds …"
holds "the ticket of the first disk is resolved" ticket_is resolved 'Disk of db-01 is 99% full'
holds "and that of the second" ticket_is resolved 'Disk of db-02 is 95% full'

step "In the end"
tickets | indented
holds "four alerts, four tickets, although seven notifications told of them" ticket_count 4
shown "treaty trace $trace   (the way of the last notification, outage and all)"
"$treaty" trace "$trace" --store "$store" | indented
end "$treaty_pid"
holds "Treaty stops in good order when it is told to (SIGTERM)" test "$ended_code" -eq 0
printf '\n%sAll of it happened.%s\n' "$bold" "$plain"
