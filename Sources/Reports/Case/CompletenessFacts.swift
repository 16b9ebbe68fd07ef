// How far a nerve conduction study is complete, in words: in the report, and beside the form while it is typed.
import Criteria
package import Domain

extension Wording {
    /// How far the study is complete for the protocol's question, which informs and never blocks; and limbs that were
    /// too cold, by the threshold of the criteria that the protocol applies.
    ///
    /// - Parameters:
    ///   - study: the study.
    ///   - protocolCode: the protocol, which asks the question.
    /// - Returns: the nerves asked for on each side and what is missing besides; nothing of it where the protocol asks nothing
    ///   of its studies.
    package func completeness(of study: NerveConductionStudy, protocolCode: String) -> [ReportFact] {
        let question = StudyCompleteness.Question(protocolCode: protocolCode)
        var facts = question.map { completeness(StudyCompleteness(study, for: $0)) } ?? []
        let cold = ColdLimb.all(in: study, forCidpCriteria: question == .cidp).map { limb in
            "\(limb.measured.limb.label(language)) (< \(limb.neededCelsius)\u{A0}°C)"
        }
        if !cold.isEmpty { facts.append(fact(ConductionWord.tooCold, text: cold.joined(separator: ", "))) }
        return facts
    }

    private func completeness(_ completeness: StudyCompleteness) -> [ReportFact] {
        let meters = [Side.right, .left].map { side in
            "\(side.label(language)) \(completeness.meter(side)) \(self(StepWord.ofSteps)) "
                + "\(completeness.question.nerves.count)"
        }
        let missing = completeness.missing.map { $0.label(language) }
        let word =
            switch completeness.question {
            case .mmn: ConductionWord.nervesToErb
            case .cidp: ConductionWord.nervesForCidp
            }
        return [
            fact(word, text: meters.joined(separator: ", ")),
            fact(ConductionWord.missing, value(text: missing.joined(separator: ", "), orElse: .none)),
        ]
    }
}
