// What a patient can ask for, from the command line: the record as a page, who used it, destruction with a log that still
// verifies, data for research.
import Domain
import Foundation
import Testing

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
            _ = try run("user", "add", "p.officer", "Petra Officer", "privacyOfficer", "--organisation", "UMC")
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
            let gone = try program.run(forget + ["--before-term", "--yes"], in: folder)
            #expect(gone.code == 0, "\(gone.talk)")
            #expect(try run("patient", "show", patient).code == 1)
            let log = ["retention", "forget-log", patient, "--with", "p.officer", "--reason", "x", "--yes"] + data
            #expect(try program.run(log, in: folder).code == 64)

            let service = try program.start(["serve", "--port", "0"] + data, in: folder)
            _ = try await service.waitForOutput("127.0.0.1", secondsMax: 60)
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
