# shellcheck shell=bash
# Processes of one home. Two facts hold everything together:
# - a process is named by pid, start time and boot, so a pid that was given to somebody else is never signalled;
# - every process started here carries RENDERLINE_SERVICE_OF=<home> in its environment, and so does all it starts,
#   so that what a crash left behind is found even where no pid file names it.

STARTED=''
CHILD=''

# process_start PID: sets STARTED to its start time in clock ticks; fails when it is gone or only waits to be reaped.
process_start() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  STARTED=${fields[19]}
}

# Read once and without a process: bash before 5.3 hangs when SIGINT comes in the microsecond in which it begins to wait for
# one in the foreground, so a shell that only watches starts none.
read -r BOOT_ID </proc/sys/kernel/random/boot_id

# pid_record NAME PID
pid_record() {
  process_start "$2" || return 0
  printf '%s %s %s\n' "$2" "$STARTED" "$BOOT_ID" >"$RUN/$1.pid.new"
  mv "$RUN/$1.pid.new" "$RUN/$1.pid"
}

# pid_of NAME: sets PID to the live process that was recorded under this name, or fails.
pid_of() {
  local pid started boot
  PID=''
  { read -r pid started boot <"$RUN/$1.pid"; } 2>/dev/null || return 1
  [[ $pid =~ ^[0-9]+$ && $boot == "$BOOT_ID" ]] || return 1
  process_start "$pid" && [[ $STARTED == "$started" ]] || return 1
  PID=$pid
}

# marked_processes [MARK]: the pids of all processes of this home, whoever is their parent now.
marked_processes() {
  local pid
  grep -lzxF -e "RENDERLINE_SERVICE_OF=${1:-$RENDERLINE_HOME}" /proc/[0-9]*/environ 2>/dev/null |
    while IFS='/' read -r _ _ pid _; do
      if process_start "$pid"; then printf '%s\n' "$pid"; fi
    done || true
}

# spawn NAME COMMAND...: runs a command or function of ours as a service in a session of its own, away from the
# terminal's Ctrl-C. A function that runs a program has to end in exec, so that the recorded pid is the program's.
spawn() {
  local name=$1 log=$LOGS/$1.log
  shift
  if [[ $(stat -c %s "$log" 2>/dev/null || echo 0) -gt 10000000 ]]; then mv "$log" "$log.1"; fi
  (
    trap - INT TERM HUP EXIT
    export RENDERLINE_SERVICE_OF=${SERVICE_MARK:-$RENDERLINE_HOME}
    cd "$RENDERLINE_HOME" || exit
    "$@"
  ) >>"$log" 2>&1 </dev/null &
  pid_record "$name" $!
  disown
}

# run_logged LOG COMMAND...: a step that takes long. It runs beside the shell, so that a signal is answered at once.
run_logged() {
  local log=$1
  shift
  RENDERLINE_SERVICE_OF=$RENDERLINE_HOME setsid "$@" >>"$log" 2>&1 </dev/null &
  child_wait $!
}

# child_wait PID: the leader of a session of its own, which ends with us.
child_wait() {
  local status=0
  CHILD=$1
  wait "$CHILD" || status=$?
  CHILD=''
  return "$status"
}

child_end() { [[ -z $CHILD ]] || kill -TERM -- "-$CHILD" 2>/dev/null || true; }

# pause SECONDS: interruptible by a trapped signal, unlike a plain sleep.
pause() {
  sleep "$1" &
  wait $! || true
}

# stop NAME [GRACE_S]: SIGTERM to the service itself, which takes its own children down; SIGKILL after the grace.
stop() {
  local name=$1 grace=${2:-15} deadline
  if pid_of "$name"; then
    kill -TERM "$PID" 2>/dev/null || true
    deadline=$((SECONDS + grace))
    while pid_of "$name" && ((SECONDS < deadline)); do sleep 0.05; done
    if pid_of "$name"; then
      warn "$name did not stop within $grace s and was killed"
      kill -KILL "$PID" 2>/dev/null || true
    fi
  fi
  rm -f "$RUN/$name.pid"
}

# sweep [MARK]: ends what is left of this home. Only the topmost of the remains get a signal at first: a database whose
# helper processes are ended one by one takes that for a crash.
sweep() {
  local pids=() pid parent deadline
  mapfile -t pids < <(marked_processes "$@")
  ((${#pids[@]} > 0)) || return 0
  for pid in "${pids[@]}"; do
    parent=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
    if [[ " ${pids[*]} " != *" $parent "* ]]; then
      # SIGINT is Postgres' fast shutdown; its SIGTERM waits for clients.
      if [[ $(cat "/proc/$pid/comm" 2>/dev/null) == postgres ]]; then kill -INT "$pid"; else kill -TERM "$pid"; fi
    fi
  done 2>/dev/null || true
  deadline=$((SECONDS + 10))
  while ((SECONDS < deadline)); do
    mapfile -t pids < <(marked_processes "$@")
    ((${#pids[@]} > 0)) || return 0
    sleep 0.1
  done
  kill -KILL "${pids[@]}" 2>/dev/null || true
}
