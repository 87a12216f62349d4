#!/usr/bin/env bash
# Stands in for Maven: makes the three jars and notes that it was called.
set -euo pipefail
cd "$(dirname "$0")/.."
if [[ ${FAKE_FAILURE:-} == maven ]]; then
  printf '[ERROR] COMPILATION ERROR : Broken.java\n'
  exit 1
fi
printf 'built\n' >>builds
for jar in api/target/renderline-api render-worker-heavy/target/renderline-worker-heavy \
  render-worker-light/target/renderline-worker-light; do
  mkdir -p "${jar%/*}"
  printf '%s\n' "$jar" >"$jar.jar"
done
