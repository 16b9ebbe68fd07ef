// The SQL of findings: a finding is an identity and its versions, none of which is ever changed.
import Domain
import PostgreSQL

enum FindingStatements {
    static let insert = Statement<(ID<Patient>, ID<FindingRecord>, ID<Workup>, FindingKind), Void>(
        "finding.insert",
        "insert into finding (patient_id, id, workup_id, kind) values ($1, $2, $3, $4)"
    )

    static let insertVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<FindingRecord>, Int32, FindingKind, String, JSONBytes, PartialDate?, String?,
            String?, Instant, ID<User>?
        ), Void
    >(
        "finding.insert_version",
        """
        insert into finding_version
            (patient_id, workup_id, finding_id, version, replaces_version, kind, status, body, performed_on, origin,
             reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, nullif($4 - 1, 0), $5, $6, $7, $8, $9, $10, $11, $12)
        """
    )

    /// The newest version of a finding, to decide on a correction.
    static let latest = Statement<(ID<Workup>, ID<FindingRecord>), FindingRow>(
        "finding.latest",
        """
        select v.patient_id, v.version, v.kind, v.status, v.body, v.performed_on, v.origin, u.organisation_id
        from workup_directory d
        join finding_version v on v.patient_id = d.patient_id and v.workup_id = d.workup_id and v.finding_id = $2
        left join app_user u on u.id = v.recorded_by
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) {
        (
            patientID: ID<Patient>,
            version: Int32,
            kind: FindingKind,
            status: String,
            body: JSONBytes,
            performedOn: PartialDate?,
            origin: String?,
            recordedAt: ID<Organisation>?
        ) in
        FindingRow(
            patientID: patientID,
            version: Int(version),
            kind: kind,
            isWithdrawn: status == "withdrawn",
            body: body,
            performedOn: performedOn,
            origin: origin,
            recordedAt: recordedAt
        )
    }

    static let list = Statement<(ID<Workup>, FindingKind?, Instant?), JSONBytes>(
        "finding.list",
        """
        select json_strip_nulls(json_build_object('items', (
            select coalesce(json_agg(f), '[]')
            from json_array_elements(workup_findings(d.patient_id, d.workup_id, coalesce($3, 'infinity'))) f
            where $2::text is null or f ->> 'kind' = $2)))
        from workup_directory d where d.workup_id = $1
        """,
        nonNull: .all
    )

    /// A finding with every version of it, the withdrawn ones included.
    static let document = Statement<(ID<Workup>, ID<FindingRecord>, Instant?), JSONBytes>(
        "finding.document",
        """
        select json_strip_nulls(json_build_object(
            'id', f.id, 'kind', f.kind, 'workupId', f.workup_id, 'version', h.version, 'status', h.status,
            'origin', h.origin, 'body', h.body, 'versions', h.versions))
        from workup_directory d
        join finding f on f.patient_id = d.patient_id and f.workup_id = d.workup_id and f.id = $2
        cross join lateral (
            select
                (array_agg(v.version order by v.version desc))[1] as version,
                (array_agg(v.status order by v.version desc))[1] as status,
                (array_agg(v.origin order by v.version desc))[1] as origin,
                (array_agg(v.body order by v.version desc))[1] as body,
                json_agg(json_build_object(
                    'version', v.version, 'replaces', v.replaces_version, 'status', v.status, 'origin', v.origin,
                    'reason', v.reason, 'recordedAt', instant_text(v.recorded_at), 'recordedBy', u.name,
                    'body', v.body) order by v.version) as versions
            from finding_version v left join app_user u on u.id = v.recorded_by
            where v.patient_id = f.patient_id and v.finding_id = f.id and v.recorded_at <= coalesce($3, 'infinity')
        ) h
        where d.workup_id = $1 and h.version is not null
        """,
        nonNull: .all
    )

    /// What of each finding decides which step it completes: kind, modality, laboratory code.
    static let facts = Statement<ID<Workup>, (ID<FindingRecord>, FindingKind, String?, String?)>(
        "finding.facts",
        """
        select v.finding_id, v.kind, v.body ->> 'modality', v.body ->> 'code'
        from workup_directory d
        join finding_version v on v.patient_id = d.patient_id and v.workup_id = d.workup_id
        where d.workup_id = $1 and v.status = 'recorded' and not exists (
            select from finding_version n
            where n.patient_id = v.patient_id and n.finding_id = v.finding_id and n.version > v.version)
        order by v.finding_id limit 10000
        """
    )

    static let all: [any AnyStatement] = [insert, insertVersion, latest, list, document, facts]
}
