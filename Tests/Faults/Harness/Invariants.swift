// What must hold of the record whatever was killed when: each as a question whose answer is the number of offenders.

/// A sentence about what must not be there, and the SQL that counts it.
struct Invariant: Sendable {
    let offence: String
    let sql: String
    /// Does the offence once: the question must then count it, or it asks for nothing.
    let sabotage: String

    /// The question put to the record as it is.
    var question: String { "select (\(sql));" }

    /// The question put to a record that was damaged for it, and is as before when this is done.
    var control: String {
        "begin; set local session_replication_role = replica; \(sabotage); \(question) rollback;"
    }

    /// Every one, in a record that only the writers of this test wrote.
    static let all: [Invariant] = whole + evaluated + logged + kept

    /// Nothing is half there.
    private static let whole = [
        Invariant(
            offence: "a patient without a first version",
            sql: """
                select count(*) from patient p where not exists (
                    select from patient_version v where v.patient_id = p.patient_id and v.version = 1)
                """,
            sabotage: "delete from patient_version where patient_id = (select patient_id from patient limit 1)"
        ),
        Invariant(
            offence: "a workup without a first version or without its place in the directory",
            sql: """
                select count(*) from workup w
                left join workup_version v on v.patient_id = w.patient_id and v.workup_id = w.id and v.version = 1
                left join workup_directory d on d.patient_id = w.patient_id and d.workup_id = w.id
                where v.workup_id is null or d.workup_id is null
                """,
            sabotage: "delete from workup_directory where workup_id = (select id from workup limit 1)"
        ),
        Invariant(
            offence: "a workup without all the steps of its protocol",
            sql: """
                select count(*) from workup_version v
                join protocol p on p.code = v.protocol_code and p.version = v.protocol_version
                where v.version = 1 and jsonb_array_length(p.body -> 'steps') <> (
                    select count(*) from step s where s.patient_id = v.patient_id and s.workup_id = v.workup_id)
                """,
            sabotage: "delete from step where id = (select id from step limit 1)"
        ),
        Invariant(
            offence: "a step without a version, or with a gap between versions",
            sql: """
                select count(*) from (
                    select from step s
                    left join step_version v on v.patient_id = s.patient_id and v.step_id = s.id
                    group by s.patient_id, s.id
                    having max(v.version) is null or max(v.version) <> count(v.version)) gap
                """,
            sabotage: "delete from step_version where step_id = (select id from step limit 1) and version = 1"
        ),
        Invariant(
            offence: "a finding without a first version",
            sql: """
                select count(*) from finding f where not exists (
                    select from finding_version v
                    where v.patient_id = f.patient_id and v.finding_id = f.id and v.version = 1)
                """,
            sabotage: "delete from finding_version where finding_id = (select id from finding limit 1)"
        ),
        Invariant(
            offence: "a step reported without a finding",
            sql: "select count(*) from step_version where state in ('reported', 'reviewed') and finding_id is null",
            sabotage: """
                update step_version set finding_id = null
                where step_id = (select step_id from step_version where state = 'reported' limit 1)
                """
        ),
        Invariant(
            offence: "a finding that did not report its step in the same transaction",
            sql: """
                select count(*) from finding f where not exists (
                    select from step_version v
                    where v.patient_id = f.patient_id and v.finding_id = f.id and v.state = 'reported'
                        and v.xmin::text = f.xmin::text)
                """,
            sabotage: "update step_version set note = note where finding_id = (select id from finding limit 1)"
        ),
    ]

    /// The criteria have seen what there is.
    private static let evaluated = [
        Invariant(
            offence: "a workup or a finding without an evaluation of its own transaction",
            sql: """
                select count(*) from (
                    select patient_id, id as workup_id, xmin from workup
                    union all select patient_id, workup_id, xmin from finding_version) c
                where not exists (
                    select from evaluation e
                    where e.patient_id = c.patient_id and e.workup_id = c.workup_id and e.xmin::text = c.xmin::text)
                """,
            sabotage: "delete from evaluation where workup_id = (select workup_id from finding limit 1) and number > 1"
        ),
        Invariant(
            offence: "a newest evaluation that did not see exactly the findings there are",
            sql: """
                select count(*) from workup w
                left join lateral (
                    select e.finding_ids, e.finding_versions from evaluation e
                    where e.patient_id = w.patient_id and e.workup_id = w.id order by e.number desc limit 1
                ) e on true
                where (
                    select array_agg(s.id || ':' || s.version order by s.id)
                    from unnest(e.finding_ids, e.finding_versions) s (id, version)
                ) is distinct from (
                    select array_agg(l.finding_id || ':' || l.version order by l.finding_id)
                    from (
                        select distinct on (v.finding_id) v.finding_id, v.version, v.status from finding_version v
                        where v.patient_id = w.patient_id and v.workup_id = w.id
                        order by v.finding_id, v.version desc
                    ) l where l.status = 'recorded')
                """,
            sabotage: """
                delete from evaluation e where e.workup_id = (select workup_id from finding limit 1)
                    and e.number = (select max(m.number) from evaluation m where m.workup_id = e.workup_id)
                """
        ),
        Invariant(
            offence: "an evaluation after a gap, without its result, or a result that no evaluation came to",
            sql: """
                select (
                    select count(*) from (
                        select from evaluation group by patient_id, workup_id
                        having max(number) <> count(*) or max(result_number) > max(number)) gap
                ) + (
                    select count(*) from evaluation_result r full join (
                        select distinct patient_id, workup_id, result_number from evaluation
                    ) e on e.patient_id = r.patient_id and e.workup_id = r.workup_id and e.result_number = r.number
                    where r.number is null or e.result_number is null)
                """,
            sabotage: """
                delete from evaluation_result where (workup_id, number) = (
                    select workup_id, number from evaluation_result limit 1)
                """
        ),
        Invariant(
            offence: "an evaluation without the event of the log that it names",
            sql: """
                select count(*) from evaluation e where not exists (
                    select from audit_event a
                    where a.id = e.event_id and a.event_code = e.event_code and a.patient_id = e.patient_id)
                """,
            sabotage:
                "update evaluation set event_code = 'Other' where workup_id = (select workup_id from finding limit 1)"
        ),
    ]

    /// Every change has one event of the log, of the same transaction, and every event has its change.
    private static let logged = [
        logged(
            "finding",
            "RecordFinding",
            changes: "select patient_id, id::text as object, xmin::text as xid from finding"
        ),
        logged(
            "patient",
            "AddPatient",
            changes: "select patient_id, null::text as object, xmin::text as xid from patient"
        ),
        logged("workup", "OpenWorkup", changes: "select patient_id, id::text as object, xmin::text as xid from workup"),
        logged(
            "move of a step",
            "MoveStep",
            changes: """
                select v.patient_id, s.code as object, v.xmin::text as xid from step_version v
                join step s on s.patient_id = v.patient_id and s.id = v.step_id
                where v.version > 1 and not (v.state = 'reported' and v.previous_state <> 'reported')
                """
        ),
    ]

    private static func logged(_ what: String, _ event: String, changes: String) -> Invariant {
        Invariant(
            offence: "a \(what) without exactly one event of its own transaction, or an event without its \(what)",
            sql: """
                select count(*) from (\(changes)) c full join (
                    select patient_id, object_id, (transaction_id::text::numeric % 4294967296)::text as xid, count(*) as n
                    from audit_event where event_code = '\(event)' and outcome = 0 group by 1, 2, 3
                ) e on e.patient_id = c.patient_id and e.xid = c.xid
                    and (c.object is null or e.object_id = c.object)
                where c.patient_id is null or e.patient_id is null or e.n <> 1
                """,
            sabotage: """
                delete from audit_event where id = (select id from audit_event where event_code = '\(event)' limit 1)
                """
        )
    }

    /// What is derived or remembered agrees with what it speaks of.
    private static let kept = [
        Invariant(
            offence: "a kept answer without what it answered for, or an effect whose answer was not kept",
            sql: """
                select count(*) from idempotency_key k full join (
                    select patient_id as id from patient
                    union all select id from finding
                    union all select id from workup) o on o.id = k.object_id
                where k.key is null or o.id is null
                """,
            sabotage: "delete from idempotency_key where object_id = (select id from finding limit 1)"
        ),
        Invariant(
            offence: "a line of the worklist that is not what its workup says",
            sql: """
                select count(*) from workup w
                left join worklist_entry e on e.patient_id = w.patient_id and e.workup_id = w.id
                where e.step_count is distinct from (
                        select count(*) from step s where s.patient_id = w.patient_id and s.workup_id = w.id)
                    or e.done_step_count is distinct from (
                        select count(*) from (
                            select distinct on (v.step_id) v.state from step_version v
                            where v.patient_id = w.patient_id and v.workup_id = w.id
                            order by v.step_id, v.version desc) latest
                        where latest.state not in ('planned', 'requested', 'scheduled', 'performed', 'reported'))
                    or e.verdicts is distinct from array(
                        select c.criteria || ':' || c.category || ':' || c.status from evaluation_criteria c
                        where c.patient_id = w.patient_id and c.workup_id = w.id and c.number = (
                            select max(r.number) from evaluation_result r
                            where r.patient_id = w.patient_id and r.workup_id = w.id)
                        order by c.position)
                """,
            sabotage:
                "update worklist_entry set done_step_count = done_step_count + 1 where workup_id = (select id from workup limit 1)"
        ),
    ]

    /// Every trace of a key: where the writers left it, and on what.
    static let effects = """
        select family_name, patient_id::text from patient_version where version = 1
        union all select body ->> 'performedBy', finding_id::text from finding_version where version = 1
        union all select question, workup_id::text from workup_version where version = 1
        union all select note, step_id::text from (
            select note, step_id, lag(note) over (partition by patient_id, step_id order by version) as note_before
            from step_version) s
        where note is distinct from note_before and note is not null;
        """

    /// Every index held against its table, where the server brings what that takes.
    static let indexes = """
        select count(*) from pg_available_extensions where name = 'amcheck' \\gset
        \\if :count
        create extension if not exists amcheck;
        select count(bt_index_check(c.oid, true)) from pg_class c join pg_am a on a.oid = c.relam
        where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p';
        \\endif
        """
}
