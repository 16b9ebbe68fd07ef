// What one signs in with: set-up secrets, changing a password, replacing a second factor, resets, tokens.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("Credentials", .database(.clinic))
struct CredentialTests {
    private static let other = "andere lange woorden"

    private func withDoor(_ body: (TestDoor) async throws -> Void) async throws {
        try await TestDatabase.withClinic { try await body(TestDoor($0)) }
    }

    private func reset(_ door: TestDoor, password: Bool, factor: Bool) async throws -> String? {
        let answer = try await ResetUser.run(
            login: "neurologist",
            ResetUser.Input(password: password, secondFactor: factor, reason: "test"),
            call: TestClinic.machine,
            in: door.environment
        )
        return try JSONReader.read(answer.body)["setUpSecret"]?.string
    }

    @Test("a new user chooses a password by a secret that works once, then sets up a second factor")
    func newUser() async throws {
        try await withDoor { door in
            let answer = try await AddUser.run(
                AddUser.Input(login: "a.smit", name: "Anna Smit", role: .nurse, organisation: "NMC"),
                first: .setUpSecret,
                call: TestClinic.machine,
                in: door.environment
            )
            let secret = try #require(try JSONReader.read(answer.body)["setUpSecret"]?.string)
            let begun = try await door.signIn("a.smit", secret)
            #expect(begun.stage == .password)
            let chosen = try await SetPassword.run(
                SetPassword.Input(current: nil, password: TestDoor.password),
                door.session(begun.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(chosen.stage == .enrolment)
            #expect(await failure { try await door.signIn("a.smit", secret) }?.code == "sign-in-refused")
            let done = try await ConfirmFactor.run(
                FactorInput(code: door.code("a.smit")),
                door.session(chosen.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(done.stage == .full)
            let stored = try await door.clinic.rows("select c::text from user_credential c")
            #expect(stored.allSatisfy { $0[0]?.contains(secret) == false })
        }
    }

    @Test("a set-up secret ends after three days")
    func setUpEnds() async throws {
        try await withDoor { door in
            let secret = try #require(try await reset(door, password: true, factor: false))
            door.clinic.clock.advance(by: .seconds(3 * 86_400 - 1))
            #expect(try await door.signIn("neurologist", secret).stage == .password)
            door.clinic.clock.advance(by: .seconds(1))
            #expect(await failure { try await door.signIn("neurologist", secret) }?.code == "sign-in-refused")
        }
    }

    @Test("a password that the rules refuse is not taken, and all that is wrong is told")
    func refused() async throws {
        try await withDoor { door in
            let secret = try #require(try await reset(door, password: true, factor: false))
            let session = try await door.session(door.signIn("neurologist", secret).token)
            for (password, code) in [("short", FaultCode.outOfRange), ("password1", .commonPassword)] {
                let error = await failure {
                    try await SetPassword.run(
                        SetPassword.Input(current: nil, password: password),
                        session,
                        TestDoor.visit(),
                        in: door.environment
                    )
                }
                #expect(error?.faults.map(\.code) == [code])
            }
            #expect(try await door.clinic.rows("select password_hash from user_credential") == [[nil]])
        }
    }

    @Test("are changed by whoever knows the present password; every other session ends")
    func change() async throws {
        try await withDoor { door in
            let first = try await door.enrol().token
            let second = try await door.signInWhole().token
            let wrong = await failure {
                try await SetPassword.run(
                    SetPassword.Input(current: "wrong", password: Self.other),
                    door.session(second),
                    TestDoor.visit(),
                    in: door.environment
                )
            }
            #expect(wrong?.faults.map(\.pointer) == ["/current"])
            let missing = await failure {
                try await SetPassword.run(
                    SetPassword.Input(current: nil, password: Self.other),
                    door.session(second),
                    TestDoor.visit(),
                    in: door.environment
                )
            }
            #expect(missing?.faults.map(\.code) == [.missing])
            let changed = try await SetPassword.run(
                SetPassword.Input(current: TestDoor.password, password: Self.other),
                door.session(second),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(changed.stage == .full)
            for ended in [first, second] {
                #expect(await failure { try await door.session(ended) }?.category == .unauthenticated)
            }
            #expect(try await door.session(changed.token).stage == .full)
            #expect(await failure { try await door.signIn() }?.code == "sign-in-refused")
            #expect(try await door.signIn("neurologist", Self.other).stage == .factor)
        }
    }

    @Test("a guess at the present password is slowed down like one at the second factor")
    func guessing() async throws {
        try await withDoor { door in
            let session = try await door.session(door.enrol().token)
            var codes: [String?] = []
            for _ in 0..<6 {
                codes.append(
                    await failure {
                        try await SetPassword.run(
                            SetPassword.Input(current: "wrong", password: Self.other),
                            session,
                            TestDoor.visit(),
                            in: door.environment
                        )
                    }?.code
                )
            }
            #expect(codes == Array(repeating: "invalid-input", count: 5) + ["sign-in-delayed"])
        }
    }

    @Test("a second factor is replaced by whoever has just shown it; the old one then counts no more")
    func replaceFactor() async throws {
        try await withDoor { door in
            let first = try await door.enrol()
            let old = try await door.clinic.rows("select encode(factor_secret, 'hex') from user_credential")
            door.clinic.clock.advance(by: .seconds(301))
            let stale = await failure {
                try await ReplaceFactor.run(door.session(first.token), TestDoor.visit(), in: door.environment)
            }
            #expect(stale?.code == "fresh-factor-needed")
            let stepped = try await StepUp.run(
                FactorInput(code: door.code()),
                door.session(first.token),
                TestDoor.visit(),
                in: door.environment
            )
            _ = try await ReplaceFactor.run(door.session(stepped.token), TestDoor.visit(), in: door.environment)
            let replaced = try await ConfirmFactor.run(
                FactorInput(code: door.code()),
                door.session(stepped.token),
                TestDoor.visit(),
                in: door.environment
            )
            #expect(replaced.recoveryCodes.count == 10)
            #expect(Set(replaced.recoveryCodes).isDisjoint(with: first.recoveryCodes))
            let new = try await door.clinic.rows("select encode(factor_secret, 'hex') from user_credential")
            #expect(new != old)
            #expect(try await door.signInWhole().stage == .full)
        }
    }

    @Test("a second factor that was begun with and left is of no use to whoever finds the session open later")
    func leftFactor() async throws {
        try await withDoor { door in
            let first = try await door.enrol()
            let session = try await door.session(first.token)
            _ = try await ReplaceFactor.run(session, TestDoor.visit(), in: door.environment)
            door.clinic.clock.advance(by: .seconds(301))
            let shown = await failure {
                try await ReadNewFactor.run(door.session(first.token), in: door.environment)
            }
            let confirmed = await failure {
                try await ConfirmFactor.run(
                    FactorInput(code: door.code()),
                    door.session(first.token),
                    TestDoor.visit(),
                    in: door.environment
                )
            }
            #expect([shown?.code, confirmed?.code] == ["fresh-factor-needed", "fresh-factor-needed"])
        }
    }

    @Test("a reset of the password leaves the second factor, and the other way round")
    func resets() async throws {
        try await withDoor { door in
            let token = try await door.enrol().token
            let secret = try #require(try await reset(door, password: true, factor: false))
            #expect(await failure { try await door.session(token) }?.category == .unauthenticated)
            #expect(await failure { try await door.signIn() }?.code == "sign-in-refused")
            let begun = try await door.signIn("neurologist", secret)
            let chosen = try await SetPassword.run(
                SetPassword.Input(current: nil, password: Self.other),
                door.session(begun.token),
                TestDoor.visit(),
                in: door.environment
            )
            // The secret alone never lets anybody in: the telephone is still asked for.
            #expect(chosen.stage == .factor)
            #expect(try await reset(door, password: false, factor: true) == nil)
            #expect(try await door.signIn("neurologist", Self.other).stage == .enrolment)
            #expect(try await door.clinic.rows("select count(*) from recovery_code") == [["0"]])
        }
    }

    @Test("may be reset by administrators, and by nobody else", arguments: Role.allCases)
    func whoResets(role: Role) async throws {
        try await withDoor { door in
            let error = await failure {
                try await ResetUser.run(
                    login: "nurse",
                    ResetUser.Input(password: true, secondFactor: true, reason: "test"),
                    typed: TestDoor.password,
                    call: door.clinic.call(role),
                    in: door.environment
                )
            }
            #expect((error?.category == .forbidden) == (role != .administrator))
        }
    }

    @Test("a limited token makes no token that may more than itself, or outlives it")
    func tokenOfToken() async throws {
        try await withDoor { door in
            let actor = door.clinic.call(.administrator).actor
            let end = door.environment.now().addingSeconds(86_400)
            let own = ShownToken(id: ID(door.environment.makeUUID()), scopes: [.accounts, .read], expiresAt: end)
            let call = Call(actor: actor, origin: .rest, proof: .token(own))
            func make(_ scopes: [TokenScope]?) async throws -> JSONValue? {
                let input = CreateToken.Input(login: "administrator", name: "test", expiresAt: nil, scopes: scopes)
                return try JSONReader.read(
                    await CreateToken.run(input, call: call, in: door.environment).body
                )["scopes"]
            }
            let (all, one) = (try await make(nil), try await make([.read]))
            #expect(all == .array(["read", "accounts"]))
            #expect(one == .array(["read"]))
            let error = await failure { try await make([.read, .audit]) }
            #expect(error?.code == "scope-may-not")
            let late = await failure {
                let input = CreateToken.Input(login: "administrator", name: "test", expiresAt: end.addingSeconds(1))
                return try await CreateToken.run(input, call: call, in: door.environment)
            }
            #expect(late?.faults.map(\.pointer) == ["/expiresAt"])
            let ends = try await door.clinic.rows("select bool_and(expires_at = '\(end)') from api_token")
            #expect(ends == [["t"]])
            #expect(try await door.clinic.rows("select count(*) from api_token") == [["2"]])
        }
    }

    @Test("API tokens always end: after ninety days where nothing is said")
    func tokenEnds() async throws {
        try await withDoor { door in
            let answer = try await CreateToken.run(
                CreateToken.Input(login: "nurse", name: "test", expiresAt: nil, scopes: [.read]),
                call: TestClinic.machine,
                in: door.environment
            )
            let json = try JSONReader.read(answer.body)
            #expect(json["scopes"] == .array(["read"]))
            let token = try #require(json["token"]?.string)
            door.clinic.clock.advance(by: .seconds(90 * 86_400 - 1))
            let holder = try await Authenticate.run(token: token, in: door.environment)
            #expect(holder.token.scopes == [.read])
            door.clinic.clock.advance(by: .seconds(1))
            let error = await failure { try await Authenticate.run(token: token, in: door.environment) }
            #expect(error?.category == .unauthenticated)
        }
    }
}
