# shellcheck shell=bash
# The Python environment that Blender runs in: bpy's wheel is for Python 3.11 only. It is named by what it was made
# from, so several homes share one, and a changed requirement makes a new one.

PYTHON_BASE=''
PYTHON_VERSION=''
ENGINE_PYTHON=''

# What bpy's shared libraries ask of Debian, beside what they bring themselves.
readonly BPY_LIBRARIES=(libx11-6 libxfixes3 libxi6 libxrender1 libxkbcommon0 libsm6 libice6 libgl1 libxext6 libstdc++6)
readonly BPY_SONAMES=(libX11.so.6 libXfixes.so.3 libXi.so.6 libXrender.so.1 libxkbcommon.so.0 libSM.so.6 libICE.so.6
  libGL.so.1 libXext.so.6 libstdc++.so.6)

# python_find: sets PYTHON_BASE to a Python 3.11 that can make environments, or to "uv", which brings one.
python_find() {
  local candidate
  for candidate in "${RENDERLINE_PYTHON:-}" python3.11 /usr/bin/python3.11 python3; do
    [[ -n $candidate ]] || continue
    candidate=$(command -v "$candidate") || continue
    # A version manager's stand-in is there even where its Python is not, so it is asked rather than looked at.
    PYTHON_VERSION=$("$candidate" -c 'import sys, venv, ensurepip
if sys.version_info[:2] != (3, 11): sys.exit(1)
print(".".join(map(str, sys.version_info[:3])))' 2>/dev/null) || continue
    PYTHON_BASE=$candidate
    return 0
  done
  PYTHON_BASE=$(command -v uv) || return 1
  PYTHON_VERSION=3.11
}

python_remedy() {
  # Debian 12 has it, also where apt's lists were never fetched.
  if package_offered python3.11 || grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
    install_command python3.11 python3.11-venv
  else
    printf 'install uv (pipx install uv), which brings Python 3.11, or let RENDERLINE_PYTHON name a python3.11'
  fi
}

python_want() {
  local i
  python_find || {
    package_offered python3.11 || fail 'no Python 3.11 found, and apt offers none here' '' "$(python_remedy)"
    want_packages python3.11 python3.11-venv
  }
  for i in "${!BPY_SONAMES[@]}"; do library_here "${BPY_SONAMES[i]}" || want_packages "${BPY_LIBRARIES[i]}"; done
}

library_here() {
  [[ -n ${LIBRARIES:-} ]] || LIBRARIES=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
  [[ $LIBRARIES == *"$1 "* ]]
}

# python_environment [dev]: makes the environment where it is missing or damaged, and adds what checks and tests need
# where asked to; sets ENGINE_PYTHON.
python_environment() {
  local kind=${1:-engine} folder lock label
  folder=$(python_folder)
  label="Python $PYTHON_VERSION with bpy $(sed -n 's/^bpy==//p' "$PROJECT/render-engine/requirements.txt")"
  step_begin "$label"
  exec {lock}>"$folder.lock"
  flock "$lock"
  if ! python_environment_whole "$folder"; then
    python_environment_make "$folder"
    label+=', installed'
  fi
  if [[ $kind == dev && ! -e $folder/.complete-dev ]]; then
    python_requirements "$folder" "$PROJECT/render-engine/requirements-dev.txt"
    python_files "$folder" >"$folder/.complete"
    touch "$folder/.complete-dev"
  fi
  exec {lock}>&-
  ENGINE_PYTHON=$folder/bin/python
  step_done "$label"
}

python_folder() {
  printf '%s/python-%s' "$RENDERLINE_CACHE" \
    "$({ cat "$PROJECT"/render-engine/requirements*.txt; printf '%s' "$PYTHON_VERSION"; } | sha256sum | cut -c1-12)"
}

# The count sees an environment that lost files, without the second that importing bpy takes.
python_files() { find "$1/lib" -type f ! -name '*.pyc' | wc -l; }

python_environment_whole() {
  [[ -s $1/.complete && $(cat "$1/.complete") == "$(python_files "$1")" ]] && "$1/bin/python" -c '' 2>/dev/null
}

# python_requirements FOLDER FILE
python_requirements() {
  local log=$LOGS/python.log installer=("$1/bin/python" -m pip install --no-input --disable-pip-version-check)
  [[ ${PYTHON_BASE##*/} != uv ]] || installer=("$PYTHON_BASE" pip install --python "$1/bin/python")
  run_logged "$log" "${installer[@]}" -r "$2" ||
    fail 'the Python packages could not be installed' "$log" 'start again when the package index can be reached'
}

python_environment_make() {
  local folder=$1 log=$LOGS/python.log maker=("$PYTHON_BASE" -m venv)
  : >"$log"
  rm -rf "$folder"
  [[ ${PYTHON_BASE##*/} != uv ]] || maker=("$PYTHON_BASE" venv --python 3.11)
  run_logged "$log" "${maker[@]}" "$folder" ||
    fail 'the Python environment could not be made' "$log" "$(python_remedy)"
  python_requirements "$folder" "$PROJECT/render-engine/requirements.txt"
  run_logged "$log" "$folder/bin/python" -c 'import bpy, cascadio, numpy' ||
    fail 'Blender cannot be imported' "$log" "$(install_command "${BPY_LIBRARIES[@]}")"
  python_files "$folder" >"$folder/.complete"
}
