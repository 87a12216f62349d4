# shellcheck shell=bash
# `up`: from whatever the machine has to a running home with one finished picture.

readonly SAMPLE=samples/planetary_nema17_first_stage.step
readonly SAMPLE_SIZE=512

# command_up PORT SAMPLE(yes|no) DETACH(yes|no)
command_up() {
  local port=$1 sample=$2 detach=$3 began status=0
  began=$(now_us)
  home_create
  supervisor_claim || already_running
  supervisor_guard
  supervisor_state starting
  clean_up_remains
  machine_prepare
  ports_assign "$port"
  applications_build
  applications_unpack
  python_environment
  broker_start
  services_start
  supervisor_state ready
  [[ $sample == no ]] || sample_render || status=1
  up_banner "$began" "$detach"
  if [[ $detach == yes ]]; then
    supervisor_detach
    exit "$status"
  fi
  spawn class-caches class_caches_make
  supervise
}

already_running() {
  local state=''
  { read -r state <"$RUN/state"; } 2>/dev/null || true
  ports_load
  if [[ $state == ready ]]; then
    printf 'Renderline already runs here: %s  (home %s, process %s)\n' "$(api_url)" "$RENDERLINE_HOME" "$PID"
    exit 0
  fi
  printf 'Renderline is just starting here (home %s, process %s)\n' "$RENDERLINE_HOME" "$PID"
  exit 1
}

clean_up_remains() {
  home_runs || return 0
  step_begin 'Clean up what a crash left'
  stop_all
  step_done 'Cleaned up what a crash left'
}

# machine_prepare: finds the parts, and installs in one go what is missing.
machine_prepare() {
  step_begin 'Look for JDK, Python and broker'
  java_want
  applications_built "$(sources_stamp)" || maven_want
  python_want
  broker_want
  extras_want
  if ((${#WANTED_PACKAGES[@]} > 0)); then
    packages_install
    java_find || fail 'JDK 25 is still missing' "$LOGS/packages.log" "$(java_remedy)"
    python_find || fail 'Python 3.11 is still missing' "$LOGS/packages.log" "$(python_remedy)"
  else
    step_done "JDK $JDK_VERSION, Python $PYTHON_VERSION, RabbitMQ ($BROKER)"
  fi
  maven_find || true
}

# What nothing here fails without: FFmpeg for videos, curl for the walk-through.
extras_want() {
  local program
  for program in ffmpeg curl; do
    command -v "$program" >/dev/null || ! is_root || ! package_offered "$program" || want_packages "$program"
  done
}

sample_render() {
  local picture
  step_begin "Render $SAMPLE"
  mkdir -p "$RENDERLINE_HOME/pictures"
  if ! run_logged "$LOGS/sample.log" "$ENGINE_PYTHON" "$PROJECT/launcher/render_sample.py" "$(api_url)" \
    "$PROJECT/$SAMPLE" "$RENDERLINE_HOME/pictures" "$SAMPLE_SIZE" "$RUN/sample"; then
    printf '%s%s✗%s the sample was not rendered\n' "$ERASE" "$RED" "$PLAIN" >&2
    log_tail "$LOGS/sample.log" 5 >&2
    printf '  log: %s\n  what to do: ./renderline logs worker-light shows what the worker said\n' "$LOGS/sample.log" >&2
    return 1
  fi
  picture=$(cat "$RUN/sample")
  step_done "Sample rendered"
  SAMPLE_PICTURE=$picture
}

up_banner() {
  printf '\n  Renderline is ready after %s\n' "$(human_time $(($(now_us) - $1)))"
  printf '  API      %s\n' "$(api_url)"
  [[ -z ${SAMPLE_PICTURE:-} ]] || printf '  Picture  %s\n' "$SAMPLE_PICTURE"
  printf '  Home     %s\n' "$RENDERLINE_HOME"
  if [[ $2 == yes ]]; then
    printf '  Stop it with: ./renderline down%s\n' "$(home_argument)"
  else
    printf '  Ctrl-C stops everything\n'
  fi
}

# The --home that other commands need to mean this home, or nothing for the default one.
home_argument() {
  [[ $RENDERLINE_HOME == "$(user_folder)/.renderline" ]] || printf ' --home %q' "$RENDERLINE_HOME"
}

# supervisor_detach: hands over to a process in a session of its own. All it has to know goes through one file, which
# holds the broker's password and is therefore the owner's only.
supervisor_detach() {
  (
    umask 077
    declare -p BROKER AMQP_URL ENGINE_PYTHON JDK PORTS APPLICATION_FOLDERS |
      sed 's/^declare -- /declare -g /; s/^declare -\([aAx]\)/declare -g\1/' >"$RUN/plan"
  )
  setsid "$PROJECT/renderline" supervise --home "$RENDERLINE_HOME" >>"$LOGS/supervisor.log" 2>&1 </dev/null &
  local heir=$! deadline=$((SECONDS + 10))
  until pid_of supervisor && ((PID == heir)); do
    ((SECONDS < deadline)) || fail 'the supervisor did not start' "$LOGS/supervisor.log" 'start again'
    sleep 0.05
  done
  trap - INT TERM HUP EXIT
}

command_supervise() {
  # shellcheck source=/dev/null
  source "$RUN/plan"
  supervisor_claim takeover
  supervisor_guard
  spawn class-caches class_caches_make
  supervise
}
