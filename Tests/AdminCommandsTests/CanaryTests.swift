// Words that stand nowhere else go in through every route that writes; then everything that the service leaves behind outside
// its record is searched for them.
import Domain
import Foundation
import Testing

@testable import Server

@Suite("Canaries", .timeLimit(.minutes(5)))
struct CanaryTests {
    @Test(
        "what goes into the record comes out in no log, metric, address or process list, at the finest level of the log"
    )
    func nowhereElse() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = folder.appending(path: "data")
            let service = try workup.start(
                [
                    "serve", "--port", "0", "--metrics-port", "0", "--output", "json", "--log-level", "trace", "--data",
                    data.path(),
                ],
                in: folder
            )
            defer { if service.process.isRunning { service.process.terminate() } }
            let greeting = try await service.waitForOutput("\n", secondsMax: 120)
            let json = try JSONReader.read(Array(greeting.utf8))
            let address = try #require(json["address"]?.string)
            var walk = CanaryWalk(address: address, tokens: try makeTokens(workup, data, folder), folder: folder)
            // Twice: the second time what the first one made is there to be changed, and to be in the way.
            for _ in 0..<2 { try walk.run() }
            try walk.provoke()
            #expect(walk.createdCount > 15, "\(walk.statuses)")
            #expect(walk.faults.isEmpty, "\(walk.faults)")

            let numbers = try walk.curl([try #require(json["metrics"]?.string)]).text
            let commandLines = processes()
            service.process.terminate()
            let ended = try service.finished()
            #expect(ended.code == 0)

            let serverLogs = try logs(below: data)
            let places: [(name: String, text: String)] = [
                ("log", ended.talk), ("standard output", ended.text), ("metrics", numbers),
                ("PostgreSQL's log", serverLogs),
                ("process list", commandLines), ("fields of answers", walk.fields),
            ]
            let canaries = Canary.all + walk.tokens.values
            for place in places {
                let lowered = place.text.lowercased()
                #expect(!lowered.isEmpty, "\(place.name)")
                for canary in canaries where lowered.contains(canary.lowercased()) {
                    let line = lowered.split(separator: "\n").first { $0.contains(canary.lowercased()) } ?? ""
                    Issue.record("\(canary) in \(place.name): \(line.prefix(300))")
                }
            }
            // The test is not blind: the words are in the record, the log speaks, and PostgreSQL told of refusals.
            for canary in Canary.all where !canary.contains("password") {
                #expect(walk.read.contains(canary), "\(canary)")
            }
            #expect(ended.talk.contains(#""level":"debug""#) || ended.talk.contains(#""level":"trace""#))
            #expect(serverLogs.contains("ERROR"))
            for line in ended.talk.split(separator: "\n") {
                #expect((try? JSONReader.read(Array(line.utf8))) != nil, "\(line.prefix(200))")
                #expect(!line.utf8.contains { $0 < 0x20 })
            }
        }
    }

    private func makeTokens(_ workup: WorkupProcess, _ data: URL, _ folder: URL) throws -> [Role: String] {
        func run(_ arguments: [String]) throws -> JSONValue {
            let finished = try workup.run(arguments + ["--data", data.path(), "--output", "json"], in: folder)
            guard finished.code == 0 else { throw CanaryFault(what: finished.talk) }
            return try JSONReader.read(Array(finished.output.dropLast()))
        }
        _ = try run(["organisation", "add", "NMC", "Test centre", "neuromuscularCentre"])
        var tokens: [Role: String] = [:]
        for role in Role.allCases {
            let login = role.rawValue.lowercased()
            _ = try run(["user", "add", login, "Somebody", role.rawValue, "--organisation", "NMC"])
            tokens[role] = try run(["token", "create", login])["token"]?.string
        }
        return tokens
    }

    /// The command lines of all processes of this machine that can be seen.
    private func processes() -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { Int($0) != nil }.map { number in
            let bytes = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
            return String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        }.filter { !$0.contains("curl") }.joined(separator: "\n")
    }

    /// What PostgreSQL wrote into its own log.
    private func logs(below folder: URL) throws -> String {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".log") }
        return try paths.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined()
    }
}

/// Something that the test itself needs did not work.
struct CanaryFault: Error {
    let what: String
}

/// Words and numbers that stand nowhere else.
enum Canary {
    static let family = "Zzcanaryfamily"
    static let given = "Zzcanarygiven"
    static let birthDate = "1931-07-23"
    static let bsn = "731904801"
    static let hospitalNumber = "ZZCANARY7731"
    static let question = "Zzcanaryquestion"
    static let note = "Zzcanarynote"
    static let password = "zzcanary password of nobody"

    static let all = [family, given, birthDate, bsn, hospitalNumber, question, note, password]
}
