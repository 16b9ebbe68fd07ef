// The SQL that stores the courses, administrations and outcomes of many cases at once.
import Domain
import FoundationEssentials
import PostgreSQL

extension ImportStatements {
    static let courses = Statement<([ID<Patient>], [ID<Treatment>], [ID<Workup>]), Void>(
        "import.courses",
        """
        insert into treatment_course (patient_id, id, workup_id)
        select s.patient_id, s.id, s.workup_id
        from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as s (patient_id, id, workup_id)
        """
    )

    static let courseVersions = Statement<
        (
            [ID<Patient>], [ID<Treatment>], [ID<Workup>], [TreatmentOption], [String?], [PartialDate?],
            [PartialDate?], [Sign?], [String?], [String?], [String?], Instant, ID<User>?
        ), Void
    >(
        "import.course_versions",
        """
        insert into treatment_course_version
            (patient_id, workup_id, course_id, version, status, option, substance, started_on, ended_on,
             objective_improvement, note, performed_by, organisation, recorded_at, recorded_by)
        select s.patient_id, s.workup_id, s.id, 1, 'recorded', s.option, s.substance, s.started_on, s.ended_on,
            s.improvement, s.note, s.performed_by, s.organisation, $12, $13
        from unnest(
            $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[])
            as s (patient_id, id, workup_id, option, substance, started_on, ended_on, improvement, note, performed_by,
                organisation)
        """
    )

    static let administrations = Statement<
        ([ID<Patient>], [ID<Administration>], [ID<Workup>], [ID<Treatment>]), Void
    >(
        "import.administrations",
        """
        insert into administration (patient_id, id, workup_id, course_id)
        select s.patient_id, s.id, s.workup_id, s.course_id
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as s (patient_id, id, workup_id, course_id)
        """
    )

    static let administrationVersions = Statement<
        (
            [ID<Patient>], [ID<Administration>], [ID<Workup>], [LocalDate], [String?], [String?], [Decimal?],
            [Decimal?], [String?], Instant, ID<User>?
        ), Void
    >(
        "import.administration_versions",
        """
        insert into administration_version
            (patient_id, workup_id, administration_id, version, status, given_on, product, lot, grams, body_weight_kg,
             note, recorded_at, recorded_by)
        select s.patient_id, s.workup_id, s.id, 1, 'recorded', s.given_on, s.product, s.lot, s.grams, s.weight, s.note,
            $10, $11
        from unnest(
            $1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::numeric[], $8::numeric[],
            $9::text[])
            as s (patient_id, id, workup_id, given_on, product, lot, grams, weight, note)
        """
    )

    static let outcomes = Statement<([ID<Patient>], [ID<OutcomeMeasurement>], [ID<Workup>]), Void>(
        "import.outcomes",
        """
        insert into outcome_measurement (patient_id, id, workup_id)
        select s.patient_id, s.id, s.workup_id
        from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as s (patient_id, id, workup_id)
        """
    )

    static let outcomeVersions = Statement<
        (
            [ID<Patient>], [ID<OutcomeMeasurement>], [ID<Workup>], [LocalDate], [OutcomeMeasure], [Side?], [Decimal],
            [String?], Instant, ID<User>?
        ), Void
    >(
        "import.outcome_versions",
        """
        insert into outcome_measurement_version
            (patient_id, workup_id, outcome_id, version, status, measured_on, measure, side, value, note, recorded_at,
             recorded_by)
        select s.patient_id, s.workup_id, s.id, 1, 'recorded', s.measured_on, s.measure, s.side, s.value, s.note,
            $9, $10
        from unnest(
            $1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::numeric[], $8::text[])
            as s (patient_id, id, workup_id, measured_on, measure, side, value, note)
        """
    )

    static let treatmentRows: [any AnyStatement] = [
        courses, courseVersions, administrations, administrationVersions, outcomes, outcomeVersions,
    ]
}
