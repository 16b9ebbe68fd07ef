// What was chosen, given and measured in short, with a small chart; and the options that were chosen or come first.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// At most so many panels has the small chart.
    private static let briefPanelsMax = 2

    /// The choice that stands, the courses with their effect, the small chart, and where each measure began and stands.
    var briefTreatment: ReportSection {
        guard !document.treatments.isEmpty || !document.choices.isEmpty || !document.outcomes.isEmpty else {
            return brief(.treatment, nil, [.paragraph(.nothing, wording(TreatmentWord.noTreatment))])
        }
        var blocks: [ReportBlock] = []
        var facts = standingChoices.map(chosen)
        if let cycle = cycles.last { facts.append(wording.fact(BriefWord.lastCycle, cycleValue(cycle))) }
        if let reactionFact { facts.append(reactionFact) }
        if !facts.isEmpty { blocks.append(.lines(facts)) }
        let response = TreatmentResponse(of: document, by: careProtocol)
        if document.treatments.isEmpty {
            blocks.append(.paragraph(.nothing, wording(TreatmentWord.noTreatment)))
        } else {
            blocks.append(.table(briefCourses(response)))
        }
        if let small = smallChart { blocks.append(.chart(small)) }
        if !document.outcomes.isEmpty { blocks.append(.table(measuresTable)) }
        if !response.courses.isEmpty, !document.outcomes.isEmpty {
            blocks.append(
                .facts([wording.fact(ResponseWord.deterioration, deterioration(response.deteriorations))])
            )
        }
        return brief(.treatment, nil, blocks)
    }

    /// The choices that no later one replaced.
    var standingChoices: [ChoiceDocument] {
        let replaced = Set(document.choices.compactMap(\.replaces))
        return document.choices.filter { !replaced.contains($0.id) }
    }

    private func chosen(_ choice: ChoiceDocument) -> ReportFact {
        let preference = "\(wording(TreatmentWord.preference).lowercased()): \(choice.patientPreference)"
        let reason = choice.reason.map { "\(wording(TreatmentWord.reason).lowercased()): \($0)" }
        let parts: [String?] = [
            "\(optionName(choice.option)), \(wording.date(choice.chosenOn))",
            wording.list(choice.participants, orElse: NothingWord.notRecorded), preference, reason,
        ]
        return wording.fact(BriefWord.chosenAs, text: parts.compactMap { $0 }.joined(separator: "; "))
    }

    private func briefCourses(_ response: TreatmentResponse) -> ReportTable {
        let columns = [
            wording.column(TreatmentWord.option), wording.dates(TreatmentWord.started),
            wording.dates(TreatmentWord.ended), wording.column(TreatmentWord.administrations),
            wording.column(TreatmentWord.improvement), wording.column(ResponseWord.byMeasurement),
            wording.column(ResponseWord.wearingOff),
        ]
        let rows = document.treatments.map { course in
            let judged = response.courses.first { $0.document.id == course.id }
            let name = [optionName(course.option), course.substance].compactMap { $0 }.joined(separator: ", ")
            return ReportRow.cells([
                ReportValue(name, code: course.option.rawValue),
                start(of: course), end(of: course),
                administrationSummary(course), improvement(course.objectiveImprovement),
                judged.map { wording.value($0.responder.proposal) } ?? wording.nothing(.notAssessable),
                judged.map { answer($0.wearingOff) } ?? wording.nothing(.notAssessable),
            ])
        }
        return wording.table(TreatmentWord.courses, columns, rows)
    }

    // MARK: Outcome

    /// The chart of the measures with the most values; nil where there is nothing to draw.
    private var smallChart: OutcomeChart? {
        guard !document.outcomes.isEmpty else { return nil }
        let whole = chart
        let most = whole.panels.enumerated().sorted { left, right in
            let (one, other) = (count(left.element), count(right.element))
            return one == other ? left.offset < right.offset : other < one
        }.prefix(CaseMatter.briefPanelsMax).map(\.offset)
        return whole.with(panels: whole.panels.enumerated().filter { most.contains($0.offset) }.map(\.element))
    }

    private func count(_ panel: OutcomePanel) -> Int { panel.series.reduce(0) { $0 + $1.points.count } }

    /// The section on outcome without the chart where the small one has all its panels.
    var annexOutcome: ReportSection {
        let isWhole = smallChart.map { $0.panels.count == chart.panels.count } ?? false
        let section = outcome
        guard isWhole else { return section }
        return ReportSection(
            title: section.title,
            heading: section.heading,
            blocks: section.blocks.filter { if case .chart = $0 { false } else { true } }
        )
    }

    /// Baseline, best and latest value of every measure and side.
    private var measuresTable: ReportTable {
        let columns = [
            wording.column(BriefWord.series), wording.figures(BriefWord.baseline), wording.figures(BriefWord.best),
            wording.figures(BriefWord.latest), wording.dates(TestWord.date),
            wording.column(ChartWord.smallestChange),
        ]
        let rows = allSeries.map { measure, side in
            let series = series(measure, side)
            let isHigher = careProtocol.outcomeMeasure(measure)?.better != .lower
            let since = series.points.filter { point in cycles.first.map { $0.first <= point.on } ?? true }
            let best = since.max { isHigher ? $0.value < $1.value : $1.value < $0.value }
            return ReportRow.cells([
                ReportValue(seriesLabel(measure, side), code: code(measure, side)),
                wording.value(series.baseline, orElse: .notMeasured), wording.value(best?.value, orElse: .notMeasured),
                wording.value(series.points.last?.value, orElse: .notMeasured),
                series.points.last.map { wording.value($0.on) } ?? wording.nothing(.notMeasured),
                ReportValue(smallestChange(measure)),
            ])
        }
        return wording.table(BriefWord.series, columns, rows)
    }

    // MARK: Options

    /// Options by their place in the guideline, with the cautions that each raises today; guidance and doses are in the annex.
    private func briefOptionTable(_ options: [ProtocolOption]) -> ReportTable {
        let guidance = guidance
        let rows = options.map { option in
            ReportRow.cells([
                ReportValue("\(option.names[language]): \(position(of: option))", code: option.code.rawValue),
                raised(guidance.cautions(choosing: option.code, on: document.today)),
            ])
        }
        let columns = [TreatmentWord.option, .cautions].map { wording.column($0) }
        return wording.table(TreatmentWord.optionList, columns, rows)
    }

    /// The options that were chosen or are given; the others by their place in the guideline.
    var briefOptions: ReportSection {
        guard !careProtocol.options.isEmpty else { return options }
        let running = document.treatments.filter { standing(of: $0) != .ended }.map(\.option)
        let own = Set(standingChoices.map(\.option) + running)
        let shown = careProtocol.options.filter { own.contains($0.code) }
        let rest = careProtocol.options.filter { option in !shown.contains { $0.code == option.code } }
        let places = OptionPosition.allCases.compactMap { position -> String? in
            let names = rest.filter { $0.position == position }.map { $0.names[language] }
            return names.isEmpty ? nil : "\(names.joined(separator: ", ")) (\(position.label(language)))"
        }
        let others = [
            wording.fact(shown.isEmpty ? BriefWord.options : .otherOptions, text: places.joined(separator: "; "))
        ]
        return brief(
            .options,
            nil,
            (shown.isEmpty ? [] : [.table(briefOptionTable(shown))]) + (rest.isEmpty ? [] : [.facts(others)])
        )
    }
}
