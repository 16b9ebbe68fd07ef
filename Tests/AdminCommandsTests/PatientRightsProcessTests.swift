// What a patient can ask for, from the command line: the record as a page, who used it, destruction with a log that still
// verifies, data for research.
import Domain
import Foundation
import Testing

@testable import Records

@Suite("Rights of the patient on the command line", .timeLimit(.minutes(5)))
struct PatientRightsProcessTests {
    private static let caseText = """
        {"format": "workup-case/1", "source": {"kind": "synthetic"},
         "patient": {"familyName": "Kanarie", "birthDate": "1950-03-02", "sex": "male",
                     "identifiers": [{"system": "mrn:UMC", "value": "CLI-2"}]},
         "workup": {"protocol": "mmn", "openedOn": "2024-01-12", "question": "Kanarievraag"},
         "outcomes": [{"on": "2024-02-20", "measure": "gripVigorimeter", "side": "right", "value": 40},
                      {"on": "2024-05-20", "measure": "gripVigorimeter", "side": "right", "value": 49}]}
        """

    @Test("go from a copy and an overview to a destruction after which the log verifies and says so")
    func walk() async throws {
        try await withFolder { folder in
            let program = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try program.run(arguments + data, in: folder)
            }
            let file = folder.appending(path: "case.json")
            try Data(Self.caseText.utf8).write(to: file)
            _ = try run("organisation", "add", "UMC", "Test centre", "neuromuscularCentre")
            let password = folder.appending(path: "password")
            try Data("kade mist orgel\n".utf8).write(to: password)
            let officer =
                ["user", "add", "p.officer", "Petra Officer", "privacyOfficer", "--organisation", "UMC"] + data
            let added = try program.run(officer + ["--password-file", password.path()], in: folder)
            #expect(added.code == 0, "\(added.talk)")
            let imported = try run("import", file.path(), "--organisation", "UMC", "--output", "json")
            #expect(imported.code == 0, "\(imported.talk)")
            let found = try run("patient", "find", "--family-name", "Kanarie", "--output", "json")
            let items = try JSONReader.read(Array(found.output.dropLast()), limits: .ownDocuments)["items"]
            let patient = try #require(items?[0]?["id"]?.string, "\(found.talk)")

            let page = try run("patient", "export", patient, "--format", "html", "--language", "nl")
            #expect(page.text.contains("Uw hele dossier") && page.text.contains("Kanarievraag"), "\(page.talk)")
            for loading in ["<script", "href=", "src=", "url(", "@import", "<link"] {
                #expect(!page.text.contains(loading))
            }
            let overview = try run("audit", "patient", patient, "--language", "nl", "--format", "html")
            #expect(overview.text.contains("Maakte een bestand van uw hele dossier"), "\(overview.talk)")
            let later = try run("audit", "patient", patient, "--from", "2126-01-01", "--language", "en")
            #expect(later.text.contains("Nobody used your record in this period."), "\(later.talk)")

            let research = try run("export", "--pseudonymised")
            #expect(research.code == 0 && !research.text.contains("Kanarie"), "\(research.talk)")
            #expect(research.talk.contains("workup.question"))
            let key = folder.appending(path: "data/audit/research-key").path()
            let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try run("export", "--pseudonymised").text == research.text)

            let due = try run("retention", "list", "--language", "nl")
            #expect(due.code == 0 && due.talk.contains("retention.terms"), "\(due.talk)")
            let forget = ["retention", "forget", patient, "--with", "p.officer", "--reason", "asked in writing"] + data
            let kept = try program.run(forget + ["--dry-run"], in: folder)
            #expect(kept.code == 64 && kept.talk.contains("--before-term"), "\(kept.talk)")
            let tried = try program.run(forget + ["--before-term", "--dry-run", "--output", "csv"], in: folder)
            #expect(tried.code == 0 && tried.text.contains("patient,1"), "\(tried.talk)")
            #expect(try program.run(forget + ["--before-term"], in: folder).code == 64)
            // The login alone is not the second person, who is: signed in, and asking for this.
            let alone = try program.run(forget + ["--before-term", "--yes"], in: folder)
            #expect(alone.code == 64 && alone.talk.contains("has not asked for this"), "\(alone.talk)")
            let service = try program.start(["serve", "--port", "0"] + data, in: folder)
            let greeting = try await service.waitForOutput("127.0.0.1", secondsMax: 60)
            let address = try #require(greeting.firstMatch(of: #/http://127\.0\.0\.1:[0-9]+/#)).output
            let door = Door(address: String(address))
            try door.signIn("p.officer", "kade mist orgel")
            let asking = #"{"patientId":"\#(patient)","matter":"recordBeforeTerm","reason":"asked in writing"}"#
            let asked = try door.send("/api/v1/audit/destructions", asking)
            #expect(asked.contains(#""matter":"recordBeforeTerm""#), "\(asked)")
            let gone = try program.run(forget + ["--before-term", "--yes"], in: folder)
            #expect(gone.code == 0, "\(gone.talk)")
            #expect(try run("patient", "show", patient).code == 1)
            let log = ["retention", "forget-log", patient, "--with", "p.officer", "--reason", "x", "--yes"] + data
            #expect(try program.run(log, in: folder).code == 64)

            try await Task.sleep(for: .seconds(3))
            service.process.terminate()
            _ = try service.finished()
            let sound = try run("audit", "verify", "--all", "--output", "json")
            #expect(sound.code == 0 && sound.text == "[]\n", "\(sound.talk)")
            let line = try run("audit", "search", "--event", "DestroyRecord", "--output", "json")
            #expect(line.text.contains("with p.officer, before its term") && line.text.contains("asked in writing"))
        }
    }

    @Test(
        "data for research goes out by pseudonym, on standard output and in a folder: no line stands where it was opened"
    )
    func order() async throws {
        try await withFolder { folder in
            let program = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try program.run(arguments + data, in: folder)
            }
            // What is measured tells which patient it is; it stays in what is exported.
            let cases = (10..<22).map { count in
                """
                {"format": "workup-case/1", "source": {"kind": "synthetic"},
                 "patient": {"familyName": "Kanarie\(count)", "birthDate": "1950-03-02", "sex": "male",
                             "identifiers": [{"system": "mrn:UMC", "value": "CLI-\(count)"}]},
                 "workup": {"protocol": "mmn", "openedOn": "2024-01-\(count)"},
                 "outcomes": [{"on": "2024-02-20", "measure": "gripVigorimeter", "side": "right", "value": \(count)}]}
                """.split(separator: "\n").joined(separator: " ")
            }
            let file = folder.appending(path: "cases.ndjson")
            try Data((cases.joined(separator: "\n") + "\n").utf8).write(to: file)
            _ = try run("organisation", "add", "UMC", "Test centre", "neuromuscularCentre")
            let imported = try run("import", file.path(), "--organisation", "UMC", "--output", "json")
            #expect(imported.code == 0, "\(imported.talk)")
            let plain = try Self.lines(run("export"))
            let research = try Self.lines(run("export", "--pseudonymised"))
            #expect(plain.map(\.value) == (10..<22).map { "\($0)" } && research.count == 12)
            #expect(research.map(\.name) == research.map(\.name).sorted())
            #expect(Set(research.map(\.value)) == Set(plain.map(\.value)))
            #expect(research.map(\.value) != plain.map(\.value))
            let out = folder.appending(path: "research").path()
            #expect(try run("export", "--pseudonymised", "--to", out).code == 0)
            let files = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
            #expect(files == research.map { "\($0.name)-1.json" })
        }
    }

    /// The family name and the one value of each line.
    private static func lines(_ finished: WorkupProcess.Finished) throws -> [(name: String, value: String)] {
        try finished.text.split(separator: "\n").map { line in
            let file = try JSONReader.read(Array(line.utf8), limits: .ownDocuments)
            let name = try #require(file["patient"]?["familyName"]?.string)
            return (name, try #require(file["outcomes"]?[0]?["value"]).text)
        }
    }
}

/// The running service's door, with the cookies of whoever came in by it.
private final class Door {
    private let address: String
    private var cookies: [String: String] = [:]

    init(address: String) {
        self.address = address
    }

    /// Signs somebody in for the first time: password, then an app that is set up.
    func signIn(_ login: String, _ password: String) throws {
        _ = try send("/api/v1/session", #"{"login":"\#(login)","password":"\#(password)"}"#)
        let shown = try JSONReader.read(Array(try send("/api/v1/session/new-factor").utf8))
        let secret = Self.bytes(try #require(shown["secret"]?.string))
        let now = Instant(microsecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let code = OneTimeSecret(secret).code(step: OneTimeSecret.step(at: now))
        _ = try send("/api/v1/session/new-factor/confirmation", #"{"code":"\#(code)"}"#)
    }

    /// The bytes of a secret as an app takes it.
    private static func bytes(_ text: String) -> [UInt8] {
        var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in text.uppercased() {
            guard let place = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").firstIndex(of: character) else { continue }
            bits = bits << 5 | UInt32(place)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    /// What the service answers to a request of one of its own pages, which changes something where it has a body.
    func send(_ path: String, _ body: String? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "curl", "--silent", "--max-time", "30", "--noproxy", "*", "--include", "--header",
                "Sec-Fetch-Site: same-origin", "--header",
                "Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
            ] + (body.map { ["--json", $0] } ?? []) + [address + path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        for match in text.matches(of: #/(?i)set-cookie: ([^=\r\n]+)=([^;\r\n]*)/#) {
            cookies[String(match.output.1)] = String(match.output.2)
        }
        return String(text.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "")
    }
}
