// The patients of the demo clinic who are on the way to a diagnosis, and those with whom something is unusual.
import Domain

extension DemoStory {
    /// Patients on the way: just referred, examined, waiting for a study, for a day, for somebody to look.
    static func waiting(_ calendar: DemoCalendar) -> [DemoStory] {
        var examined = DemoStory("examined", calendar)
        examined.requested("nerveConductionStudy", on: -9)
        examined.requested("bloodPanel", on: -9)
        examined.scheduled("nerveConductionStudy", for: 5, on: -7, by: DemoPeople.plansma)

        var overdue = DemoStory("overdue", by: DemoPeople.voorbeeld, calendar)
        overdue.requested("nerveConductionStudy", on: -61, note: "Asked for at the neuromuscular centre by letter.")

        var scheduled = DemoStory("scheduled", by: DemoPeople.voorbeeld, calendar)
        scheduled.requested("nerveConductionStudy", on: -16)
        scheduled.scheduled("nerveConductionStudy", for: 4, on: -12, by: DemoPeople.hulpveld)
        scheduled.ended(
            "antiGanglioside",
            .notNeeded,
            on: -12,
            because: "Symmetric, with sensory loss: it would change nothing."
        )

        var elsewhere = DemoStory("result-from-elsewhere", unreviewed: ["nerveConductionStudy"], calendar)
        elsewhere.requested("antiGanglioside", on: -23)

        let awaited = DemoStory("awaiting-review", unreviewed: ["nerveConductionStudy", "needleExamination"], calendar)
        return [DemoStory("referral", calendar), examined, overdue, scheduled, elsewhere, awaited]
    }

    /// Patients with a step that could not be done, was refused or done all the same, a finding of somebody else,
    /// another diagnosis, or a second record.
    static func unusual(_ calendar: DemoCalendar) -> [DemoStory] {
        refused(calendar) + [overridden(calendar), withdrawn(calendar), otherDiagnosis(calendar)] + twice(calendar)
    }

    private static func refused(_ calendar: DemoCalendar) -> [DemoStory] {
        var probable = DemoStory("probable", calendar)
        probable.ended(
            "plexusMri",
            .notPossible,
            on: -100,
            because: "Pacemaker that is not safe in a scanner; nerve ultrasound instead."
        )
        probable.noted("neuromuscularCentre", on: -55, "Seen at this centre; to the next meeting with all results.")

        var declined = DemoStory("declined", calendar)
        declined.ended(
            "lumbarPuncture",
            .declined,
            on: -50,
            because: "Fear of headache after an earlier puncture; asked again and declined."
        )
        declined.requested("plexusMri", on: -49)
        return [probable, declined]
    }

    private static func overridden(_ calendar: DemoCalendar) -> DemoStory {
        // The blood panel is not complete, so there is nothing to review yet.
        var story = DemoStory("override", unreviewed: ["bloodPanel"], calendar)
        story.moved(
            "lumbarPuncture",
            on: -20,
            StepMove(
                state: .requested,
                overrideReason: "Fast decline and a long journey: one visit for everything. "
                    + "Platelets and clotting were checked by telephone; TSH, ALT and B12 follow."
            )
        )
        story.scheduled("lumbarPuncture", for: 2, on: -18, by: DemoPeople.plansma)
        return story
    }

    /// Images of somebody else: the finding is withdrawn, and the step stands open again.
    private static func withdrawn(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("one-nerve", unreviewed: ["nerveUltrasound"], calendar)
        let (proefstra, reason) = (DemoPeople.proefstra, "The images are of another patient: two were swapped.")
        story.did(.withdraw("one-nerve", "/imaging/1", reason: reason), on: -66, by: proefstra)
        story.moved("nerveUltrasound", on: -66, at: 10, by: proefstra, StepMove(state: .performed, reason: reason))
        story.moved("nerveUltrasound", on: -66, at: 11, by: proefstra, StepMove(state: .cancelled, reason: reason))
        story.moved(
            "nerveUltrasound",
            on: -66,
            at: 12,
            by: proefstra,
            StepMove(state: .planned, dueOn: calendar.day(calendar.pastMeeting + 28))
        )
        story.requested("nerveUltrasound", on: calendar.pastMeeting + 1, note: "Both arms, up to the roots.")
        return story
    }

    private static func otherDiagnosis(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("motor-neuron-disease", calendar)
        story.ended(
            "lumbarPuncture",
            .notNeeded,
            on: -11,
            because: "The diagnosis rests on examination and needle EMG."
        )
        story.ended("plexusMri", .cancelled, on: -11, because: "Would change nothing any more.")
        story.did(
            .close(
                "motor-neuron-disease",
                "Motor neuron disease, not MMN. Care goes on in the ALS team; the patient was told in person."
            ),
            on: -10,
            at: 15
        )
        return story
    }

    /// One person in two hospitals, found to be one.
    private static func twice(_ calendar: DemoCalendar) -> [DemoStory] {
        var regional = DemoStory("same-person-regional", by: DemoPeople.voorbeeld, calendar)
        regional.did(.close("same-person-regional", "Goes on at the neuromuscular centre."), on: -17)
        regional.did(
            .share("same-person-regional", with: DemoPeople.centre, reason: "The patient is known there as well."),
            on: -17,
            at: 10
        )
        if let number = regionalNumber {
            // Records are merged where both are registered, and the centre knew this one by a share alone.
            regional.did(
                .ask(number, reason: "Seems to be a patient of ours."),
                on: -17,
                at: 11,
                by: DemoPeople.plansma
            )
            regional.did(
                .grant("same-person-regional", reason: "Same person, treated at the centre from now on."),
                on: -17,
                at: 12
            )
        }
        regional.did(
            .merge(
                "same-person-regional",
                into: "same-person-centre",
                reason: "Same birth date, address and general practitioner; married name at the regional hospital."
            ),
            on: -16,
            by: DemoPeople.plansma
        )
        return [DemoStory("same-person-centre", calendar), regional]
    }

    /// The number that the regional hospital put on its letter.
    private static var regionalNumber: PatientIdentifier? {
        try? PatientIdentifier(system: .hospital(organisation: "REG"), value: "R-2003")
    }
}
