// What a recorded fact does to the steps of its workup: loaded, decided by Domain's board, written; with the evaluation
// where the fact is one that the criteria speak of.
import Domain
import Records

extension RecordTransaction {
    /// Lets something happen to the steps of a workup and writes what follows, due days included.
    ///
    /// - Parameters:
    ///   - row: the workup.
    ///   - stamp: who, when, and the line of the log.
    ///   - environment: the outside.
    ///   - event: the act, where it changes what the criteria speak of: then the workup is evaluated with it.
    ///   - happening: what happens to the steps.
    /// - Throws: `RecordError`, `UseCaseError`.
    func updateSteps(
        of row: WorkupRow,
        _ stamp: Stamp,
        _ environment: Environment,
        evaluating event: String? = nil,
        _ happening: (inout StepBoard) -> Void = { _ in }
    ) async throws {
        let today = environment.day(stamp.at)
        let matter = try await stepMatter(of: row.workupID, today: today, isEvaluated: event != nil)
        guard let matter else { throw UseCaseError.notFound("workup", "Dit traject") }
        var standings = StandingChange(unchanged: matter.standings)
        if let event, let input = matter.input {
            standings = try await keepEvaluation(of: input, row.workupID, event, stamp, environment)
        }
        try await write(matter, of: row, standings, stamp, environment, today: today, happening)
    }

    /// Brings the due days of a workup in line with answers of the criteria that moved and are kept already.
    func updateSteps(
        of row: WorkupRow,
        after standings: StandingChange,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws {
        let today = environment.day(stamp.at)
        let matter = try await stepMatter(of: row.workupID, today: today, isEvaluated: false)
        guard let matter else { throw UseCaseError.notFound("workup", "Dit traject") }
        try await write(matter, of: row, standings, stamp, environment, today: today) { _ in }
    }

    private func write(
        _ matter: StepMatter,
        of row: WorkupRow,
        _ standings: StandingChange,
        _ stamp: Stamp,
        _ environment: Environment,
        today: LocalDate,
        _ happening: (inout StepBoard) -> Void
    ) async throws {
        let careProtocol = try await careProtocol(of: row, environment)
        var board = StepBoard(careProtocol, steps: matter.steps, openedOn: row.openedOn, today: today)
        happening(&board)
        let treatments = matter.treatments
        board.proposeDueDates(
            treatmentStartedOn: treatments.startedOn,
            chosen: Set(treatments.choices.map(\.option) + treatments.treatments.map(\.option)),
            standings: standings.after,
            standingsBefore: standings.before
        )
        for change in board.changes {
            insertStepVersion(
                patient: row.patientID,
                workup: row.workupID,
                previous: change.previous,
                next: change.next,
                stamp
            )
        }
    }
}

extension TreatmentsDocument {
    /// The first day of any course, as far as one is known.
    var startedOn: LocalDate? { treatments.map(\.treatment).startedOn }
}

extension [Treatment] {
    /// The first day of any course, as far as one is known.
    var startedOn: LocalDate? {
        compactMap { $0.administrations.map(\.on).min() ?? $0.startedOn?.firstDay }.min()
    }
}
