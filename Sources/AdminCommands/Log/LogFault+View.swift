// The faults of the log, the queue of unusual access and proofs as tables, and the sentences of each fault.
import Domain
import FoundationEssentials
import Records
import Synchronization

extension LogFault {
    /// What a script reads.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [("fault", .string(kind.rawValue))]
        if let epoch { members.append(("tree", .integer(epoch))) }
        if let place { members.append(("place", .integer(place))) }
        if let event { members.append(("event", .string(event.uuidString.lowercased()))) }
        return .object(members: members)
    }
}

extension LogFault.Kind {
    /// What is wrong, in words.
    var sentence: Localized {
        switch self {
        case .eventChanged: Localized(en: "an event was changed", nl: "een gebeurtenis is gewijzigd")
        case .eventMissing: Localized(en: "an event was removed", nl: "een gebeurtenis is verwijderd")
        case .eventAdded: Localized(en: "an event was slipped in", nl: "een gebeurtenis is tussengevoegd")
        case .eventUnreadable: Localized(en: "an event cannot be read", nl: "een gebeurtenis is onleesbaar")
        case .subjectWithoutEvent:
            Localized(en: "a patient of a list has no event", nl: "een patiënt van een lijst heeft geen gebeurtenis")
        case .leavesMissing: Localized(en: "leaves are missing", nl: "bladeren ontbreken")
        case .leavesOutOfOrder: Localized(en: "leaves were exchanged", nl: "bladeren zijn verwisseld")
        case .leavesUnsigned:
            Localized(en: "leaves follow that nobody signed", nl: "er volgen bladeren die niemand ondertekende")
        case .removalWithoutEvent:
            Localized(en: "a removal names no event of the log", nl: "een verwijdering noemt geen gebeurtenis")
        case .removalUnsigned:
            Localized(
                en: "a removal has no trusted signature",
                nl: "een verwijdering heeft geen vertrouwde handtekening"
            )
        case .judgementDiffers:
            Localized(
                en: "a judgement or mark is not what its event says",
                nl: "een oordeel of markering is niet wat de gebeurtenis zegt"
            )
        case .checkpointUnreadable:
            Localized(en: "a checkpoint is not what was signed", nl: "een controlepunt is niet wat ondertekend is")
        case .checkpointUnsigned:
            Localized(
                en: "a checkpoint has no trusted signature",
                nl: "een controlepunt heeft geen vertrouwde handtekening"
            )
        case .rootDiffers:
            Localized(en: "the tree has another root", nl: "de boom heeft een andere wortel")
        case .checkpointInconsistent:
            Localized(en: "a checkpoint does not fit its tree", nl: "een controlepunt past niet bij zijn boom")
        case .checkpointMissing:
            Localized(en: "a shipped checkpoint is missing", nl: "een verzonden controlepunt ontbreekt")
        case .checkpointReplaced:
            Localized(en: "a shipped checkpoint was replaced", nl: "een verzonden controlepunt is vervangen")
        case .checkpointNotInFile:
            Localized(en: "a checkpoint is missing in the file", nl: "een controlepunt ontbreekt in het bestand")
        case .fileUnreadable:
            Localized(en: "the file holds something else", nl: "het bestand bevat iets anders")
        case .treeUnsigned:
            Localized(en: "a tree began that nobody signed", nl: "er begon een boom die niemand ondertekende")
        case .treesDamaged:
            Localized(en: "the list of trees is damaged", nl: "de lijst van bomen is beschadigd")
        }
    }
}

extension LogReport {
    /// The result in one sentence.
    var summary: Localized {
        let removed = removedCount
        let end = Localized(
            en: "\(leafCount) events and \(checkpointCount) checkpoints looked at"
                + (removed > 0 ? ", \(removed) lawfully removed" : ""),
            nl: "\(leafCount) gebeurtenissen en \(checkpointCount) controlepunten bekeken"
                + (removed > 0 ? ", \(removed) rechtmatig verwijderd" : "")
        )
        guard faultCount > 0 else {
            return Localized(
                en: "The log is what was sealed: \(end.en).",
                nl: "Het logboek is wat verzegeld werd: \(end.nl)."
            )
        }
        return Localized(
            en: "The log is NOT what was sealed: \(faultCount) faults; \(end.en). Keep everything as it is.",
            nl: "Het logboek is NIET wat verzegeld werd: \(faultCount) fouten; \(end.nl). Laat alles zoals het is."
        )
    }
}

extension UnsealedEvents {
    /// The events in one sentence.
    var sentence: Localized {
        Localized(
            en: "Not sealed yet, so not looked at: \(count) events, the oldest of \(since). "
                + "The running service seals them within seconds.",
            nl: "Nog niet verzegeld, dus niet bekeken: \(count) gebeurtenissen, de oudste van \(since). "
                + "De draaiende dienst verzegelt ze binnen enkele seconden."
        )
    }
}

extension LaterTree {
    /// The tree in one sentence, whether or not something is wrong with it.
    var sentence: Localized {
        let lost = lostCount.map { "\($0)" }
        let signed = Localized(
            en: isSigned ? "signed by the key" : "NOT SIGNED",
            nl: isSigned ? "ondertekend met de sleutel" : "NIET ONDERTEKEND"
        )
        return Localized(
            en: "Tree \(origin.epoch) began at \(begunAt), \(signed.en); shipped events lost by it: "
                + "\(lost ?? "unknown"); reason: \(reason)",
            nl: "Boom \(origin.epoch) begon op \(begunAt), \(signed.nl); verzonden gebeurtenissen die erdoor verloren "
                + "gingen: \(lost ?? "onbekend"); reden: \(reason)"
        )
    }
}

extension RecordView {
    static let logFaults = RecordView(
        columns: [
            Column(
                "fault",
                en: "Fault",
                nl: "Fout",
                .custom { value, language in
                    value.string.flatMap(LogFault.Kind.init)?.sentence[language] ?? value.string ?? ""
                }
            ),
            Column("tree", en: "Tree", nl: "Boom", .rightAligned),
            Column("place", en: "Place", nl: "Plaats", .rightAligned),
            Column("event", en: "Event", nl: "Gebeurtenis"),
        ],
        empty: Localized(en: "No fault.", nl: "Geen fout.")
    )

    static let reviews = RecordView(
        columns: [
            Column("id", en: "Id", nl: "Id"),
            Column(
                "kind",
                en: "Why",
                nl: "Waarom",
                .custom { value, language in
                    value.string.flatMap(ReviewKind.init)?.words[language] ?? value.string ?? ""
                }
            ),
            Column("userName", en: "Who", nl: "Wie"),
            Column("account", en: "Account", nl: "Account"),
            Column("patientId", en: "Patient", nl: "Patiënt"),
            Column("patientCount", en: "Patients", nl: "Patiënten", .rightAligned),
            Column("beganAt", en: "From", nl: "Van"),
            Column("endedAt", en: "To", nl: "Tot"),
            Column("verdict", en: "Judged", nl: "Oordeel"),
            Column("note", en: "Note", nl: "Toelichting"),
        ],
        empty: Localized(en: "Nothing has to be judged.", nl: "Er is niets te beoordelen.")
    )

    static let logProofs = RecordView(
        columns: [Column("event", en: "Event", nl: "Gebeurtenis"), Column("proof", en: "Proof", nl: "Bewijs")],
        empty: Localized(en: "No proof.", nl: "Geen bewijs.")
    )

    /// A proof that was checked, with the fields that it has.
    static func logProofs(_ fields: [String]) -> RecordView {
        RecordView(
            columns: fields.map { Column($0, en: $0, nl: $0) },
            empty: Localized(en: "No proof.", nl: "Geen bewijs.")
        )
    }
}

extension ReviewKind {
    /// Why it is to be judged.
    var words: Localized {
        switch self {
        case .breakGlass: Localized(en: "emergency button", nl: "noodknop")
        case .noRelation: Localized(en: "no relation known", nl: "geen relatie bekend")
        case .ownColleague: Localized(en: "a colleague", nl: "een collega")
        case .vip: Localized(en: "well known", nl: "bekend persoon")
        case .manyPatients: Localized(en: "many patients in an hour", nl: "veel patiënten in een uur")
        case .refusals: Localized(en: "many refusals", nl: "veel weigeringen")
        case .accountPower: Localized(en: "power over an account", nl: "macht over een account")
        case .objectionToTreating:
            Localized(en: "objection to who treats", nl: "bezwaar tegen behandelaar")
        }
    }
}

extension JSONValue {
    /// An object of members that are put together one by one.
    static func object(members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { JSONMember($0.0, $0.1) })
    }
}

/// How much of a growing count is new, for progress that is told the whole.
final class Counted: Sendable {
    private let last = Mutex(0)

    /// What came since the last time.
    func news(_ count: Int) -> Int {
        last.withLock { last in
            defer { last = max(last, count) }
            return max(0, count - last)
        }
    }
}
