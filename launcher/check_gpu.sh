# shellcheck shell=bash
# `check-gpu`: whether this machine's GPUs do all that Renderline promises of them, in a throw-away home.

command_check_gpu() {
  local status=0
  # Named servers are the user's own.
  unset RENDERLINE_AMQP_URL RENDERLINE_DB_URL RENDERLINE_BLOB_URL
  # What is looked at is what each machine does by itself.
  unset RENDERLINE_WORKER_SLOTS_HEAVY RENDERLINE_LOG_FORMAT
  home_for_once bench
  machine_prepare
  python_environment
  check_gpu_run devices || return 1
  applications_build
  applications_unpack
  ports_assign
  broker_start
  export RENDERLINE_WORKER_DEVICE=gpu RENDERLINE_DEVICE_LOCK_DIR=$RENDERLINE_HOME/locks
  services_start
  printf '\n'
  check_gpu_run all || status=$?
  return "$status"
}

# The same Python that the workers have, and their package as it lies here.
check_gpu_run() {
  CHECK_API=http://127.0.0.1:${PORTS[api]:-0} CHECK_HOME=$RENDERLINE_HOME CHECK_LOGS=$LOGS \
    CHECK_WORKERS="${PORTS[worker-heavy]:-0} ${PORTS[worker-light]:-0}" CHECK_SAMPLE=$PROJECT/$SAMPLE \
    PYTHONPATH=$PROJECT/render-engine/src/main/python:$PROJECT/launcher \
    "$ENGINE_PYTHON" "$PROJECT/launcher/check_gpu.py" "$1"
}
