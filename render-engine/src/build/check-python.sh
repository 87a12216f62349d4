#!/bin/sh
# Checks (style) or tests (test) the Python package with the interpreter that RENDERLINE_TEST_PYTHON names. Silent when
# all is well. Without an interpreter it says that nothing was checked, and fails where RENDERLINE_TEST_REQUIRED=true.
set -eu

python="${RENDERLINE_TEST_PYTHON:-}"
if [ -z "$python" ]; then
    echo "The checks of the Python package did NOT run: RENDERLINE_TEST_PYTHON names no Python that has" \
        "render-engine/requirements-dev.txt. ./renderline test sets one up." >&2
    if [ "${RENDERLINE_TEST_REQUIRED:-false}" = true ]; then
        exit 1
    fi
    exit 0
fi

quietly() {
    if ! output=$("$@" 2>&1); then
        printf '%s\n' "$output" >&2
        exit 1
    fi
}

export PYTHONDONTWRITEBYTECODE=1
case "$1" in
style)
    quietly "$python" -m ruff check --no-cache .
    quietly "$python" -m ruff format --check --no-cache .
    ;;
test)
    quietly "$python" -m pytest -q -p no:cacheprovider
    ;;
*)
    echo "usage: $0 style|test" >&2
    exit 2
    ;;
esac
