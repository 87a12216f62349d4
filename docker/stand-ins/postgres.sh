#!/bin/bash
# Makes the database at the first start, as the server's own user, then becomes the server.
set -euo pipefail
if [[ $(id -u) == 0 ]]; then
  chown postgres:postgres "$PGDATA" && chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [[ $1 == postgres && ! -s $PGDATA/PG_VERSION ]]; then
  : "${POSTGRES_PASSWORD:?must be set}"
  user=${POSTGRES_USER:-postgres}
  initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust \
    --auth-host=scram-sha-256 --encoding=UTF8
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  printf "listen_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
  # The server that prepares the first start answers on its socket alone.
  pg_ctl -w -o "-c listen_addresses=''" start
  [[ ${POSTGRES_DB:-$user} == postgres ]] || createdb --username="$user" "${POSTGRES_DB:-$user}"
  pg_ctl -w -m fast stop
fi
exec "$@"
