# shellcheck shell=bash
# Request Tracker and Alertmanager, for the scripts that source this: $systems is the folder with the scripts that start them, $folder one for
# what is written. What ran before keeps running; what is started here is stopped at the end. Sourced, never run.

# start_real_systems : starts both; their addresses and credentials are in the environment from then on.
start_real_systems() {
  rt_was="$("${systems:?}/rt.sh" status || true)" database_was="$("$systems/postgresql.sh" status || true)"
  echo "starting Request Tracker and Alertmanager"
  "$systems/rt.sh" up >"${folder:?}/systems.env"
  # Alerts of an earlier run live in Alertmanager's memory until it ends.
  "$systems/alertmanager.sh" down
  "$systems/alertmanager.sh" up >>"$folder/systems.env"
  set -a
  # shellcheck disable=SC1091 # written a moment ago
  source "$folder/systems.env"
  set +a
}

# For a trap: stops what start_real_systems started.
stop_real_systems() {
  "$systems/alertmanager.sh" down || true
  # Stopped in the middle of the run, perhaps, although it ran before.
  if [ "${rt_was:-}" = up ]; then "$systems/rt.sh" up >/dev/null || true; else "$systems/rt.sh" down || true; fi
  [ "${database_was:-}" = up ] || "$systems/postgresql.sh" down || true
}
