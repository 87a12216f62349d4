# shellcheck shell=bash
# RabbitMQ: the one that RENDERLINE_AMQP_URL names, else one in Docker, else a native server as a child of ours with
# a node name, folders, ports, cookie and port mapper (epmd) of its own, so that it meets no other broker.

BROKER=''
AMQP_URL=''
AMQP_LABEL=''
# Where Debian keeps the server itself; the one on the PATH there is a wrapper that changes the user.
readonly RABBITMQ_PACKAGED=/usr/lib/rabbitmq/bin/rabbitmq-server

rabbitmq_find() {
  local found
  found=$RABBITMQ_PACKAGED
  [[ -x $found ]] || found=$(command -v rabbitmq-server) || return 1
  printf '%s' "$found"
}

rabbitmq_version() {
  local server
  server=$(rabbitmq_find) || return 1
  server=$(readlink -f "$server")
  grep -oE 'rabbitmq_server-[0-9.]+[0-9]' <<<"$server" | head -n 1 | cut -d- -f2
}

# broker_choose: sets BROKER to named, docker or native. RENDERLINE_BROKER=native passes a Docker over, and
# RENDERLINE_BROKER=docker takes nothing else.
broker_choose() {
  case ${RENDERLINE_BROKER:-} in
    '' | native | docker) ;;
    *) fail "RENDERLINE_BROKER is $RENDERLINE_BROKER" '' 'set it to docker or native, or unset it to use what is there' ;;
  esac
  if [[ -n ${RENDERLINE_AMQP_URL:-} ]]; then
    BROKER=named
  elif [[ ${RENDERLINE_BROKER:-} != native ]] && docker_works; then
    BROKER=docker
  elif [[ ${RENDERLINE_BROKER:-} == docker ]]; then
    fail 'RENDERLINE_BROKER is docker, and no Docker engine answers' '' \
      'start it, let DOCKER_HOST name it, or unset RENDERLINE_BROKER to use a native RabbitMQ'
  else
    BROKER=native
  fi
}

broker_want() {
  broker_choose
  if [[ $BROKER == native ]] && ! rabbitmq_find >/dev/null; then want_packages rabbitmq-server; fi
}

# amqp_answers HOST PORT: a broker greets a client that speaks its protocol; an open port alone is no broker yet.
amqp_answers() {
  local frame
  frame=$(
    exec 2>/dev/null
    exec 3<>"/dev/tcp/$1/$2" && printf 'AMQP\x00\x00\x09\x01' >&3 && timeout 5 head -c 1 <&3 | od -An -tx1
  ) || return 1
  [[ $frame == *01* ]]
}

broker_start() {
  step_begin 'RabbitMQ'
  case $BROKER in
    named) broker_named ;;
    docker) broker_docker_start || broker_fall_back ;;
    native) broker_native_start ;;
  esac
  printf '%s\n' "$BROKER" >"$RUN/broker"
  step_done "RabbitMQ $AMQP_LABEL"
}

broker_fall_back() {
  [[ ${RENDERLINE_BROKER:-} != docker ]] ||
    fail "Docker has no image $RABBITMQ_IMAGE and could not pull it, and RENDERLINE_BROKER is docker" \
      "$LOGS/rabbitmq.log" 'unset RENDERLINE_BROKER to use a native RabbitMQ'
  note 'Docker has no RabbitMQ image and could not pull it: a native RabbitMQ is used'
  BROKER=native
  if ! rabbitmq_find >/dev/null; then
    want_packages rabbitmq-server
    packages_install
  fi
  step_begin 'RabbitMQ'
  broker_native_start
}

# amqp_address URL: "host port"; the password may hold anything but an unescaped @ or /.
amqp_address() {
  local rest=${1#*://} port=5672
  [[ $1 != amqps:* ]] || port=5671
  rest=${rest%%[/?]*}
  rest=${rest##*@}
  if [[ $rest =~ ^(.+):([0-9]+)$ ]]; then
    rest=${BASH_REMATCH[1]}
    port=${BASH_REMATCH[2]}
  fi
  printf '%s %s' "${rest:-localhost}" "$port"
}

broker_named() {
  local host port
  AMQP_URL=$RENDERLINE_AMQP_URL
  read -r host port <<<"$(amqp_address "$AMQP_URL")"
  (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null ||
    fail "the RabbitMQ that RENDERLINE_AMQP_URL names does not answer at $host:$port" '' \
      'start it, correct the address, or unset RENDERLINE_AMQP_URL to get one of our own'
  AMQP_LABEL="at $host:$port, as named by RENDERLINE_AMQP_URL"
}

# rabbitmq_configuration LISTEN_ADDRESS: the settings that every broker of ours has, and this home's own.
rabbitmq_configuration() {
  cat "$PROJECT/docker/rabbitmq/rabbitmq.conf"
  printf 'listeners.tcp.1 = %s\ndefault_user = renderline\ndefault_pass = %s\n' "$1" "$(home_secret amqp-password)"
}

# Known by its folders, not by where the home lies now: a home that was moved keeps its queues.
rabbitmq_node() {
  local file=$RENDERLINE_HOME/rabbitmq/node
  [[ -s $file ]] || printf 'renderline-%s@localhost' "$(home_id)" >"$file"
  cat "$file"
}

rabbitmq_exec() {
  local folder=$RENDERLINE_HOME/rabbitmq
  export HOME=$folder RABBITMQ_NODENAME RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf
  RABBITMQ_NODENAME=$(rabbitmq_node)
  export RABBITMQ_MNESIA_BASE=$folder/data RABBITMQ_LOG_BASE=$folder/log RABBITMQ_PID_FILE=$folder/pid
  export RABBITMQ_ENABLED_PLUGINS_FILE=$folder/enabled_plugins RABBITMQ_CONF_ENV_FILE=/dev/null
  export RABBITMQ_NODE_PORT=${PORTS[amqp]} RABBITMQ_DIST_PORT=${PORTS[erlang]}
  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=${PORTS[epmd]}
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  # With this the start script becomes the server instead of standing beside it.
  export detached=1
  exec setsid "$(rabbitmq_find)"
}

# The server would start an epmd that outlives it. This one is a service like the others and is stopped like them.
epmd_exec() { exec setsid epmd -port "${PORTS[epmd]}" -address 127.0.0.1; }

broker_native_start() {
  local folder=$RENDERLINE_HOME/rabbitmq
  mkdir -p "$folder/log"
  (
    umask 077
    rabbitmq_configuration "127.0.0.1:${PORTS[amqp]}" >"$folder/rabbitmq.conf"
    printf '[].\n' >"$folder/enabled_plugins"
  )
  command -v epmd >/dev/null || fail 'epmd, a part of Erlang, is missing' '' "$(install_command erlang-base)"
  spawn epmd epmd_exec
  spawn rabbitmq rabbitmq_exec
  broker_wait rabbitmq 60
  AMQP_URL="amqp://renderline:$(home_secret amqp-password)@127.0.0.1:${PORTS[amqp]}/renderline"
  AMQP_LABEL="$(rabbitmq_version) on 127.0.0.1:${PORTS[amqp]}"
}

# broker_wait NAME SECONDS
broker_wait() {
  local deadline=$((SECONDS + $2))
  until amqp_answers 127.0.0.1 "${PORTS[amqp]}"; do
    pid_of "$1" || fail 'RabbitMQ ended while starting' "$LOGS/rabbitmq.log" './renderline doctor'
    ((SECONDS < deadline)) || fail "RabbitMQ did not answer within $2 s" "$LOGS/rabbitmq.log" 'start again'
    pause 0.1
  done
}
