// Asking the criteria again of what is recorded: after a set got a new version, or where a workup was never evaluated.
package import Domain
import FoundationEssentials
import Records

/// Evaluates workups again, and keeps what differs.
package enum ReevaluateWorkups {
    /// What became of some workups.
    package struct Outcome: Sendable, Hashable {
        /// How many were evaluated.
        package var workupCount = 0
        /// How many got an evaluation that differs from the one before, if only in the version of a set.
        package var keptCount = 0
        /// How many of those got another answer of a set of their protocol.
        package var movedCount = 0

        /// Nothing yet.
        package init() {}

        /// Both together.
        package static func + (left: Outcome, right: Outcome) -> Outcome {
            var sum = left
            sum.workupCount += right.workupCount
            sum.keptCount += right.keptCount
            sum.movedCount += right.movedCount
            return sum
        }
    }

    /// The act as the log and the evaluations name it.
    private static let event = "ReevaluateWorkups"

    /// Evaluates workups again in one transaction, in which nobody else changes them.
    ///
    /// What comes to the same as before leaves no trace. Where an answer moves, the steps that wait for it are brought in
    /// line as after any other change. The log names the patients whose evaluation was kept.
    ///
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workups: [ID<Workup>],
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Outcome {
        try await call.authorise(.manageProtocols, in: environment)
        do {
            return try await environment.record.write(isDryRun: call.isDryRun) { transaction in
                try await transaction.take(.workups(workups))
                let stamp = Stamp(at: environment.now(), by: call.actor.userID, event: environment.makeUUID())
                let (outcome, patients) = try await transaction.reevaluate(workups, event, stamp, environment)
                if outcome.keptCount > 0 {
                    let note = AuditNote(
                        event: event,
                        action: .update,
                        objectType: "evaluation",
                        categories: ["testResult"],
                        purpose: "PATADMIN"
                    )
                    transaction.audit(call.entry(note, id: stamp.event, in: environment), subjects: patients)
                }
                return outcome
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension RecordTransaction {
    fileprivate func reevaluate(
        _ workups: [ID<Workup>],
        _ event: String,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws -> (ReevaluateWorkups.Outcome, [ID<Patient>]) {
        var outcome = ReevaluateWorkups.Outcome()
        var patients: [ID<Patient>] = []
        var unmoved: [NewEvaluation] = []
        for (workup, input) in try await evaluationInputs(of: workups) {
            outcome.workupCount += 1
            let evaluated = EvaluatedCase(input.caseFile, environment.criteria)
            guard input.latest?.contentHash != ContentHash.hexadecimal(of: evaluated.contentHash) else { continue }
            outcome.keptCount += 1
            patients.append(input.patientID)
            let careProtocol = try await careProtocol(
                code: input.protocolCode,
                version: input.protocolVersion,
                environment
            )
            if input.latest?.standings == evaluated.standings(in: careProtocol) {
                unmoved.append(NewEvaluation(evaluated, of: input, workup, careProtocol, stamp))
                continue
            }
            outcome.movedCount += 1
            let row = try await findWorkup(workup)
            switch row.status {
            case .open: try await updateSteps(of: row, stamp, environment, evaluating: event)
            case .closed:
                insert([NewEvaluation(evaluated, of: input, workup, careProtocol, stamp)], event: event, stamp)
            }
        }
        insert(unmoved, event: event, stamp)
        return (outcome, patients)
    }
}
