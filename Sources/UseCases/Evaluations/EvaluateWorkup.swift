// An act that changes what the criteria speak of brings its evaluation with it, in the same transaction.
import Criteria
import Domain
import Records

extension RecordTransaction {
    /// Evaluates a workup as it is recorded now, and keeps the evaluation as that of an act.
    ///
    /// - Parameters:
    ///   - workup: the workup, held or new in this transaction.
    ///   - event: the act, such as `RecordFinding`.
    ///   - stamp: who, when, and the line of the log.
    ///   - environment: the outside.
    /// - Throws: `RecordError`, `UseCaseError`.
    func evaluate(
        _ workup: ID<Workup>,
        _ event: String,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws {
        guard let input = try await evaluationInput(of: workup) else { return }
        _ = try await keepEvaluation(of: input, workup, event, stamp, environment)
    }

    /// Evaluates every workup of a patient who is held, and brings the due days of those that are open in line.
    func evaluateWorkups(
        of patient: ID<Patient>,
        _ event: String,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws {
        for workup in try await takeWorkups(of: patient) {
            let row = try await findWorkup(workup)
            switch row.status {
            case .open: try await updateSteps(of: row, stamp, environment, evaluating: event)
            case .closed: try await evaluate(workup, event, stamp, environment)
            }
        }
    }

    /// Evaluates what was loaded, keeps the evaluation, and says where the sets stood and stand.
    func keepEvaluation(
        of input: EvaluationInput,
        _ workup: ID<Workup>,
        _ event: String,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws -> StandingChange {
        let careProtocol = try await careProtocol(of: input, environment)
        let evaluated = EvaluatedCase(input.caseFile, on: careProtocol, environment.criteria)
        insert([NewEvaluation(evaluated, of: input, workup, careProtocol, stamp, environment)], event: event, stamp)
        return StandingChange(
            before: input.latest?.standings ?? [],
            after: evaluated.standings(in: careProtocol)
        )
    }
}

extension NewEvaluation {
    /// What the criteria say of what was loaded, as the next evaluation of a workup.
    init(
        _ evaluated: EvaluatedCase,
        of input: EvaluationInput,
        _ workup: ID<Workup>,
        _ careProtocol: CareProtocol,
        _ stamp: Stamp,
        _ environment: Environment
    ) {
        let number = (input.latest?.number ?? 0) + 1
        let hash = ContentHash.hexadecimal(of: evaluated.contentHash)
        let standing = input.latest.flatMap { $0.contentHash == hash ? $0.resultNumber : nil }
        self.init(
            patient: input.patientID,
            workup: workup,
            number: number,
            resultNumber: standing ?? number,
            patientVersion: input.patientVersion,
            findings: input.findingsInCaseOrder.map { ($0.id, $0.version) },
            courses: input.treatments.map { ($0.id, $0.version) },
            eventID: stamp.event,
            result: standing == nil ? evaluated.result(for: careProtocol) : nil,
            response: ResponseStanding(of: input.caseFile, by: careProtocol, on: environment.day(stamp.at))
        )
    }
}
