#!/usr/bin/env bash
# Runs every test_* function of the *_test.sh files beside it, each in a shell and a folder of its own.
# usage: [TESTS=folder] run.sh [part of a test's name]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
LAUNCHER=$(dirname "$here")
only=${1:-}
passed=0
failed=0
sandbox=$(mktemp -d "${TMPDIR:-/tmp}/renderline test.XXXXXX")
trap 'rm -rf "$sandbox"' EXIT
export LAUNCHER

for file in "${TESTS:-$here}"/*_test.sh; do
  mapfile -t names < <(grep -oE '^test_[a-z0-9_]+' "$file")
  for name in "${names[@]}"; do
    [[ $name == *"$only"* ]] || continue
    mkdir -p "$sandbox/$name"
    started=${EPOCHREALTIME//[!0-9]/}
    status=0
    TEST_FOLDER=$sandbox/$name timeout 180 bash "$here/support/one.sh" "$file" "$name" \
      >"$sandbox/output" 2>&1 </dev/null || status=$?
    seconds=$(((${EPOCHREALTIME//[!0-9]/} - started) / 100000))
    if ((status == 0)); then
      passed=$((passed + 1))
      printf 'ok      %-64s %d.%d s\n' "${name#test_}" $((seconds / 10)) $((seconds % 10))
    else
      failed=$((failed + 1))
      printf 'FAILED  %s\n' "${name#test_}"
      sed 's/^/        /' "$sandbox/output"
    fi
  done
done

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0 && passed > 0))
