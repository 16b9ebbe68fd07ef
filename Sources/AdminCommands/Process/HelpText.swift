// Help texts: the examples come first, since they are what most people look for.

/// Rearranges what the argument parser makes of a command.
enum HelpText {
    /// The line that begins the examples.
    static let examplesTitle = "EXAMPLES:"

    /// The same help with its examples in front of the overview.
    static func examplesFirst(_ help: String) -> String {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0 == examplesTitle }), start > 0 else { return help }
        let end = lines[start...].firstIndex { $0.isEmpty } ?? lines.endIndex
        let overview = lines[..<start].reversed().drop { $0.isEmpty }.reversed()
        let rest = lines[end...].drop { $0.isEmpty }
        return (lines[start..<end] + [""] + overview + [""] + rest).joined(separator: "\n")
    }
}
