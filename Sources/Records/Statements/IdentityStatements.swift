// The SQL of identities that the hospital's own sign-in proves.
import Domain
import FoundationEssentials
import PostgreSQL

enum IdentityStatements {
    /// The account behind an identity with what it signs in with; disabled ones too, since they are told nothing else.
    static let account = Statement<(String, String), AccountRow>(
        "identity.account",
        """
        select u.id, u.login, u.name, u.role, o.id, o.code, u.disabled_at, c.password_hash, c.setup_hash,
            c.setup_ends_at, c.factor_secret is not null
        from user_identity i
        join app_user u on u.id = i.user_id
        join organisation o on o.id = u.organisation_id
        left join user_credential c on c.user_id = u.id
        where i.issuer = $1 and i.subject = $2
        """,
        nonNull: .all
    ) {
        AccountRow(
            id: $0,
            login: $1,
            name: $2,
            role: $3,
            organisationID: $4,
            organisationCode: $5,
            disabledAt: $6,
            passwordHash: $7,
            setUpHash: $8,
            setUpEndsAt: $9,
            hasFactor: $10
        )
    }

    /// A row comes back only where the identity was nobody's.
    static let link = Statement<(String, String, ID<User>, Instant), ID<User>>(
        "identity.link",
        """
        insert into user_identity (issuer, subject, user_id, linked_at) values ($1, $2, $3, $4)
        on conflict (issuer, subject) do nothing returning user_id
        """
    )

    /// A row comes back only where the identity was the user's.
    static let unlink = Statement<(String, String, ID<User>), ID<User>>(
        "identity.unlink",
        "delete from user_identity where issuer = $1 and subject = $2 and user_id = $3 returning user_id"
    )

    static let find = Statement<(String, String), JSONBytes>(
        "identity.find",
        """
        select json_build_object(
            'login', u.login, 'issuer', i.issuer, 'subject', i.subject, 'linkedAt', instant_text(i.linked_at))
        from user_identity i join app_user u on u.id = i.user_id
        where i.issuer = $1 and i.subject = $2
        """,
        nonNull: .all
    )

    static let list = Statement<(String?, Int32), JSONBytes>(
        "identity.list",
        """
        select json_build_object(
            'login', u.login, 'issuer', i.issuer, 'subject', i.subject, 'linkedAt', instant_text(i.linked_at))
        from user_identity i join app_user u on u.id = i.user_id
        where $1::text is null or u.login = $1
        order by u.login, i.issuer, i.subject limit $2
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [account, link, unlink, find, list]
}
