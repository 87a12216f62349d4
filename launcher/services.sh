# shellcheck shell=bash
# The api and the two workers: their environment, their start and their end.

# In the order in which they start; they stop in reverse.
readonly SERVICES=(api worker-heavy worker-light)

# A folder as a file URL. Only what a URL cannot hold as it is gets escaped.
file_url() {
  local path=$1
  path=${path//%/%25}
  path=${path// /%20}
  path=${path//#/%23}
  path=${path//\?/%3F}
  printf 'file:%s' "$path"
}

service_environment() {
  export RENDERLINE_HOME SERVER_ADDRESS=127.0.0.1 SERVER_PORT=${PORTS[$1]} RENDERLINE_AMQP_URL=$AMQP_URL
  export RENDERLINE_BLOB_URL=${RENDERLINE_BLOB_URL:-$(file_url "$RENDERLINE_HOME/blobs")}
  case $1 in
    worker-*)
      export RENDERLINE_ENGINE_PYTHON=$ENGINE_PYTHON RENDERLINE_WORK_DIR=$RENDERLINE_HOME/work/$1
      # Workers run other people's files and code: no database is ever known to them.
      unset RENDERLINE_DB_URL
      ;;
  esac
}

service_exec() {
  local name=$1 cache
  service_environment "$name"
  cache=$(class_cache "$name")
  if [[ -s $cache ]]; then
    application_exec "$name" "-XX:AOTCache=$cache"
  else
    application_exec "$name"
  fi
}

service_start() {
  # What Spring prints at this start begins here: a failure shows only what came after.
  printf -- '---- started %s ----\n' "$(date '+%F %T')" >>"$LOGS/$1.log"
  spawn "$1" service_exec "$1"
}

# http_up PORT PATH: whether a GET answers 200. Bash's own sockets, since curl may not be there.
http_up() {
  local status
  status=$(
    exec 2>/dev/null
    exec 3<>"/dev/tcp/127.0.0.1/$1" &&
      printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3 &&
      read -r -t 5 _ status _ <&3 && printf '%s' "$status"
  ) || return 1
  [[ $status == 200 ]]
}

service_ready() { http_up "${PORTS[$1]}" /actuator/health/readiness; }

# service_warming NAME: prints the GPU whose kernels a worker compiles or loads, which takes OptiX minutes the first time.
service_warming() {
  local answer
  answer=$(
    exec 2>/dev/null
    exec 3<>"/dev/tcp/127.0.0.1/${PORTS[$1]}" &&
      printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 &&
      timeout 5 cat <&3
  ) || return 1
  [[ $answer =~ \"devices\":\"warming\ ([^\"]+)\" ]] && printf '%s' "${BASH_REMATCH[1]}"
}

# How long a service may take that does not say that it warms a GPU.
SERVICE_PATIENCE_S=120

# service_wait NAME STARTED_US: until it is ready; a service that ends or stays silent ends the launcher.
service_wait() {
  local name=$1 deadline=$((SECONDS + SERVICE_PATIENCE_S)) look=$((SECONDS + 2)) warming told=''
  step_begin "$name"
  until service_ready "$name"; do
    pid_of "$name" || fail "$name ended while starting" "$LOGS/$name.log" "$(service_remedy "$name")"
    if ((SECONDS >= look)); then
      look=$((SECONDS + 2))
      if warming=$(service_warming "$name"); then
        deadline=$((SECONDS + SERVICE_PATIENCE_S))
        [[ $warming == "$told" ]] || note "$name warms $warming; compiling its kernels may take minutes the first time"
        told=$warming
      fi
    fi
    ((SECONDS < deadline)) ||
      fail "$name was not ready within $SERVICE_PATIENCE_S s" "$LOGS/$name.log" "$(service_remedy "$name")"
    pause 0.1
  done
  step_done "$name on 127.0.0.1:${PORTS[$name]}" "$2"
}

service_remedy() {
  local log=$LOGS/$1.log
  if [[ -n ${RENDERLINE_DB_URL:-} && $1 == api ]]; then
    printf 'check that the database named by RENDERLINE_DB_URL answers; ./renderline logs %s shows all' "$1"
  elif [[ $(tail -n 300 "$log") == *'already in use'* ]]; then
    printf 'another program took the port in between: start again, a free one is chosen'
  else
    printf './renderline logs %s shows all; ./renderline doctor checks the machine' "$1"
  fi
}

services_start() {
  local name started
  started=$(now_us)
  for name in "${SERVICES[@]}"; do service_start "$name"; done
  for name in "${SERVICES[@]}"; do service_wait "$name" "$started"; done
}

# stop_all: workers first, so that nothing is taken on whose end nobody would record; then what they stand on.
stop_all() {
  local i name
  stop class-caches 2
  stop training 2
  sweep "$(training_home)"
  for name in worker-light worker-heavy; do
    if pid_of "$name"; then kill -TERM "$PID" 2>/dev/null || true; fi
  done
  for ((i = ${#SERVICES[@]} - 1; i >= 0; i--)); do stop "${SERVICES[i]}"; done
  broker_stop
  sweep
}

# Whether anything of this home runs, be it only the remains of a crash.
home_runs() { [[ -n $(marked_processes) ]]; }
