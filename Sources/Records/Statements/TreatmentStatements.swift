// The SQL of treatment courses, choices, administrations and outcome measurements.
import Domain
import FoundationEssentials
import PostgreSQL

enum TreatmentStatements {
    static let insertCourse = Statement<(ID<Patient>, ID<Treatment>, ID<Workup>), Void>(
        "treatment.insert_course",
        "insert into treatment_course (patient_id, id, workup_id) values ($1, $2, $3)"
    )

    static let insertCourseVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<Treatment>, Int32, String, TreatmentOption, String?, PartialDate?,
            PartialDate?, Sign?, String?, String?, String?, String?, Instant, ID<User>?
        ), Void
    >(
        "treatment.insert_course_version",
        """
        insert into treatment_course_version
            (patient_id, workup_id, course_id, version, status, option, substance, started_on, ended_on,
             objective_improvement, note, performed_by, organisation, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """
    )

    /// Patient, newest version and status of a course.
    static let latestCourse = Statement<(ID<Workup>, ID<Treatment>), VersionRow>(
        "treatment.latest_course",
        """
        select v.patient_id, v.version, v.status
        from workup_directory d
        join treatment_course_version v
            on v.patient_id = d.patient_id and v.workup_id = d.workup_id and v.course_id = $2
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) { VersionRow(patientID: $0, version: $1, status: $2) }

    static let insertChoice = Statement<
        (
            ID<Patient>, ID<ChoiceDocument>, ID<Workup>, ID<ChoiceDocument>?, TreatmentOption, LocalDate, [String],
            String, String?, [String], ID<Treatment>?, Instant, ID<User>?
        ), Void
    >(
        "treatment.insert_choice",
        """
        insert into treatment_choice
            (patient_id, id, workup_id, replaces_id, option, chosen_on, participants, patient_preference, reason,
             cautions, course_id, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    )

    /// What the treatment of a choice has to show by when.
    static let insertTrial = Statement<
        (
            ID<Patient>, ID<ChoiceDocument>, ID<Workup>, LocalDate, String, OutcomeMeasure, Side?, Decimal?, Decimal?,
            LocalDate, String, Decimal?, LocalDate?
        ), Void
    >(
        "treatment.insert_trial",
        """
        insert into treatment_trial
            (patient_id, choice_id, workup_id, chosen_on, goal, measure, side, target_value, target_improvement,
             judged_on, stopping_rule, stop_worsening_by, stop_without_improvement_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    )

    static let insertAdministration = Statement<(ID<Patient>, ID<Administration>, ID<Workup>, ID<Treatment>), Void>(
        "treatment.insert_administration",
        "insert into administration (patient_id, id, workup_id, course_id) values ($1, $2, $3, $4)"
    )

    static let insertAdministrationVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<Administration>, Int32, String, LocalDate, String?, String?, Decimal?,
            Decimal?, String?, String?, Instant, ID<User>?
        ), Void
    >(
        "treatment.insert_administration_version",
        """
        insert into administration_version
            (patient_id, workup_id, administration_id, version, status, given_on, product, lot, grams, body_weight_kg,
             note, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """
    )

    /// What is kept of a version beyond day, product, batch and dose.
    static let insertAdministrationDetails = Statement<
        (
            ID<Patient>, ID<Administration>, Int32, String?, PartialDate?, Instant?, Instant?, [Decimal],
            [ReactionCode]?, [ReactionSeverity?]?, [String?]?
        ), Void
    >(
        "treatment.insert_administration_details",
        """
        insert into administration_details
            (patient_id, administration_id, version, manufacturer, expires_on, started_at, ended_at,
             rates_ml_per_kg_per_hour, reaction_codes, reaction_severities, reaction_notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    )

    static let latestAdministration = Statement<(ID<Workup>, ID<Administration>), VersionRow>(
        "treatment.latest_administration",
        """
        select v.patient_id, v.version, v.status, u.organisation_id
        from workup_directory d
        join administration_version v
            on v.patient_id = d.patient_id and v.workup_id = d.workup_id and v.administration_id = $2
        left join app_user u on u.id = v.recorded_by
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) { VersionRow(patientID: $0, version: $1, status: $2, recordedAt: $3) }

    static let insertOutcome = Statement<(ID<Patient>, ID<OutcomeMeasurement>, ID<Workup>), Void>(
        "treatment.insert_outcome",
        "insert into outcome_measurement (patient_id, id, workup_id) values ($1, $2, $3)"
    )

    static let insertOutcomeVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<OutcomeMeasurement>, Int32, String, LocalDate, OutcomeMeasure, Side?, Decimal,
            String?, String?, Instant, ID<User>?
        ), Void
    >(
        "treatment.insert_outcome_version",
        """
        insert into outcome_measurement_version
            (patient_id, workup_id, outcome_id, version, status, measured_on, measure, side, value, note, reason,
             recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    )

    static let latestOutcome = Statement<(ID<Workup>, ID<OutcomeMeasurement>), VersionRow>(
        "treatment.latest_outcome",
        """
        select v.patient_id, v.version, v.status, u.organisation_id
        from workup_directory d
        join outcome_measurement_version v
            on v.patient_id = d.patient_id and v.workup_id = d.workup_id and v.outcome_id = $2
        left join app_user u on u.id = v.recorded_by
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) { VersionRow(patientID: $0, version: $1, status: $2, recordedAt: $3) }

    /// Everything on treatment of one workup: courses, choices, outcomes and conditions.
    static let document = Statement<(ID<Workup>, Instant?), JSONBytes>(
        "treatment.document",
        """
        select json_strip_nulls(json_build_object(
            'treatments', workup_courses(d.patient_id, d.workup_id, coalesce($2, 'infinity')),
            'choices', workup_choices(d.patient_id, d.workup_id, coalesce($2, 'infinity')),
            'outcomes', workup_outcomes(d.patient_id, d.workup_id, coalesce($2, 'infinity')),
            'conditions', workup_conditions(d.patient_id, d.workup_id, coalesce($2, 'infinity'))))
        from workup_directory d where d.workup_id = $1
        """,
        nonNull: .all
    )

    /// Every version of the administrations and measurements of a workup, in the order in which they were recorded.
    static let versions = Statement<(ID<Workup>, Instant?), LotRow>(
        "treatment.versions",
        """
        select v.patient_id, json_strip_nulls(v.body)
        from workup_directory d
        cross join lateral (
            select v.patient_id, v.recorded_at, v.administration_id as id, v.version, json_build_object(
                'kind', 'administration', 'id', v.administration_id, 'version', v.version,
                'isWithdrawn', v.status = 'withdrawn', 'courseId', a.course_id, 'on', v.given_on,
                'product', v.product, 'lot', v.lot, 'grams', v.grams, 'bodyWeightKg', v.body_weight_kg,
                'note', v.note, 'reason', v.reason, 'recordedAt', instant_text(v.recorded_at),
                'recordedBy', u.name) as body
            from administration_version v
            join administration a on a.patient_id = v.patient_id and a.id = v.administration_id
            left join app_user u on u.id = v.recorded_by
            where v.patient_id = d.patient_id and v.workup_id = d.workup_id
            union all
            select v.patient_id, v.recorded_at, v.outcome_id, v.version, json_build_object(
                'kind', 'outcome', 'id', v.outcome_id, 'version', v.version,
                'isWithdrawn', v.status = 'withdrawn', 'on', v.measured_on, 'measure', v.measure, 'side', v.side,
                'value', v.value, 'note', v.note, 'reason', v.reason, 'recordedAt', instant_text(v.recorded_at),
                'recordedBy', u.name)
            from outcome_measurement_version v
            left join app_user u on u.id = v.recorded_by
            where v.patient_id = d.patient_id and v.workup_id = d.workup_id
        ) v
        where d.workup_id = $1 and v.recorded_at <= coalesce($2, 'infinity')
        order by v.recorded_at, v.id, v.version
        """,
        nonNull: .all
    ) { (patientID: ID<Patient>, body: JSONBytes) in LotRow(patientID: patientID, body: body) }

    /// Who received a batch, of whatever product: the recall question. A cross-patient read by design.
    static let byLot = Statement<(String, Int32), LotRow>(
        "treatment.by_lot",
        """
        select v.patient_id, json_strip_nulls(json_build_object(
            'patientId', v.patient_id, 'workupId', v.workup_id, 'administrationId', v.administration_id,
            'familyName', p.family_name, 'givenNames', to_json(p.given_names), 'birthDate', p.birth_date,
            'on', v.given_on, 'product', v.product, 'lot', v.lot, 'grams', v.grams,
            'mergedInto', (
                select m.target_patient_id from patient_merge m
                where m.source_patient_id = v.patient_id and m.unmerged_at is null)))
        from administration_version v
        cross join lateral (
            select * from patient_version p where p.patient_id = v.patient_id order by p.version desc limit 1) p
        where upper(translate(v.lot, ' -', '')) = upper(translate($1, ' -', '')) and v.status = 'recorded'
            and not exists (
                select from administration_version n
                where n.patient_id = v.patient_id and n.administration_id = v.administration_id
                    and n.version > v.version)
        order by v.given_on, v.patient_id, v.administration_id limit $2
        """,
        nonNull: .all
    ) { (patientID: ID<Patient>, body: JSONBytes) in LotRow(patientID: patientID, body: body) }

    /// How many patients beside some received a batch: only their number leaves the database.
    static let countOtherPatients = Statement<(String, [ID<Patient>]), Int32>(
        "treatment.count_other_patients",
        "select access_count_lot($1, $2)",
        nonNull: .all
    )

    /// Which records beside findings a workup has: a choice, an outcome, a decision of a meeting.
    static let records = Statement<ID<Workup>, (Bool, Bool, Bool)>(
        "treatment.records",
        """
        select
            exists (select from treatment_choice c where c.patient_id = d.patient_id and c.workup_id = d.workup_id),
            exists (
                select from outcome_measurement_version o
                where o.patient_id = d.patient_id and o.workup_id = d.workup_id and o.status = 'recorded'
                    and not exists (
                        select from outcome_measurement_version n
                        where n.patient_id = o.patient_id and n.outcome_id = o.outcome_id and n.version > o.version)),
            exists (
                select from meeting_case c
                join meeting_case_version v on v.patient_id = c.patient_id and v.meeting_case_id = c.id
                where c.patient_id = d.patient_id and c.workup_id = d.workup_id and v.status = 'discussed'
                    and not exists (
                        select from meeting_case_version n
                        where n.patient_id = v.patient_id and n.meeting_case_id = v.meeting_case_id
                            and n.version > v.version))
        from workup_directory d where d.workup_id = $1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [
        records, insertCourse, insertCourseVersion, latestCourse, insertChoice, insertTrial, insertAdministration,
        insertAdministrationVersion, insertAdministrationDetails, latestAdministration, insertOutcome,
        insertOutcomeVersion, latestOutcome, document, versions, byLot, countOtherPatients,
    ]
}
