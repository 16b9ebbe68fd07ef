"""Ordinary reads and writes on every large table, every few milliseconds, while somebody migrates.

Three connections: one reads a row of each table in turn, one adds rows as the program does, one takes what any other
insert or update takes. What they write is rolled back. An answer that takes long has waited: each takes some milliseconds.
"""

import subprocess
import threading
import time
from dataclasses import dataclass

from cluster import Cluster, program

PAUSE_SECONDS = 0.002
_DONE = "--done--"
# What the program adds most, each as a transaction of its own; `:patient` is one of the record's.
WRITES = {
    "patient_version": """insert into patient_version select patient_id, version + 1, family_name, given_names, birth_date,
        sex, now(), recorded_by, 'Typo' from patient_version where patient_id = :patient order by version desc limit 1""",
    "workup_version": """insert into workup_version (patient_id, workup_id, version, protocol_code, protocol_version, status,
        opened_on, organisation_id, recorded_at) select patient_id, workup_id, version + 1, protocol_code, protocol_version,
        'open', opened_on, organisation_id, now() from workup_version where patient_id = :patient
        order by version desc limit 1""",
    "step_version": """insert into step_version (patient_id, workup_id, step_id, version, state, previous_version,
        previous_state, state_since, recorded_at) select patient_id, workup_id, step_id, version + 1, state, version, state,
        state_since, now() from step_version where patient_id = :patient order by version desc limit 1""",
    "finding_version": """insert into finding_version (patient_id, workup_id, finding_id, version, replaces_version, kind,
        status, body, reason, recorded_at) select patient_id, workup_id, finding_id, version + 1, version, kind, status, body,
        'Typo', now() from finding_version where patient_id = :patient order by version desc limit 1""",
    "outcome_measurement_version": """insert into outcome_measurement_version (patient_id, workup_id, outcome_id, version,
        status, measured_on, measure, side, value, reason, recorded_at) select patient_id, workup_id, outcome_id,
        version + 1, status, measured_on, measure, side, value, 'Typo', now() from outcome_measurement_version
        where patient_id = :patient order by version desc limit 1""",
    "audit_event": """insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_name, role,
        purpose, source, patient_id, data_categories, transaction_id) values (now(), gen_random_uuid(), 'ReadWorkup', 'read',
        'R', 0, 'User', 'neurologist', 'TREAT', 'workup', :patient, '{clinical}', pg_current_xact_id())""",
}


@dataclass(frozen=True)
class Answer:
    """One statement: what it did, and when."""

    what: str
    begun: float
    ended: float

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.begun

    def within(self, begun: float, ended: float) -> float:
        """How much of it lies in a span of time, in seconds."""
        return min(self.ended, ended) - max(self.begun, begun)


class _Session(threading.Thread):
    """A psql that is given one statement after the other until it is told to stop."""

    def __init__(self, cluster: Cluster, database: str, statements: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.statements = statements
        self.answers: list[Answer] = []
        self.refused: set[str] = set()
        self.halt = threading.Event()
        self._psql = subprocess.Popen(
            [program("psql"), "-XqAt", cluster.url(database, "postgres")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )

    def run(self) -> None:
        """Goes round the statements."""
        while not self.halt.is_set():
            for what, statement in self.statements.items():
                if self.halt.is_set():
                    break
                begun = time.time()
                self._do(statement)
                self.answers.append(Answer(what, begun, time.time()))
                time.sleep(PAUSE_SECONDS)
        assert self._psql.stdin
        self._psql.stdin.close()
        self._psql.wait(timeout=60)

    def _do(self, statement: str) -> None:
        assert self._psql.stdin and self._psql.stdout
        self._psql.stdin.write(f"{statement}\n\\echo {_DONE}\n")
        self._psql.stdin.flush()
        for line in self._psql.stdout:
            if line.strip() == _DONE:
                return
            if line.startswith("ERROR"):
                self.refused.add(line.strip())
        raise RuntimeError(f"the connection was lost at: {statement}")


class Probe:
    """The three connections, for the time of a `with`; afterwards what they met."""

    def __init__(self, cluster: Cluster, database: str, tables: list[str]) -> None:
        patient = cluster.sql(database, "select patient_id from patient order by patient_id limit 1 offset 7")[0][0]
        quoted = f"'{patient}'::uuid"
        with_patient = [t for t in tables if t != "audit_leaf"]
        reads = {f"read {t}": f"select 1 from {t} where patient_id = {quoted} limit 1;" for t in with_patient}
        writes = {f"add to {t}": f"begin; {text.replace(':patient', quoted)}; rollback;" for t, text in WRITES.items()}
        rest = {
            f"write {t}": f"begin; lock table {t} in row exclusive mode;"
            + (f" select 1 from {t} where patient_id = {quoted} limit 1 for no key update;" if t in with_patient else "")
            + " rollback;"
            for t in tables
            if t not in WRITES
        }
        self.sessions = [_Session(cluster, database, statements) for statements in (reads, writes, rest)]

    def __enter__(self) -> "Probe":
        for session in self.sessions:
            session.start()
        time.sleep(0.2)
        return self

    def __exit__(self, *_: object) -> None:
        for session in self.sessions:
            session.halt.set()
        for session in self.sessions:
            session.join(timeout=120)

    @property
    def answers(self) -> list[Answer]:
        """All that was answered."""
        return [answer for session in self.sessions for answer in session.answers]

    @property
    def refused(self) -> set[str]:
        """What the database refused."""
        return set().union(*(session.refused for session in self.sessions))
