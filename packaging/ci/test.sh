#!/usr/bin/env bash
# Walks through one pull request with packaging/ci/review.sh, in a repository of its own and with a `gh` that only notes what it was asked.
#
#   TREATY=.build/debug/treaty packaging/ci/test.sh
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
TREATY="$(realpath "${TREATY:?the program}")"
export TREATY GITHUB_REPOSITORY=house/specs TREATY_PULL_REQUEST=7 TREATY_COMMENT=github
unset GITHUB_ACTIONS GITLAB_CI GITHUB_STEP_SUMMARY
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

fail() { printf 'review: %s\n' "$*"; exit 1; }
# expect CODE COMMAND... : runs it, and wants this exit code.
expect() {
  local wanted="$1" code=0; shift
  "$@" >"$work/said" 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || { cat "$work/said"; fail "$* ended with $code, and $wanted was expected"; }
}

mkdir "$work/bin" "$work/repo"
cat >"$work/bin/gh" <<'GH'
#!/usr/bin/env bash
printf '%s\n' "$*" >>"$GH_LOG"
case "$*" in *--paginate*) cat "$GH_COMMENT" ;; esac
GH
chmod +x "$work/bin/gh"
export PATH="$work/bin:$PATH" GH_LOG="$work/gh.log" GH_COMMENT="$work/gh.comment"
: >"$GH_COMMENT"

cp -r "$here/../../specs/examples/alert-to-ticket" "$work/repo/specs"
cd "$work/repo"
git init --quiet --initial-branch=main .
git config user.email reviewer@example.org; git config user.name Reviewer
git add . && git commit --quiet --message "As it was"
git checkout --quiet -b change
sed -i "s/identify: item.fingerprint .*/identify: item.fingerprint/" specs/paging.treaty.yaml
git commit --quiet --all --message "An alert is one ticket, whenever it began"

expect 1 "$here/review.sh" main specs
head -n 1 .treaty/comment.md | grep -qx -- '<!-- treaty diff -->' || fail "the comment has no mark"
grep -q TD0103 .treaty/comment.md || fail "the comment does not say that the key is another"
grep -q -- '--method POST repos/house/specs/issues/7/comments' "$GH_LOG" || fail "no comment was written"
python3 -m json.tool .treaty/diff.sarif >/dev/null && python3 -m json.tool .treaty/codequality.json >/dev/null

# The next push finds the comment, and writes it anew.
echo 4711 >"$GH_COMMENT"; : >"$GH_LOG"
expect 1 "$here/review.sh" main specs
grep -q -- '--method PATCH repos/house/specs/issues/comments/4711' "$GH_LOG" || fail "the comment was not written anew"

# What somebody has agreed to does not stop it, and stays agreed to when lines move.
expect 0 "$TREATY" diff git:main specs --approve all --reason "every ticket is closed by hand anyway"
sed -i "1i # A line above it." specs/paging.treaty.yaml
expect 0 "$here/review.sh" main specs
grep -q "agreed to" .treaty/comment.md || fail "the comment does not say that it was agreed to"

# The version has to say so.
expect 1 env TREATY_CHECK_VERSION=1 "$here/review.sh" main specs
sed -i "s/^version: .*/version: 2.0.0/" specs/treaty.yaml
# With another version an approval ends.
expect 1 env TREATY_CHECK_VERSION=1 "$here/review.sh" main specs
expect 0 "$TREATY" diff git:main specs --approve all --reason "every ticket is closed by hand anyway"
expect 0 env TREATY_CHECK_VERSION=1 "$here/review.sh" main specs

expect 3 "$here/review.sh" no-such-branch specs
printf 'review: a pull request from change to merge\n'
