# shellcheck shell=bash
# Options of a script as variables, for the scripts that source this. Sourced, never run.

# read_options "NAME..." "$@" : each `--NAME VALUE` sets the variable NAME. --help prints what stands at the head of the script, and ends it;
# anything else ends it with exit code 2. The script stands in Tests/System, and runs in the repository's root.
read_options() {
  local known=" $1 "; shift
  while [ $# -gt 0 ]; do
    case "$1" in -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "Tests/System/${0##*/}"; exit 0 ;; esac
    if [[ "$1" != --* || "$known" != *" ${1#--} "* ]]; then echo "unknown option: $1 (--help tells all)" >&2; exit 2; fi
    [ -n "${2:-}" ] || { echo "$1 needs a value" >&2; exit 2; }
    printf -v "${1#--}" %s "$2"
    shift 2
  done
}

# built_treaty : the program to test, from TREATY or as `make build` puts it; ends the script where it is missing.
built_treaty() {
  local program="${TREATY:-.build/debug/treaty}"
  [ -x "$program" ] || { echo "$program is missing: run \`make build\` first" >&2; exit 2; }
  printf %s "$program"
}
