# shellcheck shell=bash
# `test`: every check and test there is, in a throw-away home, whatever runs on this machine besides.

command_test() {
  local status=0
  # Named servers are the user's own; tests may only use one that was given for them.
  unset RENDERLINE_AMQP_URL RENDERLINE_DB_URL RENDERLINE_BLOB_URL
  if [[ -n ${RENDERLINE_TEST_AMQP_URL:-} ]]; then RENDERLINE_AMQP_URL=$RENDERLINE_TEST_AMQP_URL; fi
  home_for_once test
  machine_prepare
  command -v shellcheck >/dev/null || want_packages shellcheck
  prometheus_want
  # The launcher's own tests start native brokers, also where the others get one in Docker.
  rabbitmq_find >/dev/null || [[ $BROKER == native ]] || want_packages rabbitmq-server
  [[ -n $MVN ]] || maven_want
  s3_server_want
  packages_install
  maven_find || fail 'Maven is missing' '' "$(install_command maven)"
  test_shell
  python_environment dev
  s3_server_build
  ports_assign
  broker_start
  test_launcher
  printf '\n'
  export RENDERLINE_TEST_PROMETHEUS=${RENDERLINE_TEST_PROMETHEUS:-$(command -v prometheus)}
  export RENDERLINE_TEST_AMQP_URL=$AMQP_URL RENDERLINE_TEST_PYTHON=$ENGINE_PYTHON RENDERLINE_TEST_REQUIRED=true
  # The tests make homes of their own; this one is the broker's.
  maven_run verify "$@" || status=$?
  if ((status == 0)); then
    printf '%s✓%s All checks and tests passed\n' "$GREEN" "$PLAIN"
  else
    printf '%s✗%s Maven ended with status %s\n' "$RED" "$PLAIN" "$status" >&2
  fi
  return "$status"
}

# The dashboard is tested against a real Prometheus.
prometheus_want() {
  [[ -n ${RENDERLINE_TEST_PROMETHEUS:-} ]] || command -v prometheus >/dev/null || want_packages prometheus
}

test_shell() {
  step_begin 'ShellCheck'
  : >"$LOGS/shellcheck.log"
  if ! "$PROJECT/launcher/test/check_shell.sh" >"$LOGS/shellcheck.log" 2>&1; then
    sed 's/^/    /' "$LOGS/shellcheck.log" >&2
    fail 'ShellCheck has complaints'
  fi
  step_done 'ShellCheck'
}

# The launcher's own tests bring their own homes, and stand-ins for what only takes time.
test_launcher() {
  step_begin 'Launcher tests'
  if ! "$PROJECT/launcher/test/run.sh" >"$LOGS/launcher-tests.log" 2>&1; then
    sed 's/^/    /' "$LOGS/launcher-tests.log" >&2
    fail 'launcher tests failed'
  fi
  step_done "Launcher tests: $(tail -n 1 "$LOGS/launcher-tests.log")"
}

# home_for_once KIND: a home of this run alone, which ends with it.
home_for_once() {
  mkdir -p "$RENDERLINE_CACHE"
  test_remains_end
  home_resolve "$RENDERLINE_CACHE/$1-$$"
  home_create
  supervisor_claim
  trap 'exit 130' INT TERM HUP
  trap 'status=$?; trap "" INT TERM HUP EXIT; test_end; exit "$status"' EXIT
}

test_end() {
  policy_restore
  child_end
  stop_all
  rm -rf "$RENDERLINE_HOME"
}

# Homes of test runs that were killed: their brokers would otherwise stay for ever.
test_remains_end() {
  local folder
  for folder in "$RENDERLINE_CACHE"/{test,bench}-[0-9]*; do
    [[ -d $folder ]] || continue
    home_resolve "$folder"
    pid_of supervisor && continue
    ports_load
    stop_all
    rm -rf "$folder"
  done
}
