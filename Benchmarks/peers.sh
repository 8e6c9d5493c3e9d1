# For scripts that measure beside other programs: sourced, not run.

# peers FOLDER PACKAGE==VERSION... : installs packages of PyPI into a folder of their own, once. Without them the comparison says so, and
# measures ours alone.
peers() {
  local folder="$1"; shift
  [ "$(cat "$folder/installed" 2>/dev/null)" != "$*" ] || return 0
  echo "installing $* into $folder"
  python3 -m venv "$folder"
  if "$folder/bin/pip" --quiet --disable-pip-version-check install "$@"; then
    echo "$*" >"$folder/installed"
  else
    echo "$* could not be installed" >&2
  fi
}
