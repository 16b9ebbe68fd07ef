// The first wall: what each role may do, both ways, as one table to read.
import Domain
import TestSupport
import Testing
import UseCases

@Suite("Roles")
struct PermissionTests {
    @Test("may do what the table says, and nothing else")
    func table() throws {
        var lines: [String] = []
        for permission in Permission.allCases {
            let roles = Role.allCases.filter(permission.roles.contains).map(\.rawValue).joined(separator: " ")
            lines.append("\(permission.rawValue): \(roles)")
        }
        try Golden.expect(lines.joined(separator: "\n") + "\n", named: "permissions.txt")
    }

    @Test("that may not are refused, and nothing is stored", .database(.clinic))
    func refused() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            for role in Role.allCases where !Permission.recordFindings.roles.contains(role) {
                let error = await failure {
                    try await RecordFinding.run(
                        workup,
                        RecordFinding.Input(finding: .examination, origin: nil),
                        call: clinic.call(role),
                        in: clinic.environment
                    )
                }
                #expect(error?.category == .forbidden, "\(role)")
            }
            #expect(try await clinic.rows("select count(*) from finding") == [["0"]])
        }
    }

    @Test("a diagnosis is stated by a doctor alone; who may change a workup changes the rest of it", .database(.clinic))
    func diagnosis() async throws {
        try await TestDatabase.withClinic { clinic in
            for role in [Role.neurologist, .neurophysiologist, .nurse, .coordinator] {
                let workup = try await clinic.openWorkup("\(role)")
                func change(_ version: Int, _ diagnosis: Diagnosis?) async -> UseCaseError? {
                    let input = ChangeWorkup.Input(
                        question: "Weak hand",
                        referredBy: nil,
                        organisation: nil,
                        assigneeID: nil,
                        diagnosis: diagnosis,
                        reason: nil
                    )
                    let call = clinic.call(role)
                    return await failure {
                        try await ChangeWorkup.run(
                            workup,
                            expecting: version,
                            input,
                            call: call,
                            in: clinic.environment
                        )
                    }
                }
                let isDoctor = role == .neurologist || role == .neurophysiologist
                let stated = await change(1, Diagnosis(text: "MMN", statedBy: "Dr. Somebody"))
                #expect(stated?.category == (isDoctor ? nil : .forbidden), "\(role)")
                #expect(await change(isDoctor ? 2 : 1, nil) == nil, "\(role)")
            }
        }
    }

    @Test("end with the account: a disabled user's token counts no more", .database(.clinic))
    func disabled() async throws {
        try await TestDatabase.withClinic { clinic in
            let answer = try await CreateToken.run(
                CreateToken.Input(login: "nurse", name: "test", expiresAt: nil),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let token = try #require(try JSONReader.read(answer.body)["token"]?.string)
            #expect(try await Authenticate.run(token: token, in: clinic.environment).actor.role == .nurse)
            _ = try await DisableUser.run(
                login: "nurse",
                DisableUser.Input(reason: "left"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let error = await failure { try await Authenticate.run(token: token, in: clinic.environment) }
            #expect(error?.category == .unauthenticated)
        }
    }

    @Test("of a token are kept without the token: only its hash is in the record", .database(.clinic))
    func hashed() async throws {
        try await TestDatabase.withClinic { clinic in
            let answer = try await CreateToken.run(
                CreateToken.Input(login: "nurse", name: "test", expiresAt: nil),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let token = try #require(try JSONReader.read(answer.body)["token"]?.string)
            let stored = try await clinic.rows("select t::text from api_token t")
            #expect(stored.count == 1)
            #expect(stored.allSatisfy { $0[0]?.contains(token) == false })
        }
    }
}
