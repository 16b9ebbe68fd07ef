// A case file as it is read for an import: its value or its faults, and what it is recognised by.
import Domain
import Records

/// A case file as read: its value or its faults, and the hash of its content.
struct ReadCase: Sendable {
    let file: CaseFile?
    let faults: [Fault]
    let hash: [UInt8]

    init(_ bytes: [UInt8]) {
        do throws(Faults) {
            let file = try CaseFile.read(bytes)
            self.file = file
            // The hash is of the content, so that another layout of the same case is recognised.
            hash = ContentHash.sha256(CaseFile.codec.encode(file))
            faults =
                file.patient == nil
                ? [
                    Fault(
                        "/patient",
                        .missing,
                        en: "A case to be kept needs a patient.",
                        nl: "Een casus die bewaard wordt heeft een patiënt nodig."
                    )
                ] : []
        } catch {
            file = nil
            faults = error.all
            hash = ContentHash.sha256(bytes)
        }
    }
}
