# shellcheck shell=bash
# The command line.

usage() {
  cat <<'TEXT'
Renderline: CAD files and scenes in, product pictures out.

  ./renderline up      set up what is missing, start everything, render a sample
      --port N         the API's port (default: a free one, kept for the next time)
      --no-sample      start only
      --detach         return when all is ready, keep running in the background
  ./renderline down    stop everything of this home
  ./renderline status  what runs, where, with how much memory
  ./renderline logs [SERVICE] [-f]
                       api, worker-heavy, worker-light, rabbitmq, supervisor, build, ...
  ./renderline doctor  what is found on this machine, what is missing, and what mends it
  ./renderline test [MAVEN ARGUMENTS]
                       set up and run every test
  ./renderline check-gpu
                       check that this machine's GPUs do all that they should
  ./renderline bench [CASE...] [--quick] [--out DIR] [--model FILE]
                       measure how fast it is, side by side with the same work done by hand

Every command takes --home DIR (or RENDERLINE_HOME); default ~/.renderline. Two homes run side by side.

Environment: RENDERLINE_AMQP_URL, RENDERLINE_DB_URL, RENDERLINE_BLOB_URL name servers that exist already;
RENDERLINE_BROKER=native passes over Docker, RENDERLINE_BROKER=docker takes nothing else;
RENDERLINE_CACHE is the folder for what can be made again; RENDERLINE_PYTHON names a Python 3.11;
RENDERLINE_JAVA_OPTS adds options to every JVM; JAVA_HOME names a JDK 25;
RENDERLINE_TEST_S3_SERVER names a versitygw for 'test'.
TEXT
}

misused() {
  printf '%s\n\n' "$1" >&2
  usage >&2
  exit 2
}

renderline_main() {
  local command=${1:-help} home='' port='' sample=yes detach=no follow=no rest=()
  (($# == 0)) || shift
  while (($# > 0)); do
    case $1 in
      --home | --port)
        (($# > 1)) || misused "$1 needs a value"
        if [[ $1 == --home ]]; then home=$2; else port=$2; fi
        shift
        ;;
      --home=*) home=${1#*=} ;;
      --port=*) port=${1#*=} ;;
      --no-sample) sample=no ;;
      --detach) detach=yes ;;
      -f | --follow)
        if [[ $command == test ]]; then rest+=("$1"); else follow=yes; fi
        ;;
      -h | --help) command=help ;;
      *) rest+=("$1") ;;
    esac
    shift
  done
  if [[ -n $port ]] && ! [[ $port =~ ^[0-9]{1,5}$ && $port -gt 0 && $port -lt 65536 ]]; then
    misused "--port takes a number from 1 to 65535, not '$port'"
  fi
  case $command in
    test | bench | help) ;;
    logs) ((${#rest[@]} <= 1)) || misused 'logs takes one service' ;;
    *) ((${#rest[@]} == 0)) || misused "unknown argument: ${rest[0]}" ;;
  esac
  [[ $(uname -s) == Linux ]] || fail 'the launcher runs on Linux only' '' 'elsewhere: docker compose up'
  home_resolve "$home"
  case $command in
    up) command_up "$port" "$sample" "$detach" ;;
    down) command_down ;;
    status) command_status ;;
    logs) command_logs "$follow" ${rest[@]+"${rest[@]}"} ;;
    doctor) command_doctor ;;
    test) command_test ${rest[@]+"${rest[@]}"} ;;
    check-gpu) command_check_gpu ;;
    bench) command_bench ${rest[@]+"${rest[@]}"} ;;
    supervise) command_supervise ;;
    help | -h | --help) usage ;;
    *) misused "unknown command: $command" ;;
  esac
}
