// Tells a case file as it happened: the referral, what was asked for, done, reported and looked at, day after day.
import Domain

/// A case file of the demo, as events.
struct DemoTelling: Sendable {
    let story: DemoStory
    let file: CaseFile
    let calendar: DemoCalendar

    var name: String { story.name }
    var team: DemoTeam { DemoTeam.of(file) }
    private var openedOn: LocalDate { file.workup.openedOn }

    /// Everything that happened, in no order.
    var events: [DemoEvent] {
        opening + results + treatment + story.events
    }

    // MARK: Opening

    /// The referral comes in with what is found on that day, and somebody takes it on.
    private var opening: [DemoEvent] {
        let first = CaseFile(
            source: file.source,
            patient: file.patient,
            workup: file.workup,
            findings: file.findings.map(\.finding).filter { $0.date?.firstDay == openedOn }
        )
        var events = [
            DemoEvent(calendar.at(openedOn, 8), team.neurologist, .open(name, first, at: team.organisation)),
            DemoEvent(calendar.at(openedOn, 8, 10), team.neurologist, .assign(name, to: team.neurologist)),
        ]
        if !first.examinations.isEmpty {
            events.append(
                DemoEvent(
                    calendar.at(openedOn, 9),
                    team.neurologist,
                    .move(name, "neurologicalExamination", StepMove(state: .reviewed))
                )
            )
        }
        return events
    }

    // MARK: Results

    /// A result as it is known: when it was made, when it came in, which step it belongs to.
    private struct Result {
        let placed: PlacedFinding
        let step: String
        let madeOn: LocalDate
        let knownOn: LocalDate
        let origin: String?
    }

    private var results: [DemoEvent] {
        let results = file.findings.filter { $0.finding.date?.firstDay != openedOn }.map(result)
        var events: [DemoEvent] = []
        for (index, result) in results.enumerated() {
            events += recording(result, minute: index)
        }
        var asked: Set<String> = []
        for result in results where result.origin == nil && asked.insert(result.step).inserted {
            events += asking(result)
        }
        var looked: Set<String> = []
        for result in results where looked.insert("\(result.step) \(result.knownOn)").inserted {
            events += review(result)
        }
        return events
    }

    private func result(_ placed: PlacedFinding) -> Result {
        let madeOn = placed.finding.date?.firstDay ?? openedOn
        guard madeOn >= openedOn else {
            return Result(
                placed: placed,
                step: placed.finding.demoStep,
                madeOn: madeOn,
                knownOn: openedOn.addingDays(1),
                origin: placed.finding.origin.organisation ?? "another hospital"
            )
        }
        return Result(
            placed: placed,
            step: placed.finding.demoStep,
            madeOn: madeOn,
            knownOn: calendar.past(madeOn.addingDays(placed.finding.demoDelayDays)),
            origin: nil
        )
    }

    private func recording(_ result: Result, minute: Int) -> [DemoEvent] {
        let (pointer, finding) = (result.placed.pointer, result.placed.finding)
        let by = result.origin == nil ? recorder(of: finding) : team.neurologist
        let at = calendar.at(result.knownOn, 13, minute)
        guard let wrong = story.typedWrong[pointer] else {
            return [DemoEvent(at, by, .record(name, pointer, finding, origin: result.origin))]
        }
        return [
            DemoEvent(at, by, .record(name, pointer, wrong, origin: result.origin)),
            DemoEvent(
                calendar.at(result.knownOn.addingDays(3), 9),
                by,
                .correct(
                    name,
                    pointer,
                    finding,
                    reason: "A digit was lost on the way from the laboratory's letter; compared with the letter again."
                )
            ),
        ]
    }

    private func recorder(of finding: Finding) -> DemoPerson {
        switch finding {
        case .neurologicalExamination: team.neurologist
        case .nerveConductionStudy, .needleExamination: team.neurophysiologist
        case .imaging(let imaging): imaging.modality == .ultrasound ? team.neurophysiologist : team.neurologist
        case .antibody, .cerebrospinalFluid, .laboratory: team.laboratory
        }
    }

    /// The step is asked for, given a day where it needs one, and done.
    private func asking(_ result: Result) -> [DemoEvent] {
        let (step, madeOn) = (result.step, result.madeOn)
        switch step {
        case "neurologicalExamination": return []
        case "nerveConductionStudy":
            return [
                DemoEvent(
                    calendar.at(openedOn, 9, 10),
                    team.neurologist,
                    .move(name, step, StepMove(state: .requested))
                ),
                DemoEvent(
                    calendar.at(openedOn, 14),
                    team.technician,
                    .move(name, step, StepMove(state: .scheduled, scheduledOn: madeOn))
                ),
                DemoEvent(calendar.at(madeOn, 10), team.technician, .move(name, step, StepMove(state: .performed))),
            ]
        case "antiGanglioside", "bloodPanel":
            return [
                DemoEvent(
                    calendar.at(openedOn, 9, 20),
                    team.neurologist,
                    .move(name, step, StepMove(state: .requested))
                ),
                DemoEvent(calendar.at(madeOn, 10, 30), team.nurse, .move(name, step, StepMove(state: .performed))),
            ]
        default:
            // Asked for on the eve, when the results that it waits for are in.
            return [
                DemoEvent(
                    calendar.at(madeOn.addingDays(-1), 15),
                    team.neurologist,
                    .move(name, step, StepMove(state: .requested))
                )
            ]
        }
    }

    /// The neurologist looks at the result two days later.
    private func review(_ result: Result) -> [DemoEvent] {
        let day = result.knownOn.addingDays(2)
        guard !story.unreviewed.contains(result.step), day < calendar.today else { return [] }
        return [
            DemoEvent(calendar.at(day, 7, 30), team.neurologist, .move(name, result.step, StepMove(state: .reviewed)))
        ]
    }
}

extension Finding {
    /// The step that the finding belongs to, in both protocols of the program.
    fileprivate var demoStep: String {
        switch self {
        case .neurologicalExamination: "neurologicalExamination"
        case .nerveConductionStudy: "nerveConductionStudy"
        case .needleExamination: "needleExamination"
        case .antibody: "antiGanglioside"
        case .cerebrospinalFluid: "lumbarPuncture"
        case .laboratory: "bloodPanel"
        case .imaging(let imaging): imaging.modality == .mri ? "plexusMri" : "nerveUltrasound"
        }
    }

    /// How many days the result takes.
    fileprivate var demoDelayDays: Int {
        switch self {
        case .neurologicalExamination, .nerveConductionStudy, .needleExamination: 0
        case .cerebrospinalFluid, .laboratory: 1
        case .imaging(let imaging): imaging.modality == .mri ? 2 : 0
        case .antibody: 7
        }
    }
}
