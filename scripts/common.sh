# shellcheck shell=bash
# What every script shares: where things are, and how to speak. Sourced, never run.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${WHYCORS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/whycors}
tools=$cache/tools
# rustup's own place, for shells that were opened before Rust was installed.
export PATH=$tools/bin:$root/node_modules/.bin:$PATH:$HOME/.cargo/bin

say() { printf '%s\n' "$*"; }

# fail WHAT [WHAT-TO-DO…]: every failure names the next thing to do.
fail() {
  printf '\n%s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

digest() { if has sha256sum; then sha256sum; else shasum -a 256; fi | cut -c1-16; }

# The version of a crate in Cargo.lock.
locked() { awk -v crate="\"$1\"" '$1 == "name" && $3 == crate { getline; gsub(/"/, "", $3); print $3; exit }' "$root/Cargo.lock"; }

# One target directory for all checkouts with the same dependencies and compiler: a fresh clone need not start from
# nothing, and the checkout stays small. What a script goes on to use is copied out of it, see scripts/build.
use_target_directory() {
  local name
  name=$({ cat "$root/Cargo.lock"; rustc -V; } | digest)
  export CARGO_TARGET_DIR=${WHYCORS_TARGET:-$cache/target-$name}
  # Cargo tells two checkouts' sources apart by their times alone, and a test would then read the other checkout's files.
  if [ "$(cat "$CARGO_TARGET_DIR/checkout" 2>/dev/null)" != "$root" ]; then
    find "$root/crate" -name '*.rs' -exec touch {} +
    mkdir -p "$CARGO_TARGET_DIR"
    printf '%s\n' "$root" >"$CARGO_TARGET_DIR/checkout"
  fi
}

# The browser for tests and recordings: CHROME_BIN, or a Chromium on the PATH. Google's own Chrome builds ignore
# --load-extension since version 137, so they are not looked for.
find_browser() {
  if [ -n "${CHROME_BIN:-}" ]; then
    has "$CHROME_BIN" || fail "CHROME_BIN names $CHROME_BIN, which cannot be run." "Point it at Chromium or Chrome for Testing, or unset it."
    return
  fi
  local name
  for name in chromium chromium-browser; do
    if has "$name" && "$name" --version >/dev/null 2>&1; then
      CHROME_BIN=$(command -v "$name")
      export CHROME_BIN
      return
    fi
  done
  return 1
}
