# shellcheck shell=bash
# What a person sees: one calm line per step with its time, and on failure what to do about it.

readonly LINE_WIDTH=66
STEP_LABEL=''
STEP_STARTED=0
EXPLAINED=''

if [[ -t 1 ]]; then
  GREEN=$'\e[32m' RED=$'\e[31m' YELLOW=$'\e[33m' DIM=$'\e[2m' PLAIN=$'\e[0m' ERASE=$'\r\e[K'
else
  GREEN='' RED='' YELLOW='' DIM='' PLAIN='' ERASE=''
fi

# Microseconds since the epoch. EPOCHREALTIME carries the locale's decimal sign, so only its digits count.
now_us() { printf '%s' "${EPOCHREALTIME//[!0-9]/}"; }

# "2.1 s", or "3 min 12 s" from a hundred seconds on, for microseconds.
human_time() {
  local tenths=$((($1 + 50000) / 100000))
  if ((tenths < 1000)); then
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
  else
    printf '%d min %d s' $((tenths / 600)) $((tenths % 600 / 10))
  fi
}

# step_begin LABEL: names what runs now; on a terminal the line is shown at once and replaced by step_done.
step_begin() {
  STEP_LABEL=$1
  STEP_STARTED=$(now_us)
  [[ -z $ERASE ]] || printf '%s%s·%s %s …' "$ERASE" "$DIM" "$PLAIN" "$1"
}

# step_done [LABEL] [STARTED_US]: the finished line, aligned, with its time.
step_done() {
  local label=${1:-$STEP_LABEL} started=${2:-$STEP_STARTED} dots
  printf -v dots '%*s' $((${#label} < LINE_WIDTH - 4 ? LINE_WIDTH - 2 - ${#label} : 2)) ''
  printf '%s%s✓%s %s %s%s%s %s\n' "$ERASE" "$GREEN" "$PLAIN" "$label" \
    "$DIM" "${dots// /.}" "$PLAIN" "$(human_time $(($(now_us) - started)))"
  STEP_LABEL=''
}

note() { printf '%s%s·%s %s\n' "$ERASE" "$DIM" "$PLAIN" "$1"; }

warn() { printf '%s%s!%s %s\n' "$ERASE" "$YELLOW" "$PLAIN" "$1" >&2; }

# The last lines of a log that say something; Erlang's and Maven's colours are taken out.
log_tail() {
  local file=$1 lines=${2:-15} kept
  [[ -s $file ]] || return 0
  kept=$(tail -n 400 "$file" | sed 's/\x1b\[[0-9;]*m//g' | grep -v '^[[:space:]]*$' || true)
  if grep -qE 'ERROR|FATAL|Error|APPLICATION FAILED' <<<"$kept"; then
    kept=$(grep -E -A 6 'ERROR|FATAL|Error|APPLICATION FAILED|Description:|Action:' <<<"$kept")
  fi
  tail -n "$lines" <<<"$kept" | cut -c1-240 | sed 's/^/    /'
}

# fail WHAT [LOG] [WHAT_TO_DO]: ends the launcher with status 1. What was started so far is stopped by the exit trap.
fail() {
  local what=$1 log=${2:-} remedy=${3:-}
  {
    printf '%s%s✗%s %s\n' "$ERASE" "$RED" "$PLAIN" "$what"
    if [[ -n $log && -s $log ]]; then
      log_tail "$log"
      printf '  log: %s\n' "$log"
    fi
    [[ -z $remedy ]] || printf '  what to do: %s\n' "$remedy"
  } >&2
  EXPLAINED=yes
  exit 1
}

# explain_end STATUS: no command may end the launcher without a word.
explain_end() {
  [[ $1 == 0 || $1 == 130 || -n $EXPLAINED ]] ||
    warn "ended unexpectedly with status $1${STEP_LABEL:+ in the step: $STEP_LABEL}; 'bash -x renderline' shows where"
}
