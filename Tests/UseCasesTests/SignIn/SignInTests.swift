// Signing in: password, then second factor, and nothing with less; what is refused and how it is told.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("Signing in", .database(.clinic))
struct SignInTests {
    private func withDoor(_ body: (TestDoor) async throws -> Void) async throws {
        try await TestDatabase.withClinic { try await body(TestDoor($0)) }
    }

    @Test("a fresh clinic has nobody who can")
    func freshInstall() async throws {
        try await withDoor { door in
            let counted = try await door.clinic.rows("select count(*) from user_credential")
            #expect(counted == [["0"]])
            for login in ["administrator", "neurologist", "admin", "root", "workup"] {
                for password in ["", "admin", "workup", "password", login, TestDoor.password] {
                    let visit = TestDoor.visit(from: login)
                    let error = await failure { try await door.signIn(login, password, from: visit) }
                    #expect(error?.category == .unauthenticated || error?.category == .tooMany)
                }
            }
        }
    }

    @Test("sets up a second factor first, then asks for it each time")
    func whole() async throws {
        try await withDoor { door in
            try await door.setPassword()
            let begun = try await door.signIn()
            #expect(begun.stage == .enrolment)
            #expect(begun.deviceToken == nil)
            let shown = try await ReadNewFactor.run(door.session(begun.token), in: door.environment)
            #expect(shown.address.hasPrefix("otpauth://totp/Workup:neurologist?secret="))
            let done = try await ConfirmFactor.run(
                FactorInput(code: door.code()),
                door.session(begun.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(done.stage == .full)
            #expect(done.recoveryCodes.count == 10 && Set(done.recoveryCodes).count == 10)
            #expect(done.token != begun.token)
            #expect(await failure { try await door.session(begun.token) }?.category == .unauthenticated)
            #expect(try await door.session(done.token).stage == .full)

            let again = try await door.signIn()
            #expect(again.stage == .factor)
            door.waitForCode()
            let signedIn = try await ShowFactor.run(
                FactorInput(code: door.code()),
                door.session(again.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(signedIn.stage == .full && signedIn.recoveryCodes.isEmpty)
            #expect(Set([begun.token, done.token, again.token, signedIn.token]).count == 4)
        }
    }

    @Test("a token holds 256 bits, and the record holds none of it")
    func tokens() async throws {
        try await withDoor { door in
            let done = try await door.enrol()
            let device = try #require(done.deviceToken)
            for token in [done.token, device] {
                #expect(token.dropFirst(3).count == 64 && token.dropFirst(3).allSatisfy(\.isHexDigit))
            }
            let stored = try await door.clinic.rows(
                """
                select s::text from user_session s union all select d::text from known_device d
                union all select c::text from recovery_code c union all select c::text from user_credential c
                """
            )
            #expect(stored.count == 13)
            let secrets = [done.token, device, String(done.token.dropFirst(3)), TestDoor.password] + done.recoveryCodes
            for secret in secrets {
                #expect(stored.allSatisfy { $0[0]?.contains(secret) == false })
            }
        }
    }

    @Test("a code works once, and an old one not at all")
    func replay() async throws {
        try await withDoor { door in
            _ = try await door.enrol()
            let first = try await door.signIn()
            door.waitForCode()
            let code = try await door.code()
            _ = try await ShowFactor.run(
                FactorInput(code: code),
                door.session(first.token),
                TestDoor.visit(),
                in: door.environment
            )
            let second = try await door.signIn()
            for wrong in [code, try await door.code(stepsLater: -1), try await door.code(stepsLater: 1), "000000"] {
                let error = await failure {
                    try await ShowFactor.run(
                        FactorInput(code: wrong),
                        door.session(second.token),
                        TestDoor.visit(),
                        in: door.environment
                    )
                }
                #expect(error?.code == "code-refused")
            }
            #expect(try await door.session(second.token).stage == .factor)
        }
    }

    @Test("one of many who show the same code at once comes in")
    func replayAtOnce() async throws {
        try await withDoor { door in
            _ = try await door.enrol()
            var tokens: [String] = []
            for _ in 0..<4 { tokens.append(try await door.signIn().token) }
            door.waitForCode()
            let code = try await door.code()
            let count = try await withThrowingTaskGroup(of: Bool.self) { group in
                for token in tokens {
                    let session = try await door.session(token)
                    group.addTask {
                        let error = await failure {
                            try await ShowFactor.run(
                                FactorInput(code: code),
                                session,
                                TestDoor.visit(),
                                in: door.environment
                            )
                        }
                        return error == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(count == 1)
        }
    }

    @Test("each recovery code lets its owner in once")
    func recovery() async throws {
        try await withDoor { door in
            let done = try await door.enrol()
            let code = try #require(done.recoveryCodes.first)
            let begun = try await door.signIn()
            let signedIn = try await ShowFactor.run(
                FactorInput(code: code.uppercased()),
                door.session(begun.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(signedIn.stage == .full && signedIn.recoveryCodesLeft == 9)
            let again = try await door.signIn()
            let error = await failure {
                try await ShowFactor.run(
                    FactorInput(code: code),
                    door.session(again.token),
                    TestDoor.visit(),
                    in: door.environment
                )
            }
            #expect(error?.code == "code-refused")
        }
    }

    @Test("past the password nothing but the second factor can be done")
    func stages() async throws {
        try await withDoor { door in
            _ = try await door.enrol()
            let session = try await door.session(door.signIn().token)
            #expect(session.stage == .factor)
            let code = FactorInput(code: "123456")
            let environment = door.environment
            let errors = [
                await failure { try await StepUp.run(code, session, TestDoor.visit(), in: environment) },
                await failure { try await ConfirmFactor.run(code, session, TestDoor.visit(), in: environment) },
                await failure { try await ReplaceFactor.run(session, TestDoor.visit(), in: environment) },
                await failure { try await ReadNewFactor.run(session, in: environment) },
                await failure {
                    let input = SetPassword.Input(current: TestDoor.password, password: "andere lange woorden")
                    return try await SetPassword.run(input, session, TestDoor.visit(), in: environment)
                },
            ]
            #expect(errors.map { $0?.code } == Array(repeating: "wrong-stage", count: 5))
        }
    }

    @Test("an unknown user, a wrong password, no password and a disabled user are told the same")
    func sameAnswer() async throws {
        try await withDoor { door in
            try await door.setPassword(of: "neurologist")
            try await door.setPassword(of: "laboratory")
            _ = try await DisableUser.run(
                login: "laboratory",
                DisableUser.Input(reason: "left"),
                call: TestClinic.machine,
                in: door.environment
            )
            var told: Set<String> = []
            let tries = [
                ("nobody", "x"), ("neurologist", "wrong"), ("nurse", "x"), ("laboratory", TestDoor.password),
                ("No Login At All", "x"), ("", "x"),
            ]
            for (login, password) in tries {
                let error = await failure { try await door.signIn(login, password) }
                told.insert("\(error?.category.rawValue ?? "in") \(error?.code ?? "") \(error?.message.en ?? "")")
            }
            #expect(told.count == 1)
            #expect(told.first?.hasPrefix("unauthenticated sign-in-refused") == true)
        }
    }

    @Test("a hash of another cost is made anew at the next sign-in")
    func rehash() async throws {
        try await withDoor { door in
            try await door.setPassword()
            let other = Environment(
                record: door.environment.record,
                criteria: door.environment.criteria,
                criteriaSets: door.environment.criteriaSets,
                now: door.environment.now,
                day: door.environment.day,
                makeUUID: door.environment.makeUUID,
                makeSecret: door.environment.makeSecret,
                passwords: HashingDesk(
                    parameters: PasswordHash.Parameters(costExponent: 3, blockSize: 8, parallelism: 2)
                )
            )
            let input = SignIn.Input(login: "neurologist", password: TestDoor.password)
            _ = try await SignIn.run(input, TestDoor.visit(), in: other)
            let stored = try await door.clinic.rows("select password_hash from user_credential")
            #expect(stored[0][0]?.hasPrefix("$scrypt$ln=3,r=8,p=2$") == true)
            _ = try await SignIn.run(input, TestDoor.visit(), in: other)
            #expect(try await door.clinic.rows("select password_hash from user_credential") == stored)
        }
    }

    @Test("every step is in the log, refusals too, and no secret is")
    func logged() async throws {
        try await withDoor { door in
            let done = try await door.enrol()
            _ = await failure { try await door.signIn("neurologist", "wrong") }
            _ = await failure { try await door.signIn("my secret password", "x") }
            let begun = try await door.signIn()
            _ = await failure {
                try await ShowFactor.run(
                    FactorInput(code: "000000"),
                    door.session(begun.token),
                    TestDoor.visit(),
                    in: door.environment
                )
            }
            try await SignOut.run(door.session(done.token), everywhere: true, TestDoor.visit(), in: door.environment)
            let rows = try await door.clinic.logRows(
                """
                select event_code, outcome, coalesce(object_id, '-'), coalesce(reason, '-'), network_address,
                    nullif(role, 'neurologist')
                from audit_event where event_code in ('SignIn', 'ShowFactor', 'ConfirmFactor', 'SignOut') order by id
                """
            )
            #expect(
                rows == [
                    ["SignIn", "0", "neurologist", "password", "192.0.2.1", nil],
                    ["ConfirmFactor", "0", "neurologist", "code", "192.0.2.1", nil],
                    ["SignIn", "8", "neurologist", "wrong password", "192.0.2.1", nil],
                    ["SignIn", "8", "-", "unknown login", "192.0.2.1", "unknown"],
                    ["SignIn", "0", "neurologist", "password", "192.0.2.1", nil],
                    ["ShowFactor", "8", "neurologist", "wrong code", "192.0.2.1", nil],
                    ["SignOut", "0", "neurologist", "everywhere", "192.0.2.1", nil],
                ]
            )
            let all = try await door.clinic.logRows("select e::text from audit_event e")
            for secret in [TestDoor.password, "my secret password", done.token] + done.recoveryCodes {
                #expect(all.allSatisfy { $0[0]?.contains(secret) == false }, "\(secret)")
            }
        }
    }

    @Test("what cannot be written in the log lets nobody in")
    func noLog() async throws {
        try await withDoor { door in
            try await door.setPassword()
            let owner = try #require(TestDatabase.current)
            try await owner.asOwner(
                """
                create function stop_audit() returns trigger language plpgsql as
                    $$ begin raise exception 'the log is full'; end $$;
                create trigger stop_audit before insert on audit_event execute function stop_audit();
                """
            )
            #expect(await failure { try await door.signIn() } != nil)
            #expect(try await door.clinic.rows("select count(*) from user_session") == [["0"]])
        }
    }
}
