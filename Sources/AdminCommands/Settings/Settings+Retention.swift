// The settings of how long records and the log's lines are kept.
import Domain
import UseCases

extension SettingKey {
    static let retentionTerms = SettingKey(
        "retention.terms",
        .text,
        en: """
            For how long each organisation keeps records, as `CODE=NL` (20 years from the last change), `CODE=BE` (30 years \
            from the last contact) or `CODE=YEARS:lastChange`, with commas between them. An organisation without a term \
            keeps its records for ever. Nothing goes by itself: `workup retention list` shows what is due.
            """,
        nl: """
            Hoe lang elke organisatie dossiers bewaart, als `CODE=NL` (20 jaar na de laatste wijziging), `CODE=BE` (30 jaar \
            na het laatste contact) of `CODE=JAREN:lastChange`, met komma's ertussen. Een organisatie zonder termijn \
            bewaart haar dossiers voor altijd. Niets verdwijnt vanzelf: `workup retention list` toont wat aan de beurt is.
            """
    )
    static let retentionLogYears = SettingKey(
        "retention.logYears",
        .text,
        en: """
            For how many years the access log keeps its lines about a patient whose record is destroyed. Where it is not \
            set, it keeps them for ever.
            """,
        nl: """
            Hoeveel jaar het toegangslogboek zijn regels over een patiënt bewaart van wie het dossier vernietigd is. Zonder \
            deze waarde voor altijd.
            """
    )

    static let researchKeyFile = SettingKey(
        "research.keyFile",
        .path,
        en: """
            File with the key of the pseudonyms for research, readable by this account alone; made at the first export. \
            Keep it out of the database and its backups, and away from those who get the data. Where it is not set: \
            `research-key` beside the key of the access log.
            """,
        nl: """
            Bestand met de sleutel van de pseudoniemen voor onderzoek, alleen leesbaar voor dit account; gemaakt bij de \
            eerste uitvoer. Houd het buiten de database en de back-ups, en weg van wie de gegevens krijgt. Zonder deze \
            waarde: `research-key` naast de sleutel van het toegangslogboek.
            """
    )

    /// How long records are kept, and the key of research.
    static let retention = [retentionTerms, retentionLogYears, researchKeyFile]
}

extension Settings {
    /// The file with the key of the pseudonyms.
    var researchKeyFile: String {
        if let path = text(.researchKeyFile) { return path }
        let key = log.keyFile
        return (key.lastIndex(of: "/").map { String(key[...$0]) } ?? "") + "research-key"
    }

    /// The terms of the organisations; none by default.
    ///
    /// - Throws: `CommandFailure` where the text is no list of terms.
    func retentionTerms() throws -> [RetentionTerm] {
        guard let text = text(.retentionTerms), !text.isEmpty else { return [] }
        guard let terms = RetentionTerm.list(text) else {
            throw CommandFailure(
                code: "configuration",
                exit: .badConfiguration,
                message: Localized(
                    en: "retention.terms is no list of terms",
                    nl: "retention.terms is geen lijst van termijnen"
                ),
                hint: Localized(
                    en: "write it as CODE=NL, CODE=BE or CODE=25:lastContact, with commas between them",
                    nl: "schrijf het als CODE=NL, CODE=BE of CODE=25:lastContact, met komma's ertussen"
                )
            )
        }
        return terms
    }

    /// For how many years the log keeps its lines; nil is for ever.
    ///
    /// - Throws: `CommandFailure` where the text is no number of years.
    func retentionLogYears() throws -> Int? {
        guard let text = text(.retentionLogYears), !text.isEmpty else { return nil }
        guard let years = Int(text), (1...200).contains(years) else {
            throw CommandFailure(
                code: "configuration",
                exit: .badConfiguration,
                message: Localized(
                    en: "retention.logYears is no number of years",
                    nl: "retention.logYears is geen aantal jaren"
                ),
                hint: Localized(en: "give a number from 1 to 200", nl: "geef een getal van 1 tot 200")
            )
        }
        return years
    }
}
