# shellcheck shell=bash
# `bench`: how fast it is, side by side with the same work done by hand, in a throw-away home.

readonly BENCH_JAR=bench/target/renderline-bench.jar
readonly BENCH_MODEL_DEFAULT=bench/models/robot_arm_leader.step

# command_bench [CASE...] [--quick] [--out DIR] [--model FILE]
command_bench() {
  local status=0 model=$PROJECT/$BENCH_MODEL_DEFAULT arguments=()
  while (($# > 0)); do
    case $1 in
      --model)
        (($# > 1)) || misused '--model needs a STEP file'
        model=$(realpath -- "$2")
        shift
        ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  [[ -r $model ]] || fail "cannot read $model" '' 'name a STEP file of many parts with --model'
  # Named servers are the user's own: a million tasks are not for them.
  unset RENDERLINE_AMQP_URL RENDERLINE_DB_URL RENDERLINE_BLOB_URL
  home_for_once bench
  machine_prepare
  applications_build
  bench_build
  applications_unpack
  python_environment
  ports_assign
  broker_start
  services_start
  printf '\n'
  bench_environment "$model"
  # What measures takes from what is measured: as little as can be goes into compiling it.
  "$JDK/bin/java" -XX:TieredStopAtLevel=1 -jar "$PROJECT/$BENCH_JAR" ${arguments[@]+"${arguments[@]}"} || status=$?
  return "$status"
}

bench_build() {
  step_begin 'Build the benchmark'
  maven_run -q -DskipTests -Drenderline.quick=true -pl bench -am package >"$LOGS/build.log" 2>&1 ||
    fail 'the build failed' "$LOGS/build.log" 'mend what the log names, then start again'
  step_done 'Built the benchmark'
}

bench_environment() {
  export BENCH_API BENCH_AMQP=$AMQP_URL BENCH_HOME=$RENDERLINE_HOME BENCH_PYTHON=$ENGINE_PYTHON
  export BENCH_SCRIPTS=$PROJECT/bench/src/main/python BENCH_MODEL=$1 BENCH_SAMPLE=$PROJECT/$SAMPLE
  export BENCH_SCENE=$PROJECT/samples/bouncing_ball.blend
  export BENCH_PID_API BENCH_PID_HEAVY BENCH_PID_LIGHT
  BENCH_API=$(api_url)
  pid_of api && BENCH_PID_API=$PID
  pid_of worker-heavy && BENCH_PID_HEAVY=$PID
  pid_of worker-light && BENCH_PID_LIGHT=$PID
}
