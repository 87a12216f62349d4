# shellcheck shell=bash
# What a test may say. Each prints what was expected and what was there, and ends the test.

fail_test() {
  printf '%s\n' "$@"
  exit 1
}

assert_equal() { [[ $1 == "$2" ]] || fail_test "expected: $1" "but was:  $2"; }

assert_contains() { [[ $1 == *"$2"* ]] || fail_test "expected to find: $2" "in:" "$1"; }

assert_lacks() { [[ $1 != *"$2"* ]] || fail_test "expected not to find: $2" "in:" "$1"; }

assert_alive() { [[ -e /proc/$1 && $(process_state "$1") != Z ]] || fail_test "process $1 should be alive"; }

assert_ended() { has_ended "$1" || fail_test "process $1 should have ended"; }

has_ended() { [[ ! -e /proc/$1 || $(process_state "$1") == Z ]]; }

process_state() { awk '/^State:/ { print $2 }' "/proc/$1/status" 2>/dev/null || true; }

# eventually SECONDS COMMAND...: waits for a condition.
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || fail_test "not within the time: $*"
    sleep 0.1
  done
}

file_holds() { [[ -e $1 && $(<"$1") == *"$2"* ]]; }

# Every process of a home, seen from outside: by the mark that its services carry.
processes_of() {
  local home pid pids
  home=$(realpath -m "$1")
  mapfile -t pids < <(grep -lzxF "RENDERLINE_SERVICE_OF=$home" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3)
  for pid in "${pids[@]}"; do
    [[ $(process_state "$pid") == [ZX] || ! -e /proc/$pid ]] || printf '%s ' "$pid"
  done
}

nothing_runs_of() { [[ -z $(processes_of "$1") ]]; }

# The process that a home's pid file names.
pid_in() { cut -d' ' -f1 "$1/run/$2.pid"; }
