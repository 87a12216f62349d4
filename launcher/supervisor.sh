# shellcheck shell=bash
# The process that stands over a running home: the foreground `up`, or one in the background after `up --detach`.
# It starts again what ended by itself, and ends everything when it is told to end.

# One `up` at a time may become the supervisor. The lock is held for that decision only: a lock kept open would be
# inherited by every service and would outlive a crash.
supervisor_claim() {
  local lock status=0
  exec {lock}>"$RUN/lock"
  flock "$lock"
  if pid_of supervisor && ((PID != $$)) && [[ ${1:-} != takeover ]]; then
    status=1
  else
    pid_record supervisor $$
  fi
  exec {lock}>&-
  return "$status"
}

supervisor_state() { printf '%s\n' "$1" >"$RUN/state"; }

supervisor_end() {
  child_end
  policy_restore
  stop_all
  rm -f "$RUN/supervisor.pid" "$RUN/state"
}

# From here on every way out of this shell, a failed step among them, ends what was started.
supervisor_guard() {
  trap 'trap "" INT TERM HUP; printf "%s" "$ERASE"; note "Stopping"; exit 130' INT TERM HUP
  trap 'status=$?; trap "" INT TERM HUP EXIT; explain_end "$status"; supervisor_end; exit "$status"' EXIT
}

supervise() {
  local name delay=1 until_calm=0
  while :; do
    pause 1
    for name in rabbitmq "${SERVICES[@]}"; do
      service_runs "$name" && continue
      # A service that keeps ending is started at longer and longer intervals, up to half a minute.
      if ((SECONDS > until_calm)); then delay=1; elif ((delay < 30)); then delay=$((delay * 2)); fi
      warn "$name ended by itself; it is started again in $delay s (log: $LOGS/$name.log)"
      pause "$delay"
      supervisor_restart "$name"
      until_calm=$((SECONDS + 60))
    done
  done
}

# A broker that somebody else started is not ours to watch.
service_runs() {
  case $1/$BROKER in
    rabbitmq/named) ;;
    rabbitmq/docker) broker_docker_runs ;;
    *) pid_of "$1" ;;
  esac
}

supervisor_restart() {
  if [[ $1 == rabbitmq && $BROKER == docker ]]; then
    run_logged "$LOGS/rabbitmq.log" docker start "$(broker_container)" || true
  elif [[ $1 == rabbitmq ]]; then
    pid_of epmd || spawn epmd epmd_exec
    spawn rabbitmq rabbitmq_exec
  else
    service_start "$1"
  fi
}
