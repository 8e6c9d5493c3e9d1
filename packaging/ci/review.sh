#!/usr/bin/env bash
# What a pull request sees: checks a package, says what the change means, and keeps one comment with that up to date.
# The GitHub Action and the GitLab template run this; it needs git, treaty, and for comments `gh` or `curl`.
#
#   packaging/ci/review.sh BASE [FOLDER]
#
#   BASE            branch, tag or commit that the change is made to; fetched with depth 1 where it is not there
#   FOLDER          folder of the package, `.` where none is named
#
#   TREATY=treaty            the program
#   TREATY_FAIL_ON=breaks    the least level that fails: breaks, weakens, exposes, note, never
#   TREATY_CHECK_VERSION=    whether the version must have risen far enough: 1 for yes
#   TREATY_OUTPUT=.treaty    folder for the reports: comment.md, diff.sarif, diff.json, check.sarif, codequality.json
#   TREATY_COMMENT=auto      github, gitlab or none
#
# Exit codes are those of treaty: 0, 1 for findings or changes that nobody has agreed to, 3 for a package that cannot be loaded.
set -uo pipefail

base="${1:?the branch, tag or commit that the change is made to}"
folder="${2:-.}"
treaty="${TREATY:-treaty}"
output="${TREATY_OUTPUT:-.treaty}"
comment="${TREATY_COMMENT:-auto}"
mark='<!-- treaty diff -->'

say() { printf 'treaty: %s\n' "$*" >&2; }

mkdir -p "$output"
if ! git rev-parse --verify --quiet --end-of-options "$base^{commit}" >/dev/null; then
  say "fetching $base"
  git fetch --quiet --depth=1 origin "$base" || { say "$base cannot be fetched"; exit 3; }
  base=FETCH_HEAD
fi

checked=0
"$treaty" check "$folder" --format full --format "sarif=$output/check.sarif" --format "github=$output/found" || checked=$?

arguments=(diff "git:$base" "$folder" --fail-on "${TREATY_FAIL_ON:-breaks}")
[ -z "${TREATY_CHECK_VERSION:-}" ] || arguments+=(--check-version)
different=0
"$treaty" "${arguments[@]}" --format text --format "markdown=$output/comment.md" --format "sarif=$output/diff.sarif" \
  --format "json=$output/diff.json" --format "github=$output/annotations" --format "gitlab=$output/codequality.json" || different=$?

# Annotations are commands to the runner, which reads them from the output.
[ -z "${GITHUB_ACTIONS:-}" ] || cat "$output/found" "$output/annotations" 2>/dev/null

if [ "$comment" = auto ]; then
  comment=none
  [ -z "${GITHUB_ACTIONS:-}" ] || comment=github
  [ -z "${GITLAB_CI:-}" ] || comment=gitlab
fi

# Whoever may not write comments, as a pull request from a fork may not, has the report in the summary of the job.
on_github() {
  local number="${TREATY_PULL_REQUEST:-}" id
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$output/comment.md" >>"$GITHUB_STEP_SUMMARY"
  [ -n "$number" ] || { say "no pull request is named: the report is in the summary of the job"; return; }
  id="$(gh api "repos/$GITHUB_REPOSITORY/issues/$number/comments" --paginate \
    --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)" || { say "comments cannot be read"; return; }
  if [ -n "$id" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$output/comment.md"
  else
    gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --field "body=@$output/comment.md"
  fi || say "the comment cannot be written: the report is in the summary of the job"
}

on_gitlab() {
  [ -n "${TREATY_GITLAB_TOKEN:-}" ] && [ -n "${CI_MERGE_REQUEST_IID:-}" ] || {
    say "no comment: TREATY_GITLAB_TOKEN or CI_MERGE_REQUEST_IID is not set"
    return
  }
  local notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes" id
  # The token is read from a file: arguments are to be seen by everybody on the machine.
  local header="$output/header"
  (umask 077; printf 'header = "PRIVATE-TOKEN: %s"\n' "$TREATY_GITLAB_TOKEN" >"$header")
  id="$(curl --silent --fail --config "$header" "$notes?per_page=100" |
    jq -r ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)"
  if [ -n "$id" ]; then
    curl --silent --fail --output /dev/null --config "$header" --request PUT --data-urlencode "body@$output/comment.md" "$notes/$id"
  else
    curl --silent --fail --output /dev/null --config "$header" --request POST --data-urlencode "body@$output/comment.md" "$notes"
  fi || say "the comment cannot be written"
  rm -f "$header"
}

if [ -s "$output/comment.md" ]; then
  case "$comment" in
    github) on_github ;;
    gitlab) on_gitlab ;;
  esac
fi

# What could not be loaded says more than what was found.
[ "$checked" -le 1 ] || exit "$checked"
[ "$different" -le 1 ] || exit "$different"
exit $((checked > different ? checked : different))
