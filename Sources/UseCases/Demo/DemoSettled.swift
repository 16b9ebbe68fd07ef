// The checklist of the demo clinic kept in order: results looked at, steps that nobody needs set aside with a reason,
// due days moved to the meeting. Without it every patient of the demo would look forgotten.
import Domain

/// The steps that were settled.
struct DemoSettled: Sendable {
    let calendar: DemoCalendar

    /// Every settling move, in no order.
    var events: [DemoEvent] {
        [regular, waitingForMeeting, afterMeeting].flatMap(\.self).map { line in
            DemoEvent(calendar.at(line.day, 7, 40), line.by, .move(line.name, line.code, line.move))
        }
    }

    private struct Line {
        let name: String
        let code: String
        let day: Int
        let move: StepMove
        var by = DemoPeople.testinga
    }

    private func reviewed(_ name: String, _ codes: [String: Int], by person: DemoPerson = DemoPeople.testinga) -> [Line]
    {
        codes.map { Line(name: name, code: $0.key, day: $0.value, move: StepMove(state: .reviewed), by: person) }
    }

    private func notNeeded(
        _ name: String,
        _ codes: [String],
        on day: Int,
        _ reason: String,
        by person: DemoPerson = DemoPeople.testinga
    ) -> [Line] {
        codes.map {
            Line(name: name, code: $0, day: day, move: StepMove(state: .notNeeded, reason: reason), by: person)
        }
    }

    private func due(
        _ name: String,
        _ codes: [String: Int],
        on day: Int,
        by person: DemoPerson = DemoPeople.testinga
    ) -> [Line] {
        codes.map {
            Line(name: name, code: $0.key, day: day, move: StepMove(dueOn: calendar.day($0.value)), by: person)
        }
    }

    // MARK: The lines

    /// Patients under treatment for a while.
    private var regular: [Line] {
        let images = ["plexusMri", "nerveUltrasound"]
        return [
            reviewed(
                "definite",
                ["neuromuscularCentre": -113, "treatmentProposal": -107, "preTreatmentScreening": -106]
            ),
            due("definite", ["responseAssessment": 3], on: -9),
            due("cidp", ["responseAssessment": 82], on: -8, by: DemoPeople.voorbeeld),
            reviewed(
                "maintenance",
                ["neuromuscularCentre": -369, "treatmentProposal": -354, "preTreatmentScreening": -353]
            ),
            notNeeded("maintenance", ["needleExamination"] + images, on: -365, "Definite, and no mimic in question."),
            reviewed(
                "departs-from-guideline",
                ["neuromuscularCentre": -299, "treatmentProposal": -294, "preTreatmentScreening": -293]
            ),
            notNeeded(
                "departs-from-guideline",
                ["needleExamination", "lumbarPuncture"] + images,
                on: -298,
                "Definite by conduction study and antibodies; known for years."
            ),
            reviewed(
                "no-block-responder",
                ["neuromuscularCentre": -65, "treatmentProposal": -63, "preTreatmentScreening": -62]
            ),
            notNeeded(
                "no-block-responder",
                ["needleExamination"] + images,
                on: -65,
                "A measured trial of treatment tells more than a further test."
            ),
            notNeeded(
                "cidp",
                ["needleExamination", "antiGanglioside"] + images,
                on: -58,
                "The conduction study and the cerebrospinal fluid answer the question.",
                by: DemoPeople.voorbeeld
            ),
        ].flatMap(\.self)
    }

    /// Patients on the agenda of the coming meeting, and one whose results are late.
    private var waitingForMeeting: [Line] {
        let next = calendar.nextMeeting
        let onAgenda = StepMove(state: .scheduled, dueOn: calendar.day(next), scheduledOn: calendar.day(next))
        let agenda = ["definite", "probable", "declined", "maintenance"].map {
            Line(name: $0, code: "multidisciplinaryMeeting", day: -2, move: onAgenda, by: DemoPeople.plansma)
        }
        return [
            agenda,
            reviewed("probable", ["neuromuscularCentre": -54]),
            due("probable", ["treatmentProposal": next + 14, "preTreatmentScreening": next + 28], on: -2),
            notNeeded("declined", ["needleExamination"], on: -48, "No sign of a mimic; the patient would rather not."),
            due(
                "declined",
                [
                    "plexusMri": 20, "nerveUltrasound": 20, "neuromuscularCentre": next,
                    "treatmentProposal": next + 14, "preTreatmentScreening": next + 28,
                ],
                on: -2
            ),
            due(
                "override",
                ["needleExamination": 10, "nerveUltrasound": 10, "antiGanglioside": 9, "bloodPanel": 3],
                on: -17
            ),
        ].flatMap(\.self)
    }

    /// Patients of the meeting that was held.
    private var afterMeeting: [Line] {
        let held = calendar.pastMeeting
        let proposal = Line(
            name: "one-nerve",
            code: "treatmentProposal",
            day: held + 2,
            move: StepMove(dueOn: calendar.day(held + 91), note: "Not now; after the next conduction study.")
        )
        return [
            notNeeded("one-nerve", ["needleExamination", "lumbarPuncture"], on: held + 2, "Would decide nothing now."),
            due("one-nerve", ["neuromuscularCentre": held + 91, "preTreatmentScreening": held + 105], on: held + 2),
            [proposal],
            reviewed("one-nerve", ["multidisciplinaryMeeting": held + 2]),
            reviewed("no-block-responder", ["multidisciplinaryMeeting": held + 2]),
            reviewed("departs-from-guideline", ["multidisciplinaryMeeting": held + 2]),
            reviewed("cidp", ["multidisciplinaryMeeting": held + 4], by: DemoPeople.voorbeeld),
            reviewed("motor-neuron-disease", ["multidisciplinaryMeeting": held + 2]),
            notNeeded(
                "motor-neuron-disease",
                [
                    "nerveUltrasound", "neuromuscularCentre", "treatmentProposal", "preTreatmentScreening",
                    "responseAssessment",
                ],
                on: -11,
                "The question is answered: motor neuron disease."
            ),
            reviewed(
                "cidp",
                ["neuromuscularCentre": -12, "treatmentProposal": -10, "preTreatmentScreening": -9],
                by: DemoPeople.voorbeeld
            ),
        ].flatMap(\.self)
    }
}
