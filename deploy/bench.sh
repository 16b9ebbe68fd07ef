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
deploy/dependencies.sh --load

# What the reads are compared with.
Tests/Peers/install

programs=$(swift build --configuration release --show-bin-path)
for product in workup client-bench; do
    [ -x "$programs/$product" ] || swift build --configuration release --product "$product" >&2
done
PYTHONDONTWRITEBYTECODE=1 exec python3 Tests/Bench/bench.py "$programs/workup" "$programs/client-bench"
