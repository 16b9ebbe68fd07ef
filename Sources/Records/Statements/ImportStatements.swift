// The SQL of importing case files: which content is there already, and which workups there are to export.
import Domain
import PostgreSQL

enum ImportStatements {
    /// Of the given hashes, those imported before.
    static let known = Statement<[Bytes], Bytes>(
        "import.known",
        "select content_hash from imported_case where content_hash = any ($1::bytea[])"
    )

    /// Who holds each of these numbers: system and value side by side.
    static let holders = Statement<([String], [String]), (String, String, ID<Patient>)>(
        "import.holders",
        """
        select d.system, d.value, d.patient_id
        from identifier_directory d
        join unnest($1::text[], $2::text[]) as w (system, value) on w.system = d.system and w.value = d.value
        """
    )

    /// The next workups after one, in the order of their ids. No workup has the nil id, so that every page is one range of
    /// the index.
    static let workupsAfter = Statement<(ID<Workup>?, Int32), ID<Workup>>(
        "import.workups_after",
        """
        select workup_id from workup_directory
        where workup_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') order by workup_id limit $2
        """
    )

    /// As above, of some workups or of all, each with the patient's record that leads.
    static let personsOfWorkups = Statement<(ID<Workup>?, Int32, [ID<Workup>]), (ID<Workup>, ID<Patient>)>(
        "import.persons_of_workups",
        """
        select d.workup_id, coalesce(m.target_patient_id, d.patient_id)
        from workup_directory d
        left join patient_merge m on m.source_patient_id = d.patient_id and m.unmerged_at is null
        where d.workup_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
            and (cardinality($3::uuid[]) = 0 or d.workup_id = any ($3::uuid[]))
        order by d.workup_id limit $2
        """,
        nonNull: .all
    )

    static let workupCount = Statement<Void, Int>(
        "import.workup_count",
        "select count(*) from workup_directory",
        nonNull: .all
    )

    static let all: [any AnyStatement] =
        [known, holders, workupsAfter, personsOfWorkups, workupCount] + rows + treatmentRows
}
