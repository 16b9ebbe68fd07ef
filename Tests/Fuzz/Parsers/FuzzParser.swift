// A parser that takes bytes from outside, as the fuzzer and the test of seeds run it.
import Domain

/// One row of the table of parsers.
public struct FuzzParser: Sendable {
    /// The folder of its seeds in Tests/Fuzz/Seeds.
    public let name: String
    /// Where the bytes come from.
    public let source: String
    /// What has to hold of whatever is taken.
    public let law: String
    /// Folders of the repository that hold seeds as well.
    public let folders: [String]
    private let read: @Sendable ([UInt8]) -> String?

    /// A parser of bytes: nil where they were refused in order or the law held, else what broke it.
    init(
        _ name: String,
        from source: String,
        seedsIn folders: [String] = [],
        law: String,
        _ read: @escaping @Sendable ([UInt8]) -> String?
    ) {
        self.name = name
        self.source = source
        self.folders = folders
        self.law = law
        self.read = read
    }

    /// A parser of text: bytes that are none are refused before it.
    init(text name: String, from source: String, law: String, _ read: @escaping @Sendable (String) -> String?) {
        self.init(name, from: source, law: law) { bytes in String(validating: bytes, as: UTF8.self).flatMap(read) }
    }

    /// Reads bytes: nil where they were refused in order or everything held, else what broke the law.
    public func brokenLaw(_ bytes: [UInt8]) -> String? { read(bytes) }

    /// The parser of a name.
    public static func named(_ name: String) -> FuzzParser? { all.first { $0.name == name } }

    /// Every parser of the program that takes bytes from outside.
    public static let all = domain + criteria + database + log + web
}

/// That what was read, written and read again is the same, and is written the same.
func isStable<Value: Equatable>(_ value: Value, written: (Value) -> String, read: (String) -> Value?) -> String? {
    let text = written(value)
    guard let again = read(text) else { return "what was written is not read again" }
    guard again == value else { return "what is read again is another value" }
    return written(again) == text ? nil : "the same value is written in two ways"
}

/// That what was read by a codec, written and read again is the same.
func isStable<Value: Equatable>(_ value: Value, _ codec: Codec<Value>) -> String? {
    let written = codec.encode(value)
    guard let again = try? codec.decode(written) else { return "what was written is not read again" }
    guard again == value else { return "what is read again is another value" }
    return codec.encode(again) == written ? nil : "the same value is written in two ways"
}
