#!/usr/bin/env bash
# What a pull request sees: checks a package, says what the change means, and keeps one comment for each package with that up to date.
# The GitHub Action and the GitLab template run this; it needs git, treaty, and for comments `gh`, or `curl` and `jq`.
#
#   packaging/ci/review.sh BASE [FOLDER]
#
#   BASE            branch, tag or commit that the change is made to, fetched where it is not there. What is compared is the commit at which
#                   the change left it, or its tip where git cannot tell that, as in a shallow clone
#   FOLDER          folder of the package, `.` where none is named
#
#   TREATY=treaty            the program
#   TREATY_FAIL_ON=breaks    the least level that fails: breaks, weakens, exposes, note, never
#   TREATY_CHECK_VERSION=    whether the version must have risen far enough: 1, true or yes; 0, false, no or nothing where it need not
#   TREATY_OUTPUT=.treaty    folder for the reports: comment.md, diff.sarif, diff.json, check.sarif, codequality.json
#   TREATY_COMMENT=auto      github, gitlab or none
#
# Exit codes are those of treaty: 0, 1 for findings or changes that nobody has agreed to, 2 for wrong usage, 3 for a package that cannot be loaded.
# A package that BASE does not have is new: it is checked, and compared with nothing.
set -euo pipefail

base="${1:-}"
folder="${2:-.}"
treaty="${TREATY:-treaty}"
output="${TREATY_OUTPUT:-.treaty}"
comment="${TREATY_COMMENT:-auto}"

say() { printf 'treaty: %s\n' "$*" >&2; }

# What begins with a dash would be an option of git.
case "$base" in
  '' | -*) say "the first argument must be the branch, tag or commit that the change is made to"; exit 2 ;;
esac
case "${TREATY_CHECK_VERSION:-}" in
  '' | 0 | false | no) versioned= ;;
  1 | true | yes) versioned=1 ;;
  *) say "TREATY_CHECK_VERSION is 1, true, yes, 0, false, no or nothing, and not '$TREATY_CHECK_VERSION'"; exit 2 ;;
esac

# Not among the reports, which are uploaded: a token is kept here.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$output"
# What an earlier run left must not be taken for what this one says.
rm -f "$output"/{comment.md,diff.sarif,diff.json,check.sarif,codequality.json,found,annotations}

# The commit of a name, and nothing where there is none.
commit() { git rev-parse --verify --quiet "$1^{commit}"; }

if ! tip="$(commit "$base" || commit "refs/remotes/origin/$base")"; then
  say "fetching $base"
  depth=()
  # A clone that has all of its history keeps it.
  [ "$(git rev-parse --is-shallow-repository)" != true ] || depth=(--depth=1)
  git fetch --quiet ${depth[@]+"${depth[@]}"} -- origin "${base#origin/}" || { say "$base cannot be fetched"; exit 3; }
  tip="$(commit FETCH_HEAD)" || { say "$base is no commit"; exit 3; }
fi
# What others have done since to the branch is not part of this change.
if ! old="$(git merge-base HEAD "$tip")"; then
  say "git cannot tell where the change left $base, which is compared as it is now"
  old="$tip"
fi

# run NAME COMMAND... : shows what it says, and keeps that for a comment.
run() { local name="$1"; shift; "$@" 2>&1 | tee "$work/$name"; }

# The name in the manifest, which may be one that cannot be loaded: only what can stand in a comment of HTML is taken.
name="$(sed -n '/^package:/{s/^package:[[:space:]]*//;s/[[:space:]].*//;p;q;}' "$folder/treaty.yaml" 2>/dev/null | tr -d "\"'")" || name=
case "$name" in *[!A-Za-z0-9._/-]* | *--*) name= ;; esac
# The first line of a comment, by which the next run finds it.
mark="<!-- treaty diff${name:+ $name} -->"

# Whether the manifest is one that the other side does not have; without one on this side, treaty says what is the matter.
is_new() {
  local path
  [ -f "$folder/treaty.yaml" ] || return 1
  path="$(git -C "$folder" rev-parse --show-prefix)" || return 1
  [ -z "$(git rev-parse --verify --quiet "$old:${path}treaty.yaml")" ]
}

# cannot_load NAME CODE: the comment where there is no report, with what the command said.
cannot_load() {
  local fence='```' said
  said="$(LC_ALL=C head -c 20000 "$work/$1")"
  # Cut within a character, it would be no text.
  [ "$(wc -c <"$work/$1")" -le 20000 ] || said="$(LC_ALL=C sed $'$s/[\xc0-\xff][\x80-\xbf]*$//' <<<"$said")"$'\n[cut]'
  while [[ "$said" == *"$fence"* ]]; do fence+='`'; done
  {
    printf '%s\n**The package cannot be loaded**, so that nothing can be said of what the change means.\n\n' "$mark"
    printf '%s\n' "\`treaty $1\` ended with the code $2:" '' "${fence}text" "$said" "$fence"
  } >"$output/comment.md"
}

checked=0 different=0
run check "$treaty" check "$folder" --format full --format "sarif=$output/check.sarif" --format "github=$output/found" || checked=$?

if is_new; then
  say "$base has no package in $folder: all of it is new"
  printf '%s\n**The package is new.** What the change is made to does not have it: all of it is new, and there is nothing to compare it with.\n' \
    "$mark" >"$output/comment.md"
  [ "$checked" -ne 1 ] || printf '\n%s\n' "\`treaty check\` has findings: they are in the log of the job." >>"$output/comment.md"
else
  arguments=(diff "git:$old" "$folder" --fail-on "${TREATY_FAIL_ON:-breaks}")
  [ -z "$versioned" ] || arguments+=(--check-version)
  run diff "$treaty" "${arguments[@]}" --format text --format "markdown=$output/comment.md" --format "sarif=$output/diff.sarif" \
    --format "json=$output/diff.json" --format "github=$output/annotations" --format "gitlab=$output/codequality.json" || different=$?
fi
if [ "$different" -ge 3 ]; then
  cannot_load diff "$different"
elif [ "$checked" -ge 3 ]; then
  cannot_load check "$checked"
elif [ -s "$output/comment.md" ]; then
  mark="$(head -n 1 "$output/comment.md")"
fi

# Annotations are commands to the runner, which reads them from the output.
[ -z "${GITHUB_ACTIONS:-}" ] || cat "$output/found" "$output/annotations" 2>/dev/null || true

if [ "$comment" = auto ]; then
  comment=none
  [ -z "${GITHUB_ACTIONS:-}" ] || comment=github
  [ -z "${GITLAB_CI:-}" ] || comment=gitlab
fi

# From lines with the number of a comment and its first line: the number of ours, or nothing.
first_lines='.[] | "\(.id) \(.body // "" | split("\n")[0])"'
ours() {
  local id line
  while read -r id line; do
    [ "${line%$'\r'}" != "$mark" ] || { printf '%s' "$id"; return; }
  done <"$1"
}

# Whoever may not write comments, as a pull request from a fork may not, has the report in the summary of the job.
on_github() {
  local number="${TREATY_PULL_REQUEST:-}" id
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$output/comment.md" >>"$GITHUB_STEP_SUMMARY"
  [ -n "$number" ] || { say "no pull request is named: the report is in the summary of the job"; return; }
  gh api "repos/$GITHUB_REPOSITORY/issues/$number/comments?per_page=100" --paginate --jq "$first_lines" >"$work/comments" || {
    say "comments cannot be read, and none is written, as there may be one: the report is in the summary of the job"
    return
  }
  id="$(ours "$work/comments")"
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
  local notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes" id='' page
  # The token is read from a file: arguments are to be seen by everybody on the machine.
  local header="$work/header"
  (umask 077; printf 'header = "PRIVATE-TOKEN: %s"\n' "$TREATY_GITLAB_TOKEN" >"$header")
  for ((page = 1; page <= 50; page++)); do
    if ! curl --silent --show-error --fail --config "$header" --output "$work/notes" "$notes?per_page=100&page=$page" ||
      ! jq -r "$first_lines" "$work/notes" >"$work/comments"; then
      say "comments cannot be read, and none is written, as there may be one"
      return
    fi
    id="$(ours "$work/comments")"
    if [ -n "$id" ] || [ ! -s "$work/comments" ]; then break; fi
  done
  if [ -n "$id" ]; then
    curl --silent --show-error --fail --output /dev/null --config "$header" --request PUT --data-urlencode "body@$output/comment.md" "$notes/$id"
  else
    curl --silent --show-error --fail --output /dev/null --config "$header" --request POST --data-urlencode "body@$output/comment.md" "$notes"
  fi || say "the comment cannot be written"
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
