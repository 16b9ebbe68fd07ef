// What a new password must be: long enough, known to nobody, and not made of what is known about its owner.
package import Domain

/// The rules of new passwords (ASVS 5.0, 6.2.1, 6.2.4 to 6.2.9; NIST SP 800-63B, 3.1.1.2).
///
/// No kinds of characters are asked for and nothing expires: length and being unknown count.
package enum PasswordRules {
    /// How many characters are asked for.
    package static let askedCount = 15
    /// The fewest that are taken.
    package static let leastCount = 8
    /// The longest that is taken, in bytes of UTF-8: longer ones are refused, never cut off.
    package static let bytesMax = 1_024

    /// What is known about the owner, and so is no secret.
    package struct Context: Sendable, Hashable {
        /// The login.
        package let login: String
        /// The person's name.
        package let name: String
        /// The code of the organisation.
        package let organisation: String?

        package init(login: String, name: String, organisation: String?) {
            self.login = login
            self.name = name
            self.organisation = organisation
        }

        /// Every word of it that is long enough to be recognised, in lower case, the longest first.
        fileprivate var words: [String] {
            let texts = [login, name, organisation ?? "", "workup"]
            let pieces = texts.flatMap { text in
                [text] + text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            }
            let words = Set(pieces.map { $0.lowercased() }.filter { $0.count >= 3 })
            return words.sorted { ($0.count, $1) > ($1.count, $0) }
        }
    }

    /// What is wrong with a password, all of it.
    ///
    /// - Parameters:
    ///   - password: as it was typed.
    ///   - context: about its owner.
    ///   - pointer: where the password stands in the input.
    /// - Returns: every fault; none where it may be used.
    package static func faults(of password: String, _ context: Context, at pointer: String = "/password") -> [Fault] {
        var faults: [Fault] = []
        let count = password.unicodeScalars.count
        if count < leastCount {
            faults.append(
                Fault(
                    pointer,
                    .outOfRange,
                    en: "Use at least \(leastCount) characters; \(askedCount) or more is what we ask for.",
                    nl: "Gebruik minstens \(leastCount) tekens; we vragen er \(askedCount) of meer."
                )
            )
        }
        if password.utf8.count > bytesMax {
            faults.append(
                Fault(
                    pointer,
                    .outOfRange,
                    en: "Use at most \(bytesMax) bytes.",
                    nl: "Gebruik hoogstens \(bytesMax) bytes."
                )
            )
            return faults
        }
        // What is too short is not looked at further: the list would only say it twice.
        guard count >= leastCount else { return faults }
        if isCommon(password) {
            faults.append(
                Fault(
                    pointer,
                    .commonPassword,
                    en: "Many people use this password, or one like it: it would be tried first. Take several words.",
                    nl: "Veel mensen gebruiken dit wachtwoord, of zo een: het wordt als eerste geprobeerd. "
                        + "Neem enkele woorden."
                )
            )
        }
        if isAboutOwner(password, context) {
            faults.append(
                Fault(
                    pointer,
                    .knownPassword,
                    en: "This is made of your login, your name or your organisation. Take words that have nothing "
                        + "to do with you.",
                    nl: "Dit bestaat uit uw aanmeldnaam, uw naam of uw organisatie. Neem woorden die niets met u te "
                        + "maken hebben."
                )
            )
        }
        return faults
    }

    /// Whether a password that may be used is shorter than what is asked for.
    package static func isShort(_ password: String) -> Bool {
        password.unicodeScalars.count < askedCount
    }

    /// A listed one, a listed word with digits and signs around it, or a short piece over and over.
    private static func isCommon(_ password: String) -> Bool {
        if CommonPasswords.contain(password) || isRepetition(password) { return true }
        guard isShort(password) else { return false }
        let core = trimmed(password.lowercased())
        return core.count >= 5 && core.count < password.count && CommonPasswords.contain(core)
    }

    /// Without the digits and signs at both ends.
    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let last = rest.last, !last.isLetter { rest.removeLast() }
        while let first = rest.first, !first.isLetter { rest.removeFirst() }
        return String(rest)
    }

    /// A piece of at most four characters, again and again.
    private static func isRepetition(_ password: String) -> Bool {
        let characters = Array(password)
        return (1...4).contains { length in
            characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
        }
    }

    /// Whether fewer characters are left than a password needs once everything known about the owner is taken out.
    private static func isAboutOwner(_ password: String, _ context: Context) -> Bool {
        var rest = password.lowercased()
        for word in context.words { rest = rest.replacing(word, with: "") }
        return rest.count < password.count && rest.unicodeScalars.count < leastCount
    }
}

extension FaultCode {
    /// A password that many people use.
    package static let commonPassword = FaultCode(rawValue: "commonPassword")
    /// A password made of what is known about its owner.
    package static let knownPassword = FaultCode(rawValue: "knownPassword")
}
