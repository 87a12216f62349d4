# shellcheck shell=bash
# What Debian's package manager can add. As root it is installed; otherwise the exact command is printed.

WANTED_PACKAGES=()

is_root() { [[ $(id -u) -eq 0 ]]; }
apt_here() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

package_installed() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

# package_offered NAME: whether apt could install it, after fetching the lists where there are none yet.
package_offered() {
  apt_here || return 1
  if ! package_listed "$1" && is_root && [[ -z ${LISTS_FETCHED:-} ]]; then
    LISTS_FETCHED=yes
    run_logged "$LOGS/packages.log" apt-get update || true
  fi
  package_listed "$1"
}

# In a pipe "grep -q" would end the writer by SIGPIPE, which pipefail takes for "not there"; so no pipe.
package_listed() { [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }

want_packages() { WANTED_PACKAGES+=("$@"); }

install_command() { printf 'sudo apt-get update && sudo apt-get install -y --no-install-recommends %s' "$*"; }

# Debian starts a service when it installs it, and a broker of the system would listen on every interface. While our
# installation runs, and only then, starting services is denied; a policy that is there already stays as it is.
without_service_start() {
  local policy=/usr/sbin/policy-rc.d status=0 ours=''
  if [[ ! -e $policy ]]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    POLICY_GUARD=$policy
  fi
  "$@" || status=$?
  [[ -z $ours ]] || policy_restore
  return "$status"
}

policy_restore() {
  [[ -z ${POLICY_GUARD:-} ]] || rm -f "$POLICY_GUARD"
  POLICY_GUARD=''
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive run_logged "$LOGS/packages.log" apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$@"
}

# system_service_disable SERVICE [UNITS]: a system service that came with a package was not asked for; it must not start
# with the next boot either.
system_service_disable() {
  if command -v systemctl >/dev/null; then
    systemctl disable "$1.service" "${@:2}" >>"$LOGS/packages.log" 2>&1 || true
  elif command -v update-rc.d >/dev/null; then
    update-rc.d "$1" disable >>"$LOGS/packages.log" 2>&1 || true
  fi
}

# packages_install: everything wanted so far in one go. Without root it fails and names the command.
packages_install() {
  ((${#WANTED_PACKAGES[@]} > 0)) || return 0
  local command new_packages=" ${WANTED_PACKAGES[*]} "
  command=$(install_command "${WANTED_PACKAGES[@]}")
  is_root || fail "missing on this machine: ${WANTED_PACKAGES[*]}" '' "$command"
  apt_here || fail "missing on this machine: ${WANTED_PACKAGES[*]}" '' 'install these with your package manager'
  step_begin "apt packages: ${WANTED_PACKAGES[*]}"
  if ! without_service_start apt_install "${WANTED_PACKAGES[@]}"; then
    # Lists older than the archive name files that are gone by now.
    run_logged "$LOGS/packages.log" apt-get update || true
    without_service_start apt_install "${WANTED_PACKAGES[@]}" ||
      fail "apt could not install ${WANTED_PACKAGES[*]}" "$LOGS/packages.log" "$command"
  fi
  [[ $new_packages != *' rabbitmq-server '* ]] || system_service_disable rabbitmq-server epmd.service epmd.socket
  [[ $new_packages != *' prometheus '* ]] || system_service_disable prometheus
  step_done "${#WANTED_PACKAGES[@]} apt packages installed"
  WANTED_PACKAGES=()
}
