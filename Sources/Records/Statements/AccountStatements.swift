// The SQL of organisations, users and API tokens.
import Domain
import FoundationEssentials
import PostgreSQL

enum AccountStatements {
    static let insertOrganisation = Statement<(ID<Organisation>, String, String, OrganisationKind, Instant), Void>(
        "account.insert_organisation",
        "insert into organisation (id, code, name, kind, version, created_at) values ($1, $2, $3, $4, 1, $5)"
    )

    static let organisations = Statement<Int32, JSONBytes>(
        "account.organisations",
        """
        select json_build_object('id', id, 'code', code, 'name', name, 'kind', kind, 'version', version)
        from organisation order by code limit $1
        """,
        nonNull: .all
    )

    static let organisationIDs = Statement<Int32, ID<Organisation>>(
        "account.organisation_ids",
        "select id from organisation order by code limit $1"
    )

    static let organisationByCode = Statement<String, ID<Organisation>>(
        "account.organisation_by_code",
        "select id from organisation where code = $1"
    )

    static let insertUser = Statement<(ID<User>, String, String, Role, ID<Organisation>, Instant), Void>(
        "account.insert_user",
        """
        insert into app_user (id, login, name, role, organisation_id, version, created_at)
        values ($1, $2, $3, $4, $5, 1, $6)
        """
    )

    /// The users, each with how they get in where `$2` says so: of all organisations, or of the one with the code in `$3`.
    static let users = Statement<(String?, Bool, String?, Int32), JSONBytes>(
        "account.users",
        """
        select json_strip_nulls(json_build_object(
            'id', u.id, 'login', u.login, 'name', u.name, 'role', u.role, 'organisation', o.code,
            'version', case when d.is_told then u.version end,
            'disabledAt', case when d.is_told then instant_text(u.disabled_at) end,
            'disabledReason', case when d.is_told then u.disabled_reason end,
            'hasPassword', case when d.is_told then c.password_hash is not null end,
            'hasSecondFactor', case when d.is_told then c.factor_secret is not null end,
            'setUpEndsAt', case when d.is_told then instant_text(c.setup_ends_at) end))
        from app_user u
        join organisation o on o.id = u.organisation_id
        cross join lateral (select $2 and ($3::text is null or o.code = $3) as is_told) d
        left join user_credential c on d.is_told and c.user_id = u.id
        where $1::text is null or u.login = $1
        order by u.login limit $4
        """,
        nonNull: .all
    )

    /// Whoever can be named to do something, those of one's own organisation first.
    static let colleagues = Statement<
        (String?, Instant, [String], Int32), (ID<User>, String, Role, String, String)
    >(
        "account.colleagues",
        """
        select u.id, u.name, u.role, o.code, u.login from app_user u join organisation o on o.id = u.organisation_id
        where (u.disabled_at is null or u.disabled_at > $2) and u.role = any ($3)
        order by (o.code = $1) desc nulls last, o.code, u.name, u.id limit $4
        """
    )

    /// The name of somebody who takes part in care and can sign in.
    static let colleague = Statement<(ID<User>, Instant, [String]), String>(
        "account.colleague",
        """
        select u.name from app_user u
        where u.id = $1 and (u.disabled_at is null or u.disabled_at > $2) and u.role = any ($3)
        """
    )

    static let organisationNames = Statement<Int32, (String, String)>(
        "account.organisation_names",
        "select code, name from organisation order by name, code limit $1"
    )

    static let userByLogin = Statement<String, UserRow>(
        "account.user_by_login",
        """
        select u.id, u.version, u.disabled_at, o.code, u.role
        from app_user u join organisation o on o.id = u.organisation_id where u.login = $1
        """
    ) { UserRow(id: $0, version: $1, disabledAt: $2, organisationCode: $3, role: $4) }

    /// Disables a user who is not disabled yet; the row comes back only then.
    static let disableUser = Statement<(ID<User>, Instant, String), ID<User>>(
        "account.disable_user",
        """
        update app_user set disabled_at = $2, disabled_reason = $3, version = version + 1
        where id = $1 and disabled_at is null returning id
        """
    )

    /// Enables a user who is disabled; the row comes back only then.
    static let enableUser = Statement<ID<User>, ID<User>>(
        "account.enable_user",
        """
        update app_user set disabled_at = null, disabled_reason = null, version = version + 1
        where id = $1 and disabled_at is not null returning id
        """
    )

    static let revokeTokensOfUser = Statement<(ID<User>, Instant), Void>(
        "account.revoke_tokens_of_user",
        "update api_token set revoked_at = $2 where user_id = $1 and revoked_at is null"
    )

    static let insertToken = Statement<(ID<APIToken>, ID<User>, String, Bytes, Instant, Instant, [String]), Void>(
        "account.insert_token",
        """
        insert into api_token (id, user_id, name, token_hash, created_at, expires_at, scopes)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    static let revokeToken = Statement<(ID<APIToken>, Instant), ID<APIToken>>(
        "account.revoke_token",
        "update api_token set revoked_at = $2 where id = $1 and revoked_at is null returning id"
    )

    static let tokenOwner = Statement<ID<APIToken>, TokenOwnerRow>(
        "account.token_owner",
        """
        select u.id, o.code from api_token t
        join app_user u on u.id = t.user_id
        join organisation o on o.id = u.organisation_id
        where t.id = $1
        """
    ) { TokenOwnerRow(user: $0, organisationCode: $1) }

    /// The tokens of one login, of one organisation's users and of one user, each where it is given.
    static let tokens = Statement<(String?, String?, ID<User>?, Int32), JSONBytes>(
        "account.tokens",
        """
        select json_strip_nulls(json_build_object(
            'id', t.id, 'login', u.login, 'name', t.name, 'createdAt', instant_text(t.created_at),
            'expiresAt', instant_text(t.expires_at), 'revokedAt', instant_text(t.revoked_at),
            'scopes', to_json(t.scopes), 'isFromBefore', nullif(t.is_from_before, false)))
        from api_token t
        join app_user u on u.id = t.user_id
        join organisation o on o.id = u.organisation_id
        where ($1::text is null or u.login = $1) and ($2::text is null or o.code = $2)
            and ($3::uuid is null or u.id = $3)
        order by t.created_at, t.id limit $4
        """,
        nonNull: .all
    )

    /// The living user behind a token that is neither revoked nor expired.
    static let actorByToken = Statement<(Bytes, Instant), ActorRow>(
        "account.actor_by_token",
        """
        select u.id, u.name, u.role, o.id, o.code, t.id, t.scopes, t.expires_at
        from api_token t
        join app_user u on u.id = t.user_id
        join organisation o on o.id = u.organisation_id
        where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and u.disabled_at is null
        """
    ) {
        ActorRow(
            id: $0,
            name: $1,
            role: $2,
            organisationID: $3,
            organisationCode: $4,
            tokenID: $5,
            scopes: $6,
            expiresAt: $7
        )
    }

    static let all: [any AnyStatement] = [
        insertOrganisation, organisations, organisationByCode, organisationIDs, insertUser, users, colleagues,
        organisationNames,
        userByLogin, colleague,
        disableUser, enableUser,
        revokeTokensOfUser, insertToken, revokeToken, tokenOwner, tokens, actorByToken,
    ]
}
