"""A record at an old schema: filled with statements of that schema, and held against itself after it was migrated."""

import json
import subprocess

import schema
from cluster import Cluster, program

SEEDS = schema.ROOT / "Tests" / "MigrationDrill" / "seeds"
_CASE = schema.ROOT / "Tests" / "Fixtures" / "cases" / "synthetic-definite.json"
_KINDS = {
    "examinations": "neurologicalExamination",
    "nerveConductionStudies": "nerveConductionStudy",
    "antibodies": "antibody",
    "cerebrospinalFluids": "cerebrospinalFluid",
    "imaging": "imaging",
}
# Rows and columns that a migration, or the program's own protocols, change on purpose.
_ONLY = {"protocol": "code = 'drill'", "audit_event": "event_code = 'ReadWorkup'"}
_CHANGED = {"worklist_entry": {"verdicts"}, "api_token": {"expires_at", "scopes", "is_from_before"}}
_BOOKKEEPING = {"schema_migration", "schema_object", "step_transition"}
# Rows that a migration adds to what is there: who sees whom follows from the rest of the record.
_GROWS = {"access_relation": 17}
# Tables that a seed may leave empty: nothing of them is large, or they are of a moment.
EMPTY = {
    "audit_checkpoint", "audit_forgotten_leaf", "audit_forgotten_subject", "audit_removal", "known_device", "notice",
    "recovery_code", "sign_in_tally", "user_credential", "user_session",
}  # fmt: skip
# Of how many patients every row is compared; counted are all.
_SAMPLE = 2_000
_FIRST = {"audit_leaf": "leaf_no < 10000"}
# From so many rows on a table is large: a lock on it is waited for by somebody.
_LARGE = 0.2


def fill(cluster: Cluster, database: str, version: int, patients: int) -> None:
    """Fills the tables that a migration brought, if it has a seed."""
    seed = SEEDS / f"{version:04}.sql"
    if not seed.exists():
        return
    case = json.loads(_CASE.read_text(encoding="utf-8"))
    bodies = json.dumps({kind: case[field][0] for field, kind in _KINDS.items()})
    words = ["-v", "ON_ERROR_STOP=1", "-v", f"patients={patients}", "-v", f"bodies={bodies}", "-f", str(seed)]
    done = subprocess.run(
        [program("psql"), "-XqAt", *words, cluster.url(database, "postgres")], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{seed.name}: {done.stderr[-2000:]}")
    cluster.sql(database, "vacuum analyze")


def tables(cluster: Cluster, database: str) -> list[str]:
    """The tables of a schema, partitions under their parent's name."""
    rows = cluster.sql(
        database,
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        " and not relispartition order by relname",
    )
    return [row[0] for row in rows]


def large(cluster: Cluster, database: str, patients: int) -> list[str]:
    """The tables that grow with the patients, and are large now, as the statistics know them."""
    found = []
    for table in tables(cluster, database):
        count = cluster.sql(
            database,
            "select sum(greatest(c.reltuples, 0)) from pg_partition_tree('{0}') t join pg_class c on c.oid = t.relid"
            " where t.isleaf union all select reltuples from pg_class where oid = '{0}'::regclass".format(table),
        )
        rows = max(float(row[0] or 0) for row in count)
        if rows >= _LARGE * patients and ("patient_id" in _columns(cluster, database, table) or table == "audit_leaf"):
            found.append(table)
    return found


def unfilled(cluster: Cluster, database: str) -> list[str]:
    """Tables without a row that no seed may leave so: the drill does not see how a migration treats them."""
    return [
        table
        for table in tables(cluster, database)
        if table not in EMPTY | _BOOKKEEPING | {"schema_object"}
        and cluster.sql(database, f"select exists (select from {table})")[0][0] == "f"
    ]


def orphans(cluster: Cluster, database: str) -> list[str]:
    """Foreign keys that rows of the seeds do not keep to: they are filled with triggers off."""
    keys = cluster.sql(
        database,
        "select conname, conrelid::regclass, confrelid::regclass, array_to_string(array(select quote_ident(attname) from"
        " unnest(conkey) with ordinality k (n, i) join pg_attribute a on a.attrelid = conrelid and a.attnum = n order by i),"
        " ','), array_to_string(array(select quote_ident(attname) from unnest(confkey) with ordinality k (n, i)"
        " join pg_attribute a on a.attrelid = confrelid and a.attnum = n order by i), ',')"
        " from pg_constraint where contype = 'f' and conparentid = 0",
    )
    found = []
    for name, child, parent, own, other in keys:
        nulls = " and ".join(f"c.{column} is not null" for column in own.split(","))
        pairs = " and ".join(f"c.{a} = p.{b}" for a, b in zip(own.split(","), other.split(",")))
        query = f"select exists (select from {child} c where {nulls} and not exists (select from {parent} p where {pairs}))"
        if cluster.sql(database, query)[0][0] == "t":
            found.append(name)
    return found


def _columns(cluster: Cluster, database: str, table: str) -> list[str]:
    rows = cluster.sql(
        database,
        f"select attname from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped"
        " order by attname",
    )
    return [row[0] for row in rows]


Shape = dict[str, list[str]]


def shape(cluster: Cluster, database: str) -> Shape:
    """The tables of a record with their columns."""
    return {
        table: [c for c in _columns(cluster, database, table) if c not in _CHANGED.get(table, set())]
        for table in tables(cluster, database)
        if table not in _BOOKKEEPING
    }


def contents(cluster: Cluster, database: str, of: Shape, start: int) -> dict[str, tuple[str, str]]:
    """Of each table how many rows it has, and one number for what stands in the columns of an earlier shape.

    The number is of the rows of some patients; where a table has no patient, of all its rows or the first of them.
    """
    sample = f"(select patient_id from patient order by patient_id limit {_SAMPLE})"
    found = {}
    for table, columns in of.items():
        if _GROWS.get(table, 0) > start:
            continue
        only = _ONLY.get(table, "true")
        some = f"patient_id in {sample}" if "patient_id" in columns else _FIRST.get(table, "true")
        hashed = f"coalesce(sum(hashtextextended(row({', '.join(columns)})::text, 0)::numeric), 0)"
        rows = cluster.sql(
            database,
            f"select count(*) from {table} where {only}; select {hashed} from {table} where {only} and {some};",
        )
        found[table] = (rows[0][0], rows[1][0])
    return found
