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
            return try await environment.record.write { transaction in
                let inputs = try await transaction.evaluationInputs(of: workups)
                let differences = inputs.compactMap { workup, input -> Difference? in
                    let file = input.caseFile
                    let (old, new) = (before(file), after(file))
                    guard old != new else { return nil }
                    return Difference(
                        workup: workup,
                        patient: input.patientID,
                        familyName: input.familyName,
                        birthDate: input.birthDate,
                        protocolCode: input.protocolCode,
                        before: old,
                        after: new
                    )
                }
                let note = AuditNote(
                    event: "CompareCriteria",
                    action: .read,
                    objectType: "evaluation",
                    categories: ["testResult"],
                    purpose: "HQUALIMP"
                )
                transaction.audit(call.entry(note, in: environment), subjects: differences.map(\.patient))
                return (inputs.count, differences)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
