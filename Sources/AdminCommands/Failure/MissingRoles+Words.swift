// A login that may not act as the program's roles, in words: what is missing, and the statement that mends it.
import Domain
import Records

extension MissingRoles {
    /// What is wrong, in one sentence without a full stop.
    var sentence: Localized {
        let names = roles.joined(separator: ", ")
        return Localized(
            en: "the login \(login) is no member of \(names)",
            nl: "de login \(login) is geen lid van \(names)"
        )
    }

    /// Who does what about it.
    var advice: Localized {
        Localized(
            en: "as a database administrator: `\(grant)`; `deploy/roles.sql` grants everything that Workup needs",
            nl: "als databasebeheerder: `\(grant)`; `deploy/roles.sql` geeft alles wat Workup nodig heeft"
        )
    }
}

extension CommandFailure {
    /// A login that has to be granted roles first.
    init(_ missing: MissingRoles) {
        self.init(
            code: "database-role-missing",
            exit: .notAllowed,
            message: Localized(
                en: "the database does not let its user act as Workup; nothing was done",
                nl: "de database laat haar gebruiker niet als Workup handelen; er is niets gedaan"
            ),
            cause: missing.sentence,
            hint: missing.advice
        )
    }
}

extension RecordOpening {
    /// What a command acts as.
    static let commandRoles = RecordRole.allCases.map(\.rawValue)
    /// What the running service acts as.
    static let serviceRoles = commandRoles + [LogRole.sealer, .reader].map(\.rawValue)
    /// What any command may act as.
    static let allRoles = commandRoles + LogRole.allCases.map(\.rawValue)
}
