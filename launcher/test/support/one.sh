#!/usr/bin/env bash
# One test in a shell of its own: one.sh FILE TEST. Whatever it started is ended afterwards, also when it failed.
set -euo pipefail

support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=assertions.sh
source "$support/assertions.sh"
# shellcheck source=stand_ins.sh
source "$support/stand_ins.sh"

export RENDERLINE_CACHE=$TEST_FOLDER/cache RENDERLINE_BROKER=native
unset RENDERLINE_HOME RENDERLINE_AMQP_URL RENDERLINE_DB_URL RENDERLINE_BLOB_URL RENDERLINE_SERVICE_OF
trap end_what_the_test_started EXIT
# shellcheck source=/dev/null
source "$1"
"$2"
