# shellcheck shell=bash
# What a test sets or replaces is used by the launcher that it loads.
# shellcheck disable=SC2034,SC2317
# From `up` to `down`, with a real broker, through every way in which it can end.

# Starts a foreground `up` whose output goes to $TEST_FOLDER/up.log; sets UP to its process. A background process of
# a script ignores Ctrl-C unless that is undone.
up_in_foreground() {
  python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$PROJECT_FOLDER/renderline" up --home "$1" >"$TEST_FOLDER/up.log" 2>&1 &
  UP=$!
  eventually 60 up_is_ready
}

up_is_ready() {
  [[ -e /proc/$UP ]] || fail_test 'up ended:' "$(<"$TEST_FOLDER/up.log")"
  file_holds "$TEST_FOLDER/up.log" 'Ctrl-C stops everything'
}

test_up_renders_the_sample_and_down_ends_everything() {
  make_project
  local home="$TEST_FOLDER/a home" said
  said=$(renderline up "$home" --detach 2>&1) || fail_test "$said"
  assert_contains "$said" "Picture  $home/pictures/"
  assert_equal 'a picture' "$(cat "$home"/pictures/*)"
  assert_contains "$(renderline status "$home")" 'worker-light   ready'
  assert_contains "$(renderline up "$home" 2>&1)" 'Renderline already runs here: http://127.0.0.1:'
  renderline down "$home"
  nothing_runs_of "$home" || fail_test "still running: $(processes_of "$home")"
  assert_contains "$(renderline status "$home" || true)" 'does not run here'
}

test_two_homes_run_side_by_side() {
  make_project
  renderline up "$TEST_FOLDER/one" --detach --no-sample
  renderline up "$TEST_FOLDER/two" --detach --no-sample
  assert_equal '' "$(sort "$TEST_FOLDER"/{one,two}/run/ports | cut -d= -f2 | sort | uniq -d)"
  assert_equal 1 "$(wc -l <"$PROJECT_FOLDER/builds")"
  renderline down "$TEST_FOLDER/one"
  assert_contains "$(renderline status "$TEST_FOLDER/two")" 'rabbitmq       ready'
  renderline down "$TEST_FOLDER/two"
}

test_all_listens_on_loopback_only() {
  make_project
  renderline up "$TEST_FOLDER/home" --detach --no-sample
  local pid wide
  for pid in $(processes_of "$TEST_FOLDER/home"); do
    wide=$(ss -Hltnp | grep "pid=$pid," | grep -vE '127\.0\.0\.1:|\[::1\]:' || true)
    assert_equal '' "$wide"
  done
  ss -Hltn | grep -qF "127.0.0.1:$(sed -n 's/^amqp=//p' "$TEST_FOLDER/home/run/ports") "
  renderline down "$TEST_FOLDER/home"
}

test_ctrl_c_stops_every_child() {
  make_project
  up_in_foreground "$TEST_FOLDER/home"
  kill -INT "$UP"
  local status=0
  wait "$UP" || status=$?
  ((status == 130)) || fail_test "ended with $status:" "$(<"$TEST_FOLDER/up.log")"
  nothing_runs_of "$TEST_FOLDER/home" || fail_test "still running: $(processes_of "$TEST_FOLDER/home")"
}

test_after_kill_9_of_the_launcher_and_a_worker_up_works_again() {
  make_project
  up_in_foreground "$TEST_FOLDER/home"
  local broker
  broker=$(pid_in "$TEST_FOLDER/home" rabbitmq)
  kill -KILL "$UP"
  kill -KILL "$(pid_in "$TEST_FOLDER/home" worker-heavy)"
  assert_alive "$broker"
  local said
  said=$(renderline up "$TEST_FOLDER/home" --detach 2>&1) || fail_test "$said"
  assert_contains "$said" 'Cleaned up what a crash left'
  assert_ended "$broker"
  renderline down "$TEST_FOLDER/home"
  nothing_runs_of "$TEST_FOLDER/home" || fail_test "still running: $(processes_of "$TEST_FOLDER/home")"
}

test_after_kill_9_of_the_launcher_down_ends_what_is_left() {
  make_project
  up_in_foreground "$TEST_FOLDER/home"
  kill -KILL "$UP"
  assert_contains "$(renderline status "$TEST_FOLDER/home" 2>&1 || true)" 'ended without stopping its services'
  renderline down "$TEST_FOLDER/home"
  nothing_runs_of "$TEST_FOLDER/home" || fail_test "still running: $(processes_of "$TEST_FOLDER/home")"
}

test_a_worker_and_a_broker_that_end_are_started_again() {
  make_project
  renderline up "$TEST_FOLDER/home" --detach --no-sample
  local worker broker
  worker=$(pid_in "$TEST_FOLDER/home" worker-light)
  broker=$(pid_in "$TEST_FOLDER/home" rabbitmq)
  kill -KILL "$worker" "$broker"
  eventually 30 runs_anew "$worker" "$broker"
  renderline down "$TEST_FOLDER/home"
  nothing_runs_of "$TEST_FOLDER/home" || fail_test "still running: $(processes_of "$TEST_FOLDER/home")"
}

runs_anew() {
  [[ $(pid_in "$TEST_FOLDER/home" worker-light) != "$1" && $(pid_in "$TEST_FOLDER/home" rabbitmq) != "$2" ]] &&
    renderline status "$TEST_FOLDER/home" >/dev/null
}

test_a_service_that_fails_is_named_with_its_log_and_nothing_stays() {
  make_project
  local said status=0
  said=$(FAKE_FAILURE=renderline-worker-light renderline up "$TEST_FOLDER/home" 2>&1) || status=$?
  assert_equal 1 "$status"
  assert_contains "$said" 'worker-light ended while starting'
  assert_contains "$said" 'APPLICATION FAILED TO START: renderline-worker-light'
  assert_contains "$said" "log: $TEST_FOLDER/home/logs/worker-light.log"
  assert_contains "$said" 'what to do: '
  nothing_runs_of "$TEST_FOLDER/home" || fail_test "still running: $(processes_of "$TEST_FOLDER/home")"
}

test_a_build_that_fails_shows_why() {
  make_project
  local said
  said=$(FAKE_FAILURE=maven renderline up "$TEST_FOLDER/home" 2>&1) && fail_test 'it went on without a build'
  assert_contains "$said" 'COMPILATION ERROR : Broken.java'
}

test_a_changed_or_deleted_source_is_built_again_and_nothing_else_is() {
  make_project
  load_launcher "$TEST_FOLDER/home"
  PROJECT=$PROJECT_FOLDER
  mkdir -p "$PROJECT/api/src/main" "$PROJECT/api/src/test"
  touch "$PROJECT/api/src/main/"{A,B}.java
  maven_find && java_find
  applications_build && applications_build
  touch "$PROJECT/api/src/test/ATest.java" "$PROJECT/api/target/x"
  applications_build
  assert_equal 1 "$(wc -l <"$PROJECT/builds")"
  rm "$PROJECT/api/src/main/B.java"
  applications_build
  assert_equal 2 "$(wc -l <"$PROJECT/builds")"
}

test_workers_know_no_database_and_use_the_class_cache_of_a_former_run() {
  make_project
  export RENDERLINE_DB_URL=postgresql://u:p@127.0.0.1:1/d
  renderline up "$TEST_FOLDER/home" --detach --no-sample
  eventually 20 test -s "$(echo "$RENDERLINE_CACHE"/app-worker-light-*)/classes.aot"
  assert_lacks "$(environment_of worker-light)" RENDERLINE_DB_URL
  assert_contains "$(environment_of api)" RENDERLINE_DB_URL=postgresql://u:p@127.0.0.1:1/d
  renderline down "$TEST_FOLDER/home"
  renderline up "$TEST_FOLDER/home" --detach --no-sample
  assert_contains "$(tr '\0' '\n' <"/proc/$(pid_in "$TEST_FOLDER/home" api)/cmdline")" -XX:AOTCache=
  renderline down "$TEST_FOLDER/home"
}

environment_of() { tr '\0' '\n' <"/proc/$(pid_in "$TEST_FOLDER/home" "$1")/environ"; }

test_a_broker_that_is_named_is_used_and_one_that_is_away_is_said() {
  make_project
  local said
  said=$(RENDERLINE_AMQP_URL=amqp://a:b@127.0.0.1:1/c renderline up "$TEST_FOLDER/home" 2>&1) &&
    fail_test 'it went on without a broker'
  assert_contains "$said" 'does not answer at 127.0.0.1:1'
  renderline up "$TEST_FOLDER/other" --detach --no-sample
  export RENDERLINE_AMQP_URL
  RENDERLINE_AMQP_URL=$(tr '\0' '\n' <"/proc/$(pid_in "$TEST_FOLDER/other" api)/environ" |
    sed -n 's/^RENDERLINE_AMQP_URL=//p')
  renderline up "$TEST_FOLDER/home" --detach --no-sample
  assert_contains "$(environment_of worker-heavy)" "RENDERLINE_AMQP_URL=$RENDERLINE_AMQP_URL"
  [[ ! -e $TEST_FOLDER/home/run/rabbitmq.pid ]] || fail_test 'a broker was started besides the named one'
  renderline down "$TEST_FOLDER/home"
  renderline down "$TEST_FOLDER/other"
}

test_it_runs_through_a_symlink_from_another_folder() {
  make_project
  mkdir "$TEST_FOLDER/elsewhere"
  ln -s ../project/renderline "$TEST_FOLDER/elsewhere/rl"
  cd "$TEST_FOLDER/elsewhere" || exit
  ./rl up --home 'relative home' --detach --no-sample
  ./rl down --home 'relative home'
  [[ -d "$TEST_FOLDER/elsewhere/relative home/rabbitmq" ]] || fail_test 'the home is elsewhere'
}

# Serves as worker-heavy: what it does is PHASE, and after SECONDS it is ready.
worker_in_phase() {
  cat >"$TEST_FOLDER/worker.py" <<'TEXT'
import http.server, sys, time
ready_at = time.monotonic() + float(sys.argv[2])

class Worker(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ready = time.monotonic() >= ready_at
        body = b'{"components":{"engine":{"details":{"consuming":false,"devices":"%s"}}}}' % sys.argv[1].encode()
        self.send_response(200 if ready else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Worker)
with open(sys.argv[3] + ".new", "w") as port:
    port.write(str(server.server_port))
__import__("os").rename(sys.argv[3] + ".new", sys.argv[3])
server.serve_forever()
TEXT
  python3 "$TEST_FOLDER/worker.py" "$1" "$2" "$TEST_FOLDER/port" >/dev/null &
  WORKER=$!
  pid_record worker-heavy "$WORKER"
  eventually 10 test -s "$TEST_FOLDER/port"
  PORTS["worker-heavy"]=$(cat "$TEST_FOLDER/port")
  SERVICE_PATIENCE_S=3
}

test_a_worker_that_warms_a_gpu_is_waited_for() {
  load_launcher "$TEST_FOLDER/home"
  worker_in_phase 'warming A card' 6
  local said status=0
  said=$(service_wait worker-heavy "$(now_us)" 2>&1) || status=$?
  kill "$WORKER"
  assert_equal 0 "$status"
  assert_contains "$said" 'worker-heavy warms A card; compiling its kernels may take minutes the first time'
  assert_equal 1 "$(grep -c 'warms A card' <<<"$said")"
}

test_a_worker_that_does_nothing_is_not_waited_for() {
  load_launcher "$TEST_FOLDER/home"
  worker_in_phase 'looking for devices' 60
  local said status=0
  said=$(service_wait worker-heavy "$(now_us)" 2>&1) || status=$?
  kill "$WORKER"
  assert_equal 1 "$status"
  assert_contains "$said" 'worker-heavy was not ready within 3 s'
}
