// What keeps the database from being used, in Dutch beside the client's English, and what to do about it.
import Domain
import Records

extension DatabaseTrouble {
    /// What happened, everything in one sentence.
    static func cause(_ troubles: [DatabaseTrouble]) -> Localized {
        let sentences = troubles.map(\.sentence)
        return Localized(
            en: joined(sentences.map(\.en)),
            nl: joined(sentences.map(\.nl))
        )
    }

    /// What to do: once where it is the same for all, else for each server by its address.
    static func advice(_ error: RecordError) -> Localized? {
        if case .forbidden(let right, _) = error { return grants(right) }
        let advised = error.troubles.compactMap { trouble in
            trouble.advice.map { (address: trouble.address, text: $0) }
        }
        guard let first = advised.first else { return nil }
        if Set(advised.map(\.text)).count == 1 { return first.text }
        return Localized(
            en: joined(advised.map { one in one.address.map { "for \($0): \(one.text.en)" } ?? one.text.en }),
            nl: joined(advised.map { one in one.address.map { "voor \($0): \(one.text.nl)" } ?? one.text.nl })
        )
    }

    private static func joined(_ texts: [String]) -> String {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.joined(separator: "; ")
    }

    /// What the role must be granted by the owner of the database.
    private static func grants(_ right: RecordError.Right) -> Localized {
        switch right {
        case .use:
            Localized(
                en: "as the owner of the tables: `grant usage on schema public to ROLE; grant select, insert, update, "
                    + "delete on all tables in schema public to ROLE; grant usage, select on all sequences in schema "
                    + "public to ROLE`",
                nl: "als eigenaar van de tabellen: `grant usage on schema public to ROL; grant select, insert, update, "
                    + "delete on all tables in schema public to ROL; grant usage, select on all sequences in schema "
                    + "public to ROL`"
            )
        case .migrate:
            Localized(
                en: "run this as the role that owns the database and its tables; for the first time on a database: "
                    + "`grant create on schema public to ROLE`",
                nl: "voer dit uit als de rol die de database en haar tabellen bezit; voor de eerste keer op een "
                    + "database: `grant create on schema public to ROL`"
            )
        }
    }

    /// What happened, in one sentence without a full stop.
    var sentence: Localized {
        switch kind {
        case .noConnection:
            Localized(
                en: "no connection could be made in time",
                nl: "er kwam niet op tijd een verbinding tot stand"
            )
        case .lost: Localized(en: "the connection was lost", nl: "de verbinding viel weg")
        case .late: Localized(en: "no answer came in time", nl: "er kwam niet op tijd een antwoord")
        case .exhausted:
            Localized(
                en: "the server, or this machine, ran out of something\(words)",
                nl: "de server of deze machine kwam iets tekort\(words)"
            )
        case .readOnly:
            Localized(
                en: "the server is a standby, or its sessions may only read",
                nl: "de server is een standby, of sessies mogen er alleen lezen"
            )
        case .forbidden: Localized(en: "the user lacks a right\(words)", nl: "de gebruiker mist een recht\(words)")
        default: Localized(en: english, nl: connectingSentence)
        }
    }

    /// What was said, in somebody else's words, after a colon.
    private var words: String { said.isEmpty ? "" : ": \(said)" }

    /// What to do about it; nil where waiting is all there is to do.
    var advice: Localized? {
        switch kind {
        case .serverNotReady, .lost, .forbidden: nil
        case .noConnection:
            Localized(
                en: "check hosts and ports; several hosts together, each with a `connect_timeout`, may take longer "
                    + "than `database.timeoutMilliseconds` allows",
                nl: "controleer hosts en poorten; meerdere hosts samen, elk met een `connect_timeout`, kunnen langer "
                    + "duren dan `database.timeoutMilliseconds` toelaat"
            )
        case .late:
            Localized(
                en: "look after the server's load, or raise `database.timeoutMilliseconds`",
                nl: "kijk naar de belasting van de server, of verhoog `database.timeoutMilliseconds`"
            )
        case .exhausted:
            Localized(
                en: "look into the server's log, and after disk and memory",
                nl: "kijk in het logboek van de server, en naar schijf en geheugen"
            )
        case .readOnly:
            Localized(
                en: "connect to the primary (target_session_attrs=read-write with several hosts), and check "
                    + "default_transaction_read_only of server, database, role and PGOPTIONS",
                nl: "verbind met de primaire server (target_session_attrs=read-write bij meerdere hosts), en "
                    + "controleer default_transaction_read_only van server, database, rol en PGOPTIONS"
            )
        case .roleNotGranted:
            MissingRoles(role: roleName ?? "workup_service", ofLoginNamed: userName).advice
        default: Localized(en: adviceInEnglish ?? "", nl: connectingAdvice)
        }
    }
}
