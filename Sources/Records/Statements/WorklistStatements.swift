// The SQL of the worklist. A cross-patient read by design: overdue first, then by due date, undated last; or the highest
// answer of the criteria first; or what has waited longest.
import Domain
import FoundationEssentials
import PostgreSQL

enum WorklistStatements {
    /// A page of the worklist after the given place. `sort_due_on` is infinity for what has no date, so the order by
    /// it alone puts the overdue first and the undated last.
    static let page = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, String?, String?,
            String?, Int32?, String?, ID<Meeting>?, String?, LocalDate?, ID<Workup>?, Int32
        ), WorklistRow
    >(
        "worklist.page",
        """
        \(lines)
            and ($18::uuid is null or (e.sort_due_on, e.workup_id) > (coalesce($17::date, 'infinity'), $18))
        order by e.sort_due_on, e.workup_id limit $19
        """,
        nonNull: .all,
        row: WorklistRow.init(patientID:workupID:rank:nextDueOn:waitingSince:body:)
    )

    /// The same in the order of waiting, longest first; where no step is open last.
    static let pageByWaiting = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, String?, String?,
            String?, Int32?, String?, ID<Meeting>?, String?, LocalDate?, ID<Workup>?, Int32
        ), WorklistRow
    >(
        "worklist.page_by_waiting",
        """
        \(lines)
            and ($18::uuid is null
                or (coalesce(e.next_step_since, 'infinity'), e.workup_id) > (coalesce($17::date, 'infinity'), $18))
        order by coalesce(e.next_step_since, 'infinity'), e.workup_id limit $19
        """,
        nonNull: .all,
        row: WorklistRow.init(patientID:workupID:rank:nextDueOn:waitingSince:body:)
    )

    /// The same in the order of the answers; the place has the rank of its answer as well.
    static let pageByCategory = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, String?, String?,
            String?, Int32?, String?, ID<Meeting>?, String?, LocalDate?, ID<Workup>?, Int32, Int32?
        ), WorklistRow
    >(
        "worklist.page_by_category",
        """
        \(lines)
            and ($18::uuid is null
                or (e.category_rank, e.sort_due_on, e.workup_id) > ($20, coalesce($17::date, 'infinity'), $18))
        order by e.category_rank, e.sort_due_on, e.workup_id limit $19
        """,
        nonNull: .all,
        row: WorklistRow.init(patientID:workupID:rank:nextDueOn:waitingSince:body:)
    )

    /// The lines that the filters let through.
    private static let lines = """
        select e.patient_id, e.workup_id, e.category_rank, e.next_due_on, e.next_step_since, json_strip_nulls(json_build_object(
            'workupId', e.workup_id,
            'version', e.version,
            'status', e.status,
            'protocol', e.protocol_code,
            'protocolVersion', e.protocol_version,
            'organisation', o.code,
            'openedOn', e.opened_on,
            'question', e.question,
            'assignee', (
                select json_build_object('id', u.id, 'name', u.name)
                from workup_version v join app_user u on u.id = v.assignee_id
                where v.patient_id = e.patient_id and v.workup_id = e.workup_id and v.version = e.version),
            'patient', json_build_object(
                'id', e.patient_id, 'familyName', e.family_name, 'givenNames', to_json(e.given_names),
                'birthDate', e.birth_date, 'sex', e.sex,
                'identifier', (
                    select json_build_object('system', i.system, 'value', i.value) from patient_identifier i
                    where i.patient_id = e.patient_id and i.ended_at is null and i.system like 'mrn:%'
                    order by i.id limit 1)),
            'nextStep', case when e.next_step_code is not null then json_build_object(
                'code', e.next_step_code, 'state', e.next_step_state, 'dueOn', e.next_due_on,
                'waitingDays', greatest($9 - e.next_step_since, 0), 'isOverdue', coalesce(e.next_due_on < $9, false),
                'assignee', (
                    select json_build_object('id', u.id, 'name', u.name)
                    from (\(nextStepVersion)) n join app_user u on u.id = n.assignee_id),
                'organisation', (
                    select g.code from (\(nextStepVersion)) n join organisation g on g.id = n.organisation_id))
                end,
            'nextMeeting', (
                select json_build_object('id', m.meeting_id, 'startsAt', instant_text(m.starts_at))
                from meeting_case c
                cross join lateral (
                    select x.status from meeting_case_version x
                    where x.patient_id = c.patient_id and x.meeting_case_id = c.id order by x.version desc limit 1) d
                cross join lateral (
                    select x.meeting_id, x.status, x.starts_at from meeting_version x
                    where x.meeting_id = c.meeting_id order by x.version desc limit 1) m
                where c.patient_id = e.patient_id and c.workup_id = e.workup_id and d.status = 'planned'
                    and m.status = 'planned' and m.starts_at >= $9::date
                order by m.starts_at, m.meeting_id limit 1),
            'openSteps', to_json(e.open_steps),
            'stepCount', e.step_count,
            'doneStepCount', e.done_step_count,
            'category', e.best_category,
            'criteria', (
                select json_agg(json_build_object(
                    'criteria', split_part(v.answer, ':', 1), 'category', split_part(v.answer, ':', 2),
                    'status', split_part(v.answer, ':', 3))
                    order by v.place)
                from unnest(e.verdicts) with ordinality v (answer, place)),
            'missing', case when cardinality(e.verdicts) > 0 then to_json(e.missing_steps) end,
            'wearingOff', case when e.response ->> 'wearingOff' in ('suspected', 'present')
                and coalesce((e.response ->> 'changesOn')::date > $9, true) then e.response ->> 'wearingOff' end))
        from worklist_entry e
        join organisation o on o.id = e.organisation_id
        where \(conditions)
        """

    /// What the filters let through.
    private static let conditions = """
        ($1::text is null or e.status = $1)
            and ($2::text is null or e.open_steps @> array[$2])
            and ($3::text is null or exists (
                select from unnest(e.open_step_states) s (v)
                where s.v like case when $2::text is null then '%:' || $3 else $2 || ':' || $3 end))
            and ($4::uuid is null or e.assignee_ids @> array[$4])
            and ($5::text is null or exists (
                select from organisation g where g.code = $5 and g.id = any (e.organisation_ids)))
            and ($6::boolean is null or (e.sort_due_on < $9) = $6)
            and ($7::text is null or e.protocol_code = $7)
            and ($8::text is null or e.search @@ websearch_to_tsquery('simple', $8))
            and ($10::text is null or exists (
                select from unnest(e.verdicts) v (answer)
                where split_part(v.answer, ':', 1) = $10
                    and ($11::text is null or split_part(v.answer, ':', 2) = $11)))
            and ($11::text is null or $10::text is not null or e.best_category = $11)
            and ($12::text is null or e.missing_steps @> array[$12])
            and ($13::integer is null or $9 - e.next_step_since >= $13)
            and ($14::text is null or coalesce(e.next_step_state, 'none') = $14)
            and ($15::uuid is null or exists (
                select from meeting_case c
                cross join lateral (
                    select x.status from meeting_case_version x
                    where x.patient_id = c.patient_id and x.meeting_case_id = c.id order by x.version desc limit 1) d
                where c.patient_id = e.patient_id and c.workup_id = e.workup_id and c.meeting_id = $15
                    and d.status <> 'removed'))
            and ($16::text is null
                or (e.response ->> 'wearingOff' in ('suspected', 'present')
                    and coalesce((e.response ->> 'changesOn')::date > $9, true)
                    and ($16 = 'suspected' or e.response ->> 'wearingOff' = 'present'))
                -- Not worked out yet, or not since a planned day has come: rather looked at than left out.
                or (coalesce((e.response ->> 'changesOn')::date <= $9, e.response is null) and exists (
                    select from treatment_course_version v
                    where v.patient_id = e.patient_id and v.workup_id = e.workup_id)))
        """

    /// How many lines the filters let through for each state of the next step.
    static let counts = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, String?, String?,
            String?, Int32?, String?, ID<Meeting>?, String?
        ), (String?, Int64)
    >(
        "worklist.counts",
        """
        select e.next_step_state, count(*) from worklist_entry e
        where \(conditions)
        group by e.next_step_state
        order by array_position(array['planned', 'requested', 'scheduled', 'performed', 'reported'], e.next_step_state)
        """,
        nonNull: .columns(["count"])
    )

    /// The newest version of the step that comes next.
    private static let nextStepVersion = """
        select v.assignee_id, v.organisation_id
        from step s join step_version v on v.patient_id = s.patient_id and v.step_id = s.id
        where s.patient_id = e.patient_id and s.workup_id = e.workup_id and s.code = e.next_step_code
        order by v.version desc limit 1
        """

    /// The moment it is, and the workups whose entries changed since a moment before: fifty, or one more where there are more;
    /// none where no moment is given.
    static let changes = Statement<String?, (String, [ID<Workup>])>(
        "worklist.changes",
        "select moment, workup_ids from worklist_changes($1)",
        nonNull: .all
    )

    /// Those of the given workups that the caller sees; nothing of them.
    static let visible = Statement<[ID<Workup>], ID<Workup>>(
        "worklist.visible",
        "select e.workup_id from worklist_entry e where e.workup_id = any ($1::uuid[]) order by e.workup_id",
        nonNull: .all
    )

    static let all: [any AnyStatement] = [page, pageByWaiting, pageByCategory, counts, visible, changes]
}
