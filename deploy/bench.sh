#!/bin/sh
# Measures speed and memory of a release build against the project's bars: `make bench`.
#
#   deploy/bench.sh                                 10,000, 100,000 and 1,000,000 patients, an hour and a half
#   BENCH_PATIENTS=10000,100000 deploy/bench.sh     other numbers of patients
#   BENCH_QUICK=1 deploy/bench.sh                   1,000 patients, some minutes, for trying
#
# Prints a table and writes .build/bench.json; exit code 3 where a bar is missed. BENCH_FOLDER says on which disk the
# database is made (default /var/tmp: some 60 GB are needed for a while with a million patients, and removed again).
set -eu

cd "$(dirname "$0")/.."
say() { printf 'bench: %s\n' "$*" >&2; }

# "package: why" lines of what only the bench needs; PostgreSQL and its pgbench come with deploy/dependencies.sh.
missing() {
    command -v wrk >/dev/null 2>&1 || echo "wrk: asks the service from many connections at once"
    command -v python3 >/dev/null 2>&1 || echo "python3: runs the bench, with nothing beyond its standard library"
}

wanted=$(missing)
if [ -n "$wanted" ]; then
    say "this machine lacks:"
    echo "$wanted" | sed 's/^/bench:   /' >&2
    packages=$(echo "$wanted" | sed 's/:.*//' | tr '\n' ' ')
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    if [ "$(uname)" = Darwin ]; then
        # shellcheck disable=SC2086  # a list of package names
        brew install $packages >&2
    else
        $as_root apt-get update -qq
        # shellcheck disable=SC2086  # a list of package names
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
    fi
fi

# What the reads are compared with.
Tests/Peers/install

programs=$(swift build --configuration release --show-bin-path)
for product in workup client-bench; do
    [ -x "$programs/$product" ] || swift build --configuration release --product "$product" >&2
done
PYTHONDONTWRITEBYTECODE=1 exec python3 Tests/Bench/bench.py "$programs/workup" "$programs/client-bench"
