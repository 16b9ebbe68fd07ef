// The SQL of patients, their identifiers and merged records.
import Domain
import FoundationEssentials
import PostgreSQL

enum PatientStatements {
    static let insert = Statement<(ID<Patient>, Instant, ID<User>?), Void>(
        "patient.insert",
        "insert into patient (patient_id, created_at, created_by) values ($1, $2, $3)"
    )

    static let insertVersion = Statement<
        (ID<Patient>, Int32, String, [String], PartialDate?, Sex, Instant, ID<User>?, String?), Void
    >(
        "patient.insert_version",
        """
        insert into patient_version
            (patient_id, version, family_name, given_names, birth_date, sex, recorded_at, recorded_by, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    )

    static let insertIdentifier = Statement<(ID<Patient>, UUID, String, String, Instant, ID<User>?), Void>(
        "patient.insert_identifier",
        """
        insert into patient_identifier (patient_id, id, system, value, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let insertDirectoryEntry = Statement<(String, String, ID<Patient>), Void>(
        "patient.insert_directory_entry",
        "insert into identifier_directory (system, value, patient_id) values ($1, $2, $3)"
    )

    static let endIdentifier = Statement<(ID<Patient>, String, String, Instant, ID<User>?), Void>(
        "patient.end_identifier",
        """
        update patient_identifier set ended_at = $4, ended_by = $5
        where patient_id = $1 and system = $2 and value = $3 and ended_at is null
        """
    )

    static let removeDirectoryEntry = Statement<(ID<Patient>, String, String), Void>(
        "patient.remove_directory_entry",
        "delete from identifier_directory where patient_id = $1 and system = $2 and value = $3"
    )

    static let document = Statement<(ID<Patient>, Instant?), JSONBytes?>(
        "patient.document",
        "select json_strip_nulls(patient_document($1, coalesce($2, 'infinity')))"
    )

    static let byIdentifier = Statement<(String, String), ID<Patient>>(
        "patient.by_identifier",
        "select patient_id from identifier_directory where system = $1 and value = $2 limit 1"
    )

    /// The newest name of each patient that begins with the given letters; both conditions where both are given.
    static let byName = Statement<(String, PartialDate?, Int32), ID<Patient>>(
        "patient.by_name",
        """
        select v.patient_id
        from patient_version v
        where lower(v.family_name) like $1 and ($2::text is null or v.birth_date = $2)
            and not exists (
                select from patient_version n where n.patient_id = v.patient_id and n.version > v.version)
        order by lower(v.family_name), v.patient_id limit $3
        """
    )

    static let documents = Statement<([ID<Patient>], Instant?), JSONBytes>(
        "patient.documents",
        """
        select json_strip_nulls(patient_document(p.id, coalesce($2, 'infinity')))
        from unnest($1::uuid[]) with ordinality as p (id, position) order by p.position
        """,
        nonNull: .all
    )

    /// The numbers that patients have now; a row without one for a patient who has none.
    static let numbers = Statement<[ID<Patient>], (ID<Patient>, String?, String?)>(
        "patient.numbers",
        """
        select p.patient_id, i.system, i.value
        from patient p
        left join patient_identifier i on i.patient_id = p.patient_id and i.ended_at is null
        where p.patient_id = any ($1::uuid[]) order by p.patient_id, i.recorded_at, i.id
        """
    )

    static let workups = Statement<ID<Patient>, JSONBytes>(
        "patient.workups",
        """
        select (
            select coalesce(json_agg(json_strip_nulls(json_build_object(
                'id', v.workup_id, 'version', v.version, 'patientId', v.patient_id, 'protocol', v.protocol_code,
                'status', v.status, 'openedOn', v.opened_on, 'question', v.question)) order by v.workup_id), '[]')
            from workup w
            cross join lateral access_workup_version(w.patient_id, w.id, 'infinity') v
            where w.patient_id = p.patient_id)
        from patient p where p.patient_id = $1
        """,
        nonNull: .all
    )

    static let insertMerge = Statement<(UUID, ID<Patient>, ID<Patient>, String, Instant, ID<User>?), Void>(
        "patient.insert_merge",
        """
        insert into patient_merge (id, source_patient_id, target_patient_id, reason, merged_at, merged_by)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    /// The record a patient was merged into, where it was.
    static let mergeTarget = Statement<ID<Patient>, ID<Patient>>(
        "patient.merge_target",
        """
        select target_patient_id from patient_merge
        where source_patient_id = $1 and unmerged_at is null order by merged_at limit 1
        """
    )

    static let endMerge = Statement<(ID<Patient>, ID<Patient>, String, Instant, ID<User>?), Void>(
        "patient.end_merge",
        """
        update patient_merge set unmerged_at = $4, unmerged_by = $5, unmerge_reason = $3
        where source_patient_id = $1 and target_patient_id = $2 and unmerged_at is null
        """
    )

    static let all: [any AnyStatement] = [
        insert, insertVersion, insertIdentifier, insertDirectoryEntry, endIdentifier, removeDirectoryEntry, document,
        byIdentifier, byName, documents, numbers, workups, insertMerge, mergeTarget, endMerge,
    ]
}
