# A host with canaries in everything that comes to it, and everything that it says written down in said/. Sourced with `folder`, `treaty`.
set -eu
fixtures="$PWD/Tests/treatyTests/Fixtures/canaries"; cd "$folder"
mkdir said state secrets
cp -r "$fixtures/package" package
host=; partner=
trap '[ -z "$host" ] || kill $host 2>/dev/null || true; [ -z "$partner" ] || kill $partner 2>/dev/null || true' EXIT
python3 "$fixtures/partner.py" . 2>partner.log & partner=$!
for try in $(seq 200); do [ -e ports ] && break; sleep 0.05; done
desk=$(sed -n 1p ports) mail=$(sed -n 2p ports)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
sed -i "s/60025/$mail/g" package/canaries.treaty.yaml
# said NAME COMMAND... : what a command says, on either stream; however it ends.
said() { name="$1"; shift; "$@" >>"said/$name" 2>&1 || echo "= $?" >>"said/$name"; }

said check.txt "$treaty" check package
said check.json "$treaty" check package --format json
said compile.txt "$treaty" compile package -o said/plan.json
said show.txt "$treaty" show said/plan.json

# Secrets by a file and by the environment; an input by a flag.
printf '%s' 'canary-token "a"/b&c+d' >secrets/desk-token
printf '%s\n' 'canary-basic pass/word+9' >secrets/basic-password
export TREATY_SECRET_HOOK_TOKEN='canary-hook-token-8d02' TREATY_SECRET_MAIL_PASSWORD='canary-mail "password" 25' TREATY_SECRET_PAGE_HOOK="http://127.0.0.1:$desk/pager/canary-page-hook-17?key=canary-page-key-18"
export http_proxy='http://proxy:canary-proxy-user-19@127.0.0.1:9' OTEL_EXPORTER_OTLP_HEADERS='api-key=canary-otlp-key-20'
store="sqlite:state/treaty.sqlite"
# What does not start says why, and no more.
said refused.txt "$treaty" run said/plan.json --store "$store" --secrets secrets --input "desk-url=http://me:canary-input-user-21@127.0.0.1:$desk"
said refused.txt "$treaty" run said/plan.json --store "$store" --secrets secrets --input "desk-url=canary-input-value-22 no address"
said refused.txt env -u TREATY_SECRET_HOOK_TOKEN "$treaty" run said/plan.json --store "$store" --secrets secrets --input "desk-url=http://127.0.0.1:$desk"
said refused.txt "$treaty" run said/plan.json --store "$store" --secrets secrets --input "desk-url=http://127.0.0.1:$desk" --otlp "http://me:canary-otlp-user-23@127.0.0.1:$desk"
said refused.txt "$treaty" status --host "http://me:canary-host-user-24@127.0.0.1:9"

start() { # FORMAT
  "$treaty" run said/plan.json --store "$store" --listen "127.0.0.1:$port" --secrets secrets --input "desk-url=http://127.0.0.1:$desk" \
    --log-level trace --log-format "$1" --otlp "http://127.0.0.1:$desk" >"said/log-$1.txt" 2>&1 & host=$!
  for try in $(seq 200); do curl --noproxy '*' -fs -o ready "http://127.0.0.1:$port/readyz" && return; sleep 0.05; done
}
# post QUERY BODY HEADER... : sends an event; what is answered is written down.
post() {
  query="$1" body="$2"; shift 2
  curl --noproxy '*' -s -i -H 'content-type: application/json' "$@" -d "$body" "http://127.0.0.1:$port/$query" >>said/answers.txt; echo >>said/answers.txt
}
# event MODE KEY [MORE] : an event with canaries of every class in it.
event() {
  printf '{"mode": "%s", "key": "canary-key-%s", "title": "canary-person \\"%s\\" canary end & co/31", "pin": "canary-pin+secret/32", "inner": "canary-inner-33", "unknown": "canary-unknown-34", "extra": {"canary-map-key-35": "canary-map-value-36"}%s}' "$1" "$2" "$1" "${3:-}"
}
known() { post "hooks/alert?q=canary-query-41&canary-name-42" "$1" -H 'x-hook-token: hook canary-hook-token-8d02' -H 'x-unknown: canary-header-43' -H 'cookie: c=canary-cookie-44' -H 'authorization: Bearer canary-bearer-45' -H 'baggage: user=canary-baggage-47' -H 'user-agent: canary-agent-48'; }
settle() { for try in $(seq 400); do "$treaty" status --store "$store" --json >status.now && ! grep -qE '"(accepted|running)" : [1-9]' status.now && return; sleep 0.05; done; }

start text
for mode in ok rejected edge denied page moved cut type; do known "$(event $mode $mode)"; done
known "$(event ok mapping ', "number": "canary-number-37"')"
known '{"mode": "ok", "key": "canary-cut-51'
known '{"mode": {"canary-wrong-52": 1}, "key": ["canary-wrong-53"], "title": 5}'
known "canary-no-json-54"
post "hooks/alert" "$(event ok wrong)" -H 'x-hook-token: hook canary-wrong-token-55'
post "hooks/canary-path-56/canary-path-57" "$(event ok path)" -H 'x-hook-token: hook canary-hook-token-8d02'
post "hooks/alert" "$(event ok trace)" -H 'x-hook-token: hook canary-hook-token-8d02' -H 'traceparent: 00-canary-traceparent-46'
for mode in ok rejected; do
  post "hooks/alert" "$(event $mode state-$mode)" -H 'x-hook-token: hook canary-hook-token-8d02' \
    -H "traceparent: 00-0af7651916cd43dd8448eb211c8031$([ $mode = ok ] && echo 01 || echo 02)-b7ad6b7169203331-01" -H 'tracestate: vendor=canary-state-49'
done
settle
# While it runs.
for try in $(seq 600); do [ -e said/mail.txt ] && [ -e said/pager.txt ] && break; sleep 0.05; done
curl --noproxy '*' -s "http://127.0.0.1:$port/metrics" >said/metrics.txt
curl --noproxy '*' -s -H 'accept: application/openmetrics-text' "http://127.0.0.1:$port/metrics" >said/openmetrics.txt
dead=$("$treaty" dead list --store "$store" --json | sed -n 's/^ *"id" : \([0-9]*\),*/\1/p')
traces=$("$treaty" dead list --store "$store" --json | sed -n 's/.*"trace" : "\(.*\)".*/\1/p')
for form in '' --json; do
  said "status$form.txt" "$treaty" status --store "$store" $form
  said "alerts$form.txt" "$treaty" alerts --recent --store "$store" $form
  said "list$form.txt" "$treaty" dead list --store "$store" $form
  said "review$form.txt" "$treaty" review list --store "$store" $form
  for number in $dead; do
    said "dead$form.txt" "$treaty" dead show "$number" --store "$store" $form
    said "payload$form.txt" "$treaty" dead show "$number" --payload --reason canary-reason-61 --store "$store" $form
  done
  for trace in $traces; do said "trace$form.txt" "$treaty" trace "$trace" --store "$store" $form; done
  said "keys$form.txt" "$treaty" keys list --store "$store" $form
  said "retention$form.txt" "$treaty" retention plan --store "$store" $form
  said "doctor$form.txt" "$treaty" doctor --store "$store" $form
done
said ack.txt "$treaty" ack "$("$treaty" alerts --store "$store" --json | sed -n 's/^ *"id" : \([0-9]*\),*/\1/p' | head -n 1)" --reason canary-reason-62 --store "$store"
first=$(echo "$dead" | head -n 1)
said drop.txt "$treaty" dead drop "$first" --reason canary-reason-63 --store "$store"
# What is taken out of the house, and what both a change and the messages themselves say beside each other.
said samples.txt "$treaty" samples --store "$store" --to samples
cat samples/*.ndjson >>said/samples.txt
mkdir raw
for mode in ok rejected; do event $mode "$mode" >"raw/$mode"; echo >>"raw/$mode"; done
cat raw/ok raw/rejected >raw/alert-to-ticket.ndjson
cp -r package changed; sed -i 's/identify: item.key$/identify: item.mode/; s/title: ${ item.title }$/title: ${ item.title.upperAscii() } new/; s/mode: ${ item.mode }$/mode: ${ item.mode } new/' changed/canaries.treaty.yaml
for form in text json markdown; do
  said "sample-diff-$form.txt" "$treaty" diff said/plan.json changed --samples raw --samples samples --format "$form" --fail-on never
done
said apply.txt "$treaty" apply said/plan.json --store "$store" --dry-run
for form in '' --json; do
  said "audit$form.txt" "$treaty" audit show --store "$store" $form
  said "verify$form.txt" "$treaty" audit verify --store "$store" $form
done
for form in ndjson csv; do said "audit-$form.txt" "$treaty" audit export --format "$form" --store "$store"; done
mkdir running; cp state/treaty.sqlite* running/ 2>/dev/null || true
said backup.txt "$treaty" backup --store "$store" --to state/backup.sqlite
kill $host; wait $host || true; host=
# The same store, with the log in its other form.
start json
for mode in rejected denied page moved cut type; do known "$(event $mode again-$mode)"; done
known "$(event ok again-mapping ', "number": "canary-number-37"')"
settle
kill $host; wait $host || true; host=
for form in '' --json; do
  said "still-status$form.txt" "$treaty" status --store "$store" $form
  for number in $dead; do said "still-dead$form.txt" "$treaty" dead show "$number" --store "$store" $form; done
done
kill $partner; wait $partner 2>/dev/null || true; partner=
