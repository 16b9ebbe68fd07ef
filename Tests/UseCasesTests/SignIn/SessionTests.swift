// Sessions: when they end, that they end everywhere at once, and what asks for a fresh second factor.
import Domain
import Records
import TestSupport
import Testing

@testable import UseCases

@Suite("Sessions", .database(.clinic))
struct SessionTests {
    private func withDoor(_ body: (TestDoor) async throws -> Void) async throws {
        try await TestDatabase.withClinic { try await body(TestDoor($0)) }
    }

    private func isAlive(_ token: String, _ door: TestDoor) async -> Bool {
        await failure { try await door.session(token) } == nil
    }

    @Test("end after fifteen minutes unused")
    func idle() async throws {
        try await withDoor { door in
            let token = try await door.enrol().token
            door.clinic.clock.advance(by: .seconds(14 * 60 + 59))
            #expect(await isAlive(token, door))
            door.clinic.clock.advance(by: .seconds(14 * 60 + 59))
            #expect(await isAlive(token, door))
            door.clinic.clock.advance(by: .seconds(15 * 60))
            #expect(await !isAlive(token, door))
            // Using it did not bring it back.
            #expect(await !isAlive(token, door))
        }
    }

    @Test("end after twelve hours, however much they are used")
    func whole() async throws {
        try await withDoor { door in
            let token = try await door.enrol().token
            for _ in 0..<71 {
                door.clinic.clock.advance(by: .seconds(600))
                #expect(await isAlive(token, door))
            }
            door.clinic.clock.advance(by: .seconds(599))
            #expect(await isAlive(token, door))
            door.clinic.clock.advance(by: .seconds(1))
            #expect(await !isAlive(token, door))
        }
    }

    @Test("that are not signed in yet end after ten minutes")
    func unfinished() async throws {
        try await withDoor { door in
            try await door.setPassword()
            let token = try await door.signIn().token
            door.clinic.clock.advance(by: .seconds(599))
            #expect(await isAlive(token, door))
            door.clinic.clock.advance(by: .seconds(1))
            #expect(await !isAlive(token, door))
        }
    }

    @Test("end on another instance at once: by signing out, everywhere, a reset, and disabling")
    func instances() async throws {
        try await withDoor { door in
            let first = try await door.enrol().token
            try await TestDatabase.withDatabase { database in
                let other = TestDoor(TestClinic(record: Record(database: database)))
                // One instance of the service is asked, another ends it.
                func elsewhere(_ token: String) async -> Bool {
                    await failure { try await FindSession.run(token: token, in: other.environment.at(door)) } == nil
                }
                #expect(await elsewhere(first))
                try await SignOut.run(door.session(first), everywhere: false, TestDoor.visit(), in: door.environment)
                #expect(await !elsewhere(first))

                let (second, third) = (try await door.signInWhole().token, try await door.signInWhole().token)
                try await SignOut.run(door.session(second), everywhere: true, TestDoor.visit(), in: door.environment)
                #expect(await !elsewhere(second))
                #expect(await !elsewhere(third))

                let fourth = try await door.signInWhole().token
                try await door.setPassword()
                #expect(await !elsewhere(fourth))

                let fifth = try await door.signInWhole().token
                #expect(await elsewhere(fifth))
                _ = try await DisableUser.run(
                    login: "neurologist",
                    DisableUser.Input(reason: "left"),
                    call: TestClinic.machine,
                    in: door.environment
                )
                #expect(await !elsewhere(fifth))
            }
        }
    }

    @Test("of a disabled user do not come back when the user does")
    func enabled() async throws {
        try await withDoor { door in
            let token = try await door.enrol().token
            _ = try await DisableUser.run(
                login: "neurologist",
                DisableUser.Input(reason: "leave"),
                call: TestClinic.machine,
                in: door.environment
            )
            _ = try await EnableUser.run(
                login: "neurologist",
                EnableUser.Input(reason: "back"),
                call: TestClinic.machine,
                in: door.environment
            )
            #expect(await !isAlive(token, door))
            #expect(try await door.signInWhole().stage == .full)
        }
    }

    @Test("ask for the second factor again before the log is read, and get a new token for it")
    func stepUp() async throws {
        try await withDoor { door in
            let done = try await door.enrol("privacyofficer")
            func readLog(_ token: String) async -> String? {
                await failure {
                    let session = try await door.session(token)
                    let factorAt = try #require(session.factorAt)
                    let call = Call(actor: session.actor, origin: .rest, proof: .session(factorAt: factorAt))
                    return try await SearchAudit.run(SearchAudit.Filter(), call: call, in: door.environment)
                }?.code
            }
            #expect(await readLog(done.token) == nil)
            door.clinic.clock.advance(by: .seconds(300))
            #expect(await readLog(done.token) == "fresh-factor-needed")
            let renewed = try await StepUp.run(
                FactorInput(code: door.code("privacyofficer")),
                door.session(done.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(renewed.token != done.token && renewed.endsAt == done.endsAt)
            #expect(await !isAlive(done.token, door))
            #expect(await readLog(renewed.token) == nil)
        }
    }

    @Test("a token that is limited may less than its user, and never more", arguments: Role.allCases)
    func scopes(role: Role) async throws {
        try await withDoor { door in
            let all: [Set<TokenScope>] = [[], [.read], [.write], [.accounts], [.audit], Set(TokenScope.allCases)]
            for permission in Permission.allCases {
                for scopes in all {
                    let actor = door.clinic.call(role).actor
                    let shown = ShownToken(
                        id: ID(door.environment.makeUUID()),
                        scopes: scopes,
                        expiresAt: door.environment.now()
                    )
                    let call = Call(actor: actor, origin: .rest, proof: .token(shown))
                    let may = permission.roles.contains(role) && scopes.contains(permission.scope)
                    let error = await failure { try await call.authorise(permission, in: door.environment) }
                    #expect((error == nil) == may, "\(permission) \(scopes)")
                }
            }
        }
    }
}

extension Environment {
    /// The same environment at the time of another.
    fileprivate func at(_ door: TestDoor) -> Environment {
        Environment(
            record: record,
            criteria: criteria,
            criteriaSets: criteriaSets,
            now: door.environment.now,
            day: day,
            makeUUID: makeUUID,
            makeSecret: makeSecret,
            passwords: passwords
        )
    }
}
