// Wrong attempts in the database: whom they slow down, on every instance, and whom never.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("Wrong attempts", .database(.clinic))
struct AttemptTests {
    private func withDoor(_ body: (TestDoor) async throws -> Void) async throws {
        try await TestDatabase.withClinic { try await body(TestDoor($0)) }
    }

    private func wrong(_ count: Int, _ login: String, _ door: TestDoor, from visit: Visit = TestDoor.visit()) async
        -> [String]
    {
        var codes: [String] = []
        for _ in 0..<count {
            codes.append(await failure { try await door.signIn(login, "wrong", from: visit) }?.code ?? "in")
        }
        return codes
    }

    @Test("ten for an account from an address delay the next there, even with the right password, and nobody else's")
    func delay() async throws {
        try await withDoor { door in
            try await door.setPassword(of: "neurologist")
            try await door.setPassword(of: "nurse")
            #expect(await wrong(10, "neurologist", door) == Array(repeating: "sign-in-refused", count: 10))
            let delayed = await failure { try await door.signIn("neurologist") }
            #expect(delayed?.code == "sign-in-delayed" && delayed?.category == .tooMany)
            #expect(delayed?.retryAfterSeconds == 30)

            #expect(try await door.signIn("nurse").stage == .enrolment)
            #expect(try await door.signIn("neurologist", from: TestDoor.visit(from: "192.0.2.2")).stage == .enrolment)

            door.clinic.clock.advance(by: .seconds(30))
            #expect(try await door.signIn("neurologist").stage == .enrolment)
            #expect(await wrong(1, "neurologist", door) == ["sign-in-refused"])
        }
    }

    @Test("count on every instance of the service")
    func instances() async throws {
        try await withDoor { door in
            try await door.setPassword()
            _ = await wrong(10, "neurologist", door)
            try await TestDatabase.withDatabase { database in
                let other = TestDoor(TestClinic(record: Record(database: database)))
                #expect(await failure { try await other.signIn() }?.code == "sign-in-delayed")
            }
        }
    }

    @Test("are the same for a login that nobody has")
    func unknown() async throws {
        try await withDoor { door in
            #expect(
                await wrong(11, "nobody", door) == Array(repeating: "sign-in-refused", count: 10) + ["sign-in-delayed"]
            )
        }
    }

    @Test("by a stranger at the same address do not delay whoever has signed in on this device before")
    func device() async throws {
        try await withDoor { door in
            let device = try #require(try await door.enrol().deviceToken)
            _ = await wrong(10, "neurologist", door)
            #expect(await failure { try await door.signIn() }?.code == "sign-in-delayed")
            #expect(try await door.signIn(from: TestDoor.visit(device: device)).stage == .factor)
            // Nor does the device of one let another account in past the count.
            #expect(
                await wrong(11, "nurse", door, from: TestDoor.visit(device: device)).last == "sign-in-delayed"
            )
        }
    }

    @Test("fifty at once are ten")
    func atOnce() async throws {
        try await withDoor { door in
            try await door.setPassword()
            let refused = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        await failure { try await door.signIn("neurologist", "wrong") }?.code == "sign-in-refused"
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect((1...10).contains(refused))
            #expect(await failure { try await door.signIn() }?.code == "sign-in-delayed")
        }
    }

    @Test("at the second factor delay the next, wherever it comes from")
    func factor() async throws {
        try await withDoor { door in
            _ = try await door.enrol()
            func show(_ code: String, from address: String) async throws -> String {
                let begun = try await door.signIn(from: TestDoor.visit(from: address))
                let session = try await door.session(begun.token)
                return await failure {
                    try await ShowFactor.run(
                        FactorInput(code: code),
                        session,
                        TestDoor.visit(from: address),
                        in: door.environment
                    )
                }?.code ?? "in"
            }
            for number in 1...5 { #expect(try await show("000000", from: "192.0.2.\(number)") == "code-refused") }
            door.waitForCode()
            door.clinic.clock.advance(by: .seconds(-1))
            #expect(try await show(door.code(), from: "192.0.2.9") == "sign-in-delayed")
            door.clinic.clock.advance(by: .seconds(1))
            #expect(try await show(door.code(), from: "192.0.2.9") == "in")
        }
    }

    @Test("leave nothing of what was typed in the record")
    func hashed() async throws {
        try await withDoor { door in
            _ = await wrong(2, "typed-by-mistake", door)
            let rows = try await door.clinic.rows("select t::text from sign_in_tally t")
            #expect(rows.count == 2)
            #expect(rows.allSatisfy { $0[0]?.contains("typed") == false && $0[0]?.contains("192.0.2.1") == false })
        }
    }
}
