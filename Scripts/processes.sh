# shellcheck shell=bash
# Servers in the background, for the scripts that source this: started with a log of their own, ended by their own process
# id when the script ends however it ends. Sourced, never run.

# Process ids of what was started and not yet ended.
started=()

# start NAME COMMAND... : runs a command in the background, its output in $logs/NAME.log; its process id is in $started_pid.
start() {
  local name="$1"; shift
  "$@" >>"${logs:?where logs go}/$name.log" 2>&1 </dev/null &
  started_pid=$!
  started+=("$started_pid")
}

# end PID [SIGNAL] : signals a process that start() began and waits for it; KILL after fifteen seconds. Its exit code is in
# $ended_code.
end() {
  local pid="$1" signal="${2:-TERM}" tries left=()
  kill "-$signal" "$pid" 2>/dev/null || true
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  # shellcheck disable=SC2034 # for who calls
  wait "$pid" 2>/dev/null && ended_code=0 || ended_code=$?
  for other in "${started[@]}"; do [ "$other" = "$pid" ] || left+=("$other"); done
  started=("${left[@]}")
}

# For a trap: ends all that still runs.
end_all() {
  local pid
  for pid in "${started[@]}"; do end "$pid"; done
}

# free_port : a port of the loopback interface that nobody listens at now.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# wait_for URL PID SECONDS WHAT : until URL answers 2xx; fails, with the end of WHAT's log, when the process has ended or the
# time is up.
wait_for() {
  local url="$1" pid="$2" seconds="$3" what="$4" until=$((SECONDS + $3))
  until curl -fsS -o /dev/null --max-time 2 "$url" 2>/dev/null; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$until" ]; then
      printf '%s does not answer at %s (waited up to %s s). The end of its log:\n' "$what" "$url" "$seconds" >&2
      tail -n 15 "$logs/$what.log" >&2 || true
      return 1
    fi
    sleep 0.1
  done
}
