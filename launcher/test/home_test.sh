# shellcheck shell=bash
# Folders, ports and secrets of a home.

listen() {
  python3 -c 'import socket, time
s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True); time.sleep(100)' >"$1" &
  eventually 5 test -s "$1"
}

test_ports_stay_the_same_and_one_that_was_taken_is_replaced() {
  load_launcher "$TEST_FOLDER/home"
  ports_assign
  local api=${PORTS[api]} taken
  listen "$TEST_FOLDER/port"
  taken=$(<"$TEST_FOLDER/port")
  sed -i "s/^amqp=.*/amqp=$taken/" "$RUN/ports"
  ports_assign
  assert_equal "$api" "${PORTS[api]}"
  [[ ${PORTS[amqp]} != "$taken" ]] || fail_test "the taken port $taken was kept"
}

test_a_wanted_port_that_is_taken_is_named() {
  load_launcher "$TEST_FOLDER/home"
  listen "$TEST_FOLDER/port"
  local said
  said=$(ports_assign "$(<"$TEST_FOLDER/port")" 2>&1) && fail_test 'the taken port was accepted'
  assert_contains "$said" "port $(<"$TEST_FOLDER/port") is taken"
}

test_the_home_and_its_secrets_are_their_owners_only() {
  load_launcher "$TEST_FOLDER/home"
  home_secret amqp-password >/dev/null
  assert_equal 700 "$(stat -c %a "$RENDERLINE_HOME")"
  assert_equal 600 "$(stat -c %a "$RENDERLINE_HOME/secrets/amqp-password")"
  assert_equal "$(home_secret amqp-password)" "$(home_secret amqp-password)"
}

test_a_folder_becomes_a_valid_file_url() {
  load_launcher "$TEST_FOLDER/home"
  assert_equal 'file:/a%20b/100%25/c%23d' "$(file_url '/a b/100%/c#d')"
}

test_the_address_in_a_broker_url_is_understood() {
  load_launcher "$TEST_FOLDER/home"
  assert_equal 'host 5673' "$(amqp_address 'amqp://user:p%40ss@host:5673/vhost')"
  assert_equal 'host 5672' "$(amqp_address 'amqp://host')"
  assert_equal 'host 5671' "$(amqp_address 'amqps://user:pass@host/%2F')"
}

test_a_broker_that_is_asked_for_and_not_there_is_named() {
  load_launcher "$TEST_FOLDER/home"
  assert_contains "$(RENDERLINE_BROKER=docker DOCKER_HOST=unix:///nowhere broker_choose 2>&1)" 'no Docker engine answers'
  assert_contains "$(RENDERLINE_BROKER=kafka broker_choose 2>&1)" 'set it to docker or native'
}
