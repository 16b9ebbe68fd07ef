// The two meetings of the demo clinic: one held and signed two weeks ago, one planned with its agenda.
import Domain

/// The meetings of the demo.
struct DemoMeetings: Sendable {
    let calendar: DemoCalendar

    /// Everything that happened around them, in no order.
    var events: [DemoEvent] {
        heldAgenda + heldDecisions + heldFollowUp + plannedAgenda
    }

    var held: Int { calendar.pastMeeting }

    private func attendance(_ present: Set<DemoPerson>) -> [Attendee] {
        let invited = [
            DemoPeople.testinga, DemoPeople.proefstra, DemoPeople.zorgman, DemoPeople.plansma, DemoPeople.voorbeeld,
        ]
        let guests = [
            Attendee(name: "Dr. Marga Spalkmans", role: "rehabilitation", isPresent: !present.isEmpty),
            Attendee(name: "Drs. Karel Poederveld", role: "pharmacist", isPresent: false),
        ]
        return invited.map { Attendee(name: $0.name, role: $0.role.rawValue, isPresent: present.contains($0)) } + guests
    }

    private func plan(_ offset: Int) -> PlanMeeting.Input {
        PlanMeeting.Input(
            startsAt: calendar.at(offset, 9),
            place: "Room 2.14 and by video",
            chair: DemoPeople.testinga.name,
            coordinator: DemoPeople.plansma.name,
            organisation: DemoPeople.centre.code,
            attendance: attendance([])
        )
    }

    // MARK: Held

    private var heldAgenda: [DemoEvent] {
        let (plansma, testinga) = (DemoPeople.plansma, DemoPeople.testinga)
        let lines: [(name: String, question: String, presenter: DemoPerson)] = [
            ("one-nerve", "Block in one nerve only: treat now, or follow and study again?", testinga),
            ("no-block-responder", "Clear effect without block: is this MMN, and how does treatment go on?", testinga),
            ("cidp", "CIDP: immunoglobulin or corticosteroids first, and where?", DemoPeople.voorbeeld),
            (
                "motor-neuron-disease", "Upper motor neuron signs and wide denervation: agreement on the diagnosis?",
                testinga
            ),
            ("result-from-elsewhere", "Is the study from elsewhere enough?", DemoPeople.proefstra),
        ]
        var events = [DemoEvent(calendar.at(-35, 12), plansma, .plan(.held, plan(held)))]
        for (index, line) in lines.enumerated() {
            events.append(
                DemoEvent(
                    calendar.at(held - 4, 11, index),
                    plansma,
                    .present(line.name, at: .held, question: line.question, by: line.presenter)
                )
            )
        }
        events.append(
            DemoEvent(
                calendar.at(held - 1, 13),
                plansma,
                .present(
                    "departs-from-guideline",
                    at: .held,
                    question: "Strength falls on two products: what next?",
                    by: testinga,
                    lateReason: "The grip measured last week fell again; the next infusion is due in days."
                )
            )
        )
        return events
    }

    private var heldDecisions: [DemoEvent] {
        let present: Set = [
            DemoPeople.testinga, DemoPeople.proefstra, DemoPeople.zorgman, DemoPeople.plansma, DemoPeople.voorbeeld,
        ]
        let start = DemoEvent(
            calendar.at(held, 8, 55),
            DemoPeople.plansma,
            .hold(.held, attendance: attendance(present))
        )
        return [start]
            + (decisions + insufficientResponse).map { decision in
                DemoEvent(
                    calendar.at(held, 9, decision.minute),
                    DemoPeople.testinga,
                    .decide(decision.name, at: .held, decision.fill)
                )
            }
    }

    private var heldFollowUp: [DemoEvent] {
        let (plansma, held) = (DemoPeople.plansma, held)
        let amended = calendar.day(held + 84)
        return [
            DemoEvent(
                calendar.at(held, 9, 12),
                plansma,
                .agree(
                    "one-nerve",
                    at: .held,
                    key: "ultrasound",
                    "Ultrasound of both arms up to the roots",
                    DemoPeople.proefstra,
                    by: calendar.day(held + 28)
                )
            ),
            DemoEvent(
                calendar.at(held, 9, 22),
                plansma,
                .agree(
                    "no-block-responder",
                    at: .held,
                    key: "call",
                    "Tell the patient and plan the next three infusions",
                    DemoPeople.zorgman,
                    by: calendar.day(held + 7)
                )
            ),
            DemoEvent(
                calendar.at(held, 9, 24),
                plansma,
                .agree(
                    "no-block-responder",
                    at: .held,
                    key: "near-home",
                    "Ask REG whether infusions can be given there",
                    DemoPeople.zorgman,
                    by: calendar.day(held + 10)
                )
            ),
            DemoEvent(
                calendar.at(held, 9, 32),
                plansma,
                .agree(
                    "cidp",
                    at: .held,
                    key: "screening",
                    "Screening before the first infusion",
                    DemoPeople.hulpveld,
                    by: calendar.day(held + 7)
                )
            ),
            DemoEvent(calendar.at(held + 1, 8), DemoPeople.testinga, .sign(.held)),
            DemoEvent(
                calendar.at(held + 2, 10),
                DemoPeople.zorgman,
                .finish("no-block-responder", at: .held, key: "call")
            ),
            DemoEvent(calendar.at(held + 5, 10), DemoPeople.hulpveld, .finish("cidp", at: .held, key: "screening")),
            DemoEvent(
                calendar.at(held + 6, 10),
                DemoPeople.testinga,
                .decide("one-nerve", at: .held) { input in
                    input.nextReviewOn = amended
                    input.reason = "The patient is abroad in the week agreed on; one week earlier."
                }
            ),
        ]
    }

    // MARK: Planned

    private var plannedAgenda: [DemoEvent] {
        let lines: [(name: String, question: String)] = [
            ("definite", "Strength wears off in the last week before each infusion: shorter interval or higher dose?"),
            ("probable", "MRI is not possible: is the diagnosis good enough to treat?"),
            ("declined", "No lumbar puncture: what is still needed for a decision?"),
            (
                "maintenance",
                "Under the skin for three months and grip falls a little: go on, raise, or back to infusions?"
            ),
        ]
        var events = [
            DemoEvent(calendar.at(-10, 12), DemoPeople.plansma, .plan(.planned, plan(calendar.nextMeeting)))
        ]
        for (index, line) in lines.enumerated() {
            events.append(
                DemoEvent(
                    calendar.at(-6 + index, 11),
                    DemoPeople.plansma,
                    .present(line.name, at: .planned, question: line.question, by: DemoPeople.testinga)
                )
            )
        }
        return events
    }
}
