# shellcheck shell=bash
# The launcher's broker where a Docker engine runs; run by compose.sh, or alone:
#   TESTS=docker/test launcher/test/run.sh

broker_name() { docker ps --all --format '{{.Names}}' --filter "publish=$(sed -n 's/^amqp=//p' "$1/run/ports")"; }

is_ready() { [[ $(renderline status "$1") == *'rabbitmq       ready'* ]]; }

test_the_broker_is_a_container_that_is_watched_and_ends_with_its_home() {
  make_project
  export RENDERLINE_BROKER=docker
  local home=$TEST_FOLDER/home said
  said=$(renderline up "$home" --detach --no-sample 2>&1) || fail_test "$said"
  CONTAINER=$(broker_name "$home")
  # The container and its volume are no processes of the home.
  trap 'docker rm --force "$CONTAINER"; docker volume rm "$CONTAINER"; end_what_the_test_started' EXIT
  assert_contains "$(renderline status "$home")" "container $CONTAINER"
  docker exec "$CONTAINER" rabbitmqctl -q add_vhost kept
  docker kill "$CONTAINER"
  assert_contains "$(renderline status "$home" || true)" 'rabbitmq       not ready'
  eventually 60 is_ready "$home"
  assert_contains "$(docker exec "$CONTAINER" rabbitmqctl -q list_vhosts)" kept
  renderline down "$home"
  assert_equal '' "$(docker ps --all --quiet --filter "name=$CONTAINER")"
  renderline up "$home" --detach --no-sample
  assert_contains "$(docker exec "$CONTAINER" rabbitmqctl -q list_vhosts)" kept
  renderline down "$home"
}
