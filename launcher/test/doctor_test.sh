# shellcheck shell=bash
# What a test sets or replaces is used by the launcher that it loads.
# shellcheck disable=SC2034,SC2317
# What is said when something is missing.

# A PATH of everything that is there but the named programs.
path_without() {
  local folder=$TEST_FOLDER/path program IFS=:
  mkdir "$folder"
  for program in $PATH; do [[ ! -d $program ]] || ln -s "$program"/* "$folder/" 2>/dev/null || true; done
  for program in "$@"; do rm -f "$folder/$program"; done
  printf '%s' "$folder"
}

test_doctor_names_the_command_that_mends_what_is_missing() {
  make_project
  rm "$PROJECT_FOLDER/bin/mvn"
  local path said status=0
  path=$(path_without mvn ffmpeg)
  said=$(PATH=$path renderline doctor "$TEST_FOLDER/home" 2>&1) || status=$?
  assert_equal 1 "$status"
  assert_contains "$said" 'sudo apt-get update && sudo apt-get install -y --no-install-recommends maven'
  assert_contains "$said" 'sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg'
  assert_contains "$said" '25.0.1'
}

test_doctor_is_content_when_all_is_here_and_makes_nothing() {
  make_project
  local said
  said=$(doctor_here) || fail_test "$said"
  assert_contains "$said" 'All that is needed is here.'
  [[ ! -e $TEST_FOLDER/home ]] || fail_test 'doctor made the home'
}

doctor_here() { renderline doctor "$TEST_FOLDER/home" 2>&1; }

test_without_root_the_exact_command_is_printed_and_nothing_installed() {
  load_launcher "$TEST_FOLDER/home"
  is_root() { false; }
  apt_install() { fail_test 'apt was called'; }
  want_packages rabbitmq-server python3.11-venv
  local said
  said=$(packages_install 2>&1) && fail_test 'it went on without what is missing'
  assert_contains "$said" \
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends rabbitmq-server python3.11-venv'
}

test_a_damaged_environment_is_noticed() {
  make_project
  load_launcher "$TEST_FOLDER/home"
  PROJECT=$PROJECT_FOLDER
  python_find
  local folder
  folder=$(python_folder)
  python_environment_whole "$folder" || fail_test 'a whole one was taken for damaged'
  touch "$folder/lib/one"
  printf '2\n' >"$folder/.complete"
  if python_environment_whole "$folder"; then fail_test 'a lost file went unnoticed'; fi
}

test_unknown_arguments_are_refused() {
  make_project
  local said status=0
  said=$(renderline up "$TEST_FOLDER/home" --sideways 2>&1) || status=$?
  assert_equal 2 "$status"
  assert_contains "$said" 'unknown argument: --sideways'
  said=$(renderline up "$TEST_FOLDER/home" --port 70000 2>&1) && fail_test 'port 70000 was accepted'
  assert_contains "$said" '--port takes a number'
}

test_without_go_it_is_said_how_the_tests_get_their_s3_server() {
  load_launcher "$TEST_FOLDER/home"
  unset RENDERLINE_TEST_S3_SERVER
  go_find() { return 1; }
  apt-cache() { printf '  Candidate: 2:1.19~1\n'; }
  local said
  said=$(s3_server_want 2>&1) && fail_test 'it went on without Go'
  assert_contains "$said" 'Go 1.21 or newer'
  apt-cache() { printf '  Candidate: 2:1.24~2\n'; }
  s3_server_want
  assert_equal golang-go "${WANTED_PACKAGES[*]}"
}

test_the_s3_server_is_built_once_and_nothing_is_left_of_the_building() {
  load_launcher "$TEST_FOLDER/home"
  unset RENDERLINE_TEST_S3_SERVER
  go_find() { GO=$TEST_FOLDER/go; }
  cat >"$TEST_FOLDER/go" <<'TEXT'
#!/bin/sh
mkdir -p "$GOPATH/pkg" && printf '#!/bin/sh\n' >"$GOBIN/versitygw" && chmod +x "$GOBIN/versitygw"
printf '%s\n' "$*" >>"$(dirname "$0")/calls"
TEXT
  chmod +x "$TEST_FOLDER/go"
  s3_server_build
  unset RENDERLINE_TEST_S3_SERVER
  s3_server_build
  assert_equal 'install github.com/versity/versitygw/cmd/versitygw@v1.8.0' "$(cat "$TEST_FOLDER/calls")"
  assert_equal "$RENDERLINE_CACHE/versitygw-1.8.0/versitygw" "$RENDERLINE_TEST_S3_SERVER"
  [[ ! -e $RENDERLINE_CACHE/versitygw-1.8.0.part ]] || fail_test 'what it was built of is left'
}

# What Blender finds is made up; the rest is what runs.
check_gpu_devices() {
  mkdir -p "$TEST_FOLDER/python/renderline_engine"
  printf 'class Arguments(dict):\n    pass\n' >"$TEST_FOLDER/python/renderline_engine/arguments.py"
  printf 'def devices(arguments, progress):\n    return {"devices": [%s]}\n' "$1" \
    >"$TEST_FOLDER/python/renderline_engine/devices.py"
  PYTHONPATH=$TEST_FOLDER/python:$LAUNCHER python3 "$LAUNCHER/check_gpu.py" devices 2>&1
}

test_check_gpu_says_that_there_is_none_and_fails() {
  local said status=0
  said=$(check_gpu_devices '{"backend": "CPU", "name": "A processor", "id": "CPU", "driver": None}') || status=$?
  assert_equal 1 "$status"
  assert_contains "$said" 'There is no GPU here that Blender can use'
}

test_check_gpu_goes_on_where_there_is_one() {
  local said
  said=$(check_gpu_devices '{"backend": "OPTIX", "name": "A card", "id": "CUDA_A card_0000:0a:00", "driver": "570.1"}')
  assert_contains "$said" 'OPTIX   A card, driver 570.1'
}
