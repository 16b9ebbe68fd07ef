// Users and tokens from the command line: the first administrator, passwords from files, set-up secrets, scopes.
import Domain
import Foundation
import Testing

@Suite("Accounts on the command line", .timeLimit(.minutes(5)))
struct AccountProcessTests {
    private func json(_ finished: WorkupProcess.Finished) throws -> JSONValue {
        try JSONReader.read(Array(finished.output.dropLast()))
    }

    @Test("the first administrator is made on the machine itself; scripts go on as before; no secret is in a flag")
    func bootstrap() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path(), "--output", "json"]
            func run(_ arguments: [String], input: String = "") throws -> WorkupProcess.Finished {
                try workup.run(arguments + data, input: input, in: folder)
            }
            func run(_ arguments: String...) throws -> WorkupProcess.Finished { try run(arguments) }
            #expect(try run("organisation", "add", "NMC", "Test centre", "neuromuscularCentre").code == 0)

            // Without a terminal, and without asking for a secret, nothing new happens.
            let script = try run(
                ["user", "add", "--login", "x", "--name", "Y", "--role", "neurologist", "--organisation", "NMC"]
            )
            #expect(script.code == 0, "\(script.talk)")
            #expect(try json(script)["hasPassword"] == .bool(false))
            #expect(try json(script)["setUpSecret"] == nil)
            let positional = try run("user", "add", "p.oud", "Piet Oud", "nurse", "--organisation", "NMC")
            #expect(positional.code == 0, "\(positional.talk)")
            let token = try run("token", "create", "--login", "x")
            #expect(try json(token)["token"]?.string?.hasPrefix("wu_") == true)
            #expect(try json(token)["scopes"]?.array?.count == 4)
            #expect(try json(token)["expiresAt"]?.string != nil)

            let administrator = try run(
                ["user", "add", "--login", "admin", "--name", "Jan Boer", "--role", "administrator", "--set-up-secret"]
            )
            #expect(administrator.code == 0, "\(administrator.talk)")
            #expect(try json(administrator)["setUpSecret"]?.string?.hasPrefix("setup-") == true)
            #expect(administrator.talk.contains("not shown again"))

            let newcomer = ["user", "add", "n.nieuw", "Noor Nieuw", "nurse", "--password-file", "-"]
            let common = try run(newcomer, input: "password1\n")
            #expect(common.code == 64 && common.talk.contains("Many people use this password"))
            let kept = try run(newcomer, input: "kade mist orgel\n")
            #expect(kept.code == 0, "\(kept.talk)")
            #expect(try json(kept)["hasPassword"] == .bool(true))
            #expect(!kept.text.contains("kade") && !kept.talk.contains("kade"))

            let prompt = try run("user", "reset", "n.nieuw", "--prompt", "--reason", "test")
            #expect(prompt.code == 64 && prompt.talk.contains("--password-file"))
            let reset = try run("user", "reset", "n.nieuw", "--password", "--second-factor", "--reason", "test")
            #expect(try json(reset)["setUpSecret"]?.string?.hasPrefix("setup-") == true)
            #expect(try run("user", "reset", "n.nieuw", "--reason", "test").code == 64)
        }
    }

    @Test("tokens are limited, end, and are listed without their secrets")
    func tokens() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            let data = ["--data", folder.appending(path: "data").path(), "--output", "json"]
            func run(_ arguments: String...) throws -> WorkupProcess.Finished {
                try workup.run(arguments + data, in: folder)
            }
            #expect(try run("organisation", "add", "NMC", "Test centre", "neuromuscularCentre").code == 0)
            #expect(try run("user", "add", "x", "Y", "nurse").code == 0)
            let limited = try run("token", "create", "x", "--scope", "read", "--expires-in-days", "30")
            let made = try json(limited)
            #expect(made["scopes"] == .array(["read"]))
            #expect(try run("token", "create", "x", "--login", "x").code == 64)
            #expect(try run("token", "create", "x", "--scope", "everything").code == 64)
            #expect(try run("token", "create", "x", "--expires-in-days", "0").code == 64)
            #expect(try run("token", "create", "x", "--expires-in-days", "367").code == 64)
            let endless = try run("token", "create", "x", "--expires-at", "9999-01-01T00:00:00Z")
            #expect(endless.code == 64 && endless.talk.contains("lives for a year at most"))
            let list = try json(run("token", "list"))["items"]?[0]
            #expect(list?["scopes"] == .array(["read"]))
            #expect(list?["token"] == nil && list?["isFromBefore"] == nil)
            // The database writes all six digits of a second, the program those that say something.
            #expect(list?["expiresAt"]?.string.flatMap(Instant.init) == made["expiresAt"]?.string.flatMap(Instant.init))
            #expect(made["expiresAt"]?.string.flatMap(Instant.init) != nil)
            let disabled = try run("user", "disable", "x", "--reason", "test", "--yes")
            #expect(disabled.code == 0)
            #expect(try run("token", "create", "x").code == 1)
            #expect(try run("user", "enable", "x", "--reason", "test").code == 0)
            #expect(try run("user", "enable", "x", "--reason", "test").code == 1)
        }
    }
}
