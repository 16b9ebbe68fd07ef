// The SQL of evaluations: what is loaded to make one, how it is kept, and how it is read.
import Domain
import FoundationEssentials
import PostgreSQL

enum EvaluationStatements {
    /// Everything of a workup that a rule may read, and where the evaluation before stood: what is selected of the
    /// workup's line `d` of the directory.
    private static let inputOfWorkup = """
        json_strip_nulls(json_build_object(
            'patientId', d.patient_id, 'patientVersion', p.version, 'familyName', p.family_name,
            'birthDate', p.birth_date, 'sex', p.sex, 'protocol', v.protocol_code,
            'protocolVersion', v.protocol_version, 'openedOn', v.opened_on,
            'findings', workup_findings(d.patient_id, d.workup_id, 'infinity'),
            'treatments', workup_courses(d.patient_id, d.workup_id, 'infinity'),
            'outcomes', workup_outcomes(d.patient_id, d.workup_id, 'infinity'),
            'latest', (
                select json_build_object(
                    'number', e.number, 'resultNumber', e.result_number, 'contentHash', encode(r.content_hash, 'hex'),
                    'response', e.response,
                    'standings', (
                        select json_agg(json_build_object(
                            'criteria', c.criteria, 'category', c.category,
                            'highest', split_part(c.verdicts[1], ':', 1)) order by c.position)
                        from evaluation_criteria c
                        where c.patient_id = r.patient_id and c.workup_id = r.workup_id and c.number = r.number
                            and c.is_of_protocol))
                from evaluation e
                join evaluation_result r
                    on r.patient_id = e.patient_id and r.workup_id = e.workup_id and r.number = e.result_number
                where e.patient_id = d.patient_id and e.workup_id = d.workup_id order by e.number desc limit 1)))
        from workup_directory d
        cross join lateral (
            select protocol_code, protocol_version, opened_on from workup_version w
            where w.patient_id = d.patient_id and w.workup_id = d.workup_id order by w.version desc limit 1
        ) v
        cross join lateral (
            select version, family_name, birth_date, sex from patient_version w
            where w.patient_id = d.patient_id order by w.version desc limit 1
        ) p
        """

    /// Everything of a workup that a rule may read, and where the evaluation before stood.
    static let input = Statement<ID<Workup>, JSONBytes>(
        "evaluation.input",
        "select " + inputOfWorkup + " where d.workup_id = $1",
        nonNull: .all
    )

    /// The same of many workups, in the order of their ids.
    static let inputs = Statement<[ID<Workup>], (ID<Workup>, JSONBytes)>(
        "evaluation.inputs",
        "select d.workup_id, " + inputOfWorkup + " where d.workup_id = any ($1::uuid[]) order by d.workup_id",
        nonNull: .all
    )

    /// What the evaluations of workups would rest on now: the newest evaluation, the versions of patient and protocol.
    static let bases = Statement<[ID<Workup>], (ID<Workup>, Int32?, Int32, Int32)>(
        "evaluation.bases",
        """
        select d.workup_id,
            (select e.number from evaluation e where e.patient_id = d.patient_id and e.workup_id = d.workup_id
                order by e.number desc limit 1),
            p.version, v.protocol_version
        from workup_directory d
        cross join lateral (
            select protocol_version from workup_version w
            where w.patient_id = d.patient_id and w.workup_id = d.workup_id order by w.version desc limit 1
        ) v
        cross join lateral (
            select version from patient_version w where w.patient_id = d.patient_id order by w.version desc limit 1
        ) p
        where d.workup_id = any ($1::uuid[]) order by d.workup_id
        """
    )

    /// Where the sets of a workup's protocol stand.
    static let standings = Statement<ID<Workup>, (String, String, String)>(
        "evaluation.standings",
        """
        select c.criteria, c.category, split_part(c.verdicts[1], ':', 1)
        from workup_directory d
        join evaluation_criteria c on c.patient_id = d.patient_id and c.workup_id = d.workup_id and c.is_of_protocol
            and c.number = (
                select max(r.number) from evaluation_result r
                where r.patient_id = d.patient_id and r.workup_id = d.workup_id)
        where d.workup_id = $1 order by c.position limit 100
        """,
        nonNull: .all
    )

    /// A result that differs from the one before it; missing steps as codes with commas between.
    static let insertResult = Statement<
        (ID<Patient>, ID<Workup>, Int32, JSONText, Bytes, String?, String), Void
    >(
        "evaluation.insert_result",
        """
        insert into evaluation_result
            (patient_id, workup_id, number, document, content_hash, best_category, missing_steps)
        values ($1, $2, $3, $4::text::json, $5, $6, string_to_array($7::text, ','))
        """
    )

    /// What each set answers, of one result or of many; lists as text with commas between.
    static let insertCriteria = Statement<
        (
            [ID<Patient>], [ID<Workup>], [Int32], [Int32], [String], [String], [Bool], [String], [String], [String],
            [String], [String]
        ), Void
    >(
        "evaluation.insert_criteria",
        """
        insert into evaluation_criteria
            (patient_id, workup_id, number, position, criteria, criteria_version, is_of_protocol, category, status,
             verdicts, reachable, missing_steps)
        select s.patient_id, s.workup_id, s.number, s.position, s.criteria, s.version, s.is_of_protocol, s.category,
            s.status, string_to_array(s.verdicts, ','), string_to_array(s.reachable, ','),
            string_to_array(s.missing, ',')
        from unnest(
            $1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::boolean[], $8::text[],
            $9::text[], $10::text[], $11::text[], $12::text[])
            as s (patient_id, workup_id, number, position, criteria, version, is_of_protocol, category, status,
                verdicts, reachable, missing)
        """
    )

    /// Evaluations of one workup or of many; what each saw as the text of an array.
    static let insertAll = Statement<
        (
            [ID<Patient>], [ID<Workup>], [Int32], [Int32], [Int32], [String], [String], [String], [String], [UUID],
            String, Instant, ID<User>?, [String]
        ), Void
    >(
        "evaluation.insert_all",
        """
        insert into evaluation
            (patient_id, workup_id, number, previous_number, result_number, patient_version, finding_ids,
             finding_versions, course_ids, course_versions, event_id, event_code, recorded_at, recorded_by, response)
        select s.patient_id, s.workup_id, s.number, nullif(s.number - 1, 0), s.result_number, s.patient_version,
            s.finding_ids::uuid[], s.finding_versions::integer[], s.course_ids::uuid[], s.course_versions::integer[],
            s.event_id, $11, $12, $13, s.response::jsonb
        from unnest(
            $1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::uuid[], $14::text[])
            as s (patient_id, workup_id, number, result_number, patient_version, finding_ids, finding_versions,
                course_ids, course_versions, event_id, response)
        """
    )

    /// The evaluation that stood at an instant; null where there is none, no row where there is no such workup.
    static let document = Statement<(ID<Workup>, Instant?), JSONText?>(
        "evaluation.document",
        """
        select workup_evaluation(d.patient_id, d.workup_id, coalesce($2, 'infinity'))
        from workup_directory d where d.workup_id = $1
        """
    )

    /// Every evaluation with the answers of the sets, newest first, as `{"items": […]}`.
    static let history = Statement<(ID<Workup>, Instant?), JSONBytes>(
        "evaluation.history",
        """
        select json_strip_nulls(json_build_object(
            'items', workup_evaluation_history(d.patient_id, d.workup_id, coalesce($2, 'infinity'))))
        from workup_directory d where d.workup_id = $1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [
        input, inputs, bases, standings, insertResult, insertCriteria, insertAll, document, history,
    ]
}
