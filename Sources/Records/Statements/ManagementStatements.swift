// The SQL by which accounts are managed: users found page by page, what one signs in with, roles, who else is administrator.
import Domain
import PostgreSQL

enum ManagementStatements {
    /// The users of an organisation, or of all, by login and from one on: whose login or name has a text, with a role, disabled or
    /// not, each where it is given.
    static let find = Statement<(String?, String?, String?, Bool?, String?, Int32), (String, JSONBytes)>(
        "management.find_users",
        """
        select u.login, json_strip_nulls(json_build_object(
            'login', u.login, 'name', u.name, 'role', u.role, 'organisation', o.code,
            'disabledAt', instant_text(u.disabled_at), 'hasPassword', c.password_hash is not null,
            'hasSecondFactor', c.factor_secret is not null))
        from app_user u
        join organisation o on o.id = u.organisation_id
        left join user_credential c on c.user_id = u.id
        where ($1::text is null or o.code = $1)
            and ($2::text is null or strpos(lower(u.login || ' ' || u.name), lower($2)) > 0)
            and ($3::text is null or u.role = $3) and ($4::boolean is null or (u.disabled_at is not null) = $4)
            and ($5::text is null or u.login > $5)
        order by u.login limit $6
        """,
        nonNull: .all
    )

    /// One user with what they sign in with; sessions that count at `$2`, being used since `$3`.
    static let user = Statement<(String, Instant, Instant), JSONBytes>(
        "management.user",
        """
        select json_strip_nulls(json_build_object(
            'login', u.login, 'name', u.name, 'role', u.role, 'organisation', o.code, 'version', u.version,
            'createdAt', instant_text(u.created_at), 'disabledAt', instant_text(u.disabled_at),
            'disabledReason', u.disabled_reason, 'passwordSetAt', instant_text(c.password_set_at),
            'secondFactorSetAt', instant_text(c.factor_set_at), 'setUpEndsAt', instant_text(c.setup_ends_at),
            'recoveryCodeCount', (
                select count(*) from recovery_code r where r.user_id = u.id and r.used_at is null),
            'sessionCount', s.count, 'seenAt', instant_text(s.seen_at)))
        from app_user u
        join organisation o on o.id = u.organisation_id
        left join user_credential c on c.user_id = u.id
        cross join lateral (
            select count(*) as count, max(x.seen_at) as seen_at from user_session x
            where x.user_id = u.id and x.stage = 'full' and x.ends_at > $2 and x.seen_at > $3) s
        where u.login = $1
        """,
        nonNull: .all
    )

    static let changeRole = Statement<(ID<User>, Role), Void>(
        "management.change_role",
        "update app_user set role = $2, version = version + 1 where id = $1"
    )

    /// The administrators of an organisation who are not disabled, held, so that two of them do not disable each other at once.
    static let administrators = Statement<String, ID<User>>(
        "management.administrators",
        """
        select u.id from app_user u join organisation o on o.id = u.organisation_id
        where o.code = $1 and u.role = 'administrator' and u.disabled_at is null
        order by u.id limit 1000 for update of u
        """
    )

    /// How many open workups are on each version of a protocol, by the state of their next step.
    static let openWorkups = Statement<(String, Int32), (Int32, String?, Int64)>(
        "management.open_workups",
        """
        select protocol_version, step_state, workup_count from protocol_open_workups($1)
        order by protocol_version, step_state nulls last limit $2
        """,
        nonNull: .columns(["protocol_version", "workup_count"])
    )

    static let all: [any AnyStatement] = [find, user, changeRole, administrators, openWorkups]
}
