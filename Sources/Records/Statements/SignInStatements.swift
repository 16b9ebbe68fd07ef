// The SQL of credentials, recovery codes and failed attempts.
import Domain
import FoundationEssentials
import PostgreSQL

enum SignInStatements {
    /// The account behind a login with what it signs in with; disabled ones too, since they are told nothing else.
    static let account = Statement<String, AccountRow>(
        "sign_in.account",
        """
        select u.id, u.login, u.name, u.role, o.id, o.code, u.disabled_at, c.password_hash, c.setup_hash,
            c.setup_ends_at, c.factor_secret is not null
        from app_user u
        join organisation o on o.id = u.organisation_id
        left join user_credential c on c.user_id = u.id
        where u.login = $1
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

    /// Holds what a user signs in with until the end of the transaction.
    static let factor = Statement<ID<User>, FactorRow>(
        "sign_in.factor",
        """
        select factor_secret, factor_last_step, candidate_secret from user_credential where user_id = $1
        for no key update
        """,
        effect: .writes
    ) { FactorRow(secret: $0, lastStep: $1, candidate: $2) }

    static let setPassword = Statement<(ID<User>, String, Instant), Void>(
        "sign_in.set_password",
        """
        insert into user_credential (user_id, password_hash, password_set_at) values ($1, $2, $3)
        on conflict (user_id) do update set password_hash = excluded.password_hash,
            password_set_at = excluded.password_set_at, setup_hash = null, setup_ends_at = null
        """
    )

    /// The same password under a hash of today's cost; only where nobody set another one meanwhile.
    static let rehashPassword = Statement<(ID<User>, String, String), Void>(
        "sign_in.rehash_password",
        "update user_credential set password_hash = $3 where user_id = $1 and password_hash = $2"
    )

    /// A one-time secret takes the place of the password.
    static let setSetUp = Statement<(ID<User>, Bytes, Instant), Void>(
        "sign_in.set_set_up",
        """
        insert into user_credential (user_id, setup_hash, setup_ends_at) values ($1, $2, $3)
        on conflict (user_id) do update set setup_hash = excluded.setup_hash, setup_ends_at = excluded.setup_ends_at,
            password_hash = null, password_set_at = null
        """
    )

    static let setCandidate = Statement<(ID<User>, Bytes), Void>(
        "sign_in.set_candidate",
        """
        insert into user_credential (user_id, candidate_secret) values ($1, $2)
        on conflict (user_id) do update set candidate_secret = excluded.candidate_secret
        """
    )

    /// The secret that was shown becomes the second factor, with the step that confirmed it.
    static let confirmCandidate = Statement<(ID<User>, Int64, Instant), Void>(
        "sign_in.confirm_candidate",
        """
        update user_credential set factor_secret = candidate_secret, factor_last_step = $2, factor_set_at = $3,
            candidate_secret = null
        where user_id = $1
        """
    )

    static let noteStep = Statement<(ID<User>, Int64), Void>(
        "sign_in.note_step",
        "update user_credential set factor_last_step = $2 where user_id = $1"
    )

    static let removeFactor = Statement<ID<User>, Void>(
        "sign_in.remove_factor",
        """
        update user_credential set factor_secret = null, factor_set_at = null, factor_last_step = null,
            candidate_secret = null
        where user_id = $1
        """
    )

    static let removeRecoveryCodes = Statement<ID<User>, Void>(
        "sign_in.remove_recovery_codes",
        "delete from recovery_code where user_id = $1"
    )

    static let insertRecoveryCode = Statement<(ID<User>, Bytes, Instant), Void>(
        "sign_in.insert_recovery_code",
        "insert into recovery_code (user_id, code_hash, made_at) values ($1, $2, $3)"
    )

    /// Uses a code; a row comes back only where it was one of the user's and had not been used.
    static let useRecoveryCode = Statement<(ID<User>, Bytes, Instant), ID<User>>(
        "sign_in.use_recovery_code",
        """
        update recovery_code set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null
        returning user_id
        """
    )

    static let unusedRecoveryCodeCount = Statement<ID<User>, Int64>(
        "sign_in.unused_recovery_code_count",
        "select count(*) from recovery_code where user_id = $1 and used_at is null",
        nonNull: .all
    )

    // MARK: Failed attempts

    static let beginTally = Statement<Bytes, Void>(
        "sign_in.begin_tally",
        "insert into sign_in_tally (key, failure_count) values ($1, 0) on conflict (key) do nothing"
    )

    /// Holds a tally, so that attempts at the same time count one after the other.
    static let holdTally = Statement<Bytes, AttemptTally>(
        "sign_in.hold_tally",
        "select failure_count, failed_at from sign_in_tally where key = $1 for no key update",
        effect: .writes
    ) { (count: Int32, failedAt: Instant?) in AttemptTally(failureCount: Int(count), failedAt: failedAt) }

    static let noteTally = Statement<(Bytes, Int32, Instant?), Void>(
        "sign_in.note_tally",
        "update sign_in_tally set failure_count = $2, failed_at = $3 where key = $1"
    )

    static let clearTally = Statement<Bytes, Void>(
        "sign_in.clear_tally",
        "update sign_in_tally set failure_count = 0, failed_at = null where key = $1"
    )

    static let takeBackFailure = Statement<Bytes, Void>(
        "sign_in.take_back_failure",
        "update sign_in_tally set failure_count = greatest(failure_count - 1, 0) where key = $1"
    )

    /// At most a handful go with each attempt, so that none pays for many.
    static let purgeTallies = Statement<Instant, Void>(
        "sign_in.purge_tallies",
        """
        delete from sign_in_tally where key in (
            select key from sign_in_tally where failed_at < $1 order by failed_at limit 20 for update skip locked)
        """
    )

    static let all: [any AnyStatement] = [
        account, factor, setPassword, rehashPassword, setSetUp, setCandidate, confirmCandidate, noteStep, removeFactor,
        removeRecoveryCodes, insertRecoveryCode, useRecoveryCode, unusedRecoveryCodeCount, beginTally, holdTally,
        noteTally, clearTally, takeBackFailure, purgeTallies,
    ]
}
