// The SQL of the access log and of the answers kept for repeated requests.
import Domain
import FoundationEssentials
import PostgreSQL

enum AuditStatements {
    /// One event. The patient is the one given or the one whose workup is given; a workup that is not there
    /// makes the outcome 4 (not successful).
    static let insert = Statement<
        (
            Instant, UUID, String, String, String, Int32, ID<User>?, String, String, String, ID<Organisation>?, String?,
            ID<Patient>?, ID<Workup>?, String?, String?, Bytes?, String?, [String], String?
        ), Void
    >(
        "audit.insert",
        """
        insert into audit_event
            (recorded_at, id, event_code, event_type, action, outcome, user_id, user_name, role, purpose,
             organisation_id, network_address, source, patient_id, object_type, object_id, query, reason,
             data_categories, request_id, transaction_id)
        select $1, $2, $3, $4, $5,
            case
                when $14::uuid is not null and d.patient_id is null then 4
                when $13::uuid is not null and not exists (select from patient where patient_id = $13) then 4
                else $6
            end,
            $7, $8, $9, $10, $11, $12, 'workup', coalesce($13, d.patient_id), $15, $16, $17, $18, $19, $20,
            pg_current_xact_id()
        from (select 1) one
        left join workup_directory d on d.workup_id = $14
        """
    )

    static let insertSubjects = Statement<(Instant, UUID, [ID<Patient>]), Void>(
        "audit.insert_subjects",
        """
        insert into audit_subject (recorded_at, event_id, patient_id)
        select distinct $1::timestamptz, $2::uuid, s.id from unnest($3::uuid[]) as s (id)
        """
    )

    static let search = Statement<
        (ID<Patient>?, ID<User>?, Instant?, Instant?, String?, Instant?, UUID?, Int32), AuditRow
    >(
        "audit.search",
        """
        select e.recorded_at, e.id, json_strip_nulls(json_build_object(
            'id', e.id, 'recordedAt', instant_text(e.recorded_at), 'event', e.event_code, 'action', e.action,
            'outcome', e.outcome, 'userId', e.user_id, 'userName', e.user_name, 'role', e.role,
            'purpose', e.purpose, 'patientId', e.patient_id, 'objectType', e.object_type, 'objectId', e.object_id,
            'reason', e.reason, 'dataCategories', to_json(e.data_categories), 'requestId', e.request_id,
            'networkAddress', e.network_address))
        from audit_event e
        where ($1::uuid is null or e.patient_id = $1 or exists (
                select from audit_subject s
                where s.recorded_at = e.recorded_at and s.event_id = e.id and s.patient_id = $1))
            and ($2::uuid is null or e.user_id = $2)
            and ($3::timestamptz is null or e.recorded_at >= $3)
            and ($4::timestamptz is null or e.recorded_at < $4)
            and ($5::text is null or e.event_code = $5)
            and ($7::uuid is null or (e.recorded_at, e.id) < ($6, $7))
        order by e.recorded_at desc, e.id desc limit $8
        """,
        nonNull: .all
    ) { (recordedAt: Instant, id: UUID, body: JSONBytes) in AuditRow(recordedAt: recordedAt, id: id, body: body) }

    static let all: [any AnyStatement] = [insert, insertSubjects, search]
}

enum IdempotencyStatements {
    /// Takes the key for this transaction; false while another request with the same key is under way.
    static let lock = Statement<(ID<User>, String), Bool>(
        "idempotency.lock",
        "select pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2, 7453))",
        nonNull: .all,
        effect: .writes
    )

    static let find = Statement<(ID<User>, String), StoredAnswerRow>(
        "idempotency.find",
        """
        select request_hash, object_id, version, patient_id, body from idempotency_key where user_id = $1 and key = $2
        """
    ) { StoredAnswerRow(requestHash: $0, objectID: $1, version: $2, patientID: $3, body: $4) }

    static let insert = Statement<(ID<User>, String, Bytes, UUID, Int32, ID<Patient>?, Bytes, Instant), Void>(
        "idempotency.insert",
        """
        insert into idempotency_key (user_id, key, request_hash, object_id, version, patient_id, body, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )

    /// Answers are kept for two days; at most a handful go with each new one, so that no request pays for many.
    static let purge = Statement<Instant, Void>(
        "idempotency.purge",
        """
        delete from idempotency_key where (user_id, key) in (
            select user_id, key from idempotency_key where created_at < $1::timestamptz - interval '48 hours'
            order by created_at limit 10 for update skip locked)
        """
    )

    static let all: [any AnyStatement] = [lock, find, insert, purge]
}
