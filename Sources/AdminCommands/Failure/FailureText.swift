// How a failure is shown on standard error: two lines for a person, one JSON document for a script.
import Domain

/// Renders failures.
struct FailureText {
    let language: Language
    let isJSON: Bool
    let isColoured: Bool

    /// The whole text, with its line end.
    func render(_ failure: CommandFailure) -> String {
        isJSON ? renderJSON(failure) : renderLines(failure)
    }

    private func renderLines(_ failure: CommandFailure) -> String {
        var text = "\(bold(language == .en ? "error:" : "fout:")) \(clean(failure.message[language]))\n"
        for fault in failure.faults {
            text += "  \(clean(Self.line(fault, language)))\n"
        }
        if let cause = failure.cause {
            text += "\(language == .en ? "cause:" : "oorzaak:") \(clean(cause[language]))\n"
        }
        if let hint = failure.hint {
            text += "\(bold(language == .en ? "hint:" : "tip:")) \(clean(hint[language]))\n"
        }
        return text
    }

    /// Where a fault is, and what it is.
    static func line(_ fault: Fault, _ language: Language) -> String {
        let place = fault.pointer.isEmpty ? (language == .en ? "(whole input)" : "(hele invoer)") : fault.pointer
        return "\(place): \(fault.message[language])"
    }

    private func renderJSON(_ failure: CommandFailure) -> String {
        var members = [
            JSONMember("code", .string(failure.code)),
            JSONMember("message", .string(failure.message[language])),
            JSONMember("exitCode", .integer(Int(failure.exit.rawValue))),
        ]
        if let cause = failure.cause { members.append(JSONMember("cause", .string(cause[language]))) }
        if let hint = failure.hint { members.append(JSONMember("hint", .string(hint[language]))) }
        if !failure.faults.isEmpty {
            members.append(
                JSONMember(
                    "faults",
                    .array(
                        failure.faults.map { fault in
                            .object(
                                ("pointer", .string(fault.pointer)),
                                ("code", .string(fault.code.rawValue)),
                                ("message", .string(fault.message[language]))
                            )
                        }
                    )
                )
            )
        }
        members += failure.details.map { JSONMember($0.key, $0.value) }
        return JSONValue.object(("error", .object(members))).text + "\n"
    }

    /// Text from outside never steers the terminal.
    private func clean(_ text: String) -> String {
        TerminalText.plain(text, keepsLineBreaks: true)
    }

    private func bold(_ text: String) -> String {
        isColoured ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text
    }
}
