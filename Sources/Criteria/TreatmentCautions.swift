// The treatment cautions of a whole case file, as an evaluation shows them.
package import Domain
import FoundationEssentials

/// The cautions on courses, administrations and response of a case.
package enum TreatmentCautions {
    /// All cautions of section 8d that rest on what was given, measured or found in the laboratory; one for each course and
    /// code, in the order of the courses and of the protocol.
    ///
    /// Cautions about the mere choice of an option are not among them: those are raised where options are judged. The sum of
    /// the MRC grades is derived where an examination holds all twelve.
    ///
    /// - Parameters:
    ///   - file: the case.
    ///   - careProtocol: the protocol whose options, cautions, products and measures count.
    ///   - day: the day of the question; nil asks as of the last day that the case speaks of.
    /// - Returns: the cautions, with the places they are about.
    package static func all(
        in file: CaseFile,
        careProtocol: CareProtocol,
        on day: LocalDate?
    ) -> [CaseCaution] {
        guard !file.treatments.isEmpty else { return [] }
        let guidance = TreatmentGuidance(
            careProtocol,
            treatments: file.treatments,
            outcomes: file.judgedOutcomes,
            laboratory: file.laboratory,
            birthDate: file.patient?.birthDate
        )
        let asked = day ?? lastDay(of: file)
        return file.treatments.enumerated().flatMap { index, treatment in
            guidance.cautions(of: treatment, on: asked).map { raised in
                caution(raised, course: index, guidance)
            }
        }
    }

    /// That doses, products and response were not judged, where there are courses and nobody knows the protocol; none without
    /// courses (House, unchecked).
    package static func unjudged(in file: CaseFile) -> [CaseCaution] {
        guard !file.treatments.isEmpty else { return [] }
        return [
            CaseCaution(
                code: "protocolUnknown",
                text: Sentence(
                    en:
                        "The protocol {0} is not known here: doses, products, batches and response of the treatments were not judged.",
                    nl:
                        "Het protocol {0} is hier niet bekend: doses, producten, batches en effect van de behandelingen zijn niet beoordeeld.",
                    .text(file.workup.protocolCode)
                ),
                source: "house",
                status: .unchecked,
                evidence: file.treatments.indices.map { CasePlace(.treatments, $0) }
            )
        ]
    }

    private static func caution(_ raised: RaisedCaution, course: Int, _ guidance: TreatmentGuidance) -> CaseCaution {
        let places =
            raised.administrations.isEmpty
            ? [CasePlace(.treatments, course)]
            : raised.administrations.map { CasePlace(.treatments, course, .administrations, $0) }
        return CaseCaution(
            code: raised.code.rawValue,
            text: raised.inFull,
            source: guidance.careProtocol.source(raised.source)?.citation ?? raised.source,
            status: raised.status,
            evidence: guidance.laboratoryPlaces(behind: raised.code) + places
        )
    }

    /// The last day that a case speaks of.
    static func lastDay(of file: CaseFile) -> LocalDate {
        var days = [file.workup.openedOn] + file.outcomes.map(\.on)
        days += file.findings.compactMap { $0.finding.date?.firstDay }
        for treatment in file.treatments {
            days += treatment.administrations.map(\.on)
            days += [treatment.startedOn?.firstDay, treatment.endedOn?.firstDay].compactMap { $0 }
        }
        return days.max() ?? file.workup.openedOn
    }
}
