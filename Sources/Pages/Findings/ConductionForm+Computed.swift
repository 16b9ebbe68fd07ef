// What the service says of the segments of a study that is being typed, below the rows where they end.
package import Domain
import FoundationEssentials
import Reports

extension TeamForm {
    /// The same form with what was computed of each segment below the row of its proximal site.
    ///
    /// - Parameters:
    ///   - evaluation: of a case that consists of the study.
    ///   - subject: the workup, for the names of the sets.
    /// - Returns: the form.
    package func computed(_ evaluation: CaseEvaluation, _ subject: WorkupSubject) -> TeamForm {
        var form = self
        for segment in evaluation.segments {
            let key = "\(segment.nerve.rawValue) \(segment.side.rawValue) \(segment.proximalSite.rawValue)"
            guard let place = form.place(of: key) else { continue }
            form.groups[place.group].grids[0].rows[place.row].detail = subject.words(of: segment)
        }
        return form
    }

    /// The row of a nerve, a side and a site, by the values that the page gives with it.
    private func place(of key: String) -> (group: Int, row: Int)? {
        let given = Dictionary(self.given.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        for (groupIndex, group) in groups.enumerated() {
            guard let grid = group.grids.first else { continue }
            for (rowIndex, row) in grid.rows.enumerated() {
                guard let name = row.cells.first?.name, name.hasPrefix("/body/motor/"), name.contains("/sites/") else {
                    break
                }
                let parts = name.split(separator: "/")
                let study = "=/body/motor/\(parts[2])"
                let site = given["\(study)/sites/\(parts[4])/site"] ?? ""
                if "\(given["\(study)/nerve"] ?? "") \(given["\(study)/side"] ?? "") \(site)" == key {
                    return (groupIndex, rowIndex)
                }
            }
        }
        return nil
    }
}

extension WorkupSubject {
    /// `Area −58.3 %, Amplitude −57.5 %, Duration +16.7 %, 50 m/s. EFNS/PNS 2010 (MMN): definite block: area reduction …`
    fileprivate func words(of segment: SegmentEvaluation) -> String {
        func percent(_ value: Decimal?, _ word: ConductionFormWord, isLoss: Bool) -> String {
            guard let value else { return "\(wording(word)): \(wording(NothingWord.notAssessable))" }
            let signed = isLoss ? -value : value
            let plus = signed > 0 ? "+" : ""
            return "\(wording(word)) \(plus)\(wording.number(signed, decimals: 1)) %"
        }
        var parts = [
            percent(segment.areaReductionPercent, .area, isLoss: true),
            percent(segment.amplitudeReductionPercent, .amplitude, isLoss: true),
            percent(segment.durationIncreasePercent, .duration, isLoss: false),
        ]
        if let velocity = segment.velocityMps { parts.append("\(wording.number(velocity, decimals: 0)) m/s") }
        if segment.isEntrapment { parts.append(wording(ConductionFormWord.entrapment)) }
        if segment.isLong { parts.append(wording(ConductionFormWord.longSegment)) }
        // Each begins with the set and its answer.
        let reasons = segment.reasons.map { $0.text(language) }
        return ([parts.joined(separator: ", ")] + reasons).joined(separator: ". ") + "."
    }
}
