// Versions as entity tags: `"7"`, strong, and nothing else.

/// Writes versions as ETags and reads them back from `If-Match`.
enum EntityTag {
    /// The ETag of a version.
    static func text(_ version: Int) -> String {
        "\"\(version)\""
    }

    /// The version that an `If-Match` names; nil for lists, `*`, weak tags and anything else, since a change is made
    /// against exactly one version.
    static func version(_ text: String) -> Int? {
        let trimmed = text.drop { $0 == " " }
        guard trimmed.count >= 3, trimmed.count <= 12, trimmed.first == "\"", trimmed.last == "\"" else { return nil }
        let digits = trimmed.dropFirst().dropLast()
        guard digits.first != "0", digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(digits).flatMap { $0 > 0 && $0 <= Int(Int32.max) ? $0 : nil }
    }
}
