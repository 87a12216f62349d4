# shellcheck shell=bash
# What a test sets or replaces is used by the launcher that it loads.
# shellcheck disable=SC2034,SC2317
# A project around the real launcher in which only what takes time is replaced: Maven, the JVMs and Blender's
# environment. Processes, ports, the broker and every line of the launcher are the real ones.

# load_launcher HOME: the launcher's functions in this shell, for a test of one of them.
load_launcher() {
  local part
  PROJECT=$(dirname "$LAUNCHER")
  for part in output home process packages java applications class_cache python broker broker_docker s3_server \
    services supervisor up inspect doctor verify main; do
    # shellcheck source=/dev/null
    source "$LAUNCHER/$part.sh"
  done
  home_resolve "$1"
  home_create
}

make_project() {
  PROJECT_FOLDER=$TEST_FOLDER/project
  local support=$LAUNCHER/test/support
  mkdir -p "$PROJECT_FOLDER"/{samples,render-engine,api,bin} "$TEST_FOLDER/jdk/bin"
  cp "$LAUNCHER/../renderline" "$PROJECT_FOLDER/"
  mkdir "$PROJECT_FOLDER/launcher"
  cp "$LAUNCHER"/*.sh "$LAUNCHER"/*.py "$PROJECT_FOLDER/launcher/"
  cp -r "$LAUNCHER/../docker" "$PROJECT_FOLDER/"
  printf 'bpy==0.0\n' >"$PROJECT_FOLDER/render-engine/requirements.txt"
  printf '<project/>\n' >"$PROJECT_FOLDER/pom.xml"
  (
    # shellcheck source=../../up.sh
    source "$LAUNCHER/up.sh"
    printf 'ISO-10303-21;\n' >"$PROJECT_FOLDER/$SAMPLE"
  )
  printf 'JAVA_VERSION="25.0.1"\n' >"$TEST_FOLDER/jdk/release"
  install -m 755 "$support/fake_java.py" "$TEST_FOLDER/jdk/bin/java"
  install -m 755 "$support/fake_java.py" "$TEST_FOLDER/jdk/bin/javac"
  install -m 755 "$support/fake_maven.sh" "$PROJECT_FOLDER/bin/mvn"
  export JAVA_HOME=$TEST_FOLDER/jdk PATH=$PROJECT_FOLDER/bin:$PATH
  make_environment
}

# An environment that is whole in the launcher's eyes; its Python is the real one.
make_environment() {
  local folder
  folder=$(
    load_launcher "$TEST_FOLDER/probe"
    PROJECT=$PROJECT_FOLDER
    python_find
    python_folder
  )
  mkdir -p "$folder/bin" "$folder/lib"
  ln -s "$(python3 -c 'import sys; print(sys.executable)')" "$folder/bin/python"
  printf '0\n' >"$folder/.complete"
}

# renderline COMMAND HOME [ARGUMENTS]
renderline() {
  local command=$1 home=$2
  shift 2
  "$PROJECT_FOLDER/renderline" "$command" --home "$home" "$@"
}

end_what_the_test_started() {
  local home pid
  for home in "$TEST_FOLDER"/*/; do
    for pid in $(processes_of "$home"); do kill -KILL "$pid" 2>/dev/null || true; done
    if [[ -e $home/run/supervisor.pid ]]; then kill -KILL "$(pid_in "$home" supervisor)" 2>/dev/null || true; fi
    for pid in $(processes_of "$home"); do kill -KILL "$pid" 2>/dev/null || true; done
  done
}
