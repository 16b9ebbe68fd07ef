// Whether a finding says anything: a body of dates and names alone is no result.

extension Finding {
    /// The fields that say when, where, by whom and of what a finding is, but not what was found.
    private static let frame: Set<String> = [
        "performedOn", "performedBy", "organisation", "note", "sampledOn", "supersedes", "laboratory",
        "lowFrequencyFilterHz", "normalLimits", "skinTemperatures", "antigen", "isotype", "method", "unit",
        "comparator",
        "proteinUpperGramPerLitre", "modality", "region", "code",
    ]

    /// Whether it holds a result of any kind. A study without one is not a study that was normal.
    package var hasContent: Bool {
        guard case .object(let members) = json else { return false }
        return members.contains { !Finding.frame.contains($0.key) && Finding.says($0.value) }
    }

    private static func says(_ value: JSONValue) -> Bool {
        switch value {
        case .null: false
        case .array(let elements): elements.contains(where: says)
        case .object(let members): members.contains { says($0.value) }
        case .string(let text): text != "notExamined" && text != "notStated"
        case .bool, .number: true
        }
    }
}
