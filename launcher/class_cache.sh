# shellcheck shell=bash
# A JVM that may use the loaded and linked classes of a former run starts in half the time. Each application is run
# once more, idle and with a home and database of its own, until its beans stand, and what it loaded is kept. This
# happens after everything is ready and at the lowest priority; without it only the next start's time is lost.

class_cache() { printf '%s/classes.aot' "${APPLICATION_FOLDERS[$1]}"; }

training_home() { printf '%s/work/training' "$RENDERLINE_HOME"; }

class_caches_make() {
  local name cache new
  for name in "${APPLICATIONS[@]}"; do
    cache=$(class_cache "$name")
    # One that failed is not tried again until the application changes.
    [[ ! -e $cache && ! -e $cache.failed ]] || continue
    # Named by the home, since two may share this build; whole only once the run has ended by itself.
    new=$cache.$(home_id)
    rm -rf "$(training_home)" "$new" "$new.config"
    mkdir -p "$(training_home)"
    SERVICE_MARK=$(training_home) spawn training training_exec "$name" "$new"
    while pid_of training; do pause 0.5; done
    # The run ends without a shutdown, and so leaves the database that it started.
    sweep "$(training_home)"
    if [[ -s $new ]]; then mv "$new" "$cache"; else touch "$cache.failed"; fi
  done
  rm -rf "$(training_home)"
}

training_exec() {
  local name=$1 home
  home=$(training_home)
  unset RENDERLINE_DB_URL
  RENDERLINE_BLOB_URL=$(file_url "$home/blobs")
  service_environment "$name"
  export RENDERLINE_HOME=$home RENDERLINE_WORK_DIR=$home/work SERVER_PORT=0
  renice -n 19 "$BASHPID" >/dev/null 2>&1 || true
  application_exec "$name" "-XX:AOTCacheOutput=$2" -Dspring.context.exit=onRefresh
}
