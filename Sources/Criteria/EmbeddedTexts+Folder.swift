// The texts that the program carries, by folder.

extension EmbeddedTexts {
    /// The names of the YAML files of one folder, sorted.
    static func names(in folder: String) -> [String] {
        all.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".yaml") }
            .map { String($0.dropFirst(folder.count + 1)) }
            .sorted()
    }
}
