// The program as people run it: exit codes, streams, its own PostgreSQL server, case files in and out.
import Domain
import Foundation
import Testing

@Suite("Process", .timeLimit(.minutes(5)))
struct ProcessTests {
    /// A case with two findings and an infusion.
    private static let caseText = """
        {"format": "workup-case/1", "source": {"kind": "synthetic"},
         "patient": {"familyName": "Proefpersoon", "givenNames": ["Pim"], "birthDate": "1975-03-02", "sex": "male",
                     "identifiers": [{"system": "mrn:UMC", "value": "CLI-1"}]},
         "workup": {"protocol": "mmn", "openedOn": "2026-01-12", "question": "MMN?"},
         "antibodies": [{"sampledOn": "2026-01-13", "antigen": "GM1", "isotype": "IgM", "value": 120.50,
                         "comparator": "=", "unit": "%", "band": "positive"}],
         "laboratory": [{"code": "ck", "value": 240, "unit": "U/L", "band": "high"}],
         "treatments": [{"option": "ivig", "startedOn": "2026-02-01",
                         "administrations": [{"on": "2026-02-01", "product": "Kiovig", "lot": "L1", "grams": 70}]}]}
        """

    @Test("cases go in, are listed, and come out with the same content; again does no harm; no patient is refused")
    func roundTrip() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            let file = folder.appending(path: "case.json")
            try Data(Self.caseText.utf8).write(to: file)

            let organisation = try workup.run(
                ["organisation", "add", "UMC", "Test centre", "neuromuscularCentre"] + data,
                in: folder
            )
            #expect(organisation.code == 0, "\(organisation.talk)")

            let tried = try workup.run(
                ["import", file.path(), "--organisation", "UMC", "--dry-run", "--output", "json"] + data,
                in: folder
            )
            #expect(tried.code == 0, "\(tried.talk)")
            #expect(tried.talk.contains("Dry run"))
            let empty = try workup.run(["list"] + data, in: folder)
            #expect(empty.output.isEmpty)
            #expect(empty.talk == "No workups match.\n")

            let imported = try workup.run(
                ["import", file.path(), "--organisation", "UMC", "--output", "json"] + data,
                in: folder
            )
            #expect(imported.code == 0, "\(imported.talk)")
            let result = try JSONReader.read(Array(imported.output.dropLast()))
            #expect(result["result"] == "imported")
            let id = try #require(result["workupId"]?.string)

            let again = try workup.run(
                ["import", file.path(), "--organisation", "UMC", "--output", "json"] + data,
                in: folder
            )
            #expect(again.text.contains(#""result":"known""#))

            let list = try workup.run(["list", "--output", "csv"] + data, in: folder)
            #expect(list.text.contains("Proefpersoon"))
            #expect(list.text.hasPrefix("workupId,"))
            let shown = try workup.run(["show", id, "--language", "nl"] + data, in: folder)
            #expect(shown.text.contains("Achternaam") && shown.text.contains("Proefpersoon"))

            let exported = try workup.run(["export"] + data, in: folder)
            #expect(exported.code == 0, "\(exported.talk)")
            let before = try CaseFile.read(Array(Self.caseText.utf8))
            #expect(try CaseFile.read(Array(exported.output.dropLast())) == before)

            let out = folder.appending(path: "out").path()
            #expect(try workup.run(["export", "--to", out] + data, in: folder).code == 0)
            let single = try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(id).json"))
            #expect(single == exported.output)

            let whole = try JSONReader.read(Array(Self.caseText.utf8))
            guard case .object(let members) = whole else { return }
            let without = JSONValue.object(members.filter { $0.key != "patient" }).text
            let refused = try workup.run(
                ["import", "-", "--organisation", "UMC"] + data,
                input: without,
                in: folder
            )
            #expect(refused.code == 64)
            #expect(refused.talk.contains("/patient: "), "\(refused.talk)")
            #expect(refused.talk.contains("nothing of it was stored"))
            let report = try workup.run(["report", "case", id, "--language", "nl"] + data, in: folder)
            #expect(report.code == 0, "\(report.talk)")
            #expect(report.text.contains("PROEFPERSOON"))
        }
    }

    @Test("a bad configuration exits with 78 and names the fault, before anything is started")
    func badConfiguration() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess(["WORKUP_HTTP_PORT": "many"])
            for arguments in [["config", "check"], ["list"], ["serve"]] {
                let finished = try workup.run(arguments, in: folder)
                #expect(finished.code == 78)
                #expect(finished.talk.contains("WORKUP_HTTP_PORT"))
                #expect(finished.output.isEmpty)
            }
        }
    }

    @Test("an unreachable database exits with 69", arguments: [["list"], ["migrate", "status"], ["check"]])
    func unreachable(arguments: [String]) async throws {
        try await withFolder { folder in
            let finished = try WorkupProcess().run(
                arguments + ["--database-url", "postgresql://nobody@127.0.0.1:1/none", "--output", "json"],
                in: folder
            )
            #expect(finished.code == 69, "\(finished.talk)")
            #expect(finished.output.isEmpty)
            let error = try JSONReader.read(Array(finished.talk.utf8))["error"]
            #expect(error?["exitCode"] == .integer(69))
            #expect(error?["cause"] == .string("no server listens at 127.0.0.1:1"))
            #expect(error?["hint"]?.string?.contains("check host and port") == true)
        }
    }

    @Test("a script is never left waiting for an answer")
    func noPrompt() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            let finished = try workup.run(["user", "disable", "nobody", "--reason", "test"] + data, in: folder)
            #expect(finished.code == 64)
            #expect(finished.talk.contains("--yes"))
        }
    }

    @Test("the service says where it is, answers with its token, refuses a second one, and ends on SIGTERM")
    func service() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess(["PGPASSWORD": "canary-7731"])
            let data = ["--data", folder.appending(path: "data").path()]
            let service = try workup.start(
                ["serve", "--demo", "--port", "0", "--output", "json", "--log-level", "trace"] + data,
                in: folder
            )
            defer { if service.process.isRunning { service.process.terminate() } }
            let greeting = try await service.waitForOutput("\n", secondsMax: 120)
            let json = try JSONReader.read(Array(greeting.utf8))
            let address = try #require(json["address"]?.string)
            #expect(json["token"]?.string?.hasPrefix("wu_") == true)
            #expect(json["commands"]?.array?.count == 5)
            let signIns = json["signIns"]?.array ?? []
            #expect(signIns.count == 5)
            for person in signIns {
                // What was printed is a password the first time.
                let body =
                    "{\"login\":\"\(person["login"]?.string ?? "")\",\"password\":\"\(person["setUpSecret"]?.string ?? "")\"}"
                let signIn = "curl -sS -H 'Content-Type: application/json' -d '\(body)' \(address)/api/v1/session"
                #expect(try shell(signIn + " -o /dev/null -w '%{http_code}'", in: folder) == "200", "\(person)")
            }

            for line in (json["commands"]?.array ?? []).compactMap(\.string) {
                let answer = try shell(line + " -o /dev/null -w '%{http_code}'", in: folder)
                #expect(answer == "200" || answer == "201", "\(line): \(answer)")
            }

            let beside = try workup.run(["list", "--output", "json"] + data, in: folder)
            #expect(beside.code == 0, "\(beside.talk)")
            let second = try workup.run(["serve", "--port", "0"] + data, in: folder)
            #expect(second.code == 75)
            let port = try #require(address.split(separator: ":").last)
            let taken = try workup.run(
                ["serve", "--port", String(port), "--data", folder.appending(path: "other").path()],
                in: folder
            )
            #expect(taken.code == 1)
            #expect(taken.talk.contains("port \(port)") && taken.talk.contains("--port"))

            service.process.terminate()
            let ended = try service.finished()
            #expect(ended.code == 0, "\(ended.talk)")
            // What the environment holds is in no log, at no level.
            #expect(ended.talk.contains("\"level\":\"trace\"") || ended.talk.contains("\"level\":\"debug\""))
            #expect(!ended.talk.contains("canary-7731"))
        }
    }

    private func shell(_ line: String, in folder: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
