// What is wrong with a rule file (a protocol, a criteria set or its tests, a set of limits), by line and column, so that
// whoever writes it can go straight to the place.
package import Domain

/// One thing that is wrong with a rule file.
package struct RuleFileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// The column, from 1, counted in Unicode scalars.
    package let column: Int
    /// The JSON pointer of the value; empty for the file as a whole.
    package let path: String
    /// The kind of fault.
    package let code: FaultCode
    /// The sentence a person reads.
    package let message: Localized

    /// A fault at a place.
    package init(line: Int, column: Int, path: String, code: FaultCode, message: Localized) {
        self.line = line
        self.column = column
        self.path = path
        self.code = code
        self.message = message
    }

    /// `12:5 /steps/0/names/nl: …` in English.
    package var description: String {
        description(.en)
    }

    /// `12:5 /steps/0/names/nl: …` in one language.
    package func description(_ language: Language) -> String {
        "\(line):\(column) \(path.isEmpty ? "" : path + ": ")\(message[language])"
    }
}

/// Everything that is wrong with one rule file, in the order of its lines; never empty.
package struct RuleFileFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults.
    package let all: [RuleFileFault]

    /// Sorts the faults by place and tells each once.
    package init(_ faults: some Collection<RuleFileFault>) {
        precondition(!faults.isEmpty, "a file without faults is not at fault")
        var seen: Set<RuleFileFault> = []
        all = faults.filter { seen.insert($0).inserted }
            .enumerated()
            .sorted {
                ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
            }
            .map(\.element)
    }

    /// One line per fault, in English.
    package var description: String {
        all.map(\.description).joined(separator: "\n")
    }
}

extension FaultCode {
    /// The text is not YAML.
    package static let notYAML = FaultCode(rawValue: "notYAML")
    /// A feature of YAML that these files do without: anchors, aliases, tags, tab characters.
    package static let yamlFeature = FaultCode(rawValue: "yamlFeature")
    /// Text that exists in one language only.
    package static let missingLanguage = FaultCode(rawValue: "missingLanguage")
    /// Names something that the file does not have.
    package static let unknownReference = FaultCode(rawValue: "unknownReference")
    /// Steps that wait for each other in a circle.
    package static let cyclicPrerequisites = FaultCode(rawValue: "cyclicPrerequisites")
}
