# shellcheck shell=bash
# The S3 server that tests run against: versitygw, one Go program, built once per machine and kept in the cache.

readonly S3_SERVER=github.com/versity/versitygw/cmd/versitygw
readonly S3_SERVER_VERSION=v1.8.0
GO=''
GO_VERSION=''

s3_server_path() { printf '%s/versitygw-%s/versitygw' "$RENDERLINE_CACHE" "${S3_SERVER_VERSION#v}"; }

# s3_server_find: sets RENDERLINE_TEST_S3_SERVER to the one that is named, or that was built before.
s3_server_find() {
  [[ -z ${RENDERLINE_TEST_S3_SERVER:-} ]] || return 0
  [[ -x $(s3_server_path) ]] || return 1
  RENDERLINE_TEST_S3_SERVER=$(s3_server_path)
}

# From 1.21 on, Go fetches the newer version that a program asks for by itself.
go_find() {
  local candidate
  for candidate in go /usr/local/go/bin/go /usr/lib/go/bin/go /usr/lib/go-1.*/bin/go; do
    candidate=$(command -v "$candidate") || continue
    GO_VERSION=$(GOTOOLCHAIN=local "$candidate" env GOVERSION 2>/dev/null) || continue
    if [[ $GO_VERSION =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 21)); then
      GO=$candidate
      return 0
    fi
  done
  return 1
}

go_offered() {
  package_offered golang-go &&
    [[ $(LC_ALL=C apt-cache policy golang-go 2>/dev/null) =~ Candidate:\ ([0-9]+:)?1\.([0-9]+) ]] &&
    ((BASH_REMATCH[2] >= 21))
}

s3_server_remedy() {
  if go_offered; then
    install_command golang-go
  else
    printf 'install Go 1.21 or newer (https://go.dev/doc/install), or let RENDERLINE_TEST_S3_SERVER name a versitygw'
  fi
}

# s3_server_want: what building it needs, where it is not built yet.
s3_server_want() {
  s3_server_find || go_find || {
    go_offered || fail 'no Go to build the S3 server with' '' "$(s3_server_remedy)"
    want_packages golang-go
  }
}

# s3_server_build: builds it where it is missing; sets RENDERLINE_TEST_S3_SERVER.
s3_server_build() {
  local label="S3 server for tests, versitygw $S3_SERVER_VERSION" folder lock
  step_begin "$label"
  folder=$(dirname "$(s3_server_path)")
  exec {lock}>"$folder.lock"
  flock "$lock"
  if ! s3_server_find; then
    go_find || fail 'Go is still missing' "$LOGS/packages.log" "$(s3_server_remedy)"
    # What it is made of is 1.5 GB, which nobody needs afterwards
    rm -rf "$folder.part"
    run_logged "$LOGS/s3-server.log" env GOPATH="$folder.part" GOCACHE="$folder.part/cache" GOBIN="$folder.part" \
      GOFLAGS=-modcacherw "$GO" install "$S3_SERVER@$S3_SERVER_VERSION" ||
      fail 'the S3 server for tests could not be built' "$LOGS/s3-server.log" "$(s3_server_remedy)"
    mkdir -p "$folder"
    mv "$folder.part/versitygw" "$folder/"
    rm -rf "$folder.part"
    label+=', built'
    s3_server_find
  fi
  exec {lock}>&-
  [[ -x $RENDERLINE_TEST_S3_SERVER ]] ||
    fail "RENDERLINE_TEST_S3_SERVER is $RENDERLINE_TEST_S3_SERVER, where no program is" '' "$(s3_server_remedy)"
  export RENDERLINE_TEST_S3_SERVER
  step_done "$label"
}
