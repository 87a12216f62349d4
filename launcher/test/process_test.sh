# shellcheck shell=bash
# Who may be ended, and who may not.

ignoring_term() { exec setsid bash -c 'trap "" TERM; while :; do read -rt 1000 <> <(:) || :; done'; }
with_a_child() { exec setsid bash -c 'sleep 1000 & wait'; }

test_a_pid_that_was_given_to_another_process_is_not_signalled() {
  load_launcher "$TEST_FOLDER/home"
  sleep 1000 &
  local stranger=$!
  printf '%s %s %s\n' "$stranger" 1 "$BOOT_ID" >"$RUN/api.pid"
  stop api 1
  assert_alive "$stranger"
  kill "$stranger"
}

test_a_pid_of_another_boot_is_not_signalled() {
  load_launcher "$TEST_FOLDER/home"
  sleep 1000 &
  local stranger=$!
  pid_record api "$stranger"
  sed -i 's/[^ ]*$/another-boot/' "$RUN/api.pid"
  stop api 1
  assert_alive "$stranger"
  kill "$stranger"
}

test_a_process_that_ignores_sigterm_is_killed_after_the_grace() {
  load_launcher "$TEST_FOLDER/home"
  spawn stubborn ignoring_term
  local pid
  pid=$(pid_in "$RENDERLINE_HOME" stubborn)
  # Until its shell has set the trap, it would simply end.
  eventually 5 grep -q '^SigIgn:.*4...$' "/proc/$pid/status"
  assert_contains "$(stop stubborn 1 2>&1)" 'did not stop within 1 s'
  eventually 2 has_ended "$pid"
}

test_what_outlives_its_killed_parent_is_found_and_ended() {
  load_launcher "$TEST_FOLDER/home"
  spawn worker with_a_child
  eventually 5 has_child "$(pid_in "$RENDERLINE_HOME" worker)"
  local orphan
  orphan=$(pgrep -P "$(pid_in "$RENDERLINE_HOME" worker)")
  kill -KILL "$(pid_in "$RENDERLINE_HOME" worker)"
  assert_alive "$orphan"
  sweep
  assert_ended "$orphan"
}

test_another_homes_processes_are_left_alone() {
  load_launcher "$TEST_FOLDER/home"
  spawn worker with_a_child
  local pid
  pid=$(pid_in "$RENDERLINE_HOME" worker)
  home_resolve "$TEST_FOLDER/home2"
  home_create
  sweep
  assert_alive "$pid"
}

has_child() { pgrep -P "$1" >/dev/null; }
