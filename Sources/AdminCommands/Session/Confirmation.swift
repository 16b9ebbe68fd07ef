// Asking before an act that cannot be taken back: the name of the thing is typed, not y or n.
import ArgumentParser
import Domain

/// Going on without being asked.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Go on without asking, for scripts.")
    var yes = false
}

extension Run {
    /// Asks the person to type a name before something that cannot be taken back.
    ///
    /// - Parameters:
    ///   - what: what is about to happen, with counts.
    ///   - name: what must be typed.
    ///   - options: whether to go on without asking.
    /// - Throws: `CommandFailure`: declined; or, where nobody can be asked, which flag is missing.
    func confirm(_ what: Localized, typing name: String, _ options: ConfirmationOptions) throws {
        if options.yes { return }
        guard surroundings.isInputTerminal else {
            throw CommandFailure.usage(
                "confirmation-missing",
                en: "this asks before it goes on, and nobody can be asked here",
                nl: "dit vraagt eerst om bevestiging, en hier kan niemand gevraagd worden",
                hint: Localized(en: "give --yes to go on without asking", nl: "geef --yes om zonder vraag door te gaan")
            )
        }
        console.say(what)
        console.say(Localized(en: "Type \(name) to go on:", nl: "Typ \(name) om door te gaan:"))
        guard try readLine() == name else {
            throw CommandFailure(
                code: "declined",
                exit: .declined,
                message: Localized(en: "declined; nothing was done", nl: "afgewezen; er is niets gedaan")
            )
        }
    }

    /// A line of standard input, at most 1,000 bytes.
    private func readLine() throws -> String {
        var line: [UInt8] = []
        while line.count < 1_000 {
            guard let byte = try surroundings.input.read(1).first, byte != UInt8(ascii: "\n") else { break }
            line.append(byte)
        }
        var text = String(decoding: line, as: UTF8.self)[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
