// The rules that find unusual access. What an entry of the queue covers is not found again; what comes after it is, however soon
// somebody judged the first. The machine's own administrator, who has no id, is found by name.
import Domain
import FoundationEssentials
import PostgreSQL

extension LogReviewStatements {
    /// A user who saw `$3` patients and more within any hour, to the minute: one entry for each day and for what is new since.
    static let findManyPatients = Statement<(Instant, Instant, Int32), UnusualRow>(
        "review.find_many_patients",
        """
        with shown as (
            select coalesce(e.user_id::text, e.user_name) as who, e.user_id, min(e.user_name) as user_name,
                coalesce(e.patient_id, s.patient_id) as patient_id, date_trunc('minute', e.recorded_at) as minute,
                min(e.recorded_at) as first_at, max(e.recorded_at) as last_at
            from audit_event e
            left join audit_subject s on s.recorded_at = e.recorded_at and s.event_id = e.id
            where e.recorded_at >= $1::timestamptz - interval '1 hour' and e.recorded_at < $2 and e.outcome = 0
                and (e.user_id is not null or e.event_type = 'commandLine')
                and coalesce(e.patient_id, s.patient_id) is not null
            group by 1, 2, 4, 5
        ), minutes as (
            select who, user_id, max(last_at) as ends from shown group by who, user_id, minute
        ), hot as (
            select m.who, m.user_id, m.ends, min(s.first_at) as begins
            from minutes m
            join shown s on s.who = m.who and s.last_at > m.ends - interval '1 hour' and s.first_at <= m.ends
            where m.ends >= $1 and not exists (
                select from audit_review r
                where r.kind = 'manyPatients' and coalesce(r.user_id::text, r.user_name) = m.who
                    and m.ends between r.began_at and r.ended_at)
            group by m.who, m.user_id, m.ends having count(distinct s.patient_id) >= $3
        ), spans as (
            select who, user_id, min(begins) as begins, max(ends) as ends, min(ends) as first_end
            from hot group by who, user_id, date_trunc('day', ends)
        )
        select 'manyPatients', 'manyPatients ' || p.who || ' ' || (extract(epoch from p.first_end) * 1000000)::bigint,
            p.user_id, min(s.user_name), null::uuid, null::uuid, p.begins, p.ends,
            count(distinct s.patient_id)::integer
        from spans p join shown s on s.who = p.who and s.last_at >= p.begins and s.first_at <= p.ends
        group by p.who, p.user_id, p.begins, p.ends, p.first_end
        order by p.begins, p.who limit 10000
        """,
        nonNull: .columns(["?column?", "min", "begins", "ends", "count"]),
        row: UnusualRow.init
    )

    /// A user who saw `$3` patients and more on a day, however slowly.
    static let findManyPatientsOfDay = Statement<(Instant, Instant, Int32), UnusualRow>(
        "review.find_many_patients_of_day",
        """
        with shown as (
            select coalesce(e.user_id::text, e.user_name) as who, e.user_id, e.user_name, e.recorded_at,
                coalesce(e.patient_id, s.patient_id) as patient_id, exists (
                    select from audit_review r
                    where r.kind = 'manyPatients' and coalesce(r.user_id::text, r.user_name)
                            = coalesce(e.user_id::text, e.user_name)
                        and e.recorded_at between r.began_at and r.ended_at) as is_known
            from audit_event e
            left join audit_subject s on s.recorded_at = e.recorded_at and s.event_id = e.id
            where e.recorded_at >= date_trunc('day', $1::timestamptz) and e.recorded_at < $2 and e.outcome = 0
                and (e.user_id is not null or e.event_type = 'commandLine')
                and coalesce(e.patient_id, s.patient_id) is not null
        )
        select 'manyPatients', 'manyPatients day ' || who || ' '
                || (extract(epoch from min(recorded_at) filter (where not is_known)) * 1000000)::bigint,
            user_id, min(user_name), null::uuid, null::uuid, min(recorded_at) filter (where not is_known),
            max(recorded_at), count(distinct patient_id)::integer
        from shown group by who, user_id, date_trunc('day', recorded_at)
        having count(distinct patient_id) >= $3 and bool_or(not is_known)
        order by min(recorded_at), who limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "count"]),
        row: UnusualRow.init
    )

    /// Access to a patient with whom the database knew of no relation and no emergency, one for each user, patient and day, and
    /// for what is new since. The machine stands in no relation to anybody: its looks are found, its imports are not.
    static let findNoRelation = Statement<(Instant, Instant), UnusualRow>(
        "review.find_no_relation",
        """
        select 'noRelation', 'noRelation ' || coalesce(e.user_id::text, min(e.user_name)) || ' ' || e.patient_id || ' '
                || (extract(epoch from min(e.recorded_at)) * 1000000)::bigint,
            e.user_id, min(e.user_name), e.patient_id, (array_agg(e.id order by e.recorded_at, e.id))[1],
            min(e.recorded_at), max(e.recorded_at), 1
        from audit_event e
        where e.recorded_at >= $1 and e.recorded_at < $2 and e.patient_id is not null
            and (e.user_id is not null or (e.event_type = 'commandLine' and e.action in ('R', 'E')))
            and e.outcome = 0 and e.checks like '_F_F'
            -- Who reads the log, marks a patient, or asks for a destruction, needs no relation.
            and e.event_code not in (
                'SearchAudit', 'ExportAudit', 'ReadAccessOverview', 'MarkPatient', 'ProposeDestruction')
            and not exists (
                select from audit_review r
                where r.kind = 'noRelation' and r.patient_id = e.patient_id
                    and coalesce(r.user_id::text, r.user_name) = coalesce(e.user_id::text, e.user_name)
                    and e.recorded_at between r.began_at and r.ended_at)
        group by e.user_id, case when e.user_id is null then e.user_name end, e.patient_id,
            date_trunc('day', e.recorded_at)
        order by min(e.recorded_at), min(e.user_name) limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// Access to a patient who is marked as well known or as a colleague, one for each user, patient and day, and for what is
    /// new since.
    static let findMarked = Statement<(Instant, Instant), UnusualRow>(
        "review.find_marked",
        """
        with marked as (
            select distinct on (m.patient_id) m.patient_id, m.kind
            from audit_mark m order by m.patient_id, m.marked_at desc, m.id desc
        ), shown as (
            select coalesce(e.user_id::text, e.user_name) as who, e.user_id, e.user_name, e.recorded_at, e.id, m.patient_id,
                case m.kind when 'colleague' then 'ownColleague' else 'vip' end as kind
            from audit_event e
            left join audit_subject s on s.recorded_at = e.recorded_at and s.event_id = e.id
            join marked m on m.patient_id in (e.patient_id, s.patient_id) and m.kind <> 'none'
            where e.recorded_at >= $1 and e.recorded_at < $2
                and (e.user_id is not null or e.event_type = 'commandLine')
        )
        select kind, kind || ' ' || who || ' ' || patient_id || ' '
                || (extract(epoch from min(recorded_at)) * 1000000)::bigint,
            user_id, min(user_name), patient_id, (array_agg(id order by recorded_at, id))[1], min(recorded_at),
            max(recorded_at), 1
        from shown a
        where not exists (
            select from audit_review r
            where r.kind = a.kind and r.patient_id = a.patient_id and coalesce(r.user_id::text, r.user_name) = a.who
                and a.recorded_at between r.began_at and r.ended_at)
        group by who, user_id, patient_id, kind, date_trunc('day', recorded_at)
        order by min(recorded_at), who limit 10000
        """,
        nonNull: .columns(["kind", "?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// A user who was refused often on one day, `$3` times and more: one entry, and one for what is new since.
    static let findRefusals = Statement<(Instant, Instant, Int32), UnusualRow>(
        "review.find_refusals",
        """
        with refused as (
            select coalesce(e.user_id::text, e.user_name) as who, e.user_id, e.user_name, e.recorded_at, e.id, e.patient_id,
                exists (
                    select from audit_review r
                    where r.kind = 'refusals' and coalesce(r.user_id::text, r.user_name)
                            = coalesce(e.user_id::text, e.user_name)
                        and e.recorded_at between r.began_at and r.ended_at) as is_known
            from audit_event e
            where e.recorded_at >= date_trunc('day', $1::timestamptz) and e.recorded_at < $2 and e.outcome = 8
                and (e.user_id is not null or e.event_type = 'commandLine')
        )
        select 'refusals', 'refusals ' || who || ' '
                || (extract(epoch from min(recorded_at) filter (where not is_known)) * 1000000)::bigint,
            user_id, min(user_name), null::uuid,
            (array_agg(id order by recorded_at, id) filter (where not is_known))[1],
            min(recorded_at) filter (where not is_known), max(recorded_at), count(distinct patient_id)::integer
        from refused group by who, user_id, date_trunc('day', recorded_at)
        having count(*) >= $3 and bool_or(not is_known)
        order by min(recorded_at), who limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg", "count"]),
        row: UnusualRow.init
    )
}
