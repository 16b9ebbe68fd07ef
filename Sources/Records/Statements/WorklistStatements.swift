// The SQL of the worklist. A cross-patient read by design: overdue first, then by due date, undated last; or the highest
// answer of the criteria first.
import Domain
import FoundationEssentials
import PostgreSQL

enum WorklistStatements {
    /// A page of the worklist after the given place. `sort_due_on` is infinity for what has no date, so the order by
    /// it alone puts the overdue first and the undated last.
    static let page = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, LocalDate?, ID<Workup>?,
            Int32, String?, String?, String?
        ), WorklistRow
    >(
        "worklist.page",
        """
        \(lines)
            and ($11::uuid is null or (e.sort_due_on, e.workup_id) > (coalesce($10, 'infinity'), $11))
        order by e.sort_due_on, e.workup_id limit $12
        """,
        nonNull: .all,
        row: WorklistRow.init(patientID:workupID:rank:nextDueOn:body:)
    )

    /// The same in the order of the answers; the place has the rank of its answer as well.
    static let pageByCategory = Statement<
        (
            String?, String?, String?, ID<User>?, String?, Bool?, String?, String?, LocalDate, LocalDate?, ID<Workup>?,
            Int32, String?, String?, String?, Int32?
        ), WorklistRow
    >(
        "worklist.page_by_category",
        """
        \(lines)
            and ($11::uuid is null
                or (e.category_rank, e.sort_due_on, e.workup_id) > ($16, coalesce($10, 'infinity'), $11))
        order by e.category_rank, e.sort_due_on, e.workup_id limit $12
        """,
        nonNull: .all,
        row: WorklistRow.init(patientID:workupID:rank:nextDueOn:body:)
    )

    /// The lines that the filters let through.
    private static let lines = """
        select e.patient_id, e.workup_id, e.category_rank, e.next_due_on, json_strip_nulls(json_build_object(
            'workupId', e.workup_id,
            'version', e.version,
            'status', e.status,
            'protocol', e.protocol_code,
            'organisation', o.code,
            'openedOn', e.opened_on,
            'question', e.question,
            'patient', json_build_object(
                'id', e.patient_id, 'familyName', e.family_name, 'givenNames', to_json(e.given_names),
                'birthDate', e.birth_date, 'sex', e.sex,
                'identifier', (
                    select json_build_object('system', i.system, 'value', i.value) from patient_identifier i
                    where i.patient_id = e.patient_id and i.ended_at is null and i.system like 'mrn:%'
                    order by i.id limit 1)),
            'nextStep', case when e.next_step_code is not null then json_build_object(
                'code', e.next_step_code, 'state', e.next_step_state, 'dueOn', e.next_due_on,
                'waitingDays', greatest($9 - e.next_step_since, 0), 'isOverdue', coalesce(e.next_due_on < $9, false))
                end,
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
            'missing', case when cardinality(e.verdicts) > 0 then to_json(e.missing_steps) end))
        from worklist_entry e
        join organisation o on o.id = e.organisation_id
        where ($1::text is null or e.status = $1)
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
            and ($13::text is null or exists (
                select from unnest(e.verdicts) v (answer)
                where split_part(v.answer, ':', 1) = $13
                    and ($14::text is null or split_part(v.answer, ':', 2) = $14)))
            and ($14::text is null or $13::text is not null or e.best_category = $14)
            and ($15::text is null or e.missing_steps @> array[$15])
        """

    static let all: [any AnyStatement] = [page, pageByCategory]
}
