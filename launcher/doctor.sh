# shellcheck shell=bash
# `doctor`: what is found, what is missing, and the exact command that mends each. It changes nothing.

DOCTOR_STATUS=0

found() { printf '  %s✓%s %-20s %s\n' "$GREEN" "$PLAIN" "$1" "$2"; }

# missing NAME WHAT COMMAND: something without which `up` fails.
missing() {
  printf '  %s✗%s %-20s %s\n      %s\n' "$RED" "$PLAIN" "$1" "$2" "$3"
  DOCTOR_STATUS=1
}

# lacking NAME WHAT COMMAND: something that `up` makes itself, or that only some work needs.
lacking() { printf '  %s·%s %-20s %s\n      %s\n' "$YELLOW" "$PLAIN" "$1" "$2" "$3"; }

command_doctor() {
  # apt's lists are only read: fetching them is for `up`.
  LISTS_FETCHED=no
  printf 'Renderline on this machine\n'
  doctor_java
  doctor_python
  doctor_broker
  doctor_database
  doctor_extras
  doctor_space
  if ((DOCTOR_STATUS == 0)); then
    printf 'All that is needed is here.\n'
  elif is_root && apt_here; then
    printf "Something is missing; './renderline up' installs what apt offers.\n"
  else
    printf 'Something is missing; the lines above name what mends it.\n'
  fi
  return "$DOCTOR_STATUS"
}

doctor_java() {
  if java_find; then
    found 'JDK 25' "$JDK_VERSION  $JDK"
  else
    missing 'JDK 25' 'not found' "$(java_remedy)"
  fi
  if maven_find; then
    found Maven "$(maven_version)  $MVN"
  else
    missing Maven 'not found' "$(install_command maven)"
  fi
}

doctor_python() {
  local i folder libraries=()
  if python_find; then
    found 'Python 3.11' "$PYTHON_VERSION  $PYTHON_BASE"
    folder=$(python_folder)
    if python_environment_whole "$folder"; then
      found 'Python environment' "$folder"
    else
      lacking 'Python environment' "not made yet, or damaged: $folder" \
        "./renderline up makes it (bpy is about 400 MB to fetch)"
    fi
  else
    missing 'Python 3.11' 'not found, and no uv either' "$(python_remedy)"
  fi
  for i in "${!BPY_SONAMES[@]}"; do library_here "${BPY_SONAMES[i]}" || libraries+=("${BPY_LIBRARIES[i]}"); done
  if ((${#libraries[@]} == 0)); then
    found "Blender's libraries" 'all here'
  else
    missing "Blender's libraries" "${libraries[*]}" "$(install_command "${libraries[@]}")"
  fi
}

doctor_broker() {
  local host port
  broker_choose
  case $BROKER in
    named)
      read -r host port <<<"$(amqp_address "$RENDERLINE_AMQP_URL")"
      if amqp_answers "$host" "$port"; then
        found RabbitMQ "answers at $host:$port (RENDERLINE_AMQP_URL)"
      else
        missing RabbitMQ "no answer at $host:$port (RENDERLINE_AMQP_URL)" 'start it, or unset RENDERLINE_AMQP_URL'
      fi
      ;;
    docker) found RabbitMQ "in Docker ($RABBITMQ_IMAGE)" ;;
    native)
      if rabbitmq_find >/dev/null; then
        found RabbitMQ "$(rabbitmq_version)  $(rabbitmq_find)"
      else
        missing RabbitMQ 'neither Docker nor a native server' "$(install_command rabbitmq-server)"
      fi
      ;;
  esac
}

doctor_database() {
  local host port
  if [[ -z ${RENDERLINE_DB_URL:-} ]]; then
    found Postgres 'embedded, comes with the build'
    return
  fi
  read -r host port <<<"$(amqp_address "$RENDERLINE_DB_URL")"
  [[ $RENDERLINE_DB_URL =~ :[0-9]+/ ]] || port=5432
  if (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; then
    found Postgres "answers at $host:$port (RENDERLINE_DB_URL)"
  else
    missing Postgres "no answer at $host:$port (RENDERLINE_DB_URL)" 'start it, or unset RENDERLINE_DB_URL'
  fi
}

doctor_extras() {
  local gpu ffmpeg
  if ffmpeg=$(command -v "${RENDERLINE_FFMPEG:-ffmpeg}"); then
    found FFmpeg "$("$ffmpeg" -version 2>/dev/null | awk 'NR == 1 { print $3 }')  $ffmpeg"
  else
    lacking FFmpeg 'not found: films cannot be encoded' "$(install_command ffmpeg)"
  fi
  if s3_server_find; then
    found 'S3 server' "for tests: $RENDERLINE_TEST_S3_SERVER"
  elif go_find; then
    lacking 'S3 server' "for tests: not built yet, ${GO_VERSION} is here" './renderline test builds it in 3 minutes'
  else
    lacking 'S3 server' 'for tests: not built yet, and no Go to build it with' "$(s3_server_remedy)"
  fi
  if command -v curl >/dev/null; then
    found curl "$(command -v curl)"
  else
    lacking curl "not found: the README's walk-through uses it" "$(install_command curl)"
  fi
  if gpu=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null); then
    found GPU "$(head -n 1 <<<"$gpu")"
  else
    found GPU 'none seen: pictures are rendered on the CPU'
  fi
}

doctor_space() {
  local folder free
  for folder in "$RENDERLINE_HOME" "$RENDERLINE_CACHE"; do
    while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
    free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
    if ((free > 4000)); then
      found 'Disk' "$((free / 1024)) GB free at $folder"
    else
      missing 'Disk' "$free MB free at $folder, 4000 MB are wanted" \
        'make room, or name other folders: --home, RENDERLINE_CACHE'
    fi
  done
}
