#!/usr/bin/env bash
# Stand-ins for the images that docker-compose.yml and docker/Dockerfile would pull, for a machine that reaches a Debian
# mirror but no image registry. They carry the same names, so that a plain `docker compose up --build` finds them.
#
#   docker/stand-ins/build.sh [--again]     as root, with debootstrap and a JDK 25 on the machine
#
# Images that are there already stay, unless --again is given and they are stand-ins themselves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly HERE=docker/stand-ins

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2 && exit 1; }

# The first mirror that this machine's apt has for Debian itself; MIRROR names another.
debian_mirror() {
  local found
  # shellcheck disable=SC2016 # apt-get replaces what stands between the quotes
  found=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' |
    grep -v security | sed 1q)}
  printf '%s' "${found:?'no Debian mirror in this machine´s apt sources; name one with MIRROR'}"
}

# A JDK with its own C library demands runs on Debian 12; Debian 13's does not, so the machine's own is taken.
jdk_25() {
  local folder
  for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/*jdk*; do
    [[ -x $folder/bin/jlink ]] && grep -qs '^JAVA_VERSION="25' "$folder/release" && readlink -f "$folder" && return
  done
  fail 'No JDK 25 found: unpack one (Temurin) below /usr/lib/jvm, or let JAVA_HOME name it.'
}

# wanted IMAGE: whether it is to be made.
wanted() {
  local label
  label=$(docker image inspect -f '{{index .Config.Labels "io.renderline.stand-in"}}' "$1" 2>/dev/null) || return 0
  [[ $AGAIN == yes && $label == yes ]]
}

# debian IMAGE SUITE: a minimal Debian that trusts what this machine trusts.
debian() {
  wanted "$1" || return 0
  local root=$SCRATCH/$2
  say "$1: Debian $2"
  debootstrap --variant=minbase --include=ca-certificates "$2" "$root" "$(debian_mirror)" >"$SCRATCH/log" ||
    { tail -n 20 "$SCRATCH/log" >&2 && fail "debootstrap could not make Debian $2."; }
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
    chroot "$root" update-ca-certificates >/dev/null
    printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"
  fi
  # Packages must not start their services while an image is built.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
    "$root"/usr/share/{doc,info,locale}/*
  # The folders stay: a JRE's package wants to put its pages there.
  find "$root/usr/share/man" -type f -delete
  tar -C "$root" -c . |
    docker import --change 'LABEL io.renderline.stand-in=yes' --change 'CMD ["bash"]' - "$1" >/dev/null
  rm -rf "$root"
}

# from_file IMAGE NAME [CONTEXT]: built from NAME.Dockerfile.
from_file() {
  wanted "$1" || return 0
  say "$1: $HERE/$2.Dockerfile"
  docker build --quiet --label io.renderline.stand-in=yes --tag "$1" --file "$HERE/$2.Dockerfile" \
    "${3:-$HERE}" >/dev/null
}

jdk_image() {
  wanted "$1" || return 0
  # Links are followed: a packaged JDK's certificates lie outside of it.
  mkdir "$SCRATCH/jdk"
  cp -RL "$(jdk_25)" "$SCRATCH/jdk/openjdk"
  rm -f "$SCRATCH/jdk/openjdk/lib/src.zip"
  from_file "$1" jdk "$SCRATCH/jdk"
}

AGAIN=no
[[ ${1:-} != --again ]] || AGAIN=yes
((EUID == 0)) || fail 'debootstrap needs root.'
command -v debootstrap >/dev/null || fail 'debootstrap is missing: apt-get install debootstrap'
docker info >/dev/null 2>&1 || fail 'No Docker engine answers: start one, or let DOCKER_HOST name it.'
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT

debian debian:12-slim bookworm
debian debian:13-slim trixie
jdk_image eclipse-temurin:25-jdk
# The images of other people's servers, in the versions that docker-compose.yml names.
mapfile -t images < <(docker compose config --images | sort -u)
for image in "${images[@]}"; do
  case $image in
    renderline/*) ;;
    rabbitmq:*) from_file "$image" rabbitmq ;;
    postgres:*) from_file "$image" postgres ;;
    prom/prometheus:*) from_file "$image" prometheus ;;
    *) say "$image: no stand-in, since Debian has no package of it" ;;
  esac
done
