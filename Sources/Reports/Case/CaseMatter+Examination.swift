// History and examination: the timeline, grades per muscle and side, reflexes, signs by their four values.
import Domain
import FoundationEssentials

extension CaseMatter {
    /// Examinations that stand beside each other in one table, at most.
    static let examinationsPerTable = 3

    /// The examinations, the newest first and the undated last.
    var examinations: [NeurologicalExamination] {
        ordered { finding in
            if case .neurologicalExamination(let examination) = finding { return examination }
            return nil
        } on: {
            $0.origin.performedOn
        }
    }

    /// The findings of one kind, the newest first and the undated last; ties keep the later place first.
    func ordered<Content>(
        _ content: (Finding) -> Content?,
        on date: (Content) -> PartialDate?
    ) -> [Content] {
        document.findings.compactMap { content($0.finding) }.enumerated().sorted { left, right in
            switch (date(left.element)?.firstDay, date(right.element)?.firstDay) {
            case (let one?, let other?) where one != other: return other < one
            case (.some, nil): return true
            case (nil, .some): return false
            default: return right.offset < left.offset
            }
        }.map(\.element)
    }

    var examination: ReportSection {
        let all = examinations
        guard !all.isEmpty else {
            return section(.examination, [absence(ClinicWord.noExamination, steps: "neurologicalExamination")])
        }
        var blocks: [ReportBlock] = [.table(timeline(all))]
        var start = 0
        while start < all.count {
            let group = Array(all[start..<min(all.count, start + CaseMatter.examinationsPerTable)])
            let tables = [strengthTable(group), reflexTable(group), signTable(group)].compactMap { $0 }
            // The more examinations stand beside each other, the more width the tables need.
            switch group.count {
            case 1: blocks.append(.tables(tables))
            case 2: blocks += [.tables(tables.dropLast()), .table(signTable(group))]
            default: blocks += tables.map { .table($0) }
            }
            start += CaseMatter.examinationsPerTable
        }
        blocks.append(.paragraph(.note, wording(ClinicWord.gradeNote)))
        return section(.examination, blocks)
    }

    /// The day of a finding, or *undated*.
    func dateWords(_ date: PartialDate?) -> String {
        date.map { wording.date($0) } ?? wording(ClinicWord.undated)
    }

    // MARK: Timeline

    private func timeline(_ examinations: [NeurologicalExamination]) -> ReportTable {
        let columns = [
            ClinicWord.examination, .onset, .durationMonths, .course, .onsetLimb, .limbPredominance, .distribution,
            .weakNerves, .note,
        ]
        return wording.tableWithRemarks(
            ClinicWord.timeline,
            columns.map { $0 == .examination || $0 == .onset ? wording.dates($0) : wording.column($0) },
            examinations.map { .cells(history(of: $0)) }
        )
    }

    private func history(of examination: NeurologicalExamination) -> [ReportValue] {
        let history = examination.history
        let duration = history?.durationMonths.map {
            ReportValue("\(wording.number($0))\u{A0}\(wording(ClinicWord.months))", number: $0)
        }
        return [
            ReportValue(
                dateWords(examination.origin.performedOn),
                code: examination.origin.performedOn?.description
            ),
            history?.onset.map { wording.value($0) } ?? wording.nothing(.notRecorded),
            duration ?? wording.nothing(.notRecorded), wording.value(history?.course, orElse: .notRecorded),
            wording.value(history?.onsetLimb, orElse: .notRecorded),
            wording.value(history?.limbPredominance, orElse: .notRecorded),
            wording.value(examination.weakness?.distribution, orElse: .notExamined), weakNerves(examination),
            wording.value(text: remarks(examination), orElse: .none),
        ]
    }

    private func weakNerves(_ examination: NeurologicalExamination) -> ReportValue {
        guard let nerves = examination.weakness?.motorNerves else { return wording.nothing(.notExamined) }
        guard !nerves.isEmpty else { return ReportValue(wording(ClinicWord.noneWeak), code: "none") }
        return ReportValue(nerves.map { $0.label(language) }.joined(separator: ", "))
    }

    private func remarks(_ examination: NeurologicalExamination) -> String {
        var parts = [examination.origin.performedBy, examination.origin.organisation, examination.origin.note]
        if examination.supersedes { parts.append(wording(ClinicWord.supersedes)) }
        if !examination.sensoryLossLimbs.isEmpty {
            let limbs = examination.sensoryLossLimbs.map { $0.label(language) }.joined(separator: ", ")
            parts.append("\(wording(ClinicWord.sensoryLossLimbs)) \(limbs)")
        }
        return parts.compactMap { $0 }.joined(separator: "; ")
    }

    // MARK: Strength and reflexes

    /// A column per examination and side; the date stands in the heading where there is more than one.
    private func sideColumns(_ group: [NeurologicalExamination]) -> [ReportColumn] {
        group.enumerated().flatMap { index, examination in
            [Side.right, .left].map { side in
                let date = group.count > 1 ? "\(dateWords(examination.origin.performedOn)) " : ""
                return ReportColumn(
                    code: "\(index).\(side.rawValue)",
                    label: date + side.label(language),
                    kind: .words
                )
            }
        }
    }

    private func strengthTable(_ group: [NeurologicalExamination]) -> ReportTable? {
        var muscles: [MuscleName] = []
        for grade in group.flatMap(\.strength) where !muscles.contains(grade.muscle) { muscles.append(grade.muscle) }
        guard !muscles.isEmpty else { return nil }
        let rows = muscles.map { muscle in
            let cells = group.flatMap { examination in
                [Side.right, .left].map { side in
                    // A muscle graded twice in one examination counts by its last grade.
                    let grade = examination.strength.last { $0.muscle == muscle && $0.side == side }?.grade
                    return grade.map { wording.value($0.decimal, $0 < 5 ? .strong : .plain) }
                        ?? wording.nothing(.notExamined)
                }
            }
            return ReportRow.cells([ReportValue(muscle.label(language), code: muscle.text)] + cells)
        }
        return wording.table(ClinicWord.strength, [wording.column(ClinicWord.muscle)] + sideColumns(group), rows)
    }

    private func reflexTable(_ group: [NeurologicalExamination]) -> ReportTable? {
        let examined = Set(group.flatMap(\.reflexes).map(\.tendon))
        let tendons = Tendon.allCases.filter { examined.contains($0) }
        guard !tendons.isEmpty else { return nil }
        let rows = tendons.map { tendon in
            let cells = group.flatMap { examination in
                [Side.right, .left].map { side in
                    let finding = examination.reflexes.last { $0.tendon == tendon && $0.side == side }?.finding
                    guard let finding, finding != .notExamined else { return wording.nothing(.notExamined) }
                    return wording.value(finding, finding == .normal ? .plain : .strong)
                }
            }
            return ReportRow.cells([wording.value(tendon)] + cells)
        }
        return wording.table(ClinicWord.reflexes, [wording.column(ClinicWord.tendon)] + sideColumns(group), rows)
    }

    // MARK: Signs

    /// One row per value, so that what was not examined is as plain to see as what was found.
    private func signTable(_ group: [NeurologicalExamination]) -> ReportTable {
        let columns = group.enumerated().map { index, examination in
            ReportColumn(
                code: "\(index)",
                label: dateWords(examination.origin.performedOn),
                kind: .words
            )
        }
        let rows = Sign.allCases.map { sign in
            let cells = group.map { examination in
                let codes = SignCode.allCases.filter { examination.signs[$0] == sign }
                guard !codes.isEmpty else { return wording.nothing(.none) }
                return ReportValue(
                    codes.map { $0.label(language) }.joined(separator: "; "),
                    code: codes.map(\.rawValue).joined(separator: " ")
                )
            }
            return ReportRow.cells([wording.value(sign)] + cells)
        }
        return wording.table(ClinicWord.signs, [wording.column(ClinicWord.sign)] + columns, rows)
    }
}
