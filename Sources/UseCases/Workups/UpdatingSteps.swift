// What a recorded fact does to the steps of its workup: loaded, decided by Domain's board, written.
import Domain
import Records

extension RecordTransaction {
    /// Lets something happen to the steps of a workup and writes what follows, due days included.
    func updateSteps(
        of row: WorkupRow,
        _ stamp: Stamp,
        _ environment: Environment,
        _ happening: (inout StepBoard) -> Void = { _ in }
    ) async throws {
        let today = environment.day(stamp.at)
        let careProtocol = try await careProtocol(of: row, environment)
        guard let steps = try await steps(of: row.workupID, today: today)?.1 else { return }
        let treatments = try await findTreatments(row.workupID)
        var board = StepBoard(careProtocol, steps: steps, openedOn: row.openedOn, today: today)
        happening(&board)
        board.proposeDueDates(
            treatmentStartedOn: treatments.startedOn,
            chosen: Set(treatments.choices.map(\.option) + treatments.treatments.map(\.option))
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
