// Nerve conduction on the first pages: the frame of the latest study, the segments with block, and the nerves of all studies.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// At most so many segments with block stand on the first pages.
    private static let keySegmentsMax = 8

    /// The latest study's frame, each segment in which a set finds block, and what all studies found nerve by nerve.
    var briefConduction: ReportSection {
        let studies = ordered { finding in
            if case .nerveConductionStudy(let study) = finding { return study }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard let latest = studies.first else {
            return brief(.conduction, nil, [absence(ConductionWord.noStudy, steps: "nerveConductionStudy")])
        }
        var frame = studyFacts(latest)
        if studies.count > 1 {
            let date = "\(dateWords(latest.origin.performedOn)) (\(wording(BriefWord.latestOf)) \(studies.count))"
            frame[0] = wording.fact(TestWord.date, text: date)
        }
        var blocks: [ReportBlock] = [.facts(frame)]
        if let result = document.evaluation?.result { blocks += keySegments(result) }
        if let left = blockTally.flatMap(entrapmentFact) { blocks.append(.facts([left])) }
        blocks.append(.lines(distalFacts(studies) + velocityFacts(studies) + sensoryFacts(studies)))
        return brief(.conduction, nil, blocks)
    }

    /// That no set finds block, or that nobody can tell: never the one for the other.
    private func nowhereBlocked(_ tally: BlockTally) -> [ReportBlock] {
        let sentence: BriefWord =
            tally.isUnknown ? .noneJudged : tally.openCount > 0 ? .noBlockJudged : .noBlock
        let counts = [
            (tally.openCount, BlockAnswer.notEvaluable.label(language)),
            (tally.judgedCount, BlockAnswer.noBlock.label(language)), leftOut(tally),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let isPlain = sentence == .noBlock && tally.entrapments.isEmpty
        return [.paragraph(.plain, wording(sentence))]
            + (isPlain ? [] : [.facts([fact(BriefWord.segments, counts)].compactMap { $0 })])
    }

    /// How many segments at a site of entrapment are not named.
    private func leftOut(_ tally: BlockTally) -> (Int, String) {
        (tally.entrapments.count - tally.fallingEntrapments.count, wording(BriefWord.leftOut))
    }

    /// A segment in which a set of the protocol finds block, as it was measured.
    private struct KeySegment {
        let evaluation: SegmentEvaluation
        let measures: SegmentMeasures
        /// How many studies are newer than its own.
        let age: Int
        let date: String?
        let isDefinite: Bool
        /// The same segment in the newest of the studies after its own.
        let later: SegmentEvaluation?
        let laterDate: String?

        /// Whether a newer study found block there too.
        let isRepeated: Bool
        /// The days of older studies that found block there too, the newest first.
        let earlierDates: [String]
    }

    private func keySegments(_ result: CaseEvaluation) -> [ReportBlock] {
        guard let tally = blockTally else { return [] }
        let keys = keySegments(of: result)
        guard tally.blockedCount > 0 else { return nowhereBlocked(tally) }
        // The newest study first, definite before probable; what a newer one found again is told by that one.
        func rank(_ key: KeySegment) -> (Int, Int) { (key.age, key.isDefinite ? 0 : 1) }
        let sorted = keys.filter { !$0.isRepeated }.enumerated().sorted { left, right in
            let (one, other) = (rank(left.element), rank(right.element))
            return one == other ? left.offset < right.offset : one < other
        }
        let shown = sorted.prefix(CaseMatter.keySegmentsMax).map { keyRow($0.element) }
        let columns = [
            wording.column(ConductionWord.segment), wording.figures(ConductionWord.amplitude, unit: "mV"),
            wording.figures(ConductionWord.amplitudeReduction, unit: "%"),
            wording.figures(ConductionWord.area, unit: "mV·ms"),
            wording.figures(ConductionWord.areaReduction, unit: "%"),
            wording.figures(ConductionWord.durationIncrease, unit: "%"), wording.column(BriefWord.block),
        ]
        let further = tally.blockedCount - keys.count { $0.isRepeated } - shown.count
        let furtherWord = further == 1 ? BriefWord.furtherSegment : .furtherSegments
        let counts = [
            (further, wording(furtherWord)),
            (tally.judgedCount - tally.blockedCount, BlockAnswer.noBlock.label(language)),
            (tally.openCount, BlockAnswer.notEvaluable.label(language)), leftOut(tally),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let others = fact(BriefWord.otherSegments, counts).map { [ReportBlock.facts([$0])] } ?? []
        return shown.isEmpty ? others : [.table(wording.table(BriefWord.blocks, columns, shown))] + others
    }

    /// Every segment with block, in the order of the record.
    private func keySegments(of result: CaseEvaluation) -> [KeySegment] {
        let studies = document.caseFile.nerveConductionStudies
        let byDay = studies.indices.sorted { left, right in
            let days = [left, right].map { studies[$0].origin.performedOn?.firstDay }
            switch (days[0], days[1]) {
            case (let one?, let other?) where one != other: return other < one
            case (.some, nil): return true
            case (nil, .some): return false
            default: return right < left
            }
        }
        let ages = Dictionary(uniqueKeysWithValues: byDay.enumerated().map { ($0.element, $0.offset) })
        let tables = studies.map { SegmentTable($0) }
        let found = result.segments.filter { $0.place.member == .nerveConductionStudies }
        func age(_ segment: SegmentEvaluation) -> Int? { segment.place.index.flatMap { ages[$0] } }
        func day(_ segment: SegmentEvaluation) -> String? {
            segment.place.index.flatMap {
                studies.indices.contains($0) ? dateWords(studies[$0].origin.performedOn) : nil
            }
        }
        return found.compactMap { segment in
            guard block(in: segment) == .blocked, let index = segment.place.index, let own = age(segment),
                let row = tables[index].rows.first(where: {
                    $0.motorIndex == segment.place.partIndex
                        && $0.measures.segment.distal.site == segment.distalSite
                        && $0.measures.segment.proximal.site == segment.proximalSite
                })
            else { return nil }
            let again = found.filter { (age($0) ?? own) < own && $0.isSamePlace(as: segment) }
            let later = again.min { (age($0) ?? own) < (age($1) ?? own) }
            let earlier = found.filter { other in
                (age(other) ?? own) > own && other.isSamePlace(as: segment) && block(in: other) == .blocked
            }.sorted { (age($0) ?? own) < (age($1) ?? own) }
            return KeySegment(
                evaluation: segment,
                measures: row.measures,
                age: own,
                date: studies.count > 1 ? day(segment) : nil,
                isDefinite: ownAnswers(in: segment).contains(.definite),
                later: later,
                laterDate: later.flatMap(day),
                isRepeated: again.contains { block(in: $0) == .blocked },
                earlierDates: earlier.compactMap(day)
            )
        }
    }

    private func keyRow(_ key: KeySegment) -> ReportRow {
        let (segment, measures) = (key.evaluation, key.measures)
        let sites = segmentWords(segment.distalSite, segment.proximalSite)
        let name = [nerveWords(segment.nerve, segment.side), sites, key.date].compactMap { $0 }.joined(separator: ", ")
        let answers = Set(segment.blocks.map(\.answer))
        let unanimous = answers.count == 1 ? answers.first : nil
        let byAnswer = [BlockAnswer.definite, .probable, .noBlock, .notEvaluable].compactMap { answer -> String? in
            let sets = segment.blocks.filter { $0.answer == answer }.map { setName($0.criteria) }
            return sets.isEmpty ? nil : "\(answer.label(language)): \(sets.joined(separator: ", "))"
        }
        let words =
            unanimous.map { "\($0.label(language)): \(wording(BriefWord.allSets))" } ?? byAnswer.joined(separator: "; ")
        return .cells([
            ReportValue(name, code: segment.place.pointer), pair(measures.segment, \.amplitudeMv),
            rounded(measures.amplitudeReductionPercent), pair(measures.segment, \.areaMvMs),
            rounded(measures.areaReductionPercent), rounded(measures.durationIncreasePercent),
            ReportValue([words, laterWords(key)].compactMap { $0 }.joined(separator: "; ")),
        ])
    }

    /// `28 Apr 2026: no block`, where a newer study no longer finds it; `also 10 Nov 2025`, where an older one did.
    private func laterWords(_ key: KeySegment) -> String? {
        let also =
            key.earlierDates.isEmpty ? nil : "\(wording(BriefWord.also)) \(key.earlierDates.joined(separator: ", "))"
        let words = [also, goneWords(key)].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private func goneWords(_ key: KeySegment) -> String? {
        guard let later = key.later, let date = key.laterDate else { return nil }
        switch block(in: later) {
        case .judged: return "\(date): \(BlockAnswer.noBlock.label(language))"
        case .open: return "\(date): \(BlockAnswer.notEvaluable.label(language))"
        case .entrapment: return "\(date): \(wording(ConductionWord.entrapment))"
        case .blocked, nil: return nil
        }
    }
}

extension SegmentEvaluation {
    /// Whether it is the same stretch of the same nerve, recorded from the same muscle.
    fileprivate func isSamePlace(as other: SegmentEvaluation) -> Bool {
        nerve == other.nerve && side == other.side && muscle == other.muscle && distalSite == other.distalSite
            && proximalSite == other.proximalSite
    }
}
