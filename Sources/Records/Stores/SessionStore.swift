// Sessions and known devices: looked up with each request, so that what ends has ended everywhere.
package import Domain
import FoundationEssentials
import PostgreSQL

extension Record {
    /// The session behind a token, by the token's SHA-256; nil for one that is unknown or has ended, and for a user who is
    /// disabled.
    ///
    /// - Parameters:
    ///   - tokenHash: of the token.
    ///   - isUse: whether it is written down that the session is used.
    ///   - now: the instant it is.
    /// - Returns: the session.
    /// - Throws: what keeps the database from being asked.
    package func session(tokenHash: [UInt8], isUse: Bool = true, now: Instant) async throws(RecordError) -> SessionRow?
    {
        let hash = Bytes(tokenHash)
        do {
            let rows: [SessionRow]
            if isUse {
                (rows, _) = try await database.run(
                    SessionStatements.find(hash),
                    SessionStatements.notice(
                        hash,
                        now,
                        now.addingSeconds(-SessionRules.noticedEverySeconds),
                        now.addingSeconds(-SessionRules.idleSecondsMax)
                    )
                )
            } else {
                rows = try await database.run(SessionStatements.find(hash))
            }
            guard let row = rows.first, SessionRules.isAlive(row.times, at: now) else { return nil }
            return row
        } catch {
            throw RecordError(error)
        }
    }
}

extension RecordTransaction {
    /// A new session, kept only as its token's SHA-256. Sessions and devices that ended long ago go with it.
    package func insertSession(
        hash: [UInt8],
        user: ID<User>,
        stage: SessionStage,
        factorAt: Instant?,
        at now: Instant
    ) {
        add(
            SessionStatements.insert(
                Bytes(hash),
                user,
                stage,
                now,
                SessionRules.end(of: stage, from: now),
                factorAt
            )
        )
        add(SessionStatements.purge(now))
        add(SessionStatements.purgeDevices(now))
    }

    /// Gives a session of somebody signed in a new token; it ends when it would have. False where it has ended.
    package func renewSession(
        hash old: [UInt8],
        as new: [UInt8],
        factorAt: Instant,
        at now: Instant
    ) async throws -> Bool {
        try await fetchFirst(SessionStatements.renew(Bytes(old), Bytes(new), factorAt, now)) != nil
    }

    /// Ends a session; false where there was none.
    package func endSession(hash: [UInt8]) async throws -> Bool {
        try await fetchFirst(SessionStatements.end(Bytes(hash))) != nil
    }

    /// Ends every session of a user.
    package func endSessions(of user: ID<User>) {
        add(SessionStatements.endAllOfUser(user))
    }

    /// Ends every session of a user but one.
    package func endSessions(of user: ID<User>, but hash: [UInt8]) {
        add(SessionStatements.endOthersOfUser(user, Bytes(hash)))
    }

    /// Whether a user has signed in on the device that shows this token.
    package func isKnownDevice(hash: [UInt8], of user: ID<User>, at now: Instant) async throws -> Bool {
        try await fetchFirst(SessionStatements.device(Bytes(hash), user, now)) ?? false
    }

    /// Remembers a device on which a user has signed in.
    package func insertDevice(hash: [UInt8], user: ID<User>, endsAt: Instant, at now: Instant) {
        add(SessionStatements.insertDevice(Bytes(hash), user, now, endsAt))
    }

    /// Forgets every device of a user.
    package func forgetDevices(of user: ID<User>) {
        add(SessionStatements.forgetDevicesOfUser(user))
    }
}
