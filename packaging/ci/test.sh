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

# Told apart from those of other packages by the whole first line.
mark='<!-- treaty diff example/alert-to-ticket -->'

cp -r "$here/../../specs/examples/alert-to-ticket" "$work/repo/specs"
cd "$work/repo"
git init --quiet --initial-branch=main .
git config user.email reviewer@example.org; git config user.name Reviewer
git add . && git commit --quiet --message "As it was"
git checkout --quiet -b change
sed -i "s/identify: item.fingerprint .*/identify: item.fingerprint/" specs/paging.treaty.yaml
git commit --quiet --all --message "An alert is one ticket, whenever it began"

expect 1 "$here/review.sh" main specs
[ "$(head -n 1 .treaty/comment.md)" = "$mark" ] || fail "the comment has no mark"
grep -q TD0103 .treaty/comment.md || fail "the comment does not say that the key is another"
grep -q -- '--method POST repos/house/specs/issues/7/comments' "$GH_LOG" || fail "no comment was written"
python3 -m json.tool .treaty/diff.sarif >/dev/null && python3 -m json.tool .treaty/codequality.json >/dev/null

# The next push finds the comment, and writes it anew; that of another package it leaves alone.
printf '%s\n' "4710 <!-- treaty diff example/other -->" "4711 $mark" >"$GH_COMMENT"; : >"$GH_LOG"
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

# Whether it has to is said by a word for yes or no, and by nothing else.
sed -i "s/^version: .*/version: 1.0.0/" specs/treaty.yaml
expect 0 "$TREATY" diff git:main specs --approve all --reason "every ticket is closed by hand anyway"
for word in 1 true yes; do expect 1 env TREATY_CHECK_VERSION=$word "$here/review.sh" main specs; done
for word in 0 false no ""; do expect 0 env TREATY_CHECK_VERSION=$word "$here/review.sh" main specs; done
expect 2 env TREATY_CHECK_VERSION=maybe "$here/review.sh" main specs

# What others do on the branch in the meantime is none of its business.
git add . && git commit --quiet --message "Agreed to"
git checkout --quiet main
sed -i "s/deadline: 12h/deadline: 6h/" specs/paging.treaty.yaml
git commit --quiet --all --message "Six hours are enough"
git checkout --quiet change
expect 0 "$here/review.sh" main specs
grep -q 12h "$work/said" && fail "it is told about the work of others"

# A clone that has all of its history keeps it, and finds the branch at its origin; one that has not compares with the branch as it is.
git clone --quiet "file://$work/repo" "$work/clone" && cd "$work/clone"
for base in main origin/main; do
  expect 0 "$here/review.sh" "$base" specs
  grep -q -e 12h -e fetching "$work/said" && fail "$base is not what the clone knows of its origin"
done
git update-ref -d refs/remotes/origin/main
expect 0 "$here/review.sh" main specs
[ "$(git rev-parse --is-shallow-repository)" = false ] || fail "the clone has lost its history"
git clone --quiet --depth=1 "file://$work/repo" "$work/shallow" && cd "$work/shallow"
expect 0 "$here/review.sh" main specs
grep -q "cannot tell where the change left main" "$work/said" && grep -q 12h "$work/said" || fail "it does not say that it compared with the branch as it is"
cd "$work/repo"

# A package that cannot be loaded has a comment that says so, in the place of the one before.
cp specs/treaty.yaml "$work/treaty.yaml"; : >"$GH_LOG"
echo 'uses: [' >>specs/treaty.yaml
expect 3 "$here/review.sh" main specs
[ "$(head -n 1 .treaty/comment.md)" = "$mark" ] || fail "the comment about what cannot be loaded has no mark"
grep -q "cannot be loaded" .treaty/comment.md && grep -q "error\[TR" .treaty/comment.md || fail "the comment does not say why it cannot be loaded"
grep -q -- '--method PATCH repos/house/specs/issues/comments/4711' "$GH_LOG" || fail "the comment was not written anew"
cp "$work/treaty.yaml" specs/treaty.yaml

# A package that the branch does not have is new.
cp -r specs added && rm added/treaty.approvals.json
sed -i "s,^package: .*,package: example/added," added/treaty.yaml
expect 0 "$here/review.sh" main added
[ "$(head -n 1 .treaty/comment.md)" = '<!-- treaty diff example/added -->' ] || fail "the comment of a new package has no mark"
grep -q "all of it is new" .treaty/comment.md || fail "the comment does not say that the package is new"
sed -i "s/^flows:/flows: [/" added/paging.treaty.yaml
expect 1 "$here/review.sh" main added

expect 2 "$here/review.sh" "" specs
expect 3 "$here/review.sh" no-such-branch specs
[ ! -e .treaty/comment.md ] || fail "an old comment is left"
printf 'review: a pull request from change to merge\n'
