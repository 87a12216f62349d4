# shellcheck shell=bash
# What compose.sh stands on: a project of its own, and questions to it.

PASSED=no
KEEP=no
MODEL=''

prepare() {
  { docker compose version && docker info; } >/dev/null 2>&1 ||
    fail_test 'No Docker engine with compose answers: start one, or let DOCKER_HOST name it.'
  SCRATCH=$(mktemp -d)
  export COMPOSE_PROJECT_NAME=renderline-test RENDERLINE_VERSION=test RENDERLINE_BIND=127.0.0.1
  read -r RENDERLINE_PORT RABBITMQ_CONSOLE_PORT PROMETHEUS_PORT GRAFANA_PORT < <(free_ports 4)
  export RENDERLINE_PORT RABBITMQ_CONSOLE_PORT PROMETHEUS_PORT GRAFANA_PORT
  API=http://127.0.0.1:$RENDERLINE_PORT
  trap finish EXIT
  docker compose down --volumes --remove-orphans 2>/dev/null
  leave_out_what_has_no_image
}

finish() {
  if [[ $PASSED == no ]]; then
    tail -n 40 "$SCRATCH/log"
    docker compose ps --all || true
    docker compose logs --tail 40 || true
    printf 'FAILED\n'
  fi
  if [[ $KEEP == yes ]]; then
    printf '%s runs as project %s\n' "$API" "$COMPOSE_PROJECT_NAME"
  else
    docker compose down --volumes --remove-orphans 2>/dev/null
  fi
  rm -rf "$SCRATCH"
}

free_ports() {
  python3 -c 'import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in held))' "$1"
}

# A service whose image is neither here nor to be had gets a profile that nobody asks for.
leave_out_what_has_no_image() {
  local service image override=$SCRATCH/without.yml
  printf 'services:\n' >"$override"
  while read -r service image; do
    docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null 2>&1 && continue
    printf 'LEFT OUT: %s, because %s is not here and cannot be pulled\n' "$service" "$image"
    printf '  %s:\n    profiles: [left-out]\n' "$service" >>"$override"
    export COMPOSE_FILE=docker-compose.yml:$override
  done < <(docker compose config --format json | python3 -c 'import json, sys
for name, service in json.load(sys.stdin)["services"].items():
    if "build" not in service: print(name, service["image"])')
}

# ask PATH EXPRESSION: the expression's value, where a is the answer.
ask() {
  curl -sf --max-time 30 "$API$1" | python3 -c 'import json, sys
a = json.load(sys.stdin)
print(eval(sys.argv[1]))' "$2"
}

# post VIEWS FROM: a job of small views that no other FROM has; prints its id.
post() {
  python3 -c 'import json, sys
model, views, start = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
print(json.dumps({"kind": "still", "model": model, "width": 64, "height": 64, "samples": 1, "denoise": False,
                  "views": [{"azimuth": n * 7, "elevation": start / 10} for n in range(views)]}))' "$MODEL" "$1" "$2" |
    curl -sf --max-time 30 -H 'Content-Type: application/json' -d @- "$API/v1/jobs" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'
}

has_ended_well() {
  local state
  state=$(ask "/v1/jobs/$1" 'a["state"]') || return 1
  [[ $state != FAILED && $state != CANCELLED ]] || fail_test "the job $1 is $state"
  [[ $state == SUCCEEDED ]]
}

runs_somewhere() { [[ $(ask "/v1/jobs/$1/tasks" 'any(t["state"] == "RUNNING" for t in a)') == True ]]; }

# workers_are_up ROLE COUNT: so many, each by a name and on a host of its own.
workers_are_up() {
  local found
  found=$(ask /v1/workers "(lambda up: (len({w['name'] for w in up}), len({w['host'] for w in up})))(
    [w for w in a if w['state'] == 'up' and '-$1-' in w['name']])") || return 1
  [[ $found == "($2, $2)" ]]
}

all_are_healthy() { ! docker compose ps --all --format '{{.Health}}' | grep -qvx healthy; }

# What was asked for is asked for again: it is there at once, and it is the same bytes.
assert_all_is_kept() {
  local first again
  first=$(ask '/v1/jobs?limit=100' 'a["items"][-1]["id"]')
  has_ended_well "$first"
  curl -sf -o "$SCRATCH/again.png" "$API$(ask "/v1/jobs/$first" 'a["results"][0]["url"]')"
  cmp "$SCRATCH/view-1.png" "$SCRATCH/again.png"
  again=$(post 48 100)
  has_ended_well "$again" || fail_test 'what was rendered already is not found again'
  assert_equal 0 "$(ask "/v1/jobs/$again" 'a["tasks"]["total"] - a["tasks"]["cached"]')"
  # A view that is new: the whole way works.
  again=$(post 1 "$((700 + SECONDS % 100))")
  eventually 120 has_ended_well "$again"
}

prometheus_reaches() {
  [[ $(curl -sf "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/targets" | python3 -c 'import json, sys
print([t["health"] for t in json.load(sys.stdin)["data"]["activeTargets"]].count("up"))') == "$1" ]]
}

png_size() { python3 -c 'import struct, sys; print(*struct.unpack(">II", open(sys.argv[1], "rb").read(24)[16:]))' "$1"; }

# The README's commands as they are printed there, but for the address.
# shellcheck disable=SC2016 # nothing is to be replaced in what sed reads
walk_through() {
  sed -n '/^## From a STEP file to a picture/,/^## When something fails/p' README.md | sed -n '/^```bash/,/^```$/p' | sed '/^```/d' |
    sed "s#http://127.0.0.1:8080#$API#"
}

# A program that takes the lock of a card as the engine takes it, says so by its exit status, and keeps it meanwhile.
lock_program() {
  printf '%s\n' 'import fcntl, os, sys' \
    'lock = open(os.environ["RENDERLINE_DEVICE_LOCK_DIR"] + "/test-card.lock", "w")' \
    'try: fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)' \
    'except OSError: sys.exit(3)'
}

# lock_is taken|free SERVICE INDEX
lock_is() {
  local status=0
  docker compose exec -T --index "$3" "$2" python3.11 -c "$(lock_program)" || status=$?
  case $1 in
    taken) ((status == 3)) ;;
    free) ((status == 0)) ;;
  esac
}
