# shellcheck shell=bash
# Where things lie: everything of one installation under RENDERLINE_HOME, everything that can be made again and
# shared between installations under RENDERLINE_CACHE.

readonly PORT_NAMES=(api worker-heavy worker-light amqp erlang epmd)
declare -gA PORTS=()

user_folder() {
  local home=${HOME:-}
  [[ -n $home ]] || home=$(getent passwd "$(id -u)" | cut -d: -f6)
  printf '%s' "${home:-/tmp}"
}

# home_resolve PATH: sets the folders of this installation; creates nothing.
home_resolve() {
  RENDERLINE_HOME=$(realpath -m -- "${1:-${RENDERLINE_HOME:-$(user_folder)/.renderline}}")
  RENDERLINE_CACHE=$(realpath -m -- "${RENDERLINE_CACHE:-${XDG_CACHE_HOME:-$(user_folder)/.cache}/renderline}")
  RUN=$RENDERLINE_HOME/run
  LOGS=$RENDERLINE_HOME/logs
  export RENDERLINE_HOME RENDERLINE_CACHE
}

# home_create: the home holds other people's files and a broker's password, so only its owner may enter.
home_create() {
  if [[ ! -d $RENDERLINE_HOME ]]; then
    mkdir -p "$RENDERLINE_HOME" || fail "cannot create $RENDERLINE_HOME" '' 'name another folder with --home'
    chmod 700 "$RENDERLINE_HOME"
  fi
  [[ -w $RENDERLINE_HOME ]] || fail "cannot write to $RENDERLINE_HOME" '' 'name another folder with --home'
  mkdir -p "$RUN" "$LOGS" "$RENDERLINE_CACHE"
}

# home_secret NAME: a password that is made once per home and kept, readable by its owner only.
home_secret() {
  local file=$RENDERLINE_HOME/secrets/$1
  if [[ ! -s $file ]]; then
    (
      umask 077
      mkdir -p "${file%/*}"
      od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file.new"
      mv "$file.new" "$file"
    )
  fi
  cat "$file"
}

# A short name of this home that differs between homes: for a broker's node or container.
home_id() { printf '%s' "$RENDERLINE_HOME" | sha256sum | cut -c1-12; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port_choose() {
  local candidate
  # Below 32768, where Linux takes the ports of outgoing connections from, so that none of those can be in the way.
  while :; do
    candidate=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    [[ " ${PORTS[*]} " == *" $candidate "* ]] || port_taken "$candidate" || break
  done
  printf '%s' "$candidate"
}

ports_load() {
  local name port
  PORTS=()
  [[ -r $RUN/ports ]] || return 0
  while IFS='=' read -r name port; do
    [[ $port =~ ^[0-9]+$ ]] && PORTS[$name]=$port
  done <"$RUN/ports"
}

# ports_assign [API_PORT]: last time's ports where they are still free, others where not.
ports_assign() {
  local wanted=${1:-} name
  ports_load
  if [[ -n $wanted ]]; then
    ! port_taken "$wanted" || fail "port $wanted is taken by another program" '' \
      'name another port with --port, or leave --port out to get a free one'
    PORTS[api]=$wanted
  fi
  for name in "${PORT_NAMES[@]}"; do
    if [[ -z ${PORTS[$name]:-} ]] || port_taken "${PORTS[$name]}"; then
      PORTS[$name]=''
      PORTS[$name]=$(port_choose)
    fi
  done
  for name in "${PORT_NAMES[@]}"; do printf '%s=%s\n' "$name" "${PORTS[$name]}"; done >"$RUN/ports.new"
  mv "$RUN/ports.new" "$RUN/ports"
}

api_url() { printf 'http://127.0.0.1:%s' "${PORTS[api]}"; }
