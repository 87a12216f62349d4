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
