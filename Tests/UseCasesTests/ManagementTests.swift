// Managing accounts and protocols: who is found, roles, the last administrator, sessions, the active version.
import Criteria
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("Managing accounts", .database(.clinic))
struct ManagementTests {
    private static let left = DisableUser.Input(reason: "left")

    private static func role(_ role: Role) -> ChangeRole.Input { ChangeRole.Input(role: role, reason: "new job") }

    private static func disable(_ login: String, _ call: Call, _ environment: Environment) async -> UseCaseError? {
        await failure { try await DisableUser.run(login: login, left, call: call, in: environment) }
    }

    @Test("finds the users of one's own organisation page by page, by text, role and state")
    func finds() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let administrator = clinic.call(.administrator)
            for number in 100..<152 {
                let input = AddUser.Input(login: "many.\(number)", name: "Many O'%_", role: .nurse, organisation: nil)
                _ = try await AddUser.run(input, call: administrator, in: environment)
            }
            _ = try await DisableUser.run(login: "many.151", Self.left, call: administrator, in: environment)
            func find(_ filter: FindUsers.Filter, _ call: Call? = nil) async throws -> ([String], String?) {
                let found = try await FindUsers.run(filter, call: call ?? administrator, in: environment)
                return (found.users.map(\.login), found.next)
            }
            let (first, next) = try await find(FindUsers.Filter(text: "MANY."))
            #expect(first.count == 50 && first.first == "many.100" && next == "many.149")
            let (second, last) = try await find(FindUsers.Filter(text: "MANY.", after: next))
            #expect(second == ["many.150", "many.151"] && last == nil)
            #expect(try await find(FindUsers.Filter(text: "o'%_", isDisabled: true)).0 == ["many.151"])
            #expect(try await find(FindUsers.Filter(role: .researcher)).0 == ["researcher"])
            #expect(try await find(FindUsers.Filter(text: "reg.nurse")).0 == [])
            #expect(try await find(FindUsers.Filter(text: "reg.nurse"), TestClinic.machine).0 == ["reg.nurse"])
            let refused = await failure { _ = try await find(FindUsers.Filter(), clinic.call(.neurologist)) }
            #expect(refused?.category == .forbidden)
        }
    }

    @Test("tells what a user signs in with and where they are signed in, to who manages the account alone")
    func reads() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let door = TestDoor(clinic)
            let before = try await ReadUser.run(
                login: "nurse",
                call: clinic.call(.administrator),
                in: environment
            ).user
            #expect(before.passwordSetAt == nil && before.sessionCount == 0 && before.seenAt == nil)
            try await door.setPassword(of: "nurse")
            let after = try await ReadUser.run(
                login: "nurse",
                call: clinic.call(.administrator),
                in: environment
            ).user
            #expect(after.passwordSetAt != nil && after.secondFactorSetAt == nil && after.role == .nurse)
            let elsewhere = await failure {
                _ = try await ReadUser.run(
                    login: "nurse",
                    call: try stage.regional(.administrator),
                    in: environment
                )
            }
            #expect(elsewhere?.category == .notFound)
            let colleague = await failure {
                _ = try await ReadUser.run(login: "nurse", call: clinic.call(.nurse), in: environment)
            }
            #expect(colleague?.category == .forbidden)
        }
    }

    @Test("gives a user another role with a reason, which the log keeps")
    func roles() async throws {
        try await TestDatabase.withClinic { clinic in
            let (call, environment) = (clinic.call(.administrator), clinic.environment)
            _ = try await ChangeRole.run(login: "nurse", Self.role(.coordinator), call: call, in: environment)
            let rows = try await clinic.rows("select role, version from app_user where login = 'nurse'")
            #expect(rows == [["coordinator", "2"]])
            let log = try await clinic.logRows(
                "select object_id, object_detail, reason from audit_event where event_code = 'ChangeRole'"
            )
            #expect(log == [["nurse", "coordinator", "new job"]])
            let same = await failure {
                _ = try await ChangeRole.run(login: "nurse", Self.role(.coordinator), call: call, in: environment)
            }
            #expect(same?.faults.map(\.pointer) == ["/role"])
        }
    }

    @Test("nobody gives themselves another role")
    func ownRole() async throws {
        try await TestDatabase.withClinic { clinic in
            let own = await failure {
                _ = try await ChangeRole.run(
                    login: "administrator",
                    Self.role(.neurologist),
                    call: clinic.call(.administrator),
                    in: clinic.environment
                )
            }
            #expect(own?.code == "own-role")
        }
    }

    @Test("the last administrator of an organisation stays, whoever asks, and two do not take each other away")
    func lastAdministrator() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let call = clinic.call(.administrator)
            let machine = TestClinic.machine
            #expect(await Self.disable("administrator", machine, environment)?.code == "last-administrator")
            let degraded = await failure {
                try await ChangeRole.run(login: "administrator", Self.role(.nurse), call: machine, in: environment)
            }
            #expect(degraded?.code == "last-administrator")
            let own = await Self.disable("administrator", call, environment)
            #expect(own?.code == "last-administrator", "another hospital's administrator does not count")
            for login in ["deputy", "gone"] {
                let input = AddUser.Input(login: login, name: "Deputy", role: .administrator, organisation: nil)
                _ = try await AddUser.run(input, call: call, in: environment)
            }
            // One who is disabled is none.
            #expect(await Self.disable("gone", call, environment) == nil)
            let codes = await withTaskGroup(of: String?.self) { group in
                for login in ["deputy", "administrator"] {
                    group.addTask { await Self.disable(login, machine, environment)?.code }
                }
                return await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == "last-administrator" } == 1 && codes.count { $0 == nil } == 1)
            let left = try await clinic.rows(
                """
                select count(*) from app_user u join organisation o on o.id = u.organisation_id
                where o.code = 'NMC' and u.role = 'administrator' and u.disabled_at is null
                """
            )
            #expect(left == [["1"]])
        }
    }
}

@Suite("The active version of a protocol", .database(.clinic))
struct ProtocolActivationTests {
    private static func load(version: Int, _ clinic: TestClinic) async throws {
        let text = try #require(ProtocolLoader.bundledText("mmn.yaml"))
        _ = try await LoadProtocol.run(
            yaml: text.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
                .replacing("    burden: 3\n", with: "    burden: 2\n"),
            isActive: false,
            call: clinic.call(.administrator),
            in: clinic.environment
        )
    }

    @Test("is previewed with what differs and how many open workups stay, in numbers alone, and then made so")
    func activates() async throws {
        try await TestDatabase.withClinic { clinic in
            let environment = clinic.environment
            let call = clinic.call(.administrator)
            _ = try await clinic.openWorkup("Visser")
            _ = try await clinic.openWorkup("Bakker")
            try await Self.load(version: 2, clinic)
            let preview = try await PreviewActivation.run(code: "mmn", version: 2, call: call, in: environment)
            #expect(!preview.isActive && preview.active?.version == 1)
            #expect(preview.openWorkups.map(\.version) == [1] && preview.openWorkups.map(\.count) == [2])
            #expect(preview.openWorkups.first?.state == .planned)
            #expect(!preview.differences.isEmpty)
            #expect(preview.differences.allSatisfy { $0.part == "steps" && $0.fields == ["burden"] })
            let input = ActivateProtocol.Input(version: 2, reason: "signed off")
            _ = try await ActivateProtocol.run(code: "mmn", input, call: call, in: environment)
            let rows = try await clinic.rows(
                "select version from protocol where code = 'mmn' and is_active"
            )
            #expect(rows == [["2"]])
            let log = try await clinic.logRows(
                "select object_id, reason from audit_event where event_code = 'ActivateProtocol'"
            )
            #expect(log == [["mmn 2", "signed off"]])
            let after = try await PreviewActivation.run(code: "mmn", version: 2, call: call, in: environment)
            #expect(after.isActive && after.differences.isEmpty)
            #expect(after.openWorkups.map(\.version) == [1], "open workups stay on their version")
            let missing = await failure {
                let input = ActivateProtocol.Input(version: 9, reason: "x")
                _ = try await ActivateProtocol.run(code: "mmn", input, call: call, in: environment)
            }
            #expect(missing?.category == .notFound)
            // What was not found changed nothing.
            #expect(
                try await clinic.rows("select version from protocol where code = 'mmn' and is_active") == [["2"]]
            )
        }
    }

    @Test("the list of protocols counts open workups for who sees no patient as well")
    func counts() async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await clinic.openWorkup("Visser")
            let page = try await ListProtocols.run(call: clinic.call(.administrator), in: clinic.environment)
            let rows = try JSONReader.read(page.body)["items"]?.array ?? []
            let mmn = rows.first { $0["code"]?.string == "mmn" }
            #expect(mmn?["openWorkupCount"] == .integer(1))
        }
    }

    @Test("is for administrators alone", arguments: Role.allCases.filter { $0 != .administrator })
    func others(role: Role) async throws {
        try await TestDatabase.withClinic { clinic in
            let call = clinic.call(role)
            let environment = clinic.environment
            let input = ActivateProtocol.Input(version: 1, reason: "x")
            let refusals = [
                await failure {
                    try await PreviewActivation.run(code: "mmn", version: 1, call: call, in: environment)
                },
                await failure { try await ActivateProtocol.run(code: "mmn", input, call: call, in: environment) },
                await failure { try await CheckProtocol.run(yaml: "", call: call, in: environment) },
            ]
            #expect(refusals.allSatisfy { $0?.category == .forbidden })
        }
    }
}
