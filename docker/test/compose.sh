#!/usr/bin/env bash
# Runs docker-compose.yml for real and asserts what it promises: health, the README's walk-through, more workers, a crash,
# restarts. Needs a Docker engine with compose, curl and Python 3, and leaves nothing behind but images and build cache.
#
#   docker/test/compose.sh [--keep]     --keep leaves everything running, for a look at it
#
# The project, the images' tag and the ports are its own, so that a Renderline that runs already is not touched. Images
# that can't be pulled: docker/stand-ins/build.sh makes stand-ins first; a server without one is left out, and said so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../launcher/test/support/assertions.sh
source launcher/test/support/assertions.sh
# shellcheck source=support.sh
source docker/test/support.sh

test_files_are_valid() {
  docker compose config --quiet
  docker compose -f docker-compose.yml -f docker-compose.gpu.yml config --quiet
}

test_everything_becomes_healthy() {
  local line
  docker compose up --build --detach --wait
  while read -r line; do assert_contains "$line" healthy; done < <(docker compose ps --format '{{.Service}} {{.Health}}')
}

test_applications_are_not_root() {
  local service
  for service in api render-worker-heavy render-worker-light; do
    assert_equal 10001 "$(docker compose exec -T "$service" id -u)"
  done
}

test_readme_walks_through() {
  walk_through >"$SCRATCH/walk.sh"
  ln -s "$PWD/samples" "$SCRATCH/samples"
  (cd "$SCRATCH" && bash -euo pipefail walk.sh) >"$SCRATCH/walk.log" || fail_test "$(<"$SCRATCH/walk.log")"
  assert_equal '512 512' "$(png_size "$SCRATCH/view-1.png")"
  assert_equal '512 512' "$(png_size "$SCRATCH/view-2.png")"
  cmp -s "$SCRATCH/view-1.png" "$SCRATCH/view-2.png" && fail_test 'two views of a model are one and the same picture'
  assert_equal 3 "$(python3 -m zipfile -l "$SCRATCH/pictures.zip" | grep -c '\.webp')"
  assert_equal ftyp "$(head -c 8 "$SCRATCH/ball.mp4" | tail -c 4)"
  MODEL=$(curl -sf -F "file=@$(echo samples/*.step)" "$API/v1/assets" | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
}

test_more_workers_share_a_job() {
  local job
  docker compose up --detach --wait --scale render-worker-light=3
  eventually 30 workers_are_up light 3
  job=$(post 48 100)
  eventually 300 has_ended_well "$job"
  (($(ask "/v1/jobs/$job/tasks" 'len({t["worker"].split("-")[0] for t in a if t["type"] == "render-view"})') >= 2)) ||
    fail_test 'one worker alone rendered 48 views'
}

# A card has one lock for all containers of the host: what one holds, the others cannot have.
test_containers_share_the_device_lock() {
  local from
  docker compose exec -T --detach --index 1 render-worker-light sh -c 'mkfifo /tmp/hold; exec python3.11 -c "$1"' - \
    "$(lock_program)
open(\"/tmp/hold\").read()"
  eventually 10 lock_is taken render-worker-light 2
  for from in 'render-worker-light 3' 'render-worker-heavy 1'; do
    # shellcheck disable=SC2086 # a service and its index
    lock_is taken $from
  done
  docker compose exec -T --index 1 render-worker-light sh -c 'echo done >/tmp/hold'
  eventually 10 lock_is free render-worker-heavy 1
}

test_killed_worker_is_made_up_for() {
  local job worker
  job=$(post 48 300)
  eventually 60 runs_somewhere "$job"
  worker=$(ask "/v1/jobs/$job/tasks" 'next(t["worker"] for t in a if t["state"] == "RUNNING")')
  docker exec "${worker%%-*}" bash -c "kill -9 ${worker##*-}"
  eventually 300 has_ended_well "$job"
  eventually 120 all_are_healthy
  assert_equal 1 "$(docker inspect -f '{{.RestartCount}}' "${worker%%-*}")"
  eventually 30 workers_are_up light 3
}

test_restart_keeps_everything() {
  local job
  job=$(post 24 600)
  docker compose restart
  docker compose up --detach --wait --scale render-worker-light=3
  eventually 300 has_ended_well "$job"
  assert_all_is_kept
}

test_down_and_up_keep_everything() {
  docker compose down
  docker compose up --detach --wait
  eventually 30 workers_are_up light 1
  assert_all_is_kept
}

test_prometheus_reaches_all() {
  docker compose ps --services | grep -qx prometheus || return 0
  eventually 60 prometheus_reaches 3
}

# What the launcher does with the same engine.
test_launcher_uses_the_engine() {
  TESTS=docker/test launcher/test/run.sh
}

[[ ${1:-} != --keep ]] || KEEP=yes
prepare
# In the order in which they stand here: each goes on from where the one before it ended.
mapfile -t tests < <(sed -n 's/^\(test_[a-z_]*\)() {$/\1/p' docker/test/compose.sh)
for name in "${tests[@]}"; do
  begun=$SECONDS
  printf '%s\n' "$name"
  "$name" >>"$SCRATCH/log" 2>&1
  printf '  ok, %s s\n' $((SECONDS - begun))
done
PASSED=yes
