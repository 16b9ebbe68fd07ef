// The answers of the criteria side by side, by what they differ, and the segments on which they rest.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// At most so many segments with block stand on the first pages.
    private static let keySegmentsMax = 8

    /// What each set of the protocol answers, how far it is checked, and what could still change it.
    var briefCriteria: ReportSection {
        guard let kept = document.evaluation else {
            return brief(.criteria, nil, [.paragraph(.nothing, wording(CriteriaWord.notEvaluated))])
        }
        let result = kept.result
        let columns = [CriteriaWord.set, .answer, .checked, .reachable, .missing].map { wording.column($0) }
        let others = result.evaluations.filter { !isOfProtocol($0) }
        var rows = ownSets(result).map(briefRow)
        if !others.isEmpty {
            let answers = others.map { "\(setName($0.criteria)): \($0.category.label(language))" }
            rows.append(
                .span(
                    head: ReportValue(wording(CriteriaWord.otherSets), code: CriteriaWord.otherSets.rawValue),
                    body: ReportValue(answers.joined(separator: "; "))
                )
            )
        }
        var blocks: [ReportBlock] = [.table(wording.table(CriteriaWord.sets, columns, rows))]
        let facts = [differences(result), changes(result), briefCautions(result)].compactMap { $0 }
        if !facts.isEmpty { blocks.append(.lines(facts)) }
        blocks += notes(on: result).map { .paragraph(.note, $0) }
        return brief(.criteria, nil, blocks)
    }

    private func briefRow(_ set: CriteriaEvaluation) -> ReportRow {
        .cells([
            ReportValue("\(setName(set.criteria)), \(wording(FrameWord.version)) \(set.version)", code: set.criteria),
            wording.value(set.category, .strong), checked(set.status),
            wording.value(text: set.reachable.map { $0.label(language) }.joined(separator: ", "), orElse: .none),
            missing(set),
        ])
    }

    /// The clauses by which a set answers lower than another.
    private func differences(_ result: CaseEvaluation) -> ReportFact? {
        let own = ownSets(result)
        return fact(
            BriefWord.differsBy,
            own.compactMap { set in
                let ids = DecidingClauses.differing(set, from: own)
                let clauses = set.clauses.filter { ids.contains($0.id) }.map {
                    "\($0.name[language]): \($0.verdict.label(language))"
                }
                return clauses.isEmpty ? nil : "\(setName(set.criteria)) – \(clauses.joined(separator: ", "))"
            }
        )
    }

    private func changes(_ result: CaseEvaluation) -> ReportFact? {
        let next = result.nextSteps.map { step in
            let alone = step.couldChange.filter(\.isAlone).map { change in
                "\(setName(change.criteria)): \(change.to.map { $0.label(language) }.joined(separator: " / "))"
            }
            guard !alone.isEmpty else { return stepName(step.step) }
            return "\(stepName(step.step)) (\(wording(CriteriaWord.alone)) \(alone.joined(separator: ", ")))"
        }
        return fact(BriefWord.couldBecome, next)
            ?? wording.fact(BriefWord.couldBecome, ReportValue(wording(CriteriaWord.noNextStep), .nothing))
    }

    private func briefCautions(_ result: CaseEvaluation) -> ReportFact? {
        let texts =
            result.cautions.map { $0.text.text(language) } + result.warnings.map { $0.message.text(language) }
        // Sentences that stand in a list end with its own mark.
        return fact(CriteriaWord.cautions, texts.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 })
    }

    // MARK: Conduction

    /// The study's frame, and each segment in which a set finds block.
    var briefConduction: ReportSection {
        let studies = document.caseFile.nerveConductionStudies
        guard !studies.isEmpty else {
            return brief(.conduction, nil, [absence(ConductionWord.noStudy, steps: "nerveConductionStudy")])
        }
        var blocks: [ReportBlock] = []
        let newest = ordered { finding in
            if case .nerveConductionStudy(let study) = finding { return study }
            return nil
        } on: {
            $0.origin.performedOn
        }
        if let latest = newest.first { blocks.append(.facts(studyFacts(latest))) }
        if let result = document.evaluation?.result { blocks += keySegments(studies, result) }
        if let latest = newest.first { blocks.append(.lines(distalFacts(latest) + sensoryFacts(latest))) }
        return brief(.conduction, nil, blocks)
    }

    /// That no set finds block, or that nobody can tell: never the one for the other.
    private func nowhereBlocked(_ result: CaseEvaluation) -> [ReportBlock] {
        let open = result.segments.count { $0.blocks.contains { $0.answer == .notEvaluable } }
        guard open > 0 else { return [.paragraph(.plain, wording(BriefWord.noBlock))] }
        let judged = result.segments.count { segment in
            segment.blocks.contains { $0.answer == .noBlock } && !segment.blocks.contains { $0.answer == .notEvaluable }
        }
        let words = [(open, BlockAnswer.notEvaluable), (judged, .noBlock)].filter { $0.0 > 0 }
        let counts = words.map { "\($0.0) \($0.1.label(language))" }.joined(separator: "; ")
        return [
            .paragraph(.plain, wording(judged == 0 ? BriefWord.noneJudged : .noBlockJudged)),
            .facts([wording.fact(BriefWord.segments, text: counts)]),
        ]
    }

    private func keySegments(_ studies: [NerveConductionStudy], _ result: CaseEvaluation) -> [ReportBlock] {
        var rows: [(rank: Int, row: ReportRow)] = []
        for (index, study) in studies.enumerated() {
            let measured = SegmentTable(study)
            for segment in result.segments where segment.place.index == index {
                let answers = segment.blocks.map(\.answer)
                guard segment.place.member == .nerveConductionStudies,
                    answers.contains(.definite) || answers.contains(.probable),
                    let row = measured.rows.first(where: {
                        $0.motorIndex == segment.place.partIndex
                            && $0.measures.segment.distal.site == segment.distalSite
                            && $0.measures.segment.proximal.site == segment.proximalSite
                    })
                else { continue }
                let date = studies.count > 1 ? dateWords(study.origin.performedOn) : nil
                rows.append((answers.contains(.definite) ? 0 : 1, keyRow(segment, row.measures, date)))
            }
        }
        guard !rows.isEmpty else { return nowhereBlocked(result) }
        let columns = [
            wording.column(ConductionWord.segment), wording.figures(ConductionWord.amplitude, unit: "mV"),
            wording.figures(ConductionWord.amplitudeReduction, unit: "%"),
            wording.figures(ConductionWord.area, unit: "mV·ms"),
            wording.figures(ConductionWord.areaReduction, unit: "%"),
            wording.figures(ConductionWord.durationIncrease, unit: "%"), wording.column(BriefWord.block),
        ]
        // Those that one set calls definite before the others; else as they stand in the record.
        let sorted = rows.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        let shown = sorted.prefix(CaseMatter.keySegmentsMax).map(\.element.row)
        var facts: [ReportFact] = []
        let others = result.segments.count - rows.count
        let open = result.segments.count { segment in
            let answers = segment.blocks.map(\.answer)
            return !answers.contains(.definite) && !answers.contains(.probable) && answers.contains(.notEvaluable)
        }
        var words = ["\(others - open) \(BlockAnswer.noBlock.label(language))"]
        if open > 0 { words.append("\(open) \(BlockAnswer.notEvaluable.label(language))") }
        if shown.count < rows.count {
            words.append("\(rows.count - shown.count) \(wording(BriefWord.furtherSegments))")
        }
        facts.append(wording.fact(BriefWord.otherSegments, text: words.joined(separator: "; ")))
        return [.table(wording.table(BriefWord.blocks, columns, shown)), .facts(facts)]
    }

    private func keyRow(_ segment: SegmentEvaluation, _ measures: SegmentMeasures, _ date: String?) -> ReportRow {
        let sites = "\(segment.distalSite.label(language)) → \(segment.proximalSite.label(language))"
        let name = [nerveWords(segment.nerve, segment.side), sites, date].compactMap { $0 }.joined(separator: ", ")
        let answers = Set(segment.blocks.map(\.answer))
        let unanimous = answers.count == 1 ? answers.first : nil
        let byAnswer = [BlockAnswer.definite, .probable, .noBlock, .notEvaluable].compactMap { answer -> String? in
            let sets = segment.blocks.filter { $0.answer == answer }.map { setName($0.criteria) }
            return sets.isEmpty ? nil : "\(answer.label(language)): \(sets.joined(separator: ", "))"
        }
        return .cells([
            ReportValue(name, code: segment.place.pointer), pair(measures.segment, \.amplitudeMv),
            rounded(measures.amplitudeReductionPercent), pair(measures.segment, \.areaMvMs),
            rounded(measures.areaReductionPercent), rounded(measures.durationIncreasePercent),
            ReportValue(
                unanimous.map { "\($0.label(language)): \(wording(BriefWord.allSets))" }
                    ?? byAnswer.joined(separator: "; ")
            ),
        ])
    }

    /// Distal latencies, amplitudes and F-waves of the latest study that lie outside their limits.
    private func distalFacts(_ study: NerveConductionStudy) -> [ReportFact] {
        let table = motorTable(study)
        let outside = table.rows.compactMap { row -> String? in
            guard case .cells(let cells) = row else { return nil }
            let values = zip(table.columns, cells).dropFirst(2).filter { $1.emphasis == .strong }.map {
                "\(wording.lowercasingFirst($0.label)) \($1.text)"
            }
            return values.isEmpty ? nil : "\(cells[0].text): \(values.joined(separator: ", "))"
        }
        let none = ReportValue(wording(BriefWord.noneOutside), .nothing)
        return study.motor.isEmpty
            ? [] : [fact(BriefWord.outsideLimits, outside) ?? wording.fact(BriefWord.outsideLimits, none)]
    }

    private func sensoryFacts(_ study: NerveConductionStudy) -> [ReportFact] {
        guard !study.sensory.isEmpty else {
            return [wording.fact(ConductionWord.sensory, wording.nothing(.notDone))]
        }
        let normal = study.sensory.filter { $0.response == .normal }.map { nerveWords($0.nerve, $0.side) }
        let other = study.sensory.filter { $0.response != .normal }.map {
            "\(nerveWords($0.nerve, $0.side)) \($0.response.label(language))"
        }
        return [
            fact(BriefWord.sensoryNormal, [normal.joined(separator: ", ")].filter { !$0.isEmpty }),
            fact(BriefWord.sensoryOther, [other.joined(separator: ", ")].filter { !$0.isEmpty }, .strong),
        ].compactMap { $0 }
    }
}
