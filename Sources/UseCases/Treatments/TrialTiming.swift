// What makes a trial or the times of an administration impossible: chosen too late, or not of that day.
import Criteria
import Domain
import Records

extension RecordTransaction {
    /// Passes when a choice has no trial, or one written down before the first infusion of the course it is about.
    ///
    /// Source: clinical reference section 9c (House): nobody chooses afterwards what would have been a success. The course is
    /// the one named, or a course of the same treatment that runs already.
    func requireTrialInTime(_ input: ChooseTreatment.Input, of row: WorkupRow, today: LocalDate) async throws {
        guard let trial = input.trial else { return }
        try requirePast(trial.chosenOn, "/trial/chosenOn", today: today)
        let document = try await findTreatments(row.workupID)
        // A choice that takes the place of another may carry on with its trial: that was written down in time.
        if let replaced = document.choices.first(where: { $0.id == input.replaces }), replaced.trial == trial { return }
        let courses = document.treatments
        let meant =
            if let named = input.courseID {
                courses.filter { $0.id == named }
            } else {
                courses.filter { $0.option == input.option && $0.standing(on: today) != .ended }
            }
        let begun = meant.compactMap { $0.administrations.map(\.on).min() }.min()
        guard let begun, begun < today || !trial.isChosen(before: begun) else { return }
        throw UseCaseError(
            .conflict,
            "trial-too-late",
            en: """
                A trial is written down before the first infusion, and this course began on \(begun). Record the choice \
                without it, or plan the trial for a new course.
                """,
            nl: """
                Een proefbehandeling wordt vóór het eerste infuus vastgelegd, en deze kuur begon op \(begun). Leg de keuze \
                zonder proefbehandeling vast, of plan die voor een nieuwe kuur.
                """
        )
    }
}

/// Passes when the times of an administration lie on its day and have been.
func requirePossible(
    _ input: RecordAdministration.Input,
    now: Instant,
    _ environment: Environment
) throws(UseCaseError) {
    guard let details = input.details else { return }
    var faults: [Fault] = []
    for (pointer, instant) in [("/details/startedAt", details.startedAt), ("/details/endedAt", details.endedAt)] {
        guard let instant, instant > now else { continue }
        faults.append(
            Fault(pointer, .outOfRange, en: "This moment has not come yet.", nl: "Dit moment is nog niet geweest.")
        )
    }
    if let start = details.startedAt, start <= now, environment.day(start) != input.administration.on {
        faults.append(
            Fault(
                "/details/startedAt",
                .contradiction,
                en: "The infusion began on \(environment.day(start)), and the administration is of another day.",
                nl: "Het infuus begon op \(environment.day(start)), en de toediening is van een andere dag."
            )
        )
    }
    guard faults.isEmpty else { throw .invalid(Faults(faults)) }
}
