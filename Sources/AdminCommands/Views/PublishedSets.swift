// What was published of the criteria sets, beside the answers that a command shows: accuracy, and what *not met* means.
import Criteria
import Domain
import Reports

/// The sets of the program, found by what an evaluation says of itself.
enum PublishedSets {
    /// Empty where a file of the program is at fault, which every command that evaluates tells.
    private static let all = (try? CriteriaSetLoader.bundled()) ?? []

    /// The set of the version that answered; nil where the program has that version no more.
    private static func set(of evaluation: JSONValue) -> CriteriaSet? {
        all.first { $0.id == evaluation["criteria"]?.string && $0.version == evaluation["version"]?.string }
    }

    /// Sensitivity and specificity beside an answer; empty for a set that is not known.
    static func accuracy(of evaluation: JSONValue, _ language: Language) -> String {
        guard let set = set(of: evaluation),
            let answer = evaluation["category"]?.string.flatMap(CriteriaCategory.init(rawValue:))
        else { return "" }
        return Wording(language).accuracyLine(of: set, for: answer)
    }

    /// What has to be known of criteria for MMN that are not met, once for all sets (clinical reference section 5); nil
    /// where each is met or open.
    static func note(on evaluations: [JSONValue]) -> Localized? {
        let isAny = evaluations.contains { evaluation in
            guard evaluation["category"]?.string == CriteriaCategory.notMet.rawValue else { return false }
            return set(of: evaluation).map { $0.disease == .mmn }
                ?? (evaluation["criteria"]?.string?.hasSuffix("-mmn") == true)
        }
        return isAny ? CriteriaWord.notTreatmentRules.text : nil
    }
}

extension Column {
    /// What was published of the accuracy of a set's answer; only in words, since programs read it with the set.
    static let publishedAccuracy = Column(
        "",
        named: "accuracy",
        en: "Sensitivity / specificity",
        nl: "Sensitiviteit / specificiteit",
        .custom({ evaluation, language in PublishedSets.accuracy(of: evaluation, language) }),
        isInWordsOnly: true
    )
}
