// PDFs from the program as people run it: to a file, with a renderer that is missing, and beside the running service.
import Domain
import Foundation
import Testing

@Suite("PDFs of the program", .timeLimit(.minutes(5)))
struct PaperProcessTests {
    private static let caseText = """
        {"format": "workup-case/1", "source": {"kind": "synthetic"},
         "patient": {"familyName": "Papierman", "birthDate": "1975-03-02", "sex": "male",
                     "identifiers": [{"system": "mrn:UMC", "value": "CLI-3"}]},
         "workup": {"protocol": "mmn", "openedOn": "2026-01-12", "question": "MMN?"}}
        """

    /// A renderer that writes down each process it runs as, and then is the real one.
    private static func recorder(_ folder: URL) throws -> (path: String, processes: () -> [pid_t]) {
        let (python, pids) = (folder.appending(path: "python"), folder.appending(path: "pids"))
        let script = """
            #!/bin/sh
            echo $$ >> '\(pids.path())'
            exec "$(sed -n '1s/^#!//p' "$(command -v weasyprint)")" "$@"

            """
        try Data(script.utf8).write(to: python)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python.path())
        return (
            python.path(),
            { (try? String(contentsOf: pids, encoding: .utf8))?.split(separator: "\n").compactMap { pid_t($0) } ?? [] }
        )
    }

    /// A record with one case; its workup's id.
    private static func imported(_ folder: URL, _ data: [String]) throws -> String {
        let file = folder.appending(path: "case.json")
        try Data(caseText.utf8).write(to: file)
        _ = try WorkupProcess().run(["organisation", "add", "UMC", "Test", "neuromuscularCentre"] + data, in: folder)
        let imported = try WorkupProcess().run(
            ["import", file.path(), "--organisation", "UMC", "--output", "json"] + data,
            in: folder
        )
        try #require(imported.code == 0, "\(imported.talk)")
        return try #require(try JSONReader.read(Array(imported.output.dropLast()))["workupId"]?.string)
    }

    @Test("a case report goes to a file as a PDF; where nothing makes one, that is told and what to install")
    func command() async throws {
        try await withFolder { folder in
            let data = ["--data", folder.appending(path: "data").path()]
            let id = try Self.imported(folder, data)
            let (python, processes) = try Self.recorder(folder)
            let report = ["report", "case", id, "--format", "pdf"] + data
            let made = try WorkupProcess(["WORKUP_PDF_PYTHON": python]).run(report, in: folder)
            #expect(made.code == 0, "\(made.talk)")
            #expect(made.output.starts(with: Data("%PDF-".utf8)))
            #expect(processes().count == 1 && processes().allSatisfy { kill($0, 0) != 0 })

            for language in ["en", "nl"] {
                let missing = try WorkupProcess(["WORKUP_PDF_PYTHON": "/nowhere/python3"]).run(
                    report + ["--language", language],
                    in: folder
                )
                #expect(missing.code == 1 && missing.output.isEmpty)
                #expect(missing.talk.contains("apt-get install weasyprint"), "\(missing.talk)")
                #expect(!missing.talk.contains("Papierman"))
            }
        }
    }

    @Test("the patient's sheet, the general one with the centre's links, and a letter with a message are printed")
    func papers() async throws {
        try await withFolder { folder in
            let data = ["--data", folder.appending(path: "data").path(), "--language", "nl"]
            let id = try Self.imported(folder, data)
            let program = WorkupProcess(["WORKUP_PAPER_LINKS": "Lotgenoten = www.example.org"])
            let sheet = try program.run(["report", "sheet", id] + data, in: folder)
            #expect(sheet.code == 0 && sheet.text.contains("PAPIERMAN"), "\(sheet.talk)")
            let general = try program.run(["report", "sheet"] + data, in: folder)
            #expect(general.code == 0 && !general.text.contains("PAPIERMAN"))
            for text in [sheet.text, general.text] { #expect(text.contains("Lotgenoten: www.example.org")) }
            let letter = try program.run(
                ["report", "letter", id, "--to", "regionalHospital", "--message", "Bel dinsdag"] + data,
                in: folder
            )
            #expect(letter.code == 0 && letter.text.contains("Brief aan het streekziekenhuis"), "\(letter.talk)")
            #expect(letter.text.contains("Bel dinsdag"))
        }
    }

    @Test(
        "the service has a process ready, and leaves none behind: told to stop, or killed",
        arguments: [SIGTERM, SIGKILL]
    )
    func service(_ ending: Int32) async throws {
        try await withFolder { folder in
            let data = ["--data", folder.appending(path: "data").path()]
            let (python, processes) = try Self.recorder(folder)
            let service = try WorkupProcess(["WORKUP_PDF_PYTHON": python]).start(
                ["serve", "--port", "0", "--log-level", "trace"] + data,
                in: folder
            )
            defer { if service.process.isRunning { service.process.terminate() } }
            _ = try await service.waitForOutput("127.0.0.1", secondsMax: 60)
            for _ in 0..<600 where processes().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
            let ready = try #require(processes().first)
            #expect(kill(ready, 0) == 0)
            kill(service.process.processIdentifier, ending)
            service.process.waitUntilExit()
            // Killed, the service can end nobody; the process ends since nobody holds its input any more.
            for _ in 0..<600 where ending == SIGKILL && kill(ready, 0) == 0 {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(processes().allSatisfy { kill($0, 0) != 0 })
            if ending == SIGKILL {
                // Its database is told to end by the next command that needs it.
                _ = try WorkupProcess().run(["list"] + data, in: folder)
            }
        }
    }
}
