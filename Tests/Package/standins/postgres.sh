#!/bin/bash
# Stands in for the entry point of the public image of PostgreSQL where that can not be fetched: what deploy/compose.yaml
# asks of it, in the same order and as the same accounts.
set -eu

if [ "$(id -u)" -eq 0 ]; then
    mkdir -p "$PGDATA"
    chmod 0700 "$PGDATA"
    chmod 03775 /var/run/postgresql
    chown postgres: "$PGDATA" /var/run/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
    export PGPASSWORD
    # shellcheck disable=SC2086  # a list of arguments
    initdb --username=postgres --pwfile=<(echo "$PGPASSWORD") $POSTGRES_INITDB_ARGS
    pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
    for script in /docker-entrypoint-initdb.d/*.sh; do "$script"; done
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
fi
exec "$@"
