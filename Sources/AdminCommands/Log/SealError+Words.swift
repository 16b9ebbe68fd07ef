// Why the log cannot be sealed, in words, and what to do about it.
import Domain
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The number of this process.
enum ProcessNumber {
    static var own: Int32 { getpid() }
}

extension SealError {
    /// What is wrong.
    var sentence: Localized {
        switch self {
        case .keyOfOtherLog:
            Localized(
                en: "the key file belongs to another access log",
                nl: "het sleutelbestand hoort bij een ander toegangslogboek"
            )
        case .checkpointOfOtherKey(let size):
            Localized(
                en: "checkpoint \(size) of the access log was signed with another key",
                nl: "controlepunt \(size) van het toegangslogboek is met een andere sleutel ondertekend"
            )
        case .treeDamaged(let size):
            Localized(
                en: "what the database keeps of the access log does not fit checkpoint \(size)",
                nl: "wat de database van het toegangslogboek bewaart past niet bij controlepunt \(size)"
            )
        case .eventUnreadable(let fault):
            Localized(
                en: "an event of the access log cannot be read (\(fault.column))",
                nl: "een gebeurtenis van het toegangslogboek is onleesbaar (\(fault.column))"
            )
        case .endsBeforeShipped(let epoch, let size):
            Localized(
                en:
                    "the database ends before checkpoint \(size) of tree \(epoch), which was shipped: an older one was restored",
                nl:
                    "de database eindigt voor controlepunt \(size) van boom \(epoch), dat al verzonden was: er is een oudere teruggezet"
            )
        case .fileOfOtherLog:
            Localized(
                en: "the file of checkpoints belongs to another access log",
                nl: "het bestand met controlepunten hoort bij een ander toegangslogboek"
            )
        case .treeUnsigned(let epoch):
            Localized(
                en: "tree \(epoch) of the access log began, and its key did not sign that",
                nl: "boom \(epoch) van het toegangslogboek is begonnen, en de sleutel ervan ondertekende dat niet"
            )
        case .otherTree(let epoch):
            Localized(
                en: "tree \(epoch) of the access log began while another was being sealed",
                nl: "boom \(epoch) van het toegangslogboek is begonnen terwijl een andere werd verzegeld"
            )
        case .shippedDiffers(let epoch, let size):
            Localized(
                en: "checkpoint \(size) of tree \(epoch) is another one in the database than was shipped",
                nl: "controlepunt \(size) van boom \(epoch) is in de database een ander dan verzonden is"
            )
        }
    }

    /// What to do.
    var hint: Localized {
        switch self {
        case .endsBeforeShipped, .shippedDiffers:
            Localized(
                en:
                    "where a backup was restored on purpose, record it: `workup audit restore --reason …`; otherwise keep everything as it is and tell the privacy officer",
                nl:
                    "is bewust een reservekopie teruggezet, leg dat dan vast: `workup audit restore --reason …`; laat anders alles zoals het is en waarschuw de functionaris gegevensbescherming"
            )
        case .keyOfOtherLog, .checkpointOfOtherKey, .fileOfOtherLog:
            Localized(
                en:
                    "name the files of this log with audit.keyFile and audit.checkpointFile; where its key was lost, `workup audit restore --reason …` begins a new tree with a new one",
                nl:
                    "noem de bestanden van dit logboek met audit.keyFile en audit.checkpointFile; is de sleutel kwijt, dan begint `workup audit restore --reason …` een nieuwe boom met een nieuwe"
            )
        case .otherTree:
            Localized(
                en:
                    "where a backup was restored on purpose, start the service again; otherwise keep everything as it is and tell the privacy officer",
                nl:
                    "is bewust een reservekopie teruggezet, start de dienst dan opnieuw; laat anders alles zoals het is en waarschuw de functionaris gegevensbescherming"
            )
        case .treeDamaged, .eventUnreadable, .treeUnsigned:
            Localized(
                en: "keep everything as it is and run `workup audit verify --all`",
                nl: "laat alles zoals het is en voer `workup audit verify --all` uit"
            )
        }
    }
}

extension CommandFailure {
    /// A log that cannot be sealed.
    init(_ error: SealError) {
        self.init(code: "log-not-sealed", exit: .failed, message: error.sentence, hint: error.hint)
    }

    /// A file of the log that cannot be used.
    init(_ error: LogFileError) {
        let said: Localized
        var hint: Localized?
        switch error.kind {
        case .system(let number): said = Localized(same: String(cString: strerror(number)))
        case .readableByOthers:
            said = Localized(en: "other accounts can read it", nl: "andere accounts kunnen het lezen")
            hint = Localized(en: "chmod 600 it, and ask who read it", nl: "geef het chmod 600, en vraag wie het las")
        case .otherContent:
            said = Localized(en: "it holds something else", nl: "er staat iets anders in")
        case .missing:
            said = Localized(
                en: "it is missing, and the log was signed with it before",
                nl: "het ontbreekt, en het logboek is er eerder mee ondertekend"
            )
            hint = Localized(
                en: "put it back; where it is lost, `workup audit restore --reason …` begins a new tree with a new key",
                nl:
                    "zet het terug; is het kwijt, dan begint `workup audit restore --reason …` een nieuwe boom met een nieuwe sleutel"
            )
        }
        self.init(
            code: "log-file",
            exit: .badConfiguration,
            message: Localized(en: "\(error.path): \(said.en)", nl: "\(error.path): \(said.nl)"),
            hint: hint
        )
    }
}
