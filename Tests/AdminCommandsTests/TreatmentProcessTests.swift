// Treatment on the command line: a trial, a condition, an infusion with its details, doses, response, statistics.
import Domain
import Foundation
import Testing

@Suite("Treatment on the command line", .timeLimit(.minutes(5)))
struct TreatmentProcessTests {
    private static let caseText = """
        {"format": "workup-case/1", "source": {"kind": "synthetic"},
         "patient": {"familyName": "Proefpersoon", "birthDate": "1950-03-02", "sex": "male",
                     "identifiers": [{"system": "mrn:UMC", "value": "CLI-2"}]},
         "workup": {"protocol": "mmn", "openedOn": "2024-01-12"},
         "outcomes": [{"on": "2024-02-20", "measure": "gripVigorimeter", "side": "right", "value": 40},
                      {"on": "2024-05-20", "measure": "gripVigorimeter", "side": "right", "value": 49}]}
        """

    @Test("goes from a trial to its judgement, and every answer says what stands beside it")
    func walk() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "workup-treat-\(UInt64.random(in: 0 ... .max))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = WorkupProcess()
        let data = ["--data", folder.appending(path: "data").path()]
        func run(_ arguments: String...) throws -> WorkupProcess.Finished {
            try program.run(arguments + data, in: folder)
        }
        try Data(Self.caseText.utf8).write(to: folder.appending(path: "case.json"))
        #expect(try run("organisation", "add", "UMC", "Test centre", "neuromuscularCentre").code == 0)
        let imported = try run(
            "import",
            folder.appending(path: "case.json").path(),
            "--organisation",
            "UMC",
            "--output",
            "json"
        )
        let workup = try #require(try json(imported)["workupId"]?.string)

        let chosen = try run(
            "treatment",
            "choose",
            workup,
            "ivig",
            "--chosen-on",
            "2024-02-20",
            "--with",
            "patient",
            "--preference",
            "at home",
            "--reason",
            "agreed",
            "--trial-goal",
            "buttons",
            "--trial-measure",
            "gripVigorimeter",
            "--trial-side",
            "right",
            "--trial-improvement",
            "8",
            "--trial-judged-on",
            "2024-08-20",
            "--stop-rule",
            "worse twice"
        )
        #expect(chosen.code == 0 && chosen.text.contains("buttons"), "\(chosen.talk)")
        let condition = try run("condition", "add", workup, "hypertension", "--since", "2019")
        #expect(condition.code == 0 && condition.text.contains("hypertension"), "\(condition.talk)")

        let started = try run("treatment", "start", workup, "ivig", "--started-on", "2024-02-21", "--output", "json")
        let course = try #require(try json(started)["treatments"]?[0]?["id"]?.string, "\(started.talk)")
        let late = try run(
            "administration",
            "add",
            workup,
            course,
            "--on",
            "2024-02-21",
            "--product",
            "Privigen",
            "--lot",
            "P1",
            "--grams",
            "70",
            "--weight",
            "70",
            "--manufacturer",
            "CSL Behring",
            "--rate",
            "0.3",
            "--rate",
            "4.8",
            "--reaction",
            "headache:mild",
            "--language",
            "nl"
        )
        #expect(late.code == 0, "\(late.talk)")
        #expect(late.talk.contains("let op: "), "\(late.talk)")
        let given = try run("administration", "list", workup, "--output", "csv")
        #expect(given.text.contains("CSL Behring") && given.text.contains("headache"))
        try correctAdministration(of: workup, course) { try program.run($0 + data, in: folder) }

        let doses = try run("treatment", "options", workup, "--weight", "71.5", "--language", "nl")
        #expect(doses.text.contains("143 g") && doses.talk.contains("geen opdracht"), "\(doses.text)")
        let response = try run("treatment", "response", workup)
        #expect(response.code == 0 && response.text.contains("target reached"), "\(response.text) \(response.talk)")
        let report = try run("report", "case", workup, "--language", "nl")
        #expect(report.text.contains("doel gehaald"))
        let rates = try run("report", "statistics")
        #expect(rates.text.contains("85") && rates.talk.contains("fewer than 5 patients"), "\(rates.talk)")
        let period = try run("report", "statistics", "--from", "2024-01-01", "--to", "2024-12-31", "--language", "nl")
        #expect(period.text.contains("minder dan 5") && period.talk.isEmpty, "\(period.text) \(period.talk)")
        let figures = try run("report", "statistics", "--format", "csv", "--from", "2024-01-01", "--to", "2024-12-31")
        #expect(figures.text.hasPrefix("figure,subject,part,statistic,value\r\n"))
        #expect(figures.text.contains("people,,,count,fewerThanMin\r\n"), "\(figures.text)")
        let json = try run("report", "statistics", "--from", "2024-01-01", "--output", "json")
        #expect(json.text.contains(#""people":{"withheld":"fewerThanMin"}"#), "\(json.text)")
        let backwards = try run("report", "statistics", "--from", "2024-02-01", "--to", "2024-01-01")
        #expect(backwards.code == 64, "\(backwards.talk)")

        let tooLate = try run(
            "treatment",
            "choose",
            workup,
            "ivig",
            "--with",
            "patient",
            "--preference",
            "x",
            "--reason",
            "x",
            "--trial-goal",
            "x",
            "--trial-measure",
            "incat",
            "--trial-value",
            "2",
            "--trial-judged-on",
            "2099-01-01",
            "--stop-rule",
            "x"
        )
        #expect(tooLate.code == 1 && tooLate.talk.contains("2024-02-21"), "\(tooLate.talk)")
    }

    /// Corrects the one administration that was recorded, and takes back one that was not given.
    private func correctAdministration(
        of workup: String,
        _ course: String,
        _ run: ([String]) throws -> WorkupProcess.Finished
    ) throws {
        func listed() throws -> [JSONValue] {
            try json(try run(["administration", "list", workup, "--output", "json"])).array ?? []
        }
        let first = try #require(try listed().first?["id"]?.string)
        let change = ["administration", "correct", workup, first, "--lot", "P2"]
        let unreasoned = try run(change)
        #expect(unreasoned.code == 64 && unreasoned.talk.contains("/reason"), "\(unreasoned.talk)")
        let corrected = try run(change + ["--reason", "misread"])
        #expect(corrected.code == 0, "\(corrected.talk)")
        // What was not said stays as it was.
        let now = try #require(try listed().first)
        #expect(now["lot"] == "P2" && now["product"] == "Privigen" && now["version"] == .integer(2))
        #expect(now["details"]?["manufacturer"] == "CSL Behring" && now["details"]?["reactions"]?.array?.count == 1)
        let stale = try run(change + ["--reason", "again", "--expecting", "1"])
        #expect(stale.code == 1, "\(stale.talk)")

        let add = ["administration", "add", workup, course, "--on", "2024-02-28", "--lot", "P3", "--reason", "x"]
        #expect(try run(add).code == 0)
        let second = try #require(try listed().last?["id"]?.string)
        let withdraw = ["administration", "withdraw", workup, second, "--reason", "not given"]
        #expect(try run(withdraw + ["--dry-run"]).code == 0)
        #expect(try listed().count == 2)
        #expect(try run(withdraw).code == 0)
        #expect(try listed().map { $0["id"]?.string } == [first])
        let gone = try run(withdraw + ["--language", "nl"])
        #expect(gone.code == 1 && gone.talk.contains("administration list"), "\(gone.talk)")
    }

    private func json(_ finished: WorkupProcess.Finished) throws -> JSONValue {
        try JSONReader.read(Array(finished.output.dropLast()))
    }
}
