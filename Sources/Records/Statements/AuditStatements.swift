// The SQL of the access log and of the answers kept for repeated requests.
import Domain
import FoundationEssentials
import PostgreSQL

enum AuditStatements {
    /// One event. Where the database is to look whether the caller can see what the event is about, and the caller can
    /// not, the outcome is 4 (not there), or 8 (refused) where all of a workup was needed and a part is theirs; the log itself turns that into 8 (refused) where it is there all the same. The
    /// log also finds the patient of a workup, whom the caller may not be able to see.
    static let insert = Statement<
        (
            Instant, UUID, String, String, String, Int32, ID<User>?, String?, String, Bool, String, String,
            ID<Organisation>?, ID<User>?, String?, Int32?, String?, String?, ID<Patient>?, ID<Workup>?, String?,
            String?, Int32?, Int32?, Int32?, String?, String?, String?, String?, Bytes?, String?, String?, String?,
            String?, String, [String], [String], String?, String?, Bool, Bool
        ), Void
    >(
        "audit.insert",
        """
        insert into audit_event
            (recorded_at, id, event_code, event_type, action, outcome, user_id, alternate_user_id, user_name, is_requestor,
             role, purpose, organisation_id, responsible_user_id, responsible_role, network_type, network_address, site,
             patient_id, workup_id, object_type, object_id, object_type_code, object_role, object_life_cycle,
             object_sensitivity, object_policy_set, object_name, object_detail, query, reason, authorisation_protocol,
             relation_protocol, consent_profile, checks, data_categories, origins, request_id, trace_parent, source)
        values ($1, $2, $3, $4, $5,
            case
                when $6 = 0 and $40 and $20::uuid is not null
                    and not exists (select from workup_directory d where d.workup_id = $20) then 4
                when $6 = 0 and $40 and $19::uuid is not null
                    and not exists (select from patient p where p.patient_id = $19) then 4
                when $6 = 0 and $40 and $41 and $20::uuid is not null and not access_sees_whole($20) then 8
                else $6
            end,
            $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
            $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, 'workup')
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
            'networkAddress', e.network_address, 'organisationId', e.organisation_id, 'checks', e.checks,
            'origins', case when e.origins <> '{}' then to_json(e.origins) end, 'workupId', e.workup_id,
            'alternateUserId', e.alternate_user_id, 'responsibleUserId', e.responsible_user_id,
            'responsibleRole', e.responsible_role, 'objectName', e.object_name, 'objectDetail', e.object_detail,
            'traceParent', e.trace_parent, 'type', e.event_type, 'source', e.source, 'site', e.site,
            'authorisationProtocol', e.authorisation_protocol))
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

    /// The patients whom some events showed as a list, each with its event, and the searches as they were sent.
    static let subjects = Statement<([Instant], [UUID]), (UUID, ID<Patient>)>(
        "audit.subjects",
        """
        select s.event_id, s.patient_id
        from unnest($1::timestamptz[], $2::uuid[]) as w (recorded_at, event_id)
        join audit_subject s on s.recorded_at = w.recorded_at and s.event_id = w.event_id
        order by s.event_id, s.patient_id limit 1000000
        """
    )

    /// The searches as they were sent, in base 64, of some events.
    static let queries = Statement<([Instant], [UUID]), (UUID, String)>(
        "audit.queries",
        """
        select e.id, translate(encode(e.query, 'base64'), E'\n', '')
        from unnest($1::timestamptz[], $2::uuid[]) as w (recorded_at, event_id)
        join audit_event e on e.recorded_at = w.recorded_at and e.id = w.event_id
        where e.query is not null order by e.id limit 1000000
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [insert, insertSubjects, search, subjects, queries]
}

enum IdempotencyStatements {
    /// Takes the key for this transaction; false while another request with the same key is under way.
    static let lock = Statement<(ID<User>, String), Bool>(
        "idempotency.lock",
        "select pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2, 7453))",
        nonNull: .all,
        effect: .writes
    )

    /// What was answered within the last two days.
    static let find = Statement<(ID<User>, String, Instant), StoredAnswerRow>(
        "idempotency.find",
        """
        select request_hash, object_id, version, patient_id, workup_id, body from idempotency_key
        where user_id = $1 and key = $2 and created_at > $3::timestamptz - interval '48 hours'
        """
    ) {
        StoredAnswerRow(requestHash: $0, objectID: $1, version: $2, patientID: $3, workupID: $4, body: $5)
    }

    static let insert = Statement<
        (ID<User>, String, Bytes, UUID, Int32, ID<Patient>?, ID<Workup>?, Bytes, Instant), Void
    >(
        "idempotency.insert",
        """
        insert into idempotency_key (user_id, key, request_hash, object_id, version, patient_id, workup_id, body,
            created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (user_id, key) do update set
            request_hash = excluded.request_hash, object_id = excluded.object_id, version = excluded.version,
            patient_id = excluded.patient_id, workup_id = excluded.workup_id, body = excluded.body, created_at = excluded.created_at
        where idempotency_key.created_at <= excluded.created_at - interval '48 hours'
        """
    )

    /// Answers are kept for two days; at most a handful go with each new one, whoever made them, so that no request pays
    /// for many.
    static let purge = Statement<Instant, Void>(
        "idempotency.purge",
        "select forget_answers($1)",
        effect: .writes
    )

    static let all: [any AnyStatement] = [lock, find, insert, purge]
}
