// The patients of the demo clinic who are treated: what was chosen together, and how it went on.
import Domain
import FoundationEssentials

extension DemoStory {
    /// The patients with a treatment.
    static func treated(_ calendar: DemoCalendar) -> [DemoStory] {
        [definite(calendar), responder(calendar), regionalCare(calendar), departing(calendar), maintained(calendar)]
    }

    /// Definite MMN on immunoglobulin: the workup that is shown first.
    private static func definite(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("definite", calendar)
        story.noted(
            "neuromuscularCentre",
            on: -114,
            "Diagnosis agreed on here; treatment starts here, check-ups at REG."
        )
        story.chose(
            .ivig,
            on: -108,
            with: ["the patient's partner", DemoPeople.zorgman.name],
            preference: "Wants treatment that keeps the hands strong enough for work; infusions on Mondays.",
            trial: TrialPlan(
                chosenOn: calendar.day(-108),
                goal: "Holding tools for a whole working day again.",
                measure: .gripVigorimeter,
                side: .right,
                target: .improvement(16),
                judgedOn: calendar.day(-10),
                stoppingRule: TrialStoppingRule(text: "Weaker than before at two visits.", worseningBy: 8)
            )
        )
        story.screened(on: -107)
        story.asked(.hypertension, .present, on: -107, by: DemoPeople.zorgman)
        story.asked(.hyperprolinaemia, .absent, on: -107, by: DemoPeople.zorgman)
        story.details["/treatments/0/administrations/0"] = AdministrationDetails(
            manufacturer: "CSL Behring",
            ratesMlPerKgPerHour: [1, 2],
            reactions: [AdministrationReaction(code: .headache, severity: .mild)]
        )
        story.details["/treatments/0/administrations/5"] = AdministrationDetails(manufacturer: "Takeda", reactions: [])
        // Measured last week, and nobody has looked at it yet: the step to move when the demo is shown.
        story.assessed(on: -7)
        return story
    }

    /// Nothing found in conduction, yet better on immunoglobulin; an antibody result was typed wrong at first.
    private static func responder(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("no-block-responder", calendar)
        story.noted("neuromuscularCentre", on: -66, "No block found up to Erb; a trial of three cycles, measured.")
        story.chose(
            .ivig,
            on: -64,
            preference: "Would rather try and know than wait; afraid of losing her job as a dental nurse."
        )
        story.screened(on: -63)
        story.assessed(on: -19, "Better after each infusion.")
        story.typedWrong["/antibodies/0"] = .antibody(
            AntibodyResult(
                origin: FindingOrigin(),
                sampledOn: PartialDate(calendar.day(-79)),
                antigen: "GM1",
                isotype: .igM,
                method: "ELISA",
                value: 4,
                comparator: .equal,
                unit: "%",
                band: .negative
            )
        )
        return story
    }

    /// CIDP, looked after at the regional hospital and discussed at the centre.
    private static func regionalCare(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("cidp", by: DemoPeople.voorbeeld, calendar)
        story.moved("neuromuscularCentre", on: -60, StepMove(state: .requested, organisation: "NMC"))
        story.did(
            .share("cidp", with: DemoPeople.centre, reason: "For discussion at the meeting of the centre."),
            on: -59
        )
        story.noted(
            "neuromuscularCentre",
            on: -13,
            by: DemoPeople.testinga,
            "Advice of the meeting: immunoglobulin at REG, review here in three months."
        )
        story.chose(
            .ivig,
            on: -11,
            with: [DemoPeople.hulpveld.name],
            preference: "Prefers infusions close to home; no prednisone because of diabetes in the family."
        )
        story.screened(on: -10, by: DemoPeople.hulpveld)
        return story
    }

    /// Two products without enough effect, and a choice that departs from the guideline.
    private static func departing(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("departs-from-guideline", calendar)
        story.noted("neuromuscularCentre", on: -300, "Definite MMN, treatment here.")
        story.chose(.ivig, on: -295, preference: "Treatment as soon as possible.")
        story.screened(on: -294)
        story.assessed(on: -37, "Weaker on two products.")
        story.chose(
            .immunosuppressant,
            on: -6,
            key: "second",
            with: [DemoPeople.zorgman.name, "hospital pharmacist"],
            preference: "Accepts the risk of infection for a chance to keep the right hand; "
                + "wants to stop if nothing changes in six months.",
            reason: "Strength falls on two products at full dose over ten months. No drug of this kind is proven; "
                + "agreed in the meeting as a trial of six months beside immunoglobulin, with one dissent."
        )
        return story
    }

    /// Maintenance for a year: another product, then under the skin at home.
    private static func maintained(_ calendar: DemoCalendar) -> DemoStory {
        var story = DemoStory("maintenance", calendar)
        story.ended(
            "lumbarPuncture",
            .notNeeded,
            on: -380,
            because: "Definite by EFNS/PNS without it; the result would change nothing here."
        )
        story.noted("neuromuscularCentre", on: -370, "Definite MMN, treatment here.")
        story.chose(
            .ivig,
            on: -355,
            with: [DemoPeople.zorgman.name],
            preference: "Infusions in the day ward, not at home."
        )
        story.screened(on: -354)
        story.assessed(on: -260, "Clear effect in both hands; go on.")
        story.chose(
            .scig,
            on: -96,
            key: "second",
            replacing: "first",
            with: [DemoPeople.zorgman.name],
            preference: "Wants to be free of the day ward; learned to give it himself. Licence and cost were discussed."
        )
        return story
    }
}
