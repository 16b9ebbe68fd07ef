// Who may see a patient, from the command line: sharing, ending, objecting, lifting, teams, and where a patient is registered.
import Domain
import Foundation
import Testing

@Suite("Access on the command line", .timeLimit(.minutes(5)))
struct AccessProcessTests {
    private func json(_ finished: WorkupProcess.Finished) throws -> JSONValue {
        try JSONReader.read(Array(finished.output.dropLast()), limits: .ownDocuments)
    }

    @Test("a patient is registered where the command says, and never where nobody would see them")
    func registration() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path(), "--output", "json"]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try workup.run(arguments + data, in: folder)
            }
            let none = try run("patient", "add", "--family-name", "Een")
            #expect(none.code == 64 && none.talk.contains("workup organisation list"), "\(none.talk)")
            #expect(try run("organisation", "add", "NMC", "Centre", "neuromuscularCentre").code == 0)
            let only = try run("patient", "add", "--family-name", "Een")
            #expect(only.code == 0, "\(only.talk)")
            #expect(try run("organisation", "add", "SFG", "Francis", "regionalHospital").code == 0)

            let refused = try run("patient", "add", "--family-name", "Twee", "--language", "nl")
            #expect(refused.code == 64 && refused.talk.contains("anders ziet niemand de patiënt"), "\(refused.talk)")
            let foreign = try run("patient", "add", "--family-name", "Twee", "--identifier", "mrn:UMC=1")
            #expect(foreign.code == 64, "\(foreign.talk)")
            #expect(try run("patient", "add", "--family-name", "Twee", "--organisation", "UMC").code == 64)
            let cases: [([String], String)] = [
                (["--family-name", "Twee", "--organisation", "SFG"], "SFG"),
                (["--family-name", "Drie", "--identifier", "mrn:NMC=3"], "NMC"),
            ]
            for (arguments, organisation) in cases {
                let added = try workup.run(["patient", "add"] + arguments + data, in: folder)
                let patient = try #require(try json(added)["id"]?.string, "\(added.talk)")
                let relations = try json(run("access", "list", patient))["relations"]?.array ?? []
                #expect(relations.map { $0["grantee"] } == [.string(organisation)])
                #expect(relations.first?["ground"] == "registration")
            }
            let first = try json(run("access", "list", try #require(try json(only)["id"]?.string)))
            #expect(first["relations"]?[0]?["grantee"] == "NMC")
        }
    }

    @Test("a record is shared and the sharing ends; an objection is recorded and lifted; a dry run leaves nothing")
    func sharing() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path()]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try workup.run(arguments + data, in: folder)
            }
            _ = try run("organisation", "add", "NMC", "Centre", "neuromuscularCentre")
            _ = try run("organisation", "add", "SFG", "Francis", "regionalHospital")
            _ = try run("user", "add", "j.boer", "Jan Boer", "nurse", "--organisation", "NMC")
            #expect(try run("team", "add", "NMC", "nmz", "Neuromuscular team").code == 0)
            #expect(try run("team", "join", "NMC/nmz", "j.boer").code == 0)
            let teams = try run("team", "list", "--output", "csv")
            #expect(teams.text.contains("NMC,nmz,Neuromuscular team,j.boer"), "\(teams.text)")
            #expect(try run("team", "join", "NMC/none", "j.boer").code == 64)

            let added = try run(
                "patient",
                "add",
                "--family-name",
                "Jansen",
                "--organisation",
                "NMC",
                "--output",
                "json"
            )
            let patient = try #require(try json(added)["id"]?.string)
            let tried = try run("access", "share", patient, "--organisation", "SFG", "--reason", "x", "--dry-run")
            #expect(tried.code == 0 && tried.talk.contains("Dry run"), "\(tried.talk)")
            let team = try workup.run(
                ["access", "share", patient, "--team", "NMC/nmz", "--reason", "advice", "--until", "2126-01-01"] + data,
                in: folder
            )
            #expect(team.code == 0 && team.text.contains("nmz") && !team.text.contains("SFG"), "\(team.talk)")
            #expect(try run("access", "share", patient, "--reason", "x").code == 64)
            let shared = try json(
                run("access", "share", patient, "--organisation", "SFG", "--reason", "x", "--output", "json")
            )
            let relation = try #require(
                shared["relations"]?.array?.first { $0["grantee"] == "SFG" }?["id"]?.string
            )
            #expect(try run("access", "end", patient, relation, "--reason", "done").code == 64)
            let ended = try json(
                run("access", "end", patient, relation, "--reason", "done", "--yes", "--output", "json")
            )
            let line = ended["relations"]?.array?.first { $0["id"]?.string == relation }
            #expect(line?["isCounting"] == .bool(false))
            let again = try run("access", "end", patient, relation, "--reason", "done", "--yes", "--language", "nl")
            #expect(again.code == 1 && again.talk.contains("geen relatie"), "\(again.talk)")

            #expect(try run("access", "object", patient, "--user", "j.boer", "--yes").code == 0)
            #expect(try run("access", "object", patient, "--user", "j.boer", "--yes").code == 1)
            let listed = try run("access", "list", patient, "--output", "csv")
            let objection = try #require(
                listed.text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("objection,") }
            )
            let id = try #require(objection.split(separator: ",").last { $0.count == 36 }.map(String.init))
            #expect(try run("access", "lift", patient, id, "--reason", "asked", "--dry-run").code == 0)
            #expect(try run("access", "lift", patient, id, "--reason", "asked").code == 0)
            #expect(try run("access", "lift", patient, id, "--reason", "asked").code == 1)
            #expect(try run("team", "leave", "NMC/nmz", "j.boer", "--yes").code == 0)
            #expect(try run("team", "leave", "NMC/nmz", "j.boer", "--yes").code == 1)
        }
    }
}
