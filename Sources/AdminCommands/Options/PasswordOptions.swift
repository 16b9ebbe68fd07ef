// Where a password comes from: a file, or a person at a terminal who is not shown what they type. Never a flag.
import ArgumentParser
import Domain
import UseCases

/// Where the password of a user comes from.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("File whose first line is the password, - for standard input.", valueName: "file"),
        completion: .file()
    )
    var passwordFile: String?

    @Flag(help: "Type the password on the terminal, unseen.")
    var prompt = false

    func validate() throws {
        guard passwordFile == nil || !prompt else {
            throw ValidationError("Take --password-file or --prompt, not both.")
        }
    }
}

extension Run {
    /// The password that the options lead to; nil where they name none.
    ///
    /// - Throws: `CommandFailure` where the file cannot be read, nobody can be asked, or the two that were typed differ.
    func password(_ options: PasswordOptions) throws -> String? {
        if let file = options.passwordFile {
            let text = String(decoding: try readInput(file, bytesMax: 4_096), as: UTF8.self)
            return String(text.prefix { !$0.isNewline })
        }
        guard options.prompt else { return nil }
        guard surroundings.isInputTerminal else {
            throw CommandFailure.usage(
                "terminal-missing",
                en: "--prompt asks a person, and nobody can be asked here",
                nl: "--prompt vraagt het aan iemand, en hier kan niemand gevraagd worden",
                hint: Localized(
                    en: "give --password-file instead",
                    nl: "geef in plaats daarvan --password-file"
                )
            )
        }
        let first = try readUnseen(Localized(en: "Password:", nl: "Wachtwoord:"))
        let second = try readUnseen(Localized(en: "The same again:", nl: "Nogmaals hetzelfde:"))
        guard first == second else {
            throw CommandFailure.usage(
                "passwords-differ",
                en: "the two are not the same; nothing was done",
                nl: "de twee zijn niet hetzelfde; er is niets gedaan",
                hint: Localized(en: "run it again", nl: "probeer het opnieuw")
            )
        }
        return first
    }

    /// A line that a person types and does not see.
    private func readUnseen(_ question: Localized) throws -> String {
        console.say(question)
        surroundings.setEcho(false)
        defer { surroundings.setEcho(true) }
        var line: [UInt8] = []
        while line.count < 4_096 {
            guard let byte = try surroundings.input.read(1).first, byte != UInt8(ascii: "\n") else { break }
            line.append(byte)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Says what becomes of a one-time secret.
    func sayHowToSetUp() {
        console.say(
            Localized(
                en:
                    "Hand the set-up secret to the user now: it is not shown again, and ends in three days. They sign in "
                    + "with it once and choose a password.",
                nl: "Geef het geheim nu aan de gebruiker: het wordt niet meer getoond en eindigt na drie dagen. De "
                    + "gebruiker meldt zich er één keer mee aan en kiest een wachtwoord."
            )
        )
    }
}
