// What can go wrong with backups, in words, and what to do about it.
import Domain
import EmbeddedPostgreSQL

extension BackupError {
    /// The name for scripts, and the exit code.
    fileprivate var code: (name: String, exit: ExitCode) {
        switch self {
        case .notInstalled: ("pgbackrest-missing", .badConfiguration)
        case .off: ("backup-off", .badConfiguration)
        case .keyMissing, .keyOpenToOthers, .keyUnreadable: ("backup-key", .badConfiguration)
        case .repositoryMissing: ("backup-repository-missing", .failed)
        case .repositoryEmpty: ("backup-none", .failed)
        case .repositoryOfOther: ("backup-of-other", .failed)
        case .pathUnusable: ("backup-path", .badConfiguration)
        case .notArchiving: ("backup-not-archiving", .failed)
        case .busy: ("backup-busy", .tryAgain)
        case .endsBefore: ("backup-ends-before", .failed)
        case .incomplete: ("backup-incomplete", .failed)
        case .failed: ("backup-failed", .failed)
        }
    }

    /// What is wrong.
    var sentence: Localized {
        switch self {
        case .notInstalled:
            Localized(
                en: "pgBackRest, which makes the backups, is not installed",
                nl: "pgBackRest, dat de reservekopieën maakt, is niet geïnstalleerd"
            )
        case .off:
            Localized(en: "backups are switched off", nl: "reservekopieën staan uit")
        case .keyMissing(let path):
            Localized(
                en: "the key of the backups, \(path), is not there",
                nl: "de sleutel van de reservekopieën, \(path), is er niet"
            )
        case .keyOpenToOthers(let path):
            Localized(en: "\(path): other accounts can read it", nl: "\(path): andere accounts kunnen het lezen")
        case .keyUnreadable(let path):
            Localized(en: "\(path) holds no key", nl: "\(path) bevat geen sleutel")
        case .repositoryMissing(let path, _):
            Localized(
                en: "the backups that were in \(path) are not there any more",
                nl: "de reservekopieën die in \(path) stonden zijn er niet meer"
            )
        case .repositoryEmpty(let path):
            Localized(en: "there is no backup in \(path)", nl: "er is geen reservekopie in \(path)")
        case .repositoryOfOther(let path):
            Localized(
                en: "\(path) has the backups of another server, or was encrypted with another key",
                nl: "\(path) heeft de reservekopieën van een andere server, of is met een andere sleutel versleuteld"
            )
        case .pathUnusable(let path):
            Localized(en: "\(path) is no path for backups", nl: "\(path) is geen pad voor reservekopieën")
        case .notArchiving:
            Localized(
                en: "the server does not hand over its log, so a backup could not be restored",
                nl: "de server draagt zijn logboek niet over, dus een reservekopie zou niet terug te zetten zijn"
            )
        case .busy:
            Localized(
                en: "another backup or restore is at work",
                nl: "er is al een reservekopie of terugzetting bezig"
            )
        case .endsBefore(let last):
            Localized(
                en: "the backups end before that moment" + (last.map { ": the last change in them is of \($0)" } ?? ""),
                nl: "de reservekopieën eindigen voor dat moment"
                    + (last.map { ": de laatste wijziging erin is van \($0)" } ?? "")
            )
        case .incomplete(let reached, let newest):
            Localized(
                en: "the log in the backups cannot be read to its end: it stops at \(reached), before \(newest)",
                nl:
                    "het logboek in de reservekopieën is niet tot het einde te lezen: het stopt bij \(reached), voor \(newest)"
            )
        case .failed(let command, let code, let words):
            Localized(
                en: "pgBackRest failed (\(command), \(code)): \(words)",
                nl: "pgBackRest is mislukt (\(command), \(code)): \(words)"
            )
        }
    }

    /// What to do.
    var hint: Localized? {
        switch self {
        case .notInstalled:
            Localized(
                en: "install the package pgbackrest, then start the service anew",
                nl: "installeer het pakket pgbackrest en start de dienst opnieuw"
            )
        case .off:
            Localized(
                en: "set backup.repository to a folder, and start the service anew",
                nl: "stel backup.repository op een map in en start de dienst opnieuw"
            )
        case .keyMissing:
            Localized(
                en: "put the copy that is kept elsewhere back, or name it with backup.keyFile",
                nl: "zet de kopie terug die elders bewaard wordt, of noem die met backup.keyFile"
            )
        case .keyOpenToOthers:
            Localized(en: "chmod 600 it, and ask who read it", nl: "geef het chmod 600, en vraag wie het las")
        case .repositoryMissing(_, let note):
            Localized(
                en: "mount it again; to begin another repository there, remove \(note)",
                nl: "koppel de map weer aan; verwijder \(note) om er een nieuwe te beginnen"
            )
        case .repositoryEmpty:
            Localized(
                en: "name the right folder with --repository, or run `workup backup create`",
                nl: "noem de juiste map met --repository, of voer `workup backup create` uit"
            )
        case .repositoryOfOther:
            Localized(
                en: "give this server a folder of its own with backup.repository, or its key with backup.keyFile",
                nl: "geef deze server een eigen map met backup.repository, of haar sleutel met backup.keyFile"
            )
        case .notArchiving:
            Localized(en: "start the service anew", nl: "start de dienst opnieuw")
        case .busy:
            Localized(en: "try again when it is done", nl: "probeer het opnieuw als die klaar is")
        case .endsBefore:
            Localized(
                en: "choose an earlier moment, or leave --to out for the end; what was there is as it was",
                nl: "kies een eerder moment, of laat --to weg voor het einde; wat er stond is gebleven"
            )
        case .incomplete:
            Localized(
                en: "run `workup backup verify`; --to restores to a moment before; what was there is as it was",
                nl: "voer `workup backup verify` uit; --to zet terug tot een moment ervoor; wat er stond is gebleven"
            )
        case .keyUnreadable, .pathUnusable, .failed: nil
        }
    }
}

extension CommandFailure {
    /// A backup that failed.
    init(_ error: BackupError) {
        self.init(code: error.code.name, exit: error.code.exit, message: error.sentence, hint: error.hint)
    }
}
