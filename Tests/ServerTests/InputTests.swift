// Bad input at the door of a real record: everything wrong is said at once, and nothing is stored.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Bad input", .database(.clinic))
struct InputTests {
    struct Body: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let status: Int
        var codes: [String] = []
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ status: Int, _ codes: [String] = []) {
            (self.name, self.bytes, self.status, self.codes) = (name, bytes, status, codes)
        }

        init(_ name: String, _ text: String, _ status: Int, _ codes: [String] = []) {
            self.init(name, Array(text.utf8), status, codes)
        }
    }

    static let bodies: [Body] = [
        Body("empty", "", 400, ["syntax"]),
        Body("no JSON", "familyName=x", 400, ["syntax"]),
        Body("a NUL", #"{"familyName":"a\u0000b","sex":"male"}"#, 400, ["nulCharacter"]),
        Body(
            "bad UTF-8",
            Array(#"{"familyName":""#.utf8) + [0xFF, 0xFE] + Array(#"","sex":"male"}"#.utf8),
            400,
            ["invalidUTF8"]
        ),
        Body("half a surrogate pair", #"{"familyName":"\ud800","sex":"male"}"#, 400, ["loneSurrogate"]),
        Body("a key twice", #"{"familyName":"a","familyName":"b","sex":"male"}"#, 400, ["duplicateKey"]),
        Body("an unknown field", #"{"familyName":"a","sex":"male","age":3}"#, 400, ["unknownField"]),
        Body("too deep", String(repeating: "[", count: 100_000), 400, ["tooDeep"]),
        Body("too many values", "[" + String(repeating: "1,", count: 300_000) + "1]", 400, ["tooMany"]),
        Body("a huge number", #"{"familyName":1e400,"sex":"male"}"#, 400),
        Body(
            "a number of 40 digits",
            #"{"familyName":"a","sex":"male","x":\#(String(repeating: "7", count: 40))}"#,
            400
        ),
        Body("ten million elements", "[" + String(repeating: "1,", count: 10_000_000) + "1]", 413),
        Body("a key very often", "{" + String(repeating: #""a":1,"#, count: 150_000) + #""a":1}"#, 400),
        Body("too large", "\"" + String(repeating: "x", count: 2 << 20) + "\"", 413),
        Body("several faults", #"{"familyName":"","sex":"robot","birthDate":"1980-02-30"}"#, 400),
    ]

    @Test("a body at fault is refused with its faults", arguments: bodies)
    func refused(body: Body) async throws {
        try await ClinicClient.run { clinic in
            let response = try await clinic.client.execute(
                uri: "/api/v1/patients",
                method: .post,
                headers: [
                    .authorization: "Bearer \(clinic.tokens[.neurologist] ?? "")", .contentType: "application/json",
                ],
                body: ByteBuffer(bytes: body.bytes)
            )
            #expect(response.status.code == body.status, "\(response.text)")
            let codes = try response.json["faults"]?.array?.compactMap { $0["code"]?.string } ?? []
            for code in body.codes { #expect(codes.contains(code), "\(codes)") }
            if body.name == "several faults" { #expect(codes.count == 3) }
            let rows = try await clinic.clinic.rows("select count(*) from patient")
            #expect(rows.first?.first == "0")
        }
    }

    @Test(
        "a body of another kind is refused",
        arguments: [nil, "text/plain", "application/json; charset=latin1"] as [String?]
    )
    func contentType(type: String?) async throws {
        try await ClinicClient.run { clinic in
            var headers: HTTPFields = [.authorization: "Bearer \(clinic.tokens[.neurologist] ?? "")"]
            headers[.contentType] = type
            let response = try await clinic.client.execute(
                uri: "/api/v1/patients",
                method: .post,
                headers: headers,
                body: ByteBuffer(string: "{}")
            )
            #expect(response.status == .unsupportedMediaType)
        }
    }

    @Test(
        "wrong check digits are told apart from a wrong form",
        arguments: [("bsn", "123456789"), ("insz", "80040512345")]
    )
    func checkDigits(system: String, value: String) async throws {
        try await ClinicClient.run { clinic in
            let response = try await clinic.send(
                .post,
                "/api/v1/patients",
                .object(
                    ("familyName", "Test"),
                    ("sex", "male"),
                    ("identifiers", .array([.object(("system", .string(system)), ("value", .string(value)))]))
                )
            )
            #expect(response.status == .badRequest)
            let fault = try #require(try response.json["faults"]?[0])
            #expect(fault["code"] == "checkFailed")
            #expect(fault["pointer"]?.string?.hasPrefix("/identifiers/0") == true)
            #expect(!response.text.contains(value))
        }
    }

    @Test("an id that is none is told by its name")
    func wrongID() async throws {
        try await ClinicClient.run { clinic in
            let response = try await clinic.send(.get, "/api/v1/workups/17")
            #expect(response.status == .badRequest)
            #expect(try response.json["faults"]?[0]?["parameter"] == "workupId")
        }
    }

    @Test(
        "a token that does not count is a 401, whatever is wrong with it",
        arguments: [nil, "Bearer ", "Bearer nonsense", "Basic abc", "Bearer a b"] as [String?]
    )
    func tokens(field: String?) async throws {
        try await ClinicClient.run { clinic in
            var headers: HTTPFields = [:]
            headers[.authorization] = field
            let response = try await clinic.client.execute(
                uri: "/api/v1/workups?nonsense=1",
                method: .get,
                headers: headers
            )
            #expect(response.status == .unauthorized)
            #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            #expect(try response.problem == "token-refused")
        }
    }
}
