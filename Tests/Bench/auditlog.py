# The access log: how far sealing lags behind many events a second, and how fast all of it is verified.
import re
import subprocess
import time

import privateserver
from service import BenchError

_EVENTS_PER_SECOND = 5_000
_CLIENTS = 8
# The median of so many runs of verifying counts.
_VERIFYING_RUNS = 3
# One event as the service writes it, with what most reads have.
_INSERT = """\
insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_id, user_name, role, purpose,
    organisation_id, network_type, network_address, patient_id, object_type, object_id, object_type_code, object_role,
    object_life_cycle, checks, data_categories, request_id, source)
values (clock_timestamp(), gen_random_uuid(), 'ReadWorkup', 'rest', 'R', 0, gen_random_uuid(), 'Neurologist', 'neurologist',
    'TREAT', gen_random_uuid(), 2, '10.0.0.1', gen_random_uuid(), 'workup', '01980000-0000-7000-8000-000000000001', 2, 4, 6,
    'TTTF', '{patientSummary,testResult}', '01980000-0000-7000-8000-000000000002', 'workup');
"""


def measure(service, results, seconds, verified):
    """Sealing under load, then verifying: `verified` events at least."""
    _seal(service, results, seconds)
    _verify(service, results, verified)


def _seal(service, results, seconds):
    script = service.folder / "event.sql"
    script.write_text(_INSERT)
    load = subprocess.Popen(
        [privateserver.program("pgbench"), "-n", "-M", "prepared", "-c", str(_CLIENTS), "-j", "2", "-T", str(seconds),
         "-R", str(_EVENTS_PER_SECOND), "-h", str(service.socket_folder), "-U", "workup", "-f", str(script), "workup"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    # The age of the oldest event that is not sealed, as the database sees it, several times a second.
    lags = []
    while load.poll() is None:
        lags.append(float(service.sql(_LAG)))
        time.sleep(0.2)
    text = load.stdout.read()
    rate = re.search(r"tps = ([0-9.]+)", text)
    if load.returncode != 0 or rate is None or not lags:
        raise BenchError(f"pgbench ended with {load.returncode}: {text[-1000:]}")
    results.information("log.events.per.second", float(rate.group(1)), "1/s")
    results.at_most("log.seal.lag.p99.seconds", sorted(lags)[int(len(lags) * 0.99)], 5, "s")


_LAG = """
select coalesce(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0) from audit_event e
where e.transaction_id >= (select coalesce(max(horizon::text::bigint), 0)::text::xid8 from audit_checkpoint)
    and (e.transaction_id, e.recorded_at, e.id) > (
        select last_transaction_id, last_recorded_at, last_event_id from audit_checkpoint order by epoch desc, size desc limit 1);
"""


def _verify(service, results, count):
    present = int(service.sql("select count(*) from audit_event"))
    if present < count:
        service.sql(f"insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_id, user_name, "
                    "role, purpose, patient_id, object_type, object_id, checks, data_categories, request_id, source) "
                    "select clock_timestamp(), gen_random_uuid(), 'ReadWorkup', 'rest', 'R', 0, gen_random_uuid(), 'N', "
                    "'neurologist', 'TREAT', ('01980000-0000-7000-8000-' || lpad(to_hex(n % 50000), 12, '0'))::uuid, "
                    "'workup', n::text, 'TTTF', '{patientSummary}', n::text, 'workup' "
                    f"from generate_series(1, {count - present}) n;")
    begun = time.monotonic()
    while time.monotonic() - begun < 600:
        if int(service.sql("select (select count(*) from audit_event) - (select count(*) from audit_leaf)")) == 0:
            break
        time.sleep(0.5)
    else:
        raise BenchError("the log was not sealed within ten minutes")
    service.sql("vacuum analyze")
    leaves = int(service.sql("select count(*) from audit_leaf"))
    # Nothing that was left to write after so many events counts for a run of it.
    service.sql("checkpoint")
    runs = sorted(service.timed("audit", "verify", "--all")[::2] for _ in range(_VERIFYING_RUNS))
    took, memory = runs[len(runs) // 2]
    results.at_least("log.verify.events.per.second", leaves / took, 200_000, "1/s")
    results.information("log.verify.memory.rss.mib", memory, "MiB")
