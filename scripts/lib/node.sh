# shellcheck shell=bash
# A Node that runs Vite and the rest of the scripts. Sourced by the entry scripts before any JavaScript can run, so it
# keeps to what bash 3.2, the one on macOS, understands. Leaves `node` and `npm` on PATH or ends the script.

# Node and npm for this checkout alone, where the system's are missing or too old.
# shellcheck disable=SC2154 # root is set by whoever sources this
private_node=$root/target/tools/node

# Vite 8 runs on 20.19 and later of 20, and on 22.12 and later.
version_suffices() {
  major=${1%%.*}
  rest=${1#*.}
  minor=${rest%%.*}
  case "$major$minor" in '' | *[!0-9]*) return 1 ;; esac
  { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; } || { [ "$major" -eq 22 ] && [ "$minor" -ge 12 ]; } || [ "$major" -gt 22 ]
}

node_suffices() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || return 1
  found=$(node --version 2>/dev/null) && version_suffices "${found#v}"
}

use_private_node() {
  [ -x "$private_node/node_modules/.bin/node" ] || return 1
  PATH=$private_node/node_modules/.bin:$PATH
  export PATH
  node_suffices
}

# The npm registry's package `node` carries the programs themselves; any npm can fetch it.
install_private_node() {
  echo "    installing Node 22 from the npm registry into target/tools/node (Vite 8 needs 20.19 or 22.12)" >&2
  mkdir -p "$private_node"
  npm install --prefix "$private_node" --no-audit --no-fund --no-save --loglevel=error node@22 npm@10 >&2 || return 1
  use_private_node
}

explain_node() {
  {
    echo "Node is missing or too old, and could not be installed: Kiln needs 20.19 or later of 20, or 22.12 or later."
    echo "By hand, any one of:"
    echo "  - the installer from https://nodejs.org/en/download"
    echo "  - without root's rights:  curl -fsSL https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.3/install.sh | bash"
    echo "                            and in a new terminal:  nvm install 22"
    [ "$(uname)" != Darwin ] || echo "  - Homebrew (https://brew.sh), then:  brew install node"
    echo "Then run the same command again."
  } >&2
}

ensure_node() {
  node_suffices && return 0
  use_private_node && return 0
  echo "==> install Node  (usually 1 min)" >&2
  if [ "$(uname)" = Darwin ]; then
    if command -v brew >/dev/null 2>&1; then
      echo "    installing by Homebrew: node" >&2
      brew install node >&2 && node_suffices && return 0
    fi
  else
    if command -v apt-get >/dev/null 2>&1; then
      candidate=$(apt_candidate nodejs)
      if version_suffices "$candidate"; then
        apt_install "the page is built by Vite, which runs on Node" nodejs npm && node_suffices && return 0
      elif ! command -v npm >/dev/null 2>&1; then
        apt_install "its npm fetches a newer Node: the distribution's own, ${candidate:-none}, is too old" npm || true
      fi
    fi
    command -v npm >/dev/null 2>&1 && install_private_node && return 0
  fi
  explain_node
  exit 1
}
