#!/usr/bin/env bash
# Builds and runs the fuzzers: bytes that libFuzzer makes up go through everything in CEL that reads from outside, through the formatter
# of specs, and through the check of packages.
#
#   Fuzz/run.sh SECONDS [TARGET...]     each target so long: FuzzParse, FuzzEvaluate, FuzzFormat, FuzzCheck
#
# FUZZ_BUILD=.build-fuzz   where it is built: with the flags of the sanitizers it can be no other build's folder
# FUZZ_SEED=1             begins with the same inputs each time, as CI does; without it each run makes up others
# CORPUS=FOLDER            keeps what was found to lead to new code, a folder for each target; without it, it is thrown away
# CONFORMANCE=FOLDER       cel-spec's tests as JSON Lines, to begin with
# YAML_SUITE=FOLDER        the YAML test suite as JSON Lines, to begin with
#
# Exit code 1 when an input is found that breaks something; it says where it is and how to run it again.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
seconds="$1"; shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(FuzzParse FuzzEvaluate FuzzFormat FuzzCheck)
build="${FUZZ_BUILD:-.build-fuzz}"
conformance="${CONFORMANCE:-../shared/cel-conformance}"
suite="${YAML_SUITE:-../shared/data/yaml-suite}"
export TREATY_FUZZ=sanitized

work="$(mktemp -d "${TMPDIR:-/tmp}/treaty-fuzz.XXXXXX")"
trap 'rm -rf "$work"' EXIT
begin=("$work/seeds")
[ ! -d "$conformance" ] || begin+=(--conformance "$conformance")
[ ! -d "$suite" ] || begin+=(--yaml-suite "$suite")
Fuzz/seeds.py "${begin[@]}"
Fuzz/spec-seeds.py "$work/spec-seeds" "$work/spec.dict"

failed=0
for target in "${targets[@]}"; do
  # What an input is, where finds go, and how much of the package is built: CEL alone builds in seconds.
  case "$target" in
    FuzzFormat)
      part=spec seeds="$work/seeds/yaml" dictionary=Fuzz/yaml.dict length=2000 fixtures=Tests/TreatyFormatTests/Fixtures/fuzz ;;
    FuzzCheck)
      part=1 seeds="$work/spec-seeds" dictionary="$work/spec.dict" length=4000
      fixtures=Tests/TreatyCompilerTests/Fixtures/fuzz ;;
    *) part=cel seeds="$work/seeds/cel" dictionary=Fuzz/cel.dict length=1000 fixtures=Tests/CELTests/Fixtures/fuzz ;;
  esac
  TREATY_CORE=$part swift build --scratch-path "$build" -c release --product "$target"
  corpus="${CORPUS:-$work/corpus}/$target"
  findings="$build/findings/$target"
  mkdir -p "$corpus" "$findings"
  printf '\n==> %s: %s s\n' "$target" "$seconds"
  # An input within these limits takes milliseconds. Leaks are not looked for: the tables of zones and functions live for ever.
  ASAN_OPTIONS=detect_leaks=0:malloc_context_size=2:quarantine_size_mb=32 SWIFT_BACKTRACE=enable=no "$build/release/$target" "$corpus" "$seeds" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=512 -max_len="$length" -dict="$dictionary" \
    -artifact_prefix="$findings/" -print_final_stats=1 -verbosity=1 ${FUZZ_SEED:+"-seed=$FUZZ_SEED"} >"$work/$target.log" 2>&1 || {
    failed=1
    grep -v -e '^#' -e '^	NEW_FUNC' "$work/$target.log" | head -n 60
    found="$(sed -n 's/.*Test unit written to //p' "$work/$target.log" | tail -n 1)"
    printf '\n%s found something. To see it again:\n  %s %s\nOnce it is mended: cp %s %s/NAME\n' \
      "$target" "$build/release/$target" "$found" "$found" "$fixtures"
    continue
  }
  sed -n -e 's/^stat::number_of_executed_units: */inputs:      /p' -e 's/^stat::average_exec_per_sec: */per second:  /p' \
    -e 's/^stat::peak_rss_mb: */memory, MB:  /p' "$work/$target.log"
  tail -n 12 "$work/$target.log" | sed -n 's/.*\(cov: [0-9]* ft: [0-9]* corp: [^ ]*\).*/\1/p' | tail -n 1
done
exit "$failed"
