#!/usr/bin/env bash
# ShellCheck over every shell file of the project; part of `mvn verify`.
# A machine without ShellCheck passes, and is told so, unless RENDERLINE_TEST_REQUIRED is true.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if ! command -v shellcheck >/dev/null; then
  printf 'ShellCheck did not run: it is not installed (apt-get install shellcheck).\n' >&2
  [[ ${RENDERLINE_TEST_REQUIRED:-} != true ]]
  exit
fi
shellcheck -x -a renderline
git ls-files -z -- "*.sh" .ci/run | grep -zv "^launcher/[^/]*\.sh$" | xargs -0 shellcheck -x
