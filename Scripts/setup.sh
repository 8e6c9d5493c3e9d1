#!/usr/bin/env bash
# Installs what a build of Treaty needs from Debian or Ubuntu, and says what it does. Where all is there it does nothing.
#
#   Scripts/setup.sh            install what is missing (as root, or through sudo)
#   Scripts/setup.sh --check    only say what is missing; exit code 1 if anything is
set -euo pipefail

# The one list of what is needed: package, and what for. Swift itself is not among Debian's packages.
needed=(
  "libyaml-dev      reads the spec files"
  "libre2-dev       regular expressions in CEL"
  "g++              the headers of the C++ standard library, which RE2 needs"
  "libsqlite3-dev   keeps what must survive"
  "zlib1g-dev       compressed answers over HTTP"
  "pkg-config       finds the libraries above"
  "git              fetches the Swift packages"
  "ca-certificates  trusts the servers they come from"
  "curl             demo and system tests talk to servers with it"
  "python3          demo and system tests; the standard library only"
  "python3-venv     the engines that CEL is compared with are installed apart"
  "openssl          makes the certificates that the TLS tests refuse"
)

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

check_swift() {
  local wanted found
  wanted="$(sed -n '1s|^// swift-tools-version: *||p' "$(dirname "$0")/../Package.swift")"
  command -v swift >/dev/null ||
    die "Swift is missing. Install Swift $wanted or later from https://www.swift.org/install/linux and have \`swift\` on the PATH."
  found="$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)"
  [ -n "$found" ] || die "\`swift --version\` does not say which version it is: $(swift --version 2>&1 | head -n 1)"
  [ "$(printf '%s\n' "$wanted" "$found" | sort -V | head -n 1)" = "$wanted" ] ||
    die "Swift $found is too old: Package.swift needs $wanted or later (https://www.swift.org/install/linux)."
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }

install_packages() {
  local as_root=() lists=/var/lib/apt/lists
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "missing: $*. Only root can install packages, and there is no sudo here: run as root
  apt-get install $*"
    as_root=(sudo)
  fi
  # Another apt may be at work (unattended upgrades on a fresh machine): wait for it, five minutes at most.
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  if ! compgen -G "$lists/*Packages*" >/dev/null; then
    say "fetching the lists of packages: there are none yet"
    "${apt[@]}" update
  fi
  say "installing $*"
  if ! "${apt[@]}" install --no-install-recommends "$@"; then
    say "that failed; the lists of packages may be out of date, so fetching them and trying once more"
    "${apt[@]}" update
    "${apt[@]}" install --no-install-recommends "$@" || die "apt-get could not install: $*"
  fi
}

missing=()
for line in "${needed[@]}"; do
  read -r package purpose <<<"$line"
  command -v dpkg-query >/dev/null || break
  is_installed "$package" && continue
  say "missing: $package ($purpose)"
  missing+=("$package")
done
if ! command -v dpkg-query >/dev/null; then
  say "this is no Debian: make sure that these are there, under whatever name: ${needed[*]%% *}"
elif [ ${#missing[@]} -gt 0 ]; then
  [ "${1:-}" != --check ] || exit 1
  install_packages "${missing[@]}"
fi
check_swift
