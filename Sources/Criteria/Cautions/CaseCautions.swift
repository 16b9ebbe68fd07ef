// The cautions about a case: what else the findings may mean, and what the data cannot bear.
package import Domain

/// Red flags, mimics and data cautions, and recorded treatments that the diagnosis speaks against.
///
/// Source: clinical reference sections 11 and 8d. A caution is raised when its condition is certainly met; what is unknown
/// raises none. Cautions about administrations, doses and response are those of the treatment guidance.
package enum CaseCautions {
    /// All cautions of a case, in the order of `CaseCautionCode`.
    ///
    /// - Parameters:
    ///   - file: the case.
    ///   - facts: what it says.
    ///   - segments: its segments with the answers of the sets.
    ///   - evaluations: the verdicts of the sets.
    ///   - careProtocol: the protocol of the case, where it is known.
    /// - Returns: the cautions that stand.
    package static func all(
        in file: CaseFile,
        facts: CaseFacts,
        segments: [SegmentEvaluation],
        evaluations: [CriteriaEvaluation],
        careProtocol: CareProtocol?
    ) -> [CaseCaution] {
        var reader = CautionReader(
            file: file,
            facts: facts,
            segments: segments,
            evaluations: evaluations,
            protocolCode: careProtocol?.code ?? file.workup.protocolCode
        )
        reader.readExamination()
        reader.readSegments()
        reader.readStudies()
        reader.readResults()
        reader.readAntibodies()
        reader.readTreatments()
        return reader.raised.count < 2 ? reader.raised : reader.sorted
    }
}

/// Looks through a case and collects the cautions that stand.
struct CautionReader {
    let file: CaseFile
    let facts: CaseFacts
    let segments: [SegmentEvaluation]
    let evaluations: [CriteriaEvaluation]
    let protocolCode: String
    /// The cautions found so far.
    private(set) var raised: [CaseCaution] = []
    private var codes: [CaseCautionCode] = []

    init(
        file: CaseFile,
        facts: CaseFacts,
        segments: [SegmentEvaluation],
        evaluations: [CriteriaEvaluation],
        protocolCode: String
    ) {
        self.file = file
        self.facts = facts
        self.segments = segments
        self.evaluations = evaluations
        self.protocolCode = protocolCode
    }

    /// Whether the case is one of CIDP.
    var isCidp: Bool { protocolCode == "cidp" }

    /// Whether the case is one of MMN: by its protocol, or because a set for MMN has a category met (section 8d).
    var isMmn: Bool {
        protocolCode == MmnCautions.protocolCode || evaluations.meetMmn
    }

    /// Adds a caution about some findings; `origin` says where it comes from and how far that was checked, where this is
    /// not as for every one of its code.
    mutating func raise(
        _ code: CaseCautionCode,
        _ text: Sentence,
        _ evidence: [CasePlace],
        origin: (source: String, status: CheckStatus)? = nil
    ) {
        codes.append(code)
        raised.append(
            CaseCaution(
                code: code.rawValue,
                text: text,
                source: origin?.source ?? code.source,
                status: origin?.status ?? code.status,
                evidence: evidence
            )
        )
    }

    /// The cautions in the order of their codes.
    var sorted: [CaseCaution] {
        CaseCautionCode.allCases.flatMap { code in
            codes.indices.filter { codes[$0] == code }.map { raised[$0] }
        }
    }
}

extension [CasePlace] {
    /// Each place once, in the order of the case.
    var distinct: [CasePlace] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.sorted()
    }
}
