// Administrators get no way to act as others: not in another hospital, and not by a token of who sees patients or the log.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("Power over accounts", .database(.clinic))
struct AccountBoundsTests {
    private static func token(_ login: String, _ call: Call, _ clinic: TestClinic) async throws -> Answer {
        let input = CreateToken.Input(login: login, name: "test", expiresAt: nil)
        return try await CreateToken.run(input, call: call, in: TestDoor(clinic).environment)
    }

    /// What an administrator does to the account with a login.
    private struct Act: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let run: @Sendable (String, Call, Environment) async throws -> Answer

        init(_ name: String, _ run: @escaping @Sendable (String, Call, Environment) async throws -> Answer) {
            (testDescription, self.run) = (name, run)
        }

        static let identity = IdentityInput(issuer: "https://login.example.org", subject: "4711")

        static let all = [
            Act("CreateToken") { login, call, environment in
                let input = CreateToken.Input(login: login, name: "test", expiresAt: nil)
                return try await CreateToken.run(input, call: call, in: environment)
            },
            Act("ResetUser") { login, call, environment in
                let input = ResetUser.Input(password: true, secondFactor: true, reason: "test")
                return try await ResetUser.run(login: login, input, call: call, in: environment)
            },
            Act("DisableUser") { login, call, environment in
                let input = DisableUser.Input(reason: "test")
                return try await DisableUser.run(login: login, input, call: call, in: environment)
            },
            Act("EnableUser") { login, call, environment in
                let input = EnableUser.Input(reason: "test")
                return try await EnableUser.run(login: login, input, call: call, in: environment)
            },
            Act("ChangeRole") { login, call, environment in
                let input = ChangeRole.Input(role: .nurse, reason: "test")
                return try await ChangeRole.run(login: login, input, call: call, in: environment)
            },
            Act("EndSessions") { login, call, environment in
                let input = EndSessions.Input(reason: "test")
                return try await EndSessions.run(login: login, input, call: call, in: environment)
            },
            Act("LinkIdentity") { login, call, environment in
                try await LinkIdentity.run(login: login, identity, call: call, in: environment)
            },
            Act("UnlinkIdentity") { login, call, environment in
                try await UnlinkIdentity.run(login: login, identity, call: call, in: environment)
            },
        ]
    }

    @Test("another hospital's accounts are not there, for an administrator", arguments: Act.all)
    private func elsewhere(act: Act) async throws {
        try await AccessClinic.run { stage in
            let environment = TestDoor(stage.clinic).environment
            let administrator = try stage.regional(.administrator)
            let other = await failure { try await act.run("researcher", administrator, environment) }
            #expect(other?.category == .notFound)
            let nobody = await failure { try await act.run("nobody.such", administrator, environment) }
            #expect(nobody?.message == other?.message && nobody?.code == other?.code)
            let machine = await failure { try await act.run("researcher", TestClinic.machine, environment) }
            // Who is not disabled cannot be enabled, and what is not linked not unlinked.
            let refusals = ["EnableUser": "user-enabled", "UnlinkIdentity": "not-found"]
            #expect(machine?.code == refusals[act.testDescription])
            if act.testDescription == "UnlinkIdentity" { #expect(machine?.message != nobody?.message) }
            let counts = try await stage.clinic.rows(
                "select count(*) from api_token where user_id in (select id from app_user where login = 'researcher')"
            )
            #expect(counts == [[act.testDescription == "CreateToken" ? "1" : "0"]])
        }
    }

    @Test("a user is added to one's own hospital alone")
    func newUser() async throws {
        try await AccessClinic.run { stage in
            let administrator = try stage.regional(.administrator)
            func add(_ login: String, _ organisation: String?) async throws -> Answer {
                let input = AddUser.Input(login: login, name: "New", role: .nurse, organisation: organisation)
                return try await AddUser.run(input, call: administrator, in: stage.environment)
            }
            let error = await failure { try await add("a.one", "NMC") }
            #expect(error?.category == .notFound)
            _ = try await add("a.two", "REG")
            _ = try await add("a.three", nil)
            let rows = try await stage.clinic.rows(
                """
                select u.login, o.code from app_user u join organisation o on o.id = u.organisation_id
                where u.login like 'a.%' order by 1
                """
            )
            #expect(rows == [["a.three", "REG"], ["a.two", "REG"]])
        }
    }

    @Test("a token is made by its owner, or for who reads no care and no log", arguments: Role.allCases)
    func tokens(role: Role) async throws {
        try await TestDatabase.withClinic { clinic in
            let login = role.rawValue.lowercased()
            _ = try await Self.token(login, clinic.call(role), clinic)
            _ = try await Self.token(login, TestClinic.machine, clinic)
            let isFree = role == .researcher || role == .administrator
            let made = await failure { try await Self.token(login, clinic.call(.administrator), clinic) }
            #expect(made?.code == (isFree ? nil : "token-for-another"))
            #expect(made?.category == (isFree ? nil : .forbidden))
            // Nobody else, whether there is such a user or not.
            for other in ["researcher", "nobody.such"] where role != .administrator && role != .researcher {
                let error = await failure { try await Self.token(other, clinic.call(role), clinic) }
                #expect(error?.code == "token-for-another")
            }
        }
    }

    @Test("tokens of others are neither listed nor revoked, but by their own hospital's administrator")
    func listing() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let made = try await Self.token("nurse", clinic.call(.nurse), clinic)
            _ = try await Self.token("reg.nurse", stage.regional(.nurse), clinic)
            func logins(_ call: Call, _ login: String? = nil) async throws -> [String] {
                let page = try await ListTokens.run(login: login, call: call, in: stage.environment)
                return try JSONReader.read(page.body)["items"]?.array?.compactMap { $0["login"]?.string } ?? []
            }
            #expect(try await logins(clinic.call(.nurse)) == ["nurse"])
            #expect(try await logins(clinic.call(.nurse), "reg.nurse") == [])
            #expect(try await logins(clinic.call(.technician)) == [])
            #expect(try await logins(clinic.call(.administrator)) == ["nurse"])
            #expect(try await logins(stage.regional(.administrator)) == ["reg.nurse"])
            #expect(try await logins(stage.regional(.administrator), "nurse") == [])
            #expect(try await logins(TestClinic.machine) == ["nurse", "reg.nurse"])
            for call in [clinic.call(.technician), try stage.regional(.administrator)] {
                let error = await failure { try await RevokeToken.run(ID(made.id), call: call, in: stage.environment) }
                #expect(error?.category == .notFound)
            }
            _ = try await RevokeToken.run(ID(made.id), call: clinic.call(.nurse), in: stage.environment)
            #expect(try await clinic.rows("select count(*) from api_token where revoked_at is null") == [["1"]])
        }
    }

    @Test("how somebody gets in is told to their own hospital's administrators alone", arguments: Role.allCases)
    func detail(role: Role) async throws {
        try await AccessClinic.run { stage in
            func users(_ call: Call) async throws -> [JSONValue] {
                let page = try await ListUsers.run(call: call, in: stage.environment)
                return try JSONReader.read(page.body)["items"]?.array ?? []
            }
            func keys(_ user: JSONValue) -> [String] {
                guard case .object(let members) = user else { return [] }
                return members.map(\.key)
            }
            let plain = ["id", "login", "name", "role", "organisation"]
            let whole = plain + ["version", "hasPassword", "hasSecondFactor"]
            let (own, all) = (try await users(stage.clinic.call(role)), try await users(TestClinic.machine))
            #expect(own.count == all.count && own.contains { $0["organisation"]?.string == "REG" })
            for user in own {
                let isTold = role == .administrator && user["organisation"]?.string == "NMC"
                #expect(keys(user) == (isTold ? whole : plain), "\(user)")
            }
            for user in all { #expect(keys(user) == whole, "\(user)") }
        }
    }

    @Test("a token ends within a year")
    func longLife() async throws {
        try await TestDatabase.withClinic { clinic in
            let environment = TestDoor(clinic).environment
            func make(_ end: Instant) async throws -> Answer {
                let input = CreateToken.Input(login: "nurse", name: "test", expiresAt: end)
                return try await CreateToken.run(input, call: TestClinic.machine, in: environment)
            }
            let year = environment.now().addingSeconds(366 * 86_400)
            _ = try await make(year)
            let ends = [year.addingSeconds(1), try #require(Instant("9999-01-01T00:00:00Z")), environment.now()]
            for end in ends {
                let error = await failure { try await make(end) }
                #expect(error?.faults.map(\.pointer) == ["/expiresAt"] && error?.faults.first?.code == .outOfRange)
            }
        }
    }

    @Test("what is done with a token names it in the log, refusals too; a session is called so")
    func named() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = try await clinic.addPatient()
            let made = try await Self.token("nurse", clinic.call(.nurse), clinic)
            let token = try #require(try JSONReader.read(made.body)["token"]?.string)
            let holder = try await Authenticate.run(token: token, in: clinic.environment)
            let call = Call(actor: holder.actor, origin: .rest, proof: .token(holder.token))
            clinic.clock.advance(by: .seconds(1))
            _ = try await ReadPatient.run(patient, asOf: nil, call: call, in: clinic.environment)
            _ = try await ListUsers.run(call: call, in: clinic.environment)
            _ = await failure { try await SearchAudit.run(SearchAudit.Filter(), call: call, in: clinic.environment) }
            let person = Call(
                actor: holder.actor,
                origin: .rest,
                proof: .session(factorAt: clinic.environment.now())
            )
            _ = try await ReadPatient.run(patient, asOf: nil, call: person, in: clinic.environment)
            let id = made.id.uuidString.lowercased()
            let rows = try await clinic.logRows(
                """
                select event_code, authorisation_protocol from audit_event
                where authorisation_protocol is not null order by event_code, authorisation_protocol
                """
            )
            #expect(
                rows == [
                    ["ListUsers", "token \(id)"], ["ReadPatient", "session"], ["ReadPatient", "token \(id)"],
                    ["Refused", "token \(id)"],
                ]
            )
            // Which token it is stands in the event that made it.
            let making = try await clinic.logRows(
                "select object_id, object_detail from audit_event where event_code = 'CreateToken'"
            )
            #expect(making == [["nurse", "token \(id)"]])
            let shown = try await SearchAudit.run(
                SearchAudit.Filter(event: "ListUsers"),
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let item = try JSONReader.read(shown.body)["items"]?[0]
            #expect(item?["authorisationProtocol"]?.string == "token \(id)")
        }
    }

    @Test("a way to act as somebody else comes into the queue of unusual access, once for each account and day")
    func review() async throws {
        try await TestDatabase.withClinic { clinic in
            let environment = TestDoor(clinic).environment
            let administrator = clinic.call(.administrator)
            func reset(_ login: String) async throws {
                let input = ResetUser.Input(password: true, secondFactor: false, reason: "forgot it")
                _ = try await ResetUser.run(login: login, input, call: administrator, in: environment)
            }
            _ = try await Self.token("researcher", administrator, clinic)
            try await reset("nurse")
            try await reset("nurse")
            // One's own, and the machine's administrator.
            _ = try await Self.token("administrator", administrator, clinic)
            _ = try await Self.token("nurse", clinic.call(.nurse), clinic)
            _ = try await Self.token("neurologist", TestClinic.machine, clinic)
            func search() async throws -> [String] {
                let found = try await ReviewAccess.run(
                    ReviewAccess.Input(),
                    call: clinic.call(.privacyOfficer),
                    in: clinic.environment
                )
                return try JSONReader.read(found.page.body)["items"]?.array?.map { item in
                    [item["kind"], item["userName"], item["account"]].map { $0?.string ?? "" }.joined(separator: " ")
                }.sorted() ?? []
            }
            let expected = ["accountPower Administrator nurse", "accountPower Administrator researcher"]
            #expect(try await search() == expected)
            #expect(try await search() == expected)
        }
    }

    @Test(
        "whom an administrator lets in comes into the queue where they have power, and does not judge that themselves",
        arguments: Role.allCases
    )
    func letIn(role: Role) async throws {
        try await TestDatabase.withClinic { clinic in
            let environment = TestDoor(clinic).environment
            let administrator = clinic.call(.administrator)
            for (login, call) in [("new.one", administrator), ("new.two", TestClinic.machine)] {
                let input = AddUser.Input(login: login, name: "New", role: role, organisation: "NMC")
                _ = try await AddUser.run(input, call: call, in: environment)
            }
            let found = try await ReviewAccess.run(
                ReviewAccess.Input(),
                call: clinic.call(.privacyOfficer),
                in: environment
            )
            let items = try JSONReader.read(found.page.body)["items"]?.array ?? []
            let hasPower = role == .privacyOfficer || role == .administrator
            #expect(items.map { $0["account"]?.string } == (hasPower ? ["new.one"] : []))
            guard let id = items.first?["id"]?.string.flatMap({ UUID(uuidString: $0) }) else { return }
            if role == .privacyOfficer {
                let own = try await clinic.call(login: "new.one")
                let refused = await failure {
                    try await JudgeAccess.run(id, .justified, note: "mine", call: own, in: environment)
                }
                #expect(refused?.code == "own-account" && refused?.category == .forbidden)
                let rows = try await clinic.logRows(
                    "select outcome, object_detail from audit_event where event_code = 'Refused'"
                )
                #expect(rows == [["8", "own-account"]])
            }
            try await JudgeAccess.run(
                id,
                .justified,
                note: "agreed",
                call: clinic.call(.privacyOfficer),
                in: environment
            )
            // Who comes back with the same power is let in once more.
            let disabling = DisableUser.Input(reason: "left")
            _ = try await DisableUser.run(login: "new.two", disabling, call: administrator, in: environment)
            let enabling = EnableUser.Input(reason: "is back")
            _ = try await EnableUser.run(login: "new.two", enabling, call: administrator, in: environment)
            let again = try await ReviewAccess.run(
                ReviewAccess.Input(),
                call: clinic.call(.privacyOfficer),
                in: environment
            )
            let left = try JSONReader.read(again.page.body)["items"]?.array ?? []
            #expect(left.map { $0["account"]?.string } == ["new.two"])
        }
    }
}
