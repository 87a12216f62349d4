# shellcheck shell=bash
# The three applications: built when their sources changed, unpacked once per build, and started with a cache of
# loaded and linked classes, which the JVM only accepts for exactly the files that it was made from.

readonly APPLICATIONS=(api worker-heavy worker-light)
declare -gA APPLICATION_FOLDERS=()

application_jar() {
  case $1 in
    api) printf '%s/api/target/renderline-api.jar' "$PROJECT" ;;
    *) printf '%s/render-%s/target/renderline-%s.jar' "$PROJECT" "$1" "$1" ;;
  esac
}

# Names, sizes and times of all that goes into the jars: unlike "newer than the jar", this sees deleted files too.
sources_stamp() {
  (
    cd "$PROJECT" || exit
    find ./pom.xml ./*/ -type d \( -name target -o -name test \
      -o -name docs -o -name docker -o -name samples -o -name launcher -o -name __pycache__ -o -name '.*' \) -prune -o \
      -type f -printf '%p %s %T@\n' |
      LC_ALL=C sort | sha256sum | cut -c1-64
  )
}

applications_built() {
  local name
  for name in "${APPLICATIONS[@]}"; do [[ -s $(application_jar "$name") ]] || return 1; done
  [[ $(cat "$PROJECT/target/launcher.stamp" 2>/dev/null) == "$1" ]]
}

applications_build() {
  local stamp lock log=$LOGS/build.log
  step_begin 'Build with Maven'
  stamp=$(sources_stamp)
  if applications_built "$stamp"; then
    step_done 'Build is up to date'
    return 0
  fi
  mkdir -p "$PROJECT/target"
  # Two homes may share one checkout: the second waits, and then finds the work done.
  exec {lock}>"$PROJECT/target/launcher.lock"
  flock "$lock"
  if ! applications_built "$stamp"; then
    maven_run -q -DskipTests -Drenderline.quick=true -pl api,render-worker-heavy,render-worker-light -am package \
      >"$log" 2>&1 ||
      fail 'the build failed' "$log" 'mend what the log names, then start again'
    printf '%s\n' "$stamp" >"$PROJECT/target/launcher.stamp"
  fi
  exec {lock}>&-
  step_done 'Built with Maven'
}

# applications_unpack: one folder per content of a jar, so that an old build's class cache is never tried on a new one.
applications_unpack() {
  local name jar folder
  step_begin 'Unpack the applications'
  for name in "${APPLICATIONS[@]}"; do
    jar=$(application_jar "$name")
    folder=$RENDERLINE_CACHE/app-$name-$(sha256sum "$jar" | cut -c1-12)
    if [[ ! -d $folder ]]; then
      rm -rf "$folder.$$"
      run_logged "$LOGS/build.log" "$JDK/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$folder.$$" ||
        fail "cannot unpack $jar" "$LOGS/build.log" "remove $jar and start again"
      mv -T "$folder.$$" "$folder" 2>/dev/null || rm -rf "$folder.$$"
    fi
    touch "$folder"
    APPLICATION_FOLDERS[$name]=$folder
  done
  applications_prune
  step_done 'Applications unpacked'
}

# Builds that nobody started for two weeks, unless a process still runs from them.
applications_prune() {
  local folder
  while IFS= read -r folder; do
    grep -qlF -e "$folder" /proc/[0-9]*/cmdline 2>/dev/null || rm -rf "$folder"
  done < <(find "$RENDERLINE_CACHE" -maxdepth 1 -name 'app-*' -mtime +14)
}

# java_options NAME: fills JAVA_OPTIONS. One collector thread and small stacks keep an idle process small; the heap
# starts small, and its limit is for what a process may hold at once, the largest picture above all.
#
# The second compiler takes only what runs 20 times as often as it would by itself: else it takes a third of the
# processor time of the first minutes, and 30 MB. Hashing, of files of hundreds of megabytes, is still compiled by it in a
# tenth of a second, and needs it: no other code uses the processor's instructions for SHA-256. What it has used of C's
# memory is given back.
java_options() {
  local name=$1
  JAVA_OPTIONS=(-XX:+UseSerialGC -Xss512k -Xms48m -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=35
    -XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000 -XX:Tier4CompileThreshold=300000
    -XX:Tier4BackEdgeThreshold=800000 -XX:TrimNativeHeapInterval=10000
    -XX:ReservedCodeCacheSize=96m -XX:+ExitOnOutOfMemoryError "-XX:ErrorFile=$LOGS/$name-crash-%p.log"
    --enable-native-access=ALL-UNNAMED)
  case $name in
    api) JAVA_OPTIONS+=(-Xmx768m -XX:MaxNewSize=16m) ;;
    worker-heavy) JAVA_OPTIONS+=(-Xmx2g) ;;
    worker-light) JAVA_OPTIONS+=(-Xmx768m) ;;
  esac
}

# application_exec NAME [OPTION...]: becomes the application. RENDERLINE_JAVA_OPTS comes last and so wins.
application_exec() {
  local name=$1 folder extra=()
  shift
  folder=${APPLICATION_FOLDERS[$name]}
  java_options "$name"
  # By default glibc keeps a heap of its own for every thread that ever allocated.
  export MALLOC_ARENA_MAX=2
  read -ra extra <<<"${RENDERLINE_JAVA_OPTS:-}"
  exec setsid "$JDK/bin/java" "${JAVA_OPTIONS[@]}" "$@" "${extra[@]}" -jar "$folder/renderline-$name.jar"
}
