// The SQL of a patient's own copy: which records are one person's, whether all of them may be given out, and who has to do
// with each, with every reason.
import Domain
import PostgreSQL

enum ExportStatements {
    /// The other records of the same person, the one that leads first, each with when and why it was joined.
    static let joins = Statement<ID<Patient>, (ID<Patient>, Instant, String)>(
        "export.joins",
        """
        select x.patient_id, x.merged_at, x.reason
        from (
            select m.target_patient_id as patient_id, m.merged_at, m.reason, 0 as place from patient_merge m
            where m.source_patient_id = $1 and m.unmerged_at is null
            union all
            select m.source_patient_id, m.merged_at, m.reason, 1 from patient_merge m
            where m.unmerged_at is null and m.source_patient_id <> $1 and (m.target_patient_id = $1
                or m.target_patient_id in (
                    select t.target_patient_id from patient_merge t
                    where t.source_patient_id = $1 and t.unmerged_at is null))
        ) x
        order by x.place, x.merged_at, x.patient_id limit 1000
        """,
        nonNull: .all
    )

    /// The same records for whoever reads the log: which, and no more.
    static let joinedRecords = Statement<ID<Patient>, ID<Patient>>(
        "export.joined_records",
        """
        select x.patient_id
        from (
            select m.target_patient_id as patient_id, m.merged_at, 0 as place from patient_merge m
            where m.source_patient_id = $1 and m.unmerged_at is null
            union all
            select m.source_patient_id, m.merged_at, 1 from patient_merge m
            where m.unmerged_at is null and m.source_patient_id <> $1 and (m.target_patient_id = $1
                or m.target_patient_id in (
                    select t.target_patient_id from patient_merge t
                    where t.source_patient_id = $1 and t.unmerged_at is null))
        ) x
        order by x.place, x.merged_at, x.patient_id limit 1000
        """,
        nonNull: .all
    )

    /// Whether something of a record is not the caller's to see: the record itself, a part of a workup, or why something was
    /// shared, asked for or objected to.
    static let hides = Statement<ID<Patient>, Bool>(
        "export.hides",
        """
        select not exists (select from patient p where p.patient_id = $1)
            or exists (
                select from access_of_patient($1) a where a.workup_id is not null and not access_sees_whole(a.workup_id))
            or (not exists (select from access_reasons($1))
                and (exists (
                        select from access_of_patient($1) a
                        where a.is_objection or a.workup_id is not null or a.ground in ('share', 'emergency'))
                    or exists (select from access_request q where q.patient_id = $1)))
        """,
        nonNull: .all
    )

    /// Relations, objections and requests of a record that the caller sees all of, as one document.
    static let access = Statement<(ID<Patient>, Instant), JSONBytes>(
        "export.access",
        """
        select json_strip_nulls(json_build_object(
            'relations', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'granteeKind', a.grantee_kind, 'grantee', a.grantee,
                    'granteeName', coalesce(o.name, t.name, a.grantee), 'scope', a.scope, 'workupId', a.workup_id,
                    'objectId', a.object_id, 'ground', a.ground, 'reason', k.reason,
                    'from', instant_text(a.valid_from), 'until', instant_text(a.valid_until),
                    'isCounting', a.valid_from <= $2 and coalesce(a.valid_until > $2, true),
                    'recordedBy', a.recorded_by)
                    order by coalesce(a.valid_until > $2, true) desc, a.valid_from, a.id)
                from access_of_patient($1) a
                left join access_reasons($1) k on k.id = a.id
                left join organisation o on a.grantee_kind = 'organisation' and o.id = a.grantee_id
                left join team t on a.grantee_kind = 'team' and t.id = a.grantee_id
                where not a.is_objection), '[]'),
            'objections', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'granteeKind', a.grantee_kind, 'grantee', a.grantee,
                    'granteeName', coalesce(o.name, a.grantee), 'reason', k.reason, 'liftReason', k.end_reason,
                    'from', instant_text(a.valid_from), 'until', instant_text(a.valid_until),
                    'recordedBy', a.recorded_by)
                    order by (a.valid_until is null) desc, a.valid_from, a.id)
                from access_of_patient($1) a
                left join access_reasons($1) k on k.id = a.id
                left join organisation o on a.grantee_kind = 'organisation' and o.id = a.grantee_id
                where a.is_objection), '[]'),
            'requests', coalesce((
                select json_agg(json_build_object(
                    'id', q.id, 'organisation', o.code, 'organisationName', o.name, 'userName', u.name,
                    'reason', k.reason, 'requestedAt', instant_text(q.requested_at), 'isGranted', q.is_granted,
                    'decisionReason', k.end_reason, 'decidedAt', instant_text(q.decided_at), 'decidedBy', b.name)
                    order by (q.decided_at is null) desc, q.requested_at, q.id)
                from access_request q
                join organisation o on o.id = q.organisation_id
                join app_user u on u.id = q.user_id
                left join app_user b on b.id = q.decided_by
                left join access_reasons($1) k on k.id = q.id
                where q.patient_id = $1), '[]')))
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [joins, joinedRecords, hides, access]
}
