// A case file as it is read for an import: its value or its faults, and what it is recognised by.
import Domain
import Records

/// A case file as read: its value or its faults, the hash of its content, and what the criteria say of it.
struct ReadCase: Sendable {
    let file: CaseFile?
    let faults: [Fault]
    let hash: [UInt8]
    /// What the criteria say, where it was asked; of the patient as the file has them.
    private(set) var evaluated: EvaluatedCase?

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

    /// The case on its protocol, where it can be kept at all.
    private func onProtocol(among protocols: [String: CareProtocol]) -> CaseOnProtocol? {
        guard faults.isEmpty, let file, let careProtocol = protocols[file.workup.protocolCode] else { return nil }
        return (file, careProtocol)
    }

    /// Cases with what the criteria say of those that can be kept at all.
    static func evaluated(
        _ cases: [ReadCase],
        on protocols: [String: CareProtocol],
        at desks: EvaluationDesks
    ) async -> [ReadCase] {
        var cases = cases
        let whole = cases.indices.compactMap { index in
            cases[index].onProtocol(among: protocols).map { (index: index, onProtocol: $0) }
        }
        let evaluated = await desks.evaluate(whole.map(\.onProtocol))
        for (place, evaluated) in zip(whole, evaluated) { cases[place.index].evaluated = evaluated }
        return cases
    }
}
