// What was published of a set's accuracy, as it stands beside an answer. Figures of another set are never shown as its own.
package import Criteria
package import Domain
import FoundationEssentials

extension Wording {
    /// A figure beside an answer: that of the answer's own category, else those of the set's other categories by name. Of a
    /// set without figures that is said, with those of the set that was studied instead.
    ///
    /// - Parameters:
    ///   - figure: sensitivity or specificity.
    ///   - set: the set that answered; nil where the program has that version no more, and nobody can say.
    ///   - answer: its answer.
    /// - Returns: a figure, figures by name, or that nothing was published.
    func accuracy(
        _ figure: KeyPath<CriteriaAccuracy, Decimal?>,
        of set: CriteriaSet?,
        for answer: CriteriaCategory
    ) -> ReportValue {
        guard let set else { return nothing(.notRecorded) }
        let figures = set.accuracy.filter { $0[keyPath: figure] != nil }
        let own = figures.filter { $0.otherSet == nil }
        if let published = own.first(where: { $0.category == answer }) { return accuracy(figure, of: published) }
        guard own.isEmpty else {
            return ReportValue(
                own.map { "\($0.category.label(language)): \(accuracy(figure, of: $0).text)" }.joined(separator: "; ")
            )
        }
        return figures.first.map { accuracy(figure, of: $0) } ?? nothing(.notPublished)
    }

    /// A figure by itself; one of another set stands behind the name of that set.
    func accuracy(_ figure: KeyPath<CriteriaAccuracy, Decimal?>, of published: CriteriaAccuracy) -> ReportValue {
        guard let percent = published[keyPath: figure] else { return nothing(.notPublished) }
        let value = value(percent, unit: "%")
        guard let otherSet = published.otherSet else { return value }
        return ReportValue(
            "\(self(NothingWord.notPublished)) (\(self(otherSet)): \(value.text))",
            code: NothingWord.notPublished.rawValue,
            .nothing
        )
    }

    /// `47 % / 98.5 %`: sensitivity and specificity beside an answer in one line.
    package func accuracyLine(of set: CriteriaSet, for answer: CriteriaCategory) -> String {
        let own = set.accuracy.filter { $0.otherSet == nil && $0.sensitivityPercent != nil }
        if let published = own.first(where: { $0.category == answer }) { return pair(published) }
        if !own.isEmpty {
            return own.map { "\($0.category.label(language)) \(pair($0))" }.joined(separator: ", ")
        }
        var text = self(NothingWord.notPublished)
        if let other = set.accuracy.first(where: { $0.otherSet != nil }), let name = other.otherSet {
            text += " (\(self(name)): \(pair(other)))"
        }
        if let response = set.accuracy.first(where: { $0.category == answer })?.response {
            text += "; \(lowercasingFirst(self(CriteriaWord.response))): \(response)"
        }
        return text
    }

    private func pair(_ published: CriteriaAccuracy) -> String {
        [published.sensitivityPercent, published.specificityPercent]
            .map { $0.map { "\(number($0))\u{A0}%" } ?? self(NothingWord.notPublished) }.joined(separator: " / ")
    }
}

extension CriteriaAccuracy {
    /// `17 / 21`: how many of those in the category responded; nil where nobody counted them.
    var response: String? { responseCount.flatMap { count in patientCount.map { "\(count) / \($0)" } } }
}
