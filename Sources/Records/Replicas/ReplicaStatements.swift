// The SQL of reading a moment behind: where primary and replica stand, and by what rights something is read on either.
import Domain
import PostgreSQL

enum ReplicaStatements {
    /// Up to where the primary's log of changes is on its disk, and what time it is there.
    static let position = Statement<Void, (String, Instant)>(
        "replica.position",
        "select pg_current_wal_flush_lsn()::text, clock_timestamp()",
        nonNull: .all,
        effect: .reads
    )

    /// Whether a server is a standby, whether it has all up to a place in the primary's log, and when the newest transaction
    /// that it has was committed there. Asked before the transaction that reads, so that it never has less than is said.
    static let standing = Statement<String, (Bool, Bool, Instant?)>(
        "replica.standing",
        """
        select pg_is_in_recovery() as is_standby,
            coalesce(pg_last_wal_replay_lsn() >= $1::text::pg_lsn, false) as has_all, pg_last_xact_replay_timestamp()
        """,
        nonNull: .columns(["is_standby", "has_all"]),
        effect: .reads
    )

    /// All that the policies go by for the transaction's identity, in one text; and whether a relation of the caller's ended
    /// within a period, by itself or by somebody, and none that gives as much goes on: who accepts a referral loses what it gave
    /// and gets more.
    static let rights = Statement<(Instant, Instant), (String, Bool)>(
        "replica.rights",
        """
        select concat_ws(
                '|', current_setting('role'), coalesce(current_setting('workup.user', true), ''),
                coalesce(current_setting('workup.organisation', true), ''),
                coalesce((select array_agg(g order by g)::text from unnest(access_list('grantees')) g), ''),
                coalesce((select array_agg(g order by g)::text from unnest(access_list('registrars')) g), ''),
                coalesce((select array_agg(g order by g)::text from unnest(access_list('refused')) g), '')) as rights,
            exists (
                select from access_relation r
                where r.grantee_id = any ((select access_list('registrars'))::uuid[]) and r.scope <> 'person'
                    and r.valid_until >= $1 and r.valid_until <= $2
                    and not exists (
                        select from access_relation o
                        where o.patient_id = r.patient_id
                            and (o.grantee_id = any ((select access_list('grantees'))::uuid[])
                                or (o.grantee_id = any ((select access_list('registrars'))::uuid[])
                                    and r.grantee_id <> all ((select access_list('grantees'))::uuid[])))
                            and (o.scope = 'record' or (o.scope = 'workup' and o.workup_id = r.workup_id))
                            and o.valid_from <= access_instant()
                            and (o.valid_until is null or o.valid_until > $2))) as has_ended
        """,
        nonNull: .columns(["rights", "has_ended"])
    )

    static let all: [any AnyStatement] = [position, standing, rights]
}
