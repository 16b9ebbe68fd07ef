// What treatment brought: response and wearing-off by course, deterioration, trials, and values by product.
import Criteria
import Domain

extension CaseMatter {
    /// The blocks on response; none where no treatment with an effect of its own was given or planned to be judged.
    var responseBlocks: [ReportBlock] {
        let response = TreatmentResponse(of: document, by: careProtocol)
        guard !response.courses.isEmpty || !response.trials.isEmpty else { return [] }
        var blocks: [ReportBlock] = [
            .heading(code: ResponseWord.response.rawValue, text: wording(ResponseWord.response))
        ]
        if !response.courses.isEmpty {
            blocks.append(.table(responseTable(response.courses)))
            let wornOff = response.courses.filter { $0.wearingOff.answer != .notEvaluable }.map { course in
                wording.fact(ResponseWord.wearingOff, told(course.wearingOff))
            }
            blocks.append(
                .facts(wornOff + [wording.fact(ResponseWord.deterioration, deterioration(response.deteriorations))])
            )
        }
        if !response.trials.isEmpty { blocks.append(.table(trialTable(response.trials))) }
        if response.products.periods.count > 1, response.products.periods.contains(where: \.hasComparablePoints) {
            blocks.append(.table(productTable(response.products)))
            blocks.append(.paragraph(.note, ProductResponse.caveat[language]))
        }
        blocks.append(.paragraph(.note, wording(ResponseWord.proposed)))
        return blocks
    }

    private func responseTable(_ courses: [TreatmentResponse.Course]) -> ReportTable {
        let columns = [
            wording.column(TreatmentWord.option), wording.dates(ResponseWord.first),
            wording.column(ResponseWord.byMeasurement), wording.column(ResponseWord.byClinician),
            wording.column(ResponseWord.wearingOff),
        ]
        let rows = courses.map { course in
            ReportRow.cells([
                ReportValue(optionName(course.document.option), code: course.document.option.rawValue),
                course.responder.firstOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
                answer(course.responder), improvement(course.responder.clinician),
                answer(course.wearingOff),
            ])
        }
        return wording.table(ResponseWord.responseByCourse, columns, rows)
    }

    private func answer(_ responder: ResponderAssessment) -> ReportValue {
        var text = "\(responder.proposal.label(language)): \(responder.sentence.text(language))"
        if responder.partsFromClinician { text += "; \(wording(ResponseWord.partsFromClinician))" }
        let emphasis: ReportEmphasis =
            responder.partsFromClinician ? .warning : responder.proposal.isExamined ? .plain : .nothing
        return ReportValue(text, code: responder.proposal.rawValue, emphasis)
    }

    /// What each measure and side shows, with its days and values.
    private func told(_ wearingOff: WearingOff) -> ReportValue {
        let sentences = wearingOff.series.filter { $0.answer != .notEvaluable }.map { $0.sentence.text(language) }
        return ReportValue(sentences.joined(separator: "; "))
    }

    func answer(_ wearingOff: WearingOff) -> ReportValue {
        let emphasis: ReportEmphasis =
            switch wearingOff.answer {
            case .present, .suspected: .warning
            case .absent: .plain
            case .notEvaluable: .nothing
            }
        return ReportValue(wearingOff.answer.label(language), code: wearingOff.answer.rawValue, emphasis)
    }

    /// What is worse, or that nothing is, or that it cannot be told.
    func deterioration(_ all: [Deterioration]) -> ReportValue {
        let present = all.filter { $0.answer == .present }
        guard present.isEmpty else {
            let text = present.map { $0.sentence.text(language) }.joined(separator: "; ")
            return ReportValue(text, code: Sign.present.rawValue, .warning)
        }
        guard all.contains(where: { $0.answer == .absent }) else { return wording.nothing(.notAssessable) }
        return wording.value(Sign.absent)
    }

    // MARK: Trials

    private func trialTable(_ trials: [TreatmentResponse.Trial]) -> ReportTable {
        let columns = [
            wording.column(ResponseWord.goal), wording.column(ResponseWord.measure),
            wording.column(ResponseWord.target), wording.dates(ResponseWord.judgedOn),
            wording.column(ResponseWord.stoppingRule), wording.column(ResponseWord.shows),
        ]
        let rows = trials.map { trial in
            let plan = trial.plan
            let start = trial.course == nil ? " (\(wording(ResponseWord.noCourse)))" : ""
            return ReportRow.cells([
                ReportValue("\(optionName(trial.choice.option)): \(plan.goal)", code: trial.choice.option.rawValue),
                ReportValue(OutcomeKey(plan.measure, plan.side).label[language], code: plan.measure.rawValue),
                ReportValue(plan.target.sentence(of: plan.measure).text(language)), wording.value(plan.judgedOn),
                ReportValue(stoppingRule(plan)),
                ReportValue(
                    trial.judgement.sentence.text(language) + start,
                    code: trial.judgement.answer.rawValue,
                    trial.judgement.answer == .stopRuleMet ? .warning : .plain
                ),
            ])
        }
        return wording.table(ResponseWord.trials, columns, rows)
    }

    func stoppingRule(_ plan: TrialPlan) -> String {
        let rule = plan.stoppingRule
        var parts = [rule.text]
        if let worsening = rule.worseningBy {
            let unit = wording(plan.measure.unit(ofChange: worsening))
            parts.append("\(wording(ResponseWord.stopWorse)) \(wording.number(worsening)) \(unit)")
        }
        if let day = rule.withoutImprovementOn {
            parts.append("\(wording(ResponseWord.stopWithout)) \(wording.date(day))")
        }
        return parts.joined(separator: "; ")
    }

    // MARK: Products

    /// A row per cycle below the product it was given with; values without a verdict.
    private func productTable(_ response: ProductResponse) -> ReportTable {
        let columns = [
            wording.dates(TreatmentWord.dates), wording.column(TreatmentWord.perKg),
            wording.column(ResponseWord.values), wording.column(ResponseWord.reactions),
        ]
        let rows = response.periods.flatMap { period -> [ReportRow] in
            let products = period.products.joined(separator: ", ")
            let name = products.isEmpty ? wording(ResponseWord.unknownProduct) : products
            let head = ReportValue("\(name), \(optionName(period.option))", code: period.option.rawValue)
            return [.group(head)] + period.cycles.map { .cells(cells(of: $0, in: period)) }
        }
        return wording.table(ResponseWord.products, columns, rows)
    }

    private func cells(of cycle: ProductCycle, in period: ProductPeriod) -> [ReportValue] {
        let points = cycle.points.map { point in
            let values = [point.middle, point.end].map { value in
                value.map { wording.number($0.value) } ?? wording(NothingWord.notMeasured)
            }
            return "\(point.key.label[language]): \(values.joined(separator: ", "))"
        }
        return [
            ReportValue(wording.dates(cycle.firstDay, cycle.lastDay), code: cycle.firstDay.description),
            cycle.gramsPerKg?.valueForDisplay.map { wording.value($0, unit: "g/kg") } ?? wording.nothing(.notRecorded),
            points.isEmpty ? wording.nothing(.notMeasured) : ReportValue(points.joined(separator: "; ")),
            reactions(of: cycle, in: period),
        ]
    }

    private func reactions(of cycle: ProductCycle, in period: ProductPeriod) -> ReportValue {
        let isAsked = document.treatments.filter { $0.option == period.option }.flatMap(\.administrations).contains {
            $0.details?.reactions != nil && $0.on >= cycle.firstDay && $0.on <= cycle.lastDay
        }
        guard isAsked, let noted = period.reactions else {
            return ReportValue(wording(ResponseWord.notAsked), .nothing)
        }
        let own = noted.filter { cycle.places.contains($0.place) }
        guard !own.isEmpty else { return wording.nothing(.none) }
        return ReportValue(own.map { words(of: $0.reaction) }.joined(separator: "; "))
    }

    /// `headache, mild`, with what was noted of it.
    private func words(of reaction: AdministrationReaction) -> String {
        [reaction.code.label(language), reaction.severity?.label(language), reaction.note].compactMap { $0 }
            .joined(separator: ", ")
    }

    /// What stands in the last column of an administration: reactions, an expired batch, the note.
    func remarks(on administration: AdministrationDocument) -> String? {
        var parts = (administration.details?.reactions ?? []).map(words(of:))
        if let details = administration.details, details.isExpired(on: administration.on) {
            parts.append(wording(ResponseWord.expired))
        }
        parts += [administration.note].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
