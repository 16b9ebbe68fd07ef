// The SQL of sessions and of devices that are known.
import Domain
import FoundationEssentials
import PostgreSQL

enum SessionStatements {
    static let insert = Statement<(Bytes, ID<User>, SessionStage, Instant, Instant, Instant?), Void>(
        "session.insert",
        """
        insert into user_session (token_hash, user_id, stage, began_at, seen_at, ends_at, factor_at)
        values ($1, $2, $3, $4, $4, $5, $6)
        """
    )

    /// The session behind a token with its user, where the user may still come in.
    static let find = Statement<Bytes, SessionRow>(
        "session.find",
        """
        select s.token_hash, s.stage, s.seen_at, s.ends_at, s.factor_at, u.id, u.login, u.name, u.role, o.id, o.code
        from user_session s
        join app_user u on u.id = s.user_id
        join organisation o on o.id = u.organisation_id
        where s.token_hash = $1 and u.disabled_at is null
        """
    ) {
        SessionRow(
            tokenHash: $0,
            stage: $1,
            seenAt: $2,
            endsAt: $3,
            factorAt: $4,
            userID: $5,
            login: $6,
            name: $7,
            role: $8,
            organisationID: $9,
            organisationCode: $10
        )
    }

    /// Writes down that a session is used, where it lives and was not seen for a while.
    static let notice = Statement<(Bytes, Instant, Instant, Instant), Void>(
        "session.notice",
        """
        update user_session set seen_at = $2
        where token_hash = $1 and seen_at < $3 and seen_at > $4 and ends_at > $2
        """
    )

    /// The same session under a new token, with a fresh second factor.
    static let renew = Statement<(Bytes, Bytes, Instant, Instant), ID<User>>(
        "session.renew",
        """
        update user_session set token_hash = $2, factor_at = $3, seen_at = $4 where token_hash = $1 and stage = 'full'
        returning user_id
        """
    )

    /// Ends a session; a row comes back only where there was one.
    static let end = Statement<Bytes, ID<User>>(
        "session.end",
        "delete from user_session where token_hash = $1 returning user_id"
    )

    static let endAllOfUser = Statement<ID<User>, Void>(
        "session.end_all_of_user",
        "delete from user_session where user_id = $1"
    )

    /// Ends every session of a user but the one with this token.
    static let endOthersOfUser = Statement<(ID<User>, Bytes), Void>(
        "session.end_others_of_user",
        "delete from user_session where user_id = $1 and token_hash <> $2"
    )

    /// At most a handful go with each sign-in, so that none pays for many.
    static let purge = Statement<Instant, Void>(
        "session.purge",
        """
        delete from user_session where token_hash in (
            select token_hash from user_session where ends_at < $1 order by ends_at limit 20 for update skip locked)
        """
    )

    static let insertDevice = Statement<(Bytes, ID<User>, Instant, Instant), Void>(
        "session.insert_device",
        "insert into known_device (token_hash, user_id, made_at, ends_at) values ($1, $2, $3, $4)"
    )

    static let device = Statement<(Bytes, ID<User>, Instant), Bool>(
        "session.device",
        "select true from known_device where token_hash = $1 and user_id = $2 and ends_at > $3",
        nonNull: .all
    )

    static let forgetDevicesOfUser = Statement<ID<User>, Void>(
        "session.forget_devices_of_user",
        "delete from known_device where user_id = $1"
    )

    /// At most a handful go with each sign-in.
    static let purgeDevices = Statement<Instant, Void>(
        "session.purge_devices",
        """
        delete from known_device where token_hash in (
            select token_hash from known_device where ends_at < $1 order by ends_at limit 20 for update skip locked)
        """
    )

    static let all: [any AnyStatement] = [
        insert, find, notice, renew, end, endAllOfUser, endOthersOfUser, purge, insertDevice, device,
        forgetDevicesOfUser,
        purgeDevices,
    ]
}
