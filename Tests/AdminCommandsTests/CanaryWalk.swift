// Goes through every route of the API document with bodies made from its schemas, canaries in every text.
import Domain
import Foundation
import HTTPTypes
import UseCases

@testable import Server

/// One caller who tries every route.
struct CanaryWalk {
    let address: String
    let tokens: [Role: String]
    let folder: URL
    /// The values of path parameters, as the service told them.
    private var ids: [String: String] = [
        "login": "researcher", "protocolCode": "mmn", "stepCode": "bloodPanel", "code": "not-found",
    ]
    private var versions: [String: Int] = [:]
    /// All fields of all answers but the cookies, which are secrets on their way to whom they belong.
    private(set) var fields = ""
    /// What was read.
    private(set) var read = ""
    private(set) var statuses: [String: Int] = [:]
    private(set) var createdCount = 0
    /// Answers that tell of a fault of the service.
    private(set) var faults: [String] = []

    private static let document = OpenAPIDocument(table: .all).document()

    init(address: String, tokens: [Role: String], folder: URL) {
        (self.address, self.tokens, self.folder) = (address, tokens, folder)
    }

    /// What takes away what other routes need; last.
    private static let ending = ["end", "close", "merge", "withdraw", "recordObjection", "sign", "disable"]

    /// Every route once, in the order of the table; each body in every variant that its schema has.
    mutating func run() throws {
        let isEnding = { (route: Route) in Self.ending.contains { route.operationID.hasPrefix($0) } }
        for route in RouteTable.all.routes.filter({ !isEnding($0) }) + RouteTable.all.routes.filter(isEnding) {
            // The second time its numbers are taken; the one that is made from the schema has none.
            if route.operationID == "addPatient" { try call(route, Self.patient) }
            let bodies = route.body.map { SchemaExample(Self.document, ids: ids).variants(of: $0.body) } ?? [nil]
            for body in bodies { try call(route, body) }
        }
    }

    private static let patient: JSONValue = .object(
        ("familyName", .string(Canary.family)),
        ("givenNames", .array([.string(Canary.given)])),
        ("birthDate", .string(Canary.birthDate)),
        ("sex", "male"),
        (
            "identifiers",
            .array([
                .object(("system", "bsn"), ("value", .string(Canary.bsn))),
                .object(("system", "mrn:NMC"), ("value", .string(Canary.hospitalNumber))),
            ])
        )
    )

    /// Wrong addresses, wrong bodies, wrong passwords, and control characters where names stand.
    mutating func provoke() throws {
        let token = tokens[.neurologist] ?? ""
        let json = ["-H", "Authorization: Bearer \(token)", "-H", "Content-Type: application/json"]
        let wrong: [[String]] = [
            ["\(address)/api/v1/patients/\(Canary.family)", "-H", "Authorization: Bearer \(token)"],
            [
                "\(address)/api/v1/workups?text=\(Canary.question)&name=\(Canary.family)&bsn=\(Canary.bsn)", "-H",
                "Authorization: Bearer \(token)",
            ],
            ["\(address)/\(Canary.hospitalNumber)?birthDate=\(Canary.birthDate)"],
            [
                "\(address)/api/v1/patients", "-X", "POST", "-d",
                #"{"familyName":"\#(Canary.family)\r\n\u001b[31mx","sex":"male"}"#,
            ] + json,
            [
                "\(address)/api/v1/patients", "-X", "POST", "-d",
                #"{"familyName":"\#(Canary.family)\u0000","sex":"male"}"#,
            ] + json,
            ["\(address)/api/v1/patients", "-X", "POST", "-d", Canary.family] + json,
            ["\(address)/api/v1/patients", "-X", "\(Canary.family.uppercased())"] + json,
            ["\(address)/api/v1/workups", "-H", "Authorization: Bearer \(token)x"],
            ["\(address)/api/v1/workups", "-H", "Authorization: Basic \(Canary.note)"],
            ["\(address)/api/v1/workups", "-H", "Cookie: __Host-workup=\(Canary.note)"],
            [
                "\(address)/api/v1/workups", "-H", "Authorization: Bearer \(token)", "-H",
                "Idempotency-Key: \(Canary.note)",
            ],
            [
                "\(address)/health/live", "-H", "X-Canary: \(Canary.note)", "-H", "User-Agent: \(Canary.note)", "-H",
                "Referer: http://x/\(Canary.note)",
            ],
            [
                "\(address)/api/v1/session", "-X", "POST", "-H", "Content-Type: application/json", "-d",
                #"{"login":"\#(Canary.password)","password":"\#(Canary.password)"}"#,
            ],
            [
                "\(address)/api/v1/session", "-X", "POST", "-H", "Content-Type: application/json", "-d",
                #"{"login":"nurse","password":"\#(Canary.password)"}"#,
            ],
            [
                "\(address)/sign-in", "-X", "POST", "-H", "Sec-Fetch-Site: same-origin", "-d",
                "login=nurse&password=\(Canary.password.replacing(" ", with: "+"))",
            ],
        ]
        for arguments in wrong { note(try curl(["--include"] + arguments), "provoked") }
    }

    private mutating func call(_ route: Route, _ body: JSONValue?) throws {
        var path = route.path
        for parameter in route.parameters where parameter.place == "path" {
            path = path.replacing("{\(parameter.name)}", with: ids[parameter.name] ?? Self.someID)
        }
        var arguments = ["--include", "-X", route.method.rawValue]
        if let permission = route.permission {
            let role =
                permission.roles.contains(.neurologist)
                ? .neurologist : permission.roles.sorted { $0.rawValue < $1.rawValue }.first
            arguments += ["-H", "Authorization: Bearer \(role.flatMap { tokens[$0] } ?? "")"]
        }
        if route.needsVersion { arguments += ["-H", "If-Match: \"\(versions[path] ?? 1)\""] }
        if let body {
            let file = folder.appending(path: "body.json")
            try Data(body.bytes).write(to: file)
            arguments += ["-H", "Content-Type: application/json", "--data-binary", "@\(file.path())"]
        } else if let form = route.form {
            let fields = form.map { "\($0)=\(Canary.password.replacing(" ", with: "+"))" }.joined(separator: "&")
            arguments += ["-H", "Sec-Fetch-Site: same-origin", "-d", fields]
        }
        let answer = try curl(arguments + [address + path])
        note(answer, route.operationID)
        if let version = answer.field("etag").flatMap({ EntityTag.version($0) }) { versions[path] = version }
        if answer.status == 201 {
            createdCount += 1
            let location = answer.field("location") ?? ""
            learn(location, version: answer.field("etag").flatMap { EntityTag.version($0) })
            let again = try curl(
                ["--include", "-H", "Authorization: Bearer \(tokens[.neurologist] ?? "")", address + location]
            )
            note(again, "\(route.operationID) again")
            read += again.body
        } else if route.method == .get, answer.status == 200 {
            read += answer.body
        }
    }

    private static let someID = "00000000-0000-7000-8000-0000000000ff"

    private mutating func note(_ answer: Answer, _ name: String) {
        fields +=
            answer.head.split(separator: "\r\n").filter { !$0.lowercased().hasPrefix("set-cookie") }
            .joined(separator: "\n") + "\n"
        statuses[name] = answer.status
        if answer.status >= 500 || answer.status == 0 {
            faults.append("\(name): \(answer.status) \(answer.body.prefix(200))")
        }
    }

    /// Takes the ids out of the place where something new is.
    private mutating func learn(_ location: String, version: Int?) {
        versions[location] = version
        let pieces = location.split(separator: "/")
        for route in RouteTable.all.routes {
            let parts = route.path.split(separator: "/")
            guard parts.count == pieces.count,
                zip(parts, pieces).allSatisfy({ $0.hasPrefix("{") || $0 == $1 })
            else { continue }
            for (part, piece) in zip(parts, pieces) where part.hasPrefix("{") {
                ids[String(part.dropFirst().dropLast())] = String(piece)
            }
            return
        }
    }

    /// What came back.
    struct Answer {
        let text: String

        var head: String { text.firstRange(of: "\r\n\r\n").map { String(text[..<$0.lowerBound]) } ?? text }
        var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }
        var status: Int { Int(text.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0 }

        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name):") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    /// Asks as a program that everybody has.
    func curl(_ arguments: [String]) throws -> Answer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--globoff", "--max-time", "30", "--noproxy", "*"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Answer(text: String(decoding: data, as: UTF8.self))
    }
}

/// Makes values that fit a schema, with canaries in every text.
struct SchemaExample {
    private let schemas: JSONValue?
    private let ids: [String: String]

    init(_ document: JSONValue, ids: [String: String]) {
        schemas = document["components"]?["schemas"]
        self.ids = ids
    }

    /// One value for each variant that the schema has at its top.
    func variants(of schema: JSONValue) -> [JSONValue?] {
        let schema = resolved(schema)
        let options = schema["oneOf"]?.array ?? schema["anyOf"]?.array ?? []
        return options.isEmpty ? [value(schema)] : options.prefix(20).map { value($0) }
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
        return schemas?[String(name)] ?? .object()
    }

    /// What only makes sense as one of a few words.
    private static let fixed: [String: JSONValue] = [
        "familyName": .string(Canary.family), "givenNames": .array([.string(Canary.given)]),
        "birthDate": .string(Canary.birthDate), "question": .string(Canary.question), "note": .string(Canary.note),
        "password": .string(Canary.password), "protocol": "mmn", "option": "ivig", "organisation": "NMC",
        "measure": "onls",
        "login": "researcher", "grade": .integer(3), "startsAt": "2026-03-30T09:00:00Z", "expiresAt": .null,
        "identifiers": .array([]),
    ]

    private func value(_ schema: JSONValue, key: String = "", depth: Int = 0) -> JSONValue {
        let schema = resolved(schema)
        if let constant = schema["const"] { return constant }
        if let fixed = Self.fixed[key] { return fixed }
        if let first = schema["enum"]?.array?.first { return first }
        if let options = schema["oneOf"]?.array ?? schema["anyOf"]?.array, let first = options.first {
            return value(first, key: key, depth: depth)
        }
        switch schema["type"]?.string ?? schema["type"]?.array?.first?.string {
        case "object":
            guard depth < 6, case .object(let properties)? = schema["properties"] else { return .object() }
            let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
            let chosen = properties.filter { member in
                required.contains(member.key) || Self.fixed[member.key] != nil && member.key != "expiresAt"
                    || ["reason", "note", "text", "remark", "what", "location"].contains(member.key)
            }
            return .object(chosen.map { JSONMember($0.key, value($0.value, key: $0.key, depth: depth + 1)) })
        case "array":
            guard let item = schema["items"] else { return .array([]) }
            return .array([value(item, key: key, depth: depth + 1)])
        case "integer", "number": return schema["minimum"] ?? .integer(1)
        case "boolean": return .bool(true)
        default:
            switch schema["format"]?.string {
            case "uuid": return .string(ids[key] ?? ids["\(key)"] ?? "00000000-0000-7000-8000-0000000000ff")
            case "date": return "2026-03-02"
            case "date-time": return "2026-03-30T09:00:00Z"
            default: return .string("Zzcanary\(key.lowercased())")
            }
        }
    }
}
