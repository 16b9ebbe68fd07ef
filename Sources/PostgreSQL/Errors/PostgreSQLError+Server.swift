// From what the server reports to a category.
import CLibPQ

extension PostgreSQLError {
    /// The error that a result reports.
    init(result: borrowing OpaqueResult) {
        var details = Details()
        details.sqlState = result.field(ErrorField.sqlState).map(SQLState.init(rawValue:))
        details.severity = result.field(ErrorField.severity)
        details.message = result.field(ErrorField.primary) ?? ""
        details.detail = result.field(ErrorField.detail)
        details.hint = result.field(ErrorField.hint)
        details.position = result.field(ErrorField.position).flatMap { Int($0) }
        details.schema = result.field(ErrorField.schema)
        details.table = result.field(ErrorField.table)
        details.column = result.field(ErrorField.column)
        details.constraint = result.field(ErrorField.constraint)
        details.sourceFunction = result.field(ErrorField.sourceFunction)
        let sourceFile = result.field(ErrorField.sourceFile) ?? ""
        details.isMessageHarmless = details.isAboutTheText(sourceFile: sourceFile)
        details.areNamesHarmless = sourceFile != PostgreSQLNotice.sourceFileOfRaise
        self.init(details.sqlState.map(Category.init(sqlState:)) ?? .connection, details)
    }
}

extension PostgreSQLError {
    /// The same error, of a text that holds nothing but what the program was built with, or of one that may hold more.
    ///
    /// The parser quotes the text: of a script that was put together at run time, that may be a value.
    func quoting(harmlessText isHarmless: Bool) -> PostgreSQLError {
        guard sqlState?.codeClass == "42", position != nil else { return self }
        var changed = details
        changed.isMessageHarmless = isHarmless
        return PostgreSQLError(category, changed)
    }
}

extension PostgreSQLError.Details {
    /// Whether the message can only speak of names in the SQL, which is static.
    ///
    /// The class alone does not say so: `$1::regclass` and SQL that a function puts together quote values in class 42
    /// too. But only the parser names a place in the statement's own text, and it sees no values. The one message
    /// beside that which is worth showing, that a role may not use a table, comes from one file of the server.
    fileprivate func isAboutTheText(sourceFile: String) -> Bool {
        guard sqlState?.codeClass == "42" else { return false }
        return position != nil || sourceFile == "aclchk.c"
    }
}

/// The letters by which libpq asks for the fields of an error (`PG_DIAG_…`, which are macros over characters).
enum ErrorField {
    static let severity = letter("V")
    static let sqlState = letter("C")
    static let primary = letter("M")
    static let detail = letter("D")
    static let hint = letter("H")
    static let position = letter("P")
    static let schema = letter("s")
    static let table = letter("t")
    static let column = letter("c")
    static let constraint = letter("n")
    static let sourceFile = letter("F")
    static let sourceFunction = letter("R")

    private static func letter(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}

extension PostgreSQLError.Category {
    /// The category of a server's code.
    init(sqlState: SQLState) {
        switch sqlState {
        case .serializationFailure, .deadlockDetected: self = .serialization
        case .readOnlyTransaction: self = .readOnly
        case .insufficientPrivilege: self = .permission
        case .queryCanceled, .lockNotAvailable: self = .timeout
        case .adminShutdown, .crashShutdown, .idleInTransactionTimeout: self = .connection
        case .cannotConnectNow, .tooManyConnections: self = .unavailable
        case .invalidCatalogName: self = .authentication
        default: self.init(codeClass: sqlState.codeClass)
        }
    }

    private init(codeClass: String) {
        switch codeClass {
        case "08": self = .connection
        case "22": self = .data
        case "23": self = .constraint
        case "28": self = .authentication
        case "42": self = .syntax
        case "53", "54", "58": self = .resources
        default: self = .server
        }
    }
}
