// Asking the criteria again of what is recorded: after a set got a new version, or where a workup was never evaluated.
import Criteria
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

    /// Evaluates workups again, and keeps those whose evaluation differs in one transaction.
    ///
    /// They are read and evaluated while nothing is held, so that nobody waits for the criteria. Then those that differ are
    /// held; one that somebody changed meanwhile is evaluated once more. What comes to the same as before leaves no trace.
    /// Where an answer moves, the steps that wait for it are brought in line as after any other change. The log names the
    /// patients whose evaluation was kept.
    ///
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workups: [ID<Workup>],
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Outcome {
        try await call.authorise(.manageProtocols, in: environment)
        do {
            let read = try await read(workups, call: call, in: environment)
            var outcome = Outcome()
            outcome.workupCount = read.count
            let evaluated = await environment.desks.evaluate(read.map { ($0.input.caseFile, $0.careProtocol) })
            let differing = zip(read, evaluated).compactMap {
                Reevaluation(
                    workup: $0.workup,
                    input: $0.input,
                    evaluated: $1,
                    on: $0.careProtocol,
                    today: environment.today
                )
            }
            guard !differing.isEmpty else { return outcome }
            let kept = try await keep(differing, call: call, in: environment)
            outcome.keptCount = kept.patients.count
            outcome.movedCount = kept.movedCount
            return outcome
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// What a workup holds, with its version of its protocol.
    private typealias Read = (workup: ID<Workup>, input: EvaluationInput, careProtocol: CareProtocol)

    private static func read(_ workups: [ID<Workup>], call: Call, in environment: Environment) async throws -> [Read] {
        try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
            var read: [Read] = []
            for (workup, bytes) in try await transaction.evaluationInputs(of: workups) {
                let input = try EvaluationInput(stored: bytes)
                let careProtocol = try await transaction.careProtocol(of: input, environment)
                read.append((workup, input, careProtocol))
            }
            return read
        }
    }

    private static func keep(
        _ differing: [Reevaluation],
        call: Call,
        in environment: Environment
    ) async throws -> (patients: [ID<Patient>], movedCount: Int) {
        try await environment.record.write(as: call.identity(at: environment.now()), isDryRun: call.isDryRun) {
            transaction in
            try await transaction.take(.workups(differing.map(\.workup)))
            let stamp = Stamp(at: environment.now(), by: call.actor.userID, event: environment.makeUUID())
            let kept = try await transaction.keep(differing, event, stamp, environment)
            if !kept.patients.isEmpty {
                let note = AuditNote(
                    event: event,
                    action: .update,
                    objectType: "evaluation",
                    categories: ["testResult"],
                    purpose: "PATADMIN"
                )
                transaction.audit(call.entry(note, id: stamp.event, in: environment), subjects: kept.patients)
            }
            return kept
        }
    }
}

/// A workup whose evaluation differs from the one before.
private struct Reevaluation: Sendable {
    let workup: ID<Workup>
    let input: EvaluationInput
    let evaluated: EvaluatedCase

    /// Nil where the criteria say the same as before and the response stands where it stood.
    init?(
        workup: ID<Workup>,
        input: EvaluationInput,
        evaluated: EvaluatedCase,
        on careProtocol: CareProtocol,
        today: LocalDate
    ) {
        if let latest = input.latest, latest.contentHash == ContentHash.hexadecimal(of: evaluated.contentHash),
            latest.response == ResponseStanding(of: input.caseFile, by: careProtocol, on: today)
        {
            return nil
        }
        self.workup = workup
        self.input = input
        self.evaluated = evaluated
    }
}

extension RecordTransaction {
    /// Keeps evaluations of workups that are held.
    fileprivate func keep(
        _ differing: [Reevaluation],
        _ event: String,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws -> (patients: [ID<Patient>], movedCount: Int) {
        var patients: [ID<Patient>] = []
        var evaluations: [NewEvaluation] = []
        var moves: [(workup: ID<Workup>, change: StandingChange)] = []
        let bases = try await evaluationBases(of: differing.map(\.workup))
        for found in differing {
            guard let found = try await current(found, bases[found.workup], environment) else { continue }
            let careProtocol = try await careProtocol(of: found.input, environment)
            patients.append(found.input.patientID)
            evaluations.append(
                NewEvaluation(found.evaluated, of: found.input, found.workup, careProtocol, stamp, environment)
            )
            // A workup that was never evaluated stood nowhere.
            let change = StandingChange(
                before: found.input.latest?.standings ?? [],
                after: found.evaluated.standings(in: careProtocol)
            )
            if found.input.latest == nil || change.before != change.after { moves.append((found.workup, change)) }
        }
        insert(evaluations, event: event, stamp)
        for move in moves {
            let row = try await findWorkup(move.workup)
            if row.status == .open { try await updateSteps(of: row, after: move.change, stamp, environment) }
        }
        return (patients, moves.count)
    }

    /// What was found where nobody changed the workup meanwhile, else what is found now; nil where that is the same as
    /// before.
    private func current(
        _ found: Reevaluation,
        _ basis: EvaluationBasis?,
        _ environment: Environment
    ) async throws -> Reevaluation? {
        if basis == found.input.basis { return found }
        guard let bytes = try await evaluationInputs(of: [found.workup]).first?.input else { return nil }
        let input = try EvaluationInput(stored: bytes)
        let careProtocol = try await careProtocol(of: input, environment)
        let evaluated = EvaluatedCase(input.caseFile, on: careProtocol, environment.criteria)
        return Reevaluation(
            workup: found.workup,
            input: input,
            evaluated: evaluated,
            on: careProtocol,
            today: environment.today
        )
    }
}
