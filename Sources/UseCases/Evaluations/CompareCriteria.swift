// What a new version of a criteria set would change about the patients there are; nothing is kept.
package import Domain
import Records

/// The answer of one criteria set on a case.
package typealias CriteriaAnswer = @Sendable (CaseFile) -> CriteriaCategory

/// Holds workups against two criteria sets.
package enum CompareCriteria {
    /// A workup whose answer differs between the two.
    package struct Difference: Sendable, Hashable {
        package let workup: ID<Workup>
        package let patient: ID<Patient>
        package let familyName: String
        package let birthDate: PartialDate?
        /// The protocol of the workup.
        package let protocolCode: String
        /// The answer of the old set.
        package let before: CriteriaCategory
        /// The answer of the new set.
        package let after: CriteriaCategory
    }

    /// Asks both sets of some workups as they are recorded now.
    ///
    /// The log names the patients that are shown.
    ///
    /// - Returns: how many workups there were, and those whose answer differs.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workups: [ID<Workup>],
        from before: CriteriaAnswer,
        to after: CriteriaAnswer,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (workupCount: Int, differences: [Difference]) {
        try await call.authorise(.exportCases, in: environment)
        do {
            let identity = call.identity(at: environment.now())
            let read = try await environment.record.write(as: identity) { try await $0.evaluationInputs(of: workups) }
            let differences = try read.compactMap { try Difference($0, $1, from: before, to: after) }
            // The log knows whom the list shows before anybody sees it.
            let note = AuditNote(
                event: "CompareCriteria",
                action: .read,
                objectType: "evaluation",
                categories: ["testResult"],
                purpose: "HQUALIMP"
            )
            try await environment.record.write(as: identity) { transaction in
                transaction.audit(call.entry(note, in: environment), subjects: differences.map(\.patient))
            }
            return (read.count, differences)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension CompareCriteria.Difference {
    /// Asks both sets; nil where they answer the same.
    fileprivate init?(
        _ workup: ID<Workup>,
        _ bytes: [UInt8],
        from before: CriteriaAnswer,
        to after: CriteriaAnswer
    ) throws {
        let input = try EvaluationInput(stored: bytes)
        let file = input.caseFile
        let (old, new) = (before(file), after(file))
        guard old != new else { return nil }
        self.init(
            workup: workup,
            patient: input.patientID,
            familyName: input.familyName,
            birthDate: input.birthDate,
            protocolCode: input.protocolCode,
            before: old,
            after: new
        )
    }
}
