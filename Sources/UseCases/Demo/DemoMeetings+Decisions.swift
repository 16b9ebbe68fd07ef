// What was decided in the meeting of the demo clinic that was held.
import Domain

/// What came of one case.
struct DemoDecision: Sendable {
    let name: String
    /// Minutes after the hour at which it was written down.
    let minute: Int
    let fill: @Sendable (inout ChangeMeetingCase.Input) -> Void

    init(_ name: String, minute: Int, _ fill: @escaping @Sendable (inout ChangeMeetingCase.Input) -> Void) {
        self.name = name
        self.minute = minute
        self.fill = fill
    }
}

extension DemoMeetings {
    /// The diagnoses and what follows from them.
    var decisions: [DemoDecision] {
        let (testinga, voorbeeld) = (DemoPeople.testinga.name, DemoPeople.voorbeeld.name)
        let (calendar, held) = (calendar, held)
        return [
            DemoDecision("one-nerve", minute: 10) { input in
                input.diagnosis = "Motor neuropathy of one nerve with definite block; possible MMN"
                input.certainty = "possible"
                input.decision = "No treatment yet. Ultrasound of both arms, conduction study again in three months."
                input.dissent =
                    "Dr. Proefstra would start immunoglobulin now: anti-GM1 is positive and the hand loses strength."
                input.patientPreference = "Waits if waiting does no harm; wants to be called when anything changes."
                input.furtherTests = "Ultrasound of the left arm up to the roots."
                input.informsPatient = testinga
                input.informedBy = calendar.day(held + 3)
                input.responsibleClinician = testinga
                input.nextReviewOn = calendar.day(held + 91)
            },
            DemoDecision("no-block-responder", minute: 20) { input in
                input.diagnosis = "MMN without block found, with a measured response to immunoglobulin"
                input.certainty = "possible"
                input.decision = "Go on with immunoglobulin every four weeks; judge again after six months."
                input.patientPreference = "Wants to go on: does her work again. Would like infusions near home later."
                input.trialEligibility = "Not eligible: treatment has begun."
                input.informsPatient = testinga
                input.informedBy = calendar.day(held + 2)
                input.responsibleClinician = testinga
                input.nextReviewOn = calendar.day(held + 120)
            },
            DemoDecision("cidp", minute: 30) { input in
                input.diagnosis = "Typical CIDP"
                input.certainty = "definite"
                input.decision = "Immunoglobulin first, given at REG; review at the centre in three months."
                input.patientPreference = "Infusions close to home; rather no prednisone."
                input.furtherTests = "Nodal antibodies if there is no response."
                input.informsPatient = voorbeeld
                input.informedBy = calendar.day(held + 4)
                input.responsibleClinician = voorbeeld
                input.nextReviewOn = calendar.day(held + 90)
            },
            DemoDecision("motor-neuron-disease", minute: 40) { input in
                input.diagnosis = "Motor neuron disease"
                input.certainty = "definite"
                input.decision = "No trial of immunoglobulin. Told in person, with the ALS nurse there; then to close."
                input.informsPatient = testinga
                input.informedBy = calendar.day(held + 2)
                input.responsibleClinician = "ALS team"
            },
            DemoDecision("result-from-elsewhere", minute: 45) { input in
                input.status = .notDiscussed
                input.notDiscussedReason = "The areas of the study are not in yet: amplitudes alone decide nothing."
            },
        ]
    }

    /// The late case: a decision with a dissent, and a choice that departs from the guideline.
    var insufficientResponse: [DemoDecision] {
        let testinga = DemoPeople.testinga.name
        let (calendar, held) = (calendar, held)
        return [
            DemoDecision("departs-from-guideline", minute: 55) { input in
                input.diagnosis = "Definite MMN, response to immunoglobulin insufficient"
                input.certainty = "definite"
                input.decision = "Immunoglobulin goes on; mycophenolate as a trial of six months if the patient agrees."
                input.dissent = "Dr. Voorbeeld: no drug of this kind is proven; would shorten the interval first."
                input.patientPreference = "Accepts risk for a chance to keep the right hand; wants an end date."
                input.informsPatient = testinga
                input.informedBy = calendar.day(held + 5)
                input.responsibleClinician = testinga
                input.nextReviewOn = calendar.day(held + 180)
            }
        ]
    }
}
