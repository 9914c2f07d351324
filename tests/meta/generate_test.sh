#!/usr/bin/env bash
# generate_test.sh <tools/generate>: what tools/generate does with pages that are right, stale, new and wrong. A program
# that prints its arguments stands in for mprsim.
set -euo pipefail

readonly generate=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "it said: $*"\n[ "$1" != bad ]\n' >"$scratch/bin/mprsim"
chmod +x "$scratch/bin/mprsim"
export MPRSIM_PROGRAM=$scratch/bin/mprsim
readonly page=$scratch/page.md

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  cat "$page" "$scratch/out" >&2
  exit 1
}

# expect <exit code> <arguments of generate>
expect() {
  local expected=$1 code=0
  shift
  "$generate" "$@" >"$scratch/out" 2>&1 || code=$?
  ((code == expected)) || fail "generate $* exits with $code, not $expected"
}

said() { grep -qF "$1" "$scratch/out" || fail "it did not say '$1'"; }

# A new part: one line and a blank one.
printf 'before\n<!-- generated: mprsim run --help -->\n\nafter\n' >"$page"
expect 1 --check "$page"
said "$page:3: stale"
expect 0 "$page"
expect 0 --check "$page"
printf 'before\n<!-- generated: mprsim run --help -->\n```text\nit said: run --help\n```\n<!-- end of generated -->\n\nafter\n' |
  cmp - "$page" || fail 'a new part'

# A stale part is found, and written anew; Markdown has no fence.
printf '<!-- generated: mprsim rules --format markdown -->\nit said: nonsense\n<!-- end of generated -->\n' >"$page"
expect 1 --check "$page"
said "$page:2: stale"
said '+it said: rules --format markdown'
expect 0 "$page"
grep -qx 'it said: rules --format markdown' "$page" || fail 'Markdown'

# A filter, an exit code, and JSON.
printf '<!-- generated: mprsim bad --format json | cat  # exits 1 -->\n' >"$page"
expect 0 "$page"
grep -qx '```json' "$page" || fail 'JSON'

# What is wrong is said with its place, and changes nothing.
wrong() {
  printf '%b' "$1" >"$page"
  cp "$page" "$scratch/kept"
  expect 2 "$page"
  said "$page:$2"
  cmp -s "$page" "$scratch/kept" || fail 'a page that is wrong was changed'
}
wrong 'a\n<!-- generated: mprsim bad -->\n\n' "2: 'mprsim bad' exits with 1"
wrong 'a\n<!-- generated: rm -rf / -->\n\n' "2: 'rm -rf /' is neither"
wrong 'a\n<!-- generated: mprsim a -->\nb\n' '2: this part has no end'
wrong 'a\n<!-- generated: mprsim a -->\nb\n<!-- generated: mprsim b -->\n' '2: this part has no end'
wrong 'a\n<!-- end of generated -->\n' '2: the end of a part that has no beginning'

# The rooms become a picture.
printf '<!-- generated: rooms -->\n\n' >"$page"
expect 0 "$page"
grep -q 'room_sim_choice --> room_sim_time' "$page" || fail 'the rooms'
grep -q 'layer_sim ==> layer_mock_mpr' "$page" || fail 'the layers'
