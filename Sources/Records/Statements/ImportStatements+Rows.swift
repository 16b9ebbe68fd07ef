// The SQL that stores many cases at once: one statement for each table, a column of values for each parameter.
import Domain
import FoundationEssentials
import PostgreSQL

extension ImportStatements {
    static let patients = Statement<([ID<Patient>], Instant, ID<User>?), Void>(
        "import.patients",
        "insert into patient (patient_id, created_at, created_by) select id, $2, $3 from unnest($1::uuid[]) as s (id)"
    )

    /// First versions; given names as JSON lists.
    static let patientVersions = Statement<
        ([ID<Patient>], [String], [String], [PartialDate?], [Sex], Instant, ID<User>?), Void
    >(
        "import.patient_versions",
        """
        insert into patient_version
            (patient_id, version, family_name, given_names, birth_date, sex, recorded_at, recorded_by)
        select s.id, 1, s.family_name, array(select json_array_elements_text(s.given_names::json)), s.birth_date,
            s.sex, $6, $7
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            as s (id, family_name, given_names, birth_date, sex)
        """
    )

    static let identifiers = Statement<([ID<Patient>], [UUID], [String], [String], Instant, ID<User>?), Void>(
        "import.identifiers",
        """
        insert into patient_identifier (patient_id, id, system, value, recorded_at, recorded_by)
        select s.patient_id, s.id, s.system, s.value, $5, $6
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as s (patient_id, id, system, value)
        """
    )

    /// In the order of the numbers, so that two imports that meet wait for each other and do not lock each other out.
    static let identifierDirectory = Statement<([ID<Patient>], [String], [String]), Void>(
        "import.identifier_directory",
        """
        insert into identifier_directory (system, value, patient_id)
        select s.system, s.value, s.patient_id
        from unnest($1::uuid[], $2::text[], $3::text[]) as s (patient_id, system, value) order by s.system, s.value
        """
    )

    static let workups = Statement<
        ([ID<Patient>], [ID<Workup>], [String], [JSONBytes?], Instant, ID<User>?), Void
    >(
        "import.workups",
        """
        insert into workup (patient_id, id, protocol_code, source, created_at, created_by)
        select s.patient_id, s.id, s.protocol_code, s.source, $5, $6
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) as s (patient_id, id, protocol_code, source)
        """
    )

    static let workupDirectory = Statement<([ID<Patient>], [ID<Workup>]), Void>(
        "import.workup_directory",
        """
        insert into workup_directory (workup_id, patient_id)
        select s.id, s.patient_id from unnest($1::uuid[], $2::uuid[]) as s (patient_id, id)
        """
    )

    /// First versions. They come after the steps: the worklist is made anew by the last of both.
    static let workupVersions = Statement<
        (
            [ID<Patient>], [ID<Workup>], [String], [Int32], [LocalDate], [String?], [String?], [ID<Organisation>],
            [String?], [String?], [PartialDate?], Instant, ID<User>?
        ), Void
    >(
        "import.workup_versions",
        """
        insert into workup_version
            (patient_id, workup_id, version, protocol_code, protocol_version, status, opened_on, question, referred_by,
             organisation_id, diagnosis_text, diagnosis_stated_by, diagnosis_stated_on, recorded_at, recorded_by)
        select s.patient_id, s.id, 1, s.protocol_code, s.protocol_version, 'open', s.opened_on, s.question,
            s.referred_by, s.organisation_id, s.diagnosis, s.stated_by, s.stated_on, $12, $13
        from unnest(
            $1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::date[], $6::text[], $7::text[], $8::uuid[],
            $9::text[], $10::text[], $11::text[])
            as s (patient_id, id, protocol_code, protocol_version, opened_on, question, referred_by, organisation_id,
                diagnosis, stated_by, stated_on)
        """
    )

    static let findings = Statement<([ID<Patient>], [ID<FindingRecord>], [ID<Workup>], [FindingKind]), Void>(
        "import.findings",
        """
        insert into finding (patient_id, id, workup_id, kind)
        select s.patient_id, s.id, s.workup_id, s.kind
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as s (patient_id, id, workup_id, kind)
        """
    )

    static let findingVersions = Statement<
        (
            [ID<Patient>], [ID<FindingRecord>], [ID<Workup>], [FindingKind], [JSONBytes], [PartialDate?], Instant,
            ID<User>?
        ), Void
    >(
        "import.finding_versions",
        """
        insert into finding_version
            (patient_id, workup_id, finding_id, version, kind, status, body, performed_on, recorded_at, recorded_by)
        select s.patient_id, s.workup_id, s.id, 1, s.kind, 'recorded', s.body, s.performed_on, $7, $8
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[], $6::text[])
            as s (patient_id, id, workup_id, kind, body, performed_on)
        """
    )

    /// Prerequisites are few different lists: each comes once, as JSON, and steps name it by its place.
    static let steps = Statement<
        ([ID<Patient>], [ID<Step>], [ID<Workup>], [String], [Int32], [String], [Int32], [String]), Void
    >(
        "import.steps",
        """
        with list as materialized (
            select l.place, array(select json_array_elements_text(l.codes::json)) as codes
            from unnest($8::text[]) with ordinality as l (codes, place)
        )
        insert into step (patient_id, id, workup_id, code, position, requirement, prerequisites)
        select s.patient_id, s.id, s.workup_id, s.code, s.position, s.requirement, l.codes
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::text[], $7::integer[])
            as s (patient_id, id, workup_id, code, position, requirement, prerequisites)
        join list l on l.place = s.prerequisites
        """
    )

    static let stepVersions = Statement<
        (
            [ID<Patient>], [ID<Step>], [ID<Workup>], [StepState], [LocalDate], [LocalDate?], [PartialDate?],
            [ID<FindingRecord>?], Instant, ID<User>?
        ), Void
    >(
        "import.step_versions",
        """
        insert into step_version
            (patient_id, workup_id, step_id, version, state, state_since, due_on, performed_on, finding_id,
             recorded_at, recorded_by)
        select s.patient_id, s.workup_id, s.id, 1, s.state, s.since, s.due_on, s.performed_on, s.finding_id, $9, $10
        from unnest(
            $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::date[], $7::text[], $8::uuid[])
            as s (patient_id, id, workup_id, state, since, due_on, performed_on, finding_id)
        """
    )

    static let cases = Statement<([Bytes], [ID<Workup>], [ID<Patient>], Instant), Void>(
        "import.cases",
        """
        insert into imported_case (content_hash, workup_id, patient_id, imported_at)
        select s.hash, s.workup_id, s.patient_id, $4
        from unnest($1::bytea[], $2::uuid[], $3::uuid[]) as s (hash, workup_id, patient_id) order by s.hash
        """
    )

    static let rows: [any AnyStatement] = [
        patients, patientVersions, identifiers, identifierDirectory, workups, workupDirectory, workupVersions,
        findings, findingVersions, steps, stepVersions, cases,
    ]
}
