// Parsers of what PostgreSQL sends: values in text form, arrays, plans, and of how it is reached.
import FoundationEssentials
@testable import EmbeddedPostgreSQL
@testable import PostgreSQL

extension FuzzParser {
    static let database: [FuzzParser] = [values, arrays, statementText, connections, clusterFiles]

    /// What a codec of the client makes of the bytes of a field.
    private static func decoded<Value: PostgreSQLDecodable>(_ bytes: [UInt8], as type: Value.Type) -> Value? {
        bytes.withUnsafeBytes { try? Value(decoding: Cell(text: $0, owner: nil)) }
    }

    /// What the client would send of a value.
    private static func sent(_ value: some PostgreSQLEncodable) -> [UInt8]? {
        var writer = ParameterWriter()
        writer.write(value)
        return writer.refusal == nil ? Array(writer.bytes.dropLast()) : nil
    }

    /// That a value that was received can be sent and received again.
    private static func returns<Value: PostgreSQLCodable & Equatable>(_ bytes: [UInt8], _ type: Value.Type) -> String? {
        guard let value = decoded(bytes, as: type), let sent = sent(value) else { return nil }
        return decoded(sent, as: type) == value ? nil : "\(type): what was sent is received as another value"
    }

    private static let values = FuzzParser(
        "pg-values",
        from: "fields of results",
        law: "sent and received again it is the same"
    ) { bytes in
        returns(bytes, Int32.self) ?? returns(bytes, Int64.self) ?? returns(bytes, Bool.self)
            ?? returns(bytes, Decimal.self) ?? returns(bytes, LocalDay.self) ?? returns(bytes, Timestamp.self)
            ?? returns(bytes, UUID.self) ?? returns(bytes, Bytes.self) ?? returns(bytes, String.self)
    }

    private static let arrays = FuzzParser(
        "pg-arrays",
        from: "fields of results that hold lists",
        law: "sent and received again it is the same"
    ) { bytes in
        returns(bytes, [String].self) ?? returns(bytes, [Int64?].self) ?? returns(bytes, [String?].self)
            ?? returns(bytes, [UUID].self) ?? returns(bytes, [Bytes].self)
    }

    private static let statementText = FuzzParser(
        text: "pg-statements",
        from: "plans of the server, text of statements",
        law: "every word that is called is a word of the text"
    ) { text in
        _ = StatementPlan(json: text)
        let words = SQLWords(text)
        return words.calledNames.isSubset(of: words.words) ? nil : "a word is called that is none of the text"
    }

    private static let connections = FuzzParser(
        text: "connections",
        from: "the setting by which the database is reached",
        law: "what is shown of it can be read, and says the same again"
    ) { text in
        guard !text.utf8.contains(0), let settings = try? ConnectionSettings(url: text), let shown = settings.shown,
            !settings.mayHoldPassword
        else { return nil }
        guard let again = try? ConnectionSettings(url: shown) else { return "what is shown is not read again" }
        return again.shown == shown ? nil : "the same settings are shown in two ways"
    }

    private static let clusterFiles = FuzzParser(
        text: "cluster-files",
        from: "files in the data folder and in the repository of backups",
        law: "written and read again it is the same; a process has a number above zero"
    ) { text in
        if let file = PostmasterFile(text: text), file.processIdentifier <= 0 { return "a process without a number" }
        _ = TimelineHistory(text, of: 7)
        _ = LogPlace(segment: text)
        return LogPlace(text).flatMap { isStable($0, written: \.description, read: LogPlace.init(_:)) }
    }
}
