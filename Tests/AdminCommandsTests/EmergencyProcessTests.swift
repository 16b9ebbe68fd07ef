// An emergency as the hospital sees it: the running service tells of it at once, in its log and to whom the settings name.
import Domain
import Foundation
import Testing

@testable import AdminCommands
@testable import Records

@Suite("An emergency at the running service", .timeLimit(.minutes(5)))
struct EmergencyProcessTests {
    @Test("is told at once, is tried again where nobody takes it, and no word of the patient is among it")
    func told() async throws {
        try await withFolder { folder in
            let data = ["--data", folder.appending(path: "data").path()]
            // Nobody listens there.
            let workup = WorkupProcess(["WORKUP_NOTICES_URL": "http://127.0.0.1:1/notices"])
            func run(_ arguments: String...) throws -> JSONValue {
                let finished = try workup.run(arguments + data + ["--output", "json"], in: folder)
                try #require(finished.code == 0, "\(finished.talk)")
                return try JSONReader.read(Array(finished.output.dropLast()))
            }
            let service = try workup.start(["serve", "--port", "0", "--output", "json"] + data, in: folder)
            let greeting = try await service.waitForOutput("\n", secondsMax: 60)
            let address = try #require(greeting.firstMatch(of: #/http://127\.0\.0\.1:[0-9]+/#)).output
            _ = try run("organisation", "add", "NMC", "Centre", "neuromuscularCentre")
            _ = try run("organisation", "add", "SFG", "Francis", "regionalHospital")
            _ = try run("user", "add", "j.boer", "Jan Boer", "nurse", "--organisation", "SFG")
            let token = try #require(try run("token", "create", "j.boer")["token"]?.string)
            let added = try run("patient", "add", "--family-name", "Kanarieveld", "--organisation", "NMC")
            let patient = try #require(added["id"]?.string)
            let body = #"{"patientId":"\#(patient)","reason":"unconscious at the emergency department"}"#
            let opened = try curl([
                "--header", "Authorization: Bearer \(token)", "--json", body, "\(address)/api/v1/emergency-access",
            ])
            #expect(opened.contains("until"), "\(opened)")
            let talk = try await waitForTalk("could not be told outside", service)
            service.process.terminate()
            #expect(try service.finished().code == 0)
            let lines = talk.split(separator: "\n").filter { $0.contains("mergency access") }
            #expect(lines.contains { $0.contains("to be judged by the privacy officer") && $0.contains("warning") })
            #expect(lines.contains { $0.contains("could not be told outside") && $0.contains("cannot be reached") })
            for word in ["Kanarieveld", patient, "unconscious"] { #expect(!talk.contains(word), "\(word)") }
            // Nobody has to look for it first.
            let queue = try run("audit", "review", "--days", "0")
            #expect(queue["items"]?.array?.map { $0["kind"]?.string } == ["breakGlass"])
        }
    }

    @Test("is one line of the system log, of the gravity of an alarm, without a name")
    func line() {
        let notice = Notice(
            id: UUID(),
            kind: "emergencyAccess",
            review: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)),
            userName: "Jan Boer",
            organisation: "SFG",
            createdAt: Instant(microsecondsSince1970: 1_772_442_000_000_000),
            attempt: 1
        )
        let line = SystemLogLine.text(notice, host: "host", processID: 7)
        #expect(
            line
                == "<105>1 2026-03-02T09:00:00Z host workup 7 emergency - review 01020304-0506-0708-090a-0b0c0d0e0f10"
        )
    }

    @Test(
        "is sent over TLS or to this machine alone: another address is no setting",
        arguments: [
            ("https://alarm.example.org/n", true), ("http://127.0.0.1:9/n", true),
            ("http://alarm.example.org/n", false),
            ("alarm.example.org", false), ("ftp://127.0.0.1/n", false),
        ]
    )
    func addresses(url: String, isTaken: Bool) throws {
        let finished = try WorkupProcess(["WORKUP_NOTICES_URL": url]).run(
            ["config", "check"],
            in: FileManager.default.temporaryDirectory
        )
        #expect((finished.code == 0) == isTaken, "\(finished.talk)")
        #expect(finished.code == 0 || finished.talk.contains("notices.url") || finished.text.contains("notices.url"))
    }

    private func waitForTalk(_ text: String, _ service: WorkupProcess.Started) async throws -> String {
        var talk = ""
        for _ in 0..<600 where !talk.contains(text) {
            try await Task.sleep(for: .milliseconds(100))
            talk = String(decoding: try Data(contentsOf: service.talk), as: UTF8.self)
        }
        return talk
    }

    private func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--max-time", "30", "--noproxy", "*"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
