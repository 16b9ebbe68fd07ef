// The criteria of the program, and others that a test can foretell, for tests of what surrounds them.
package import Criteria
package import Domain

/// What the criteria say, for tests.
package enum TestCriteria {
    /// The sets of the program.
    package static let sets = engine.sets

    private static let engine: CriteriaEngine = {
        do {
            return try CriteriaEngine.bundled()
        } catch {
            preconditionFailure("the criteria sets of the program are at fault: \(error)")
        }
    }()

    /// What the sets of the program say.
    package static let bundled: @Sendable (CaseFile, CareProtocol) -> CaseEvaluation = { engine.evaluate($0, by: $1) }

    /// The same, by the protocols of the program.
    package static func ofProgram(_ file: CaseFile) -> CaseEvaluation { engine.evaluate(file) }

    /// Answers that follow from few things, each of which a use case can change.
    ///
    /// EFNS/PNS: definite with a conduction study, possible with an improvement, else undetermined. Utrecht: probable
    /// once the birth date is known. AAEM and CIDP are never met.
    package static func evaluate(_ file: CaseFile, _: CareProtocol) -> CaseEvaluation { evaluate(file) }

    /// The same without a protocol.
    package static func evaluate(_ file: CaseFile) -> CaseEvaluation {
        let hasStudy = !file.nerveConductionStudies.isEmpty
        let hasImproved = file.treatments.contains { $0.objectiveImprovement == .present }
        return SampleEvaluation.make(
            [
                "efns-pns-2010-mmn": hasStudy ? .definite : hasImproved ? .possible : .undetermined,
                "aaem-2003-mmn": .notMet,
                "utrecht-2000-mmn": file.patient?.birthDate == nil ? .undetermined : .probable,
                "ean-pns-2021-cidp": .notMet,
            ],
            missing: hasStudy ? [] : ["nerveConductionStudy"]
        )
    }
}
