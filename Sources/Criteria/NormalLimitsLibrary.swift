// The sets of normal limits that a study may name.
import Domain

/// The known sets of normal limits, by id.
package struct NormalLimitsLibrary: Sendable, Hashable {
    private let sets: [NormalLimits]

    /// A library of some sets.
    package init(_ sets: [NormalLimits]) {
        self.sets = sets
    }

    /// The set of an id; nil where it is not known.
    package subscript(id: String) -> NormalLimits? { sets.first { $0.id == id } }

    /// The ids of the sets, in order.
    package var ids: [String] { sets.map(\.id) }

    /// Reads one file.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(RuleFileFaults) -> NormalLimits {
        try RuleFileLoader.load(text, as: NormalLimits.codec, check: NormalLimits.faults(in:))
    }

    /// The sets that come with the program.
    ///
    /// - Throws: `RuleFileFaults` where a file of the program itself is at fault, which a test rules out.
    package static func loadBundled() throws(RuleFileFaults) -> NormalLimitsLibrary {
        var sets: [NormalLimits] = []
        for name in bundledNames {
            if let text = bundledText(name) { sets.append(try load(text)) }
        }
        return NormalLimitsLibrary(sets)
    }

    /// The sets that come with the program, read once; a file at fault, which a test rules out, is left out, so that
    /// studies that name it are told that it is not known.
    package static let bundled = NormalLimitsLibrary(
        bundledNames.compactMap { name in bundledText(name).flatMap { try? load($0) } }
    )

    /// The file names of the sets that come with the program, sorted.
    package static var bundledNames: [String] { EmbeddedTexts.names(in: "Limits") }

    /// The text of a file that comes with the program.
    package static func bundledText(_ name: String) -> String? { EmbeddedTexts.all["Limits/\(name)"] }
}
