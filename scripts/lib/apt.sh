#!/usr/bin/env bash
# Debian's and Ubuntu's packages: which version apt would install, and installing. Sourced by node.sh, and called as a
# program by the Node scripts, so that there is one way to ask for root's rights and one way to say what is missing.
#
#   apt.sh candidate PACKAGE          prints the version that apt would install, or nothing
#   apt.sh install WHY PACKAGE...     installs; fails, having said what to do by hand, where that is not possible

# Runs a command as root: directly, or through sudo, which may ask for a password if somebody is there to type it.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null 2>&1; then
    return 1
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

apt_update_once() {
  # Lists younger than a day, or fetched by this very run, are taken as they are.
  if [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mtime -1 2>/dev/null | head -n 1)" ]; then
    return 0
  fi
  [ "${KILN_APT_UPDATED:-}" = 1 ] && return 0
  export KILN_APT_UPDATED=1
  echo "    apt-get update (the package lists are missing or older than a day)" >&2
  as_root apt-get update -qq >&2 || true
}

apt_candidate() {
  command -v apt-cache >/dev/null 2>&1 || return 0
  apt_update_once
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)' || true
}

apt_install() {
  why=$1
  shift
  echo "    installing by apt: $* ($why)" >&2
  apt_update_once
  if log=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" 2>&1); then
    return 0
  fi
  {
    printf '%s\n' "$log" | tail -n 10
    echo "    could not install $*: apt needs root's rights, by sudo or as root, and a network."
    echo "    By hand:  sudo apt-get update && sudo apt-get install --no-install-recommends $*"
  } >&2
  return 1
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  action=${1:-}
  shift || true
  case $action in
    candidate) apt_candidate "$@" ;;
    install) apt_install "$@" ;;
    *)
      echo "usage: apt.sh candidate PACKAGE | apt.sh install WHY PACKAGE..." >&2
      exit 2
      ;;
  esac
fi
