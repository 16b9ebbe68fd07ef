// The hospital's own sign-in on the command line: its settings, and who is linked to whom.
import AdminCommands
import Domain
import Foundation
import Testing

@Suite("The hospital's own sign-in on the command line", .timeLimit(.minutes(5)))
struct ProviderCommandTests {
    private static let sound = [
        "WORKUP_OIDC_ISSUER": "https://login.example.org/realms/hospital", "WORKUP_OIDC_CLIENT_ID": "workup",
        "WORKUP_OIDC_CLIENT_SECRET": "canary-9921", "WORKUP_HTTP_ORIGIN": "https://workup.example.org",
    ]

    @Test("config check takes what is whole, and never shows the secret")
    func whole() async {
        let ran = await run("config", "check", environment: Self.sound)
        #expect(ran.code == .done, "\(ran.talk)")
        let shown = await run("config", "show", environment: Self.sound)
        #expect(shown.code == .done && shown.output.contains("oidc.clientSecret") && shown.output.contains("***"))
        #expect(!(shown.output + shown.talk).contains("canary-9921"))
    }

    @Test(
        "config check and serve tell what is wrong, with where it comes from",
        arguments: [
            (["WORKUP_HTTP_ORIGIN": ""], "http.origin"), (["WORKUP_OIDC_CLIENT_ID": ""], "oidc.clientId"),
            (["WORKUP_OIDC_CLIENT_SECRET": ""], "oidc.clientSecretFile"),
            (["WORKUP_OIDC_ISSUER": "http://login.example.org"], "WORKUP_OIDC_ISSUER: oidc.issuer has to begin with"),
            (["WORKUP_OIDC_ISSUER": ""], "oidc.issuer is not: nobody can sign in by it"),
            (["WORKUP_OIDC_SCOPES": "profile"], "oidc.scopes lacks openid"),
            (["WORKUP_OIDC_AGE_SECONDS_MAX": "1"], "WORKUP_OIDC_AGE_SECONDS_MAX"),
            (["WORKUP_OIDC_CLIENT_SECRET_FILE": "/nonexistent"], "take one"),
            (["WORKUP_OIDC_AUTHORITY_FILE": "/nonexistent"], "oidc.authorityFile is not there"),
        ]
    )
    func faults(changes: [String: String], words: String) async {
        let environment = Self.sound.merging(changes) { $1 }
        for command in [["config", "check"], ["serve", "--port", "0"]] {
            let ran = await runAll(command, environment: environment)
            #expect(ran.code == .badConfiguration)
            #expect(ran.talk.contains(words), "\(ran.talk)")
            #expect(!ran.talk.contains("canary-9921"))
        }
        let dutch = await runAll(["config", "check", "--language", "nl"], environment: environment)
        #expect(dutch.code == .badConfiguration)
    }

    @Test("the secret is the first line of its file")
    func secretFile() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "secret")
            try "canary-9921\nmore".write(to: file, atomically: true, encoding: .utf8)
            var environment = Self.sound
            environment["WORKUP_OIDC_CLIENT_SECRET"] = nil
            environment["WORKUP_OIDC_CLIENT_SECRET_FILE"] = file.path()
            #expect(await run("config", "check", environment: environment).code == .done)
            try "\n".write(to: file, atomically: true, encoding: .utf8)
            let empty = await run("config", "check", environment: environment)
            #expect(empty.code == .badConfiguration && empty.talk.contains("secret is missing"))
        }
    }

    @Test("users are linked and unlinked, an identity leads to one user, and a dry run changes nothing")
    func links() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path(), "--output", "json"]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try workup.run(arguments + data, in: folder)
            }
            func json(_ finished: WorkupProcess.Finished) throws -> JSONValue {
                try JSONReader.read(Array(finished.output.dropLast()))
            }
            let issuer = ["--issuer", "https://login.example.org"]
            func link(_ verb: String, _ login: String, _ subject: String, _ more: String...) throws
                -> WorkupProcess.Finished
            {
                try workup.run(["user", verb, login, "--subject", subject] + issuer + more + data, in: folder)
            }
            #expect(try run("organisation", "add", "NMC", "Test centre", "neuromuscularCentre").code == 0)
            #expect(try run("user", "add", "anna", "A", "nurse").code == 0)
            #expect(try run("user", "add", "bram", "B", "nurse").code == 0)

            let dry = try link("link", "anna", "s-1", "--dry-run")
            #expect(dry.code == 0 && dry.talk.contains("Dry run"), "\(dry.talk)")
            #expect(try json(run("user", "links"))["items"]?.array?.isEmpty == true)
            let linked = try link("link", "anna", "s-1")
            #expect(linked.code == 0, "\(linked.talk)")
            #expect(try json(linked)["login"] == "anna" && json(linked)["subject"] == "s-1")
            #expect(try link("link", "bram", "s-1").code == 1)
            #expect(try link("link", "nobody", "s-2").code == 1)
            #expect(try link("link", "anna", "s-é").code == 64)
            #expect(try run("user", "link", "anna", "--subject", "s-2").code == 64)
            #expect(try run("user", "link", "anna", "--subject", "s-2", "--issuer", "login").code == 64)
            #expect(try json(run("user", "links", "--login", "anna"))["items"]?.array?.count == 1)

            #expect(try link("unlink", "bram", "s-1").code == 1)
            #expect(try link("unlink", "anna", "s-1", "--dry-run").code == 0)
            #expect(try link("unlink", "anna", "s-1").code == 0)
            #expect(try link("unlink", "anna", "s-1").code == 1)
            #expect(try link("link", "bram", "s-1").code == 0)
        }
    }
}
