// The SQL of statistics: counts of people over a period, and whole workups read one after another, for what shows nobody.
import Domain
import PostgreSQL

enum StatisticsStatements {
    /// Where the response of each person of a protocol stands, a page of workups after another; null where it was not worked
    /// out yet. A cross-patient read by design.
    static let responses = Statement<(String, ID<Workup>?, Int32), (ID<Workup>, ID<Patient>, JSONBytes?)>(
        "statistics.responses",
        """
        select e.workup_id, \(person), e.response::json
        from worklist_entry e \(leading)
        where e.protocol_code = $1 and ($2::uuid is null or e.workup_id > $2) and \(hasResponse("e"))
        order by e.workup_id limit $3
        """,
        nonNull: .columns(["workup_id", "person_id"])
    )

    /// The same of those who count in a period.
    static let cohortResponses = Statement<(String, LocalDate, LocalDate), (ID<Workup>, ID<Patient>, JSONBytes?)>(
        "statistics.cohort_responses",
        """
        with \(cohort)
        select c.workup_id, c.person_id, c.response::json from cohort c
        where \(hasResponse("c"))
        order by c.workup_id
        """,
        nonNull: .columns(["workup_id", "person_id"])
    )

    /// Where a course of intravenous immunoglobulin was or may still be judged.
    private static func hasResponse(_ entry: String) -> String {
        """
        (\(entry).response ?| array['judged', 'unjudgedUntil'] or (\(entry).response is null and exists (
                select from treatment_course_version v
                where v.patient_id = \(entry).patient_id and v.workup_id = \(entry).workup_id and v.option = 'ivig')))
        """
    }

    /// Some workups. A cross-patient read by design.
    static let records = Statement<([ID<Workup>], LocalDate), JSONBytes>(
        "statistics.records",
        """
        select workup_record(d.workup_id, null, $2) from workup_directory d where d.workup_id = any ($1)
        order by d.workup_id
        """,
        nonNull: .all
    )

    /// Every count of the people of a protocol whose workups were opened in a period, and the days, in one reading: what
    /// is counted, for which organisation (null: all of them), of what, with what; how many people; quartiles of days.
    static let figures = Statement<(String, LocalDate, LocalDate), StatisticsRow>(
        "statistics.figures",
        """
        with \(cohort),
        person as materialized (
            select c.patient_id, c.workup_id, c.organisation_id, w.diagnosis_text,
                coalesce(c.best_category, 'notEvaluated') as category,
                w.diagnosis_text is not null or c.best_category <> 'undetermined' as is_settled,
                d.day - c.opened_on as days_to_diagnosis, t.day - c.opened_on as days_to_treatment
            from cohort c
            join workup_version w
                on w.patient_id = c.patient_id and w.workup_id = c.workup_id and w.version = c.version
            cross join lateral (
                select min(case when length(v.diagnosis_stated_on) = 10 then v.diagnosis_stated_on::date
                    else (v.recorded_at at time zone 'UTC')::date end) as day
                from workup_version v
                where v.patient_id = c.patient_id and v.workup_id = c.workup_id and v.diagnosis_text is not null
                    and w.diagnosis_text is not null
            ) d
            cross join lateral (
                select min(a.given_on) as day
                from (
                    select distinct on (v.administration_id) v.given_on, v.status from administration_version v
                    where v.patient_id = c.patient_id and v.workup_id = c.workup_id
                    order by v.administration_id, v.version desc
                ) a where a.status = 'recorded'
            ) t
        ),
        passed as (
            select p.organisation_id, m.measure, m.days,
                case when m.days is null then 'notYet' when m.days < 0 then 'before' else 'reached' end as state
            from person p
            cross join lateral (values ('diagnosis', p.days_to_diagnosis), ('treatment', p.days_to_treatment))
                m (measure, days)
        ),
        taken as materialized (
            select p.is_settled, s.code, l.state, l.reported_on - l.asked_on as days
            from person p
            join step s on s.patient_id = p.patient_id and s.workup_id = p.workup_id
            cross join lateral (
                select (array_agg(v.state order by v.version desc))[1] as state,
                    min(v.state_since) filter (where v.state in ('requested', 'scheduled')) as asked_on,
                    min(v.state_since) filter (where v.state = 'reported') as reported_on
                from step_version v where v.patient_id = s.patient_id and v.step_id = s.id
            ) l
        )
        select 'people' as measure, p.organisation_id as organisation, null::text as key, null::text as detail,
            count(*) as count, null::integer as lower, null::integer as median, null::integer as upper
        from person p group by grouping sets ((), (p.organisation_id))
        union all
        select x.measure, x.organisation_id, x.state, null, count(*), \(quartiles("x.days"))
        from passed x group by grouping sets ((x.measure, x.state), (x.measure, x.state, x.organisation_id))
        union all
        select 'waiting', null, x.code, null, count(*), \(quartiles("x.days"))
        from taken x where x.days >= 0 group by x.code
        union all
        select 'settled', null, null, null, count(*), null, null, null from person p where p.is_settled
        union all
        select 'step', null, x.code,
            case when x.state in ('reported', 'reviewed') then 'reported'
                when x.state in ('notNeeded', 'notPossible', 'declined', 'cancelled') then x.state
                else 'open' end,
            count(*), null, null, null
        from taken x where x.is_settled group by 3, 4
        union all
        select 'verdict', null, p.category, null, count(*), null, null, null from person p group by p.category
        union all
        select 'words', null, min(p.diagnosis_text collate "C"), null, count(*), null, null, null
        from person p where p.diagnosis_text is not null group by lower(btrim(p.diagnosis_text))
        """,
        nonNull: .columns(["measure", "count"]),
        row: StatisticsRow.init(measure:organisation:key:detail:count:lowerQuartile:median:upperQuartile:)
    )

    /// Everybody whose workup of a protocol was opened in a period, once, by the first of them; of records that were joined
    /// that of either. Whom the reader sees by breaking the glass is not counted: that is for one patient's sake.
    private static let cohort = """
        glass as materialized (
            select r.patient_id from access_relation r
            where r.grantee_id = access_id('user') and r.ground = 'emergency'
                and r.valid_from <= access_instant() and r.valid_until > access_instant()
        ),
        cohort as materialized (
            select distinct on (coalesce(m.target_patient_id, e.patient_id))
                e.patient_id, e.workup_id, e.version, e.organisation_id, e.opened_on, e.best_category, e.response, \(person)
            from worklist_entry e \(leading)
            where e.protocol_code = $1 and e.opened_on between $2 and $3
                and e.patient_id <> all (array(select g.patient_id from glass g))
            order by coalesce(m.target_patient_id, e.patient_id), e.opened_on, e.workup_id
        )
        """

    /// The record that leads the one of an entry.
    private static let leading = """
        left join lateral (
                select j.target_patient_id from patient_merge j
                where j.source_patient_id = e.patient_id and j.unmerged_at is null order by j.merged_at limit 1
            ) m on true
        """

    /// Whose entry it is, by the record that leads.
    private static let person = "coalesce(m.target_patient_id, e.patient_id) as person_id"

    /// Quartiles by nearest rank: each a value that is there.
    private static func quartiles(_ days: String) -> String {
        ["0.25", "0.5", "0.75"].map { "percentile_disc(\($0)) within group (order by \(days))" }.joined(separator: ", ")
    }

    static let all: [any AnyStatement] = [responses, cohortResponses, records, figures]
}
