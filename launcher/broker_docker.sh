# shellcheck shell=bash
# RabbitMQ as a container of this home, where a Docker engine runs.

readonly RABBITMQ_IMAGE=rabbitmq:4-management

docker_works() { command -v docker >/dev/null && timeout 10 docker info >/dev/null 2>&1; }

broker_container() { printf 'renderline-%s-rabbitmq' "$(home_id)"; }

# broker_docker_start: fails without ending the launcher when there is no image, so that a native broker can step in.
broker_docker_start() {
  local name log=$LOGS/rabbitmq.log folder=$RENDERLINE_HOME/rabbitmq deadline=$((SECONDS + 90))
  name=$(broker_container)
  mkdir -p "$folder"
  docker image inspect "$RABBITMQ_IMAGE" >/dev/null 2>&1 ||
    run_logged "$log" timeout 600 docker pull "$RABBITMQ_IMAGE" || return 1
  # The container's own user reads the file, so the home's mode 700 is what guards the password.
  rabbitmq_configuration '0.0.0.0:5672' >"$folder/container.conf"
  chmod 644 "$folder/container.conf"
  docker rm -f "$name" >/dev/null 2>&1 || true
  # The host name is part of where RabbitMQ looks for its queues.
  run_logged "$log" docker run -d --name "$name" --hostname "$name" -p "127.0.0.1:${PORTS[amqp]}:5672" \
    --mount "type=volume,src=$name,dst=/var/lib/rabbitmq" \
    --mount "type=bind,src=$folder/container.conf,dst=/etc/rabbitmq/conf.d/90-renderline.conf,readonly" \
    "$RABBITMQ_IMAGE" || return 1
  until amqp_answers 127.0.0.1 "${PORTS[amqp]}"; do
    if [[ $(docker inspect -f '{{.State.Running}}' "$name" 2>/dev/null) != true ]] || ((SECONDS > deadline)); then
      docker logs --tail 200 "$name" >>"$log" 2>&1 || true
      fail 'RabbitMQ did not start in Docker' "$log" 'RENDERLINE_BROKER=native ./renderline up uses one without Docker'
    fi
    pause 0.2
  done
  AMQP_URL="amqp://renderline:$(home_secret amqp-password)@127.0.0.1:${PORTS[amqp]}/renderline"
  AMQP_LABEL="in Docker ($RABBITMQ_IMAGE) on 127.0.0.1:${PORTS[amqp]}"
}

# broker_docker_runs: looked at every fifth second only, because each look is a process.
broker_docker_runs() {
  ((SECONDS % 5 == 0)) || return 0
  [[ $(docker inspect -f '{{.State.Running}}' "$(broker_container)" 2>/dev/null) == true ]]
}

# The volume keeps the queues for the next start.
broker_docker_stop() {
  local name
  name=$(broker_container)
  docker stop -t 20 "$name" >/dev/null 2>&1 || true
  docker rm -f "$name" >/dev/null 2>&1 || true
}

# broker_stop: whichever broker this home started.
broker_stop() {
  if [[ $(cat "$RUN/broker" 2>/dev/null) == docker ]] && command -v docker >/dev/null; then broker_docker_stop; fi
  stop rabbitmq 20
  stop epmd 5
}
