# shellcheck shell=bash
# `down`, `status` and `logs` of a home.

command_down() {
  local deadline
  if [[ ! -d $RUN ]]; then
    printf 'Nothing runs here (home %s)\n' "$RENDERLINE_HOME"
    return 0
  fi
  ports_load
  if ! pid_of supervisor && ! home_runs && [[ $(cat "$RUN/broker" 2>/dev/null) != docker ]]; then
    printf 'Nothing runs here (home %s)\n' "$RENDERLINE_HOME"
    return 0
  fi
  step_begin 'Stop'
  if pid_of supervisor; then
    # It ends everything in order. One that was stopped or hangs is killed, and the rest is done here.
    kill -TERM "$PID" 2>/dev/null || true
    deadline=$((SECONDS + 75))
    while pid_of supervisor && ((SECONDS < deadline)); do sleep 0.05; done
    if pid_of supervisor; then kill -KILL "$PID" 2>/dev/null || true; fi
  fi
  stop_all
  rm -f "$RUN"/*.pid "$RUN/state" "$RUN/plan" "$RUN/broker"
  step_done "Stopped (home $RENDERLINE_HOME)"
}

# status_line NAME PORT: also the memory that is really used, in MiB, and the time since the start.
status_line() {
  local name=$1 port=$2 state memory uptime
  if ! pid_of "$name"; then
    printf '  %-14s %sstopped%s\n' "$name" "$RED" "$PLAIN"
    return 1
  fi
  state="${GREEN}ready${PLAIN}"
  if [[ $name != rabbitmq ]] && ! service_ready "$name"; then state="${YELLOW}not ready${PLAIN}"; fi
  if [[ $name == rabbitmq ]] && ! amqp_answers 127.0.0.1 "$port"; then state="${YELLOW}not ready${PLAIN}"; fi
  memory=$(awk '/^VmRSS:/ { print int($2 / 1024) }' "/proc/$PID/status")
  uptime=$(awk -v started="$STARTED" -v ticks="$(getconf CLK_TCK)" \
    '{ s = int($1 - started / ticks); printf "%d:%02d:%02d", s / 3600, s % 3600 / 60, s % 60 }' /proc/uptime)
  printf '  %-14s %s  127.0.0.1:%-5s  process %-7s %4s MB  up %s\n' "$name" "$state" "$port" "$PID" "$memory" "$uptime"
  [[ $state == *ready* && $state != *not* ]]
}

status_of_container() {
  local state="${GREEN}ready${PLAIN}" answers=0
  amqp_answers 127.0.0.1 "${PORTS[amqp]}" || answers=1
  ((answers == 0)) || state="${YELLOW}not ready${PLAIN}"
  printf '  %-14s %s  127.0.0.1:%-5s  container %s\n' rabbitmq "$state" "${PORTS[amqp]}" "$(broker_container)"
  return "$answers"
}

# command_status: 0 when all is ready, 3 when nothing runs, 1 in between.
command_status() {
  local name status=0
  ports_load
  if ! pid_of supervisor; then
    if [[ -d $RUN ]] && home_runs; then
      warn "the launcher of $RENDERLINE_HOME ended without stopping its services: './renderline down' cleans up"
      status=1
    else
      printf 'Renderline does not run here (home %s)\n' "$RENDERLINE_HOME"
      return 3
    fi
  fi
  printf 'Renderline  %s  (home %s)\n' "$(api_url)" "$RENDERLINE_HOME"
  case $(cat "$RUN/broker" 2>/dev/null) in
    native) status_line rabbitmq "${PORTS[amqp]}" || status=1 ;;
    docker) status_of_container || status=1 ;;
    named) printf '  %-14s the one that RENDERLINE_AMQP_URL named\n' rabbitmq ;;
    *) printf '  %-14s not started yet\n' rabbitmq ;;
  esac
  for name in "${SERVICES[@]}"; do status_line "$name" "${PORTS[$name]:-}" || status=1; done
  return "$status"
}

# command_logs FOLLOW(yes|no) [SERVICE]
command_logs() {
  local follow=$1 service=${2:-} files=() options=(-n 200) file
  if [[ -n $service ]]; then
    [[ $service == workers ]] && service='worker-*'
    for file in "$LOGS"/$service.log; do [[ ! -f $file ]] || files+=("$file"); done
  else
    for file in "$LOGS"/*.log; do [[ ! -f $file ]] || files+=("$file"); done
  fi
  ((${#files[@]} > 0)) || fail "no log${service:+ of $service} in $LOGS" '' \
    "one of: $(cd "$LOGS" 2>/dev/null && for file in *.log; do printf '%s ' "${file%.log}"; done)"
  [[ $follow == no ]] || options+=(-F)
  [[ -n $service ]] || options[1]=20
  exec tail "${options[@]}" "${files[@]}"
}
