// The libpq calls that the wire driver uses, as a protocol: the real ones here, a scripted fake in tests.
import CLibPQ

/// What the driver asks of a connection. No call blocks.
protocol LibPQ: AnyObject {
    /// The descriptor to wait on; it may change while connecting.
    var socket: Int32 { get }
    /// Prepares a statement on the server.
    func sendPrepare(name: String, text: StatementText) -> Bool
    /// Runs a prepared statement.
    func sendExecute(name: String, parameters: ParameterWriter) -> Bool
    /// Describes a prepared statement.
    func sendDescribe(name: String) -> Bool
    /// Sends a script outside of pipeline mode.
    func sendScript(_ sql: String) -> Bool
    /// Runs a statement with nothing before it in the line, its rows to come as they arrive.
    func sendRows(text: StatementText, parameters: ParameterWriter) -> Bool
    /// Appends what the server sends in a COPY.
    func receiveCopyData(into bytes: inout [UInt8]) -> CopyArrival
    /// Gives data to the server in a COPY.
    func sendCopyData(_ bytes: [UInt8]) -> CopyProgress
    /// Ends the data of a COPY; with a reason, the server throws away what it got.
    func endCopy(failingBecause reason: String?) -> CopyProgress
    /// Ends a segment.
    func sendSync() -> Bool
    /// Puts the connection into pipeline mode.
    func enterPipelineMode() -> Bool
    /// Leaves pipeline mode; nothing may be under way.
    func exitPipelineMode() -> Bool
    /// Sends what is in the buffer.
    func flush() -> FlushProgress
    /// Reads what is there; false means that the connection is lost.
    func consumeInput() -> Bool
    /// The next result, if it is there.
    func nextResult() -> NextResult
    /// The notices since the last call.
    func takeNotices() -> [PostgreSQLNotice]
    /// How the session stands to a transaction.
    var standing: SessionStanding { get }
    /// What the server has reported of itself and the session so far.
    var facts: ConnectionFacts { get }
    /// libpq's own words on the last trouble.
    var lastMessage: String { get }
}

/// How a session stands to a transaction, by the server's last word.
enum SessionStanding: Sendable {
    /// Outside of any.
    case idle
    /// In one that works.
    case inTransaction
    /// In one that has failed and can only be rolled back.
    case failed
    /// Something is under way, or the connection is lost.
    case unknown

    /// Whether what is run now becomes part of a transaction.
    var isInTransaction: Bool { self == .inTransaction || self == .failed }
}

/// How far a flush got.
enum FlushProgress: Equatable {
    case done
    case pending
    case failed
}

/// What came of asking for data of a COPY.
enum CopyArrival: Equatable {
    case bytes
    case notYet
    /// The data are at their end; how it went is the next result.
    case end
    case failed
}

/// What became of data for a COPY.
enum CopyProgress: Equatable {
    case taken
    /// No room: wait until the socket can be written, then offer the same again.
    case full
    case failed
}

/// What `PQgetResult` would give now.
enum NextResult {
    /// It would have to wait.
    case notYet
    /// NULL.
    case null
    /// A result.
    case result(ResultHandle)
}

/// A `PGconn`. Not `Sendable`: it lives and dies on its connection's thread.
final class PGConnection: LibPQ {
    let connection: OpaquePointer
    private var notices: [PostgreSQLNotice] = []
    private var isFinished = false
    private var readsSinceResult = 0
    /// About how much has come of the result that is not complete: at least half of it, once there is much.
    private(set) var unfinishedBytes = 0

    /// Begins to connect.
    init?(parameters: [String: String]) {
        guard let connection = startConnecting(parameters) else { return nil }
        self.connection = connection
        // The code of a refused connection is only to be had from the verbose text.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        PQsetNoticeReceiver(connection, receiveNotice, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { if !isFinished { PQfinish(connection) } }

    /// Ends the session and waits a while until the server has let go of it: its locks, its transaction, its place.
    /// Nothing else may be called afterwards.
    func finish(waitMax: Duration) {
        // The server closes its side when all is released; libpq would not stay to see that.
        let line = DuplicateSocket(socket)
        PQfinish(connection)
        isFinished = true
        line?.waitForEnd(until: .after(waitMax))
    }

    var socket: Int32 { PQsocket(connection) }
    var isBad: Bool { PQstatus(connection) == CONNECTION_BAD }
    var standing: SessionStanding {
        switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_INTRANS: .inTransaction
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }
    var lastMessage: String { PQerrorMessage(connection).map { String(cString: $0) } ?? "" }
    /// Whether TLS is spoken, or Kerberos's own encryption.
    var isEncrypted: Bool { PQsslInUse(connection) == 1 || PQgssEncInUse(connection) == 1 }
    var facts: ConnectionFacts {
        ConnectionFacts(
            serverVersion: Int(PQserverVersion(connection)),
            processID: PQbackendPID(connection),
            reported: reportedValue
        )
    }
    /// Whether the server asked for a password and there was none.
    var lacksPassword: Bool { PQconnectionNeedsPassword(connection) == 1 }

    /// Whether a text has the password in it, wherever libpq found that.
    func isRevealed(in text: String) -> Bool {
        guard let password = PQpass(connection).map({ String(cString: $0) }), !password.isEmpty else { return false }
        return text.contains(password)
    }

    /// What the server last reported of a setting; nil for those it does not report.
    func reportedValue(of setting: String) -> String? {
        PQparameterStatus(connection, setting).map { String(cString: $0) }
    }

    /// One step of connecting.
    func pollConnect() -> PostgresPollingStatusType { PQconnectPoll(connection) }

    /// Ends the connecting phase.
    func becomeNonblocking() -> Bool {
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        return PQsetnonblocking(connection, 1) == 0
    }

    func sendPrepare(name: String, text: StatementText) -> Bool {
        PQsendPrepare(connection, name, text.sql, Int32(text.parameterOIDs.count), text.parameterOIDs) == 1
    }

    func sendExecute(name: String, parameters: ParameterWriter) -> Bool {
        parameters.withValues { count, values in
            PQsendQueryPrepared(connection, name, count, values, nil, nil, 0) == 1
        }
    }

    func sendDescribe(name: String) -> Bool { PQsendDescribePrepared(connection, name) == 1 }
    func sendScript(_ sql: String) -> Bool { PQsendQuery(connection, sql) == 1 }
    func sendSync() -> Bool { workup_pipeline_sync(connection) == 1 }
    func enterPipelineMode() -> Bool { PQenterPipelineMode(connection) == 1 }
    func exitPipelineMode() -> Bool { PQexitPipelineMode(connection) == 1 }

    func flush() -> FlushProgress {
        switch PQflush(connection) {
        case 0: .done
        case 1: .pending
        default: .failed
        }
    }

    func consumeInput() -> Bool {
        readsSinceResult += 1
        let isLong = readsSinceResult > Self.readsOfShortResult
        let before = isLong ? readableBytes(socket) : 0
        guard PQconsumeInput(connection) == 1 else { return false }
        if isLong { countRead(of: before, leaving: readableBytes(socket)) }
        return true
    }

    /// Reads all that is there; false means that the connection is lost. For what is little: libpq makes room for it.
    ///
    /// One call takes what it has room for, 8 KiB or more, of a TLS record of up to 16 KiB. What is left in the TLS
    /// library does not make the socket readable: only a call on a silent socket proves that there is nothing.
    func consumeAllInput() -> Bool {
        guard consumeInput() else { return false }
        guard isEncrypted else { return true }
        for _ in 0..<Self.encryptedReadsMax {
            let wasReadable = isReadable(socket)
            guard consumeInput() else { return false }
            if !wasReadable { break }
        }
        return true
    }

    private static let encryptedReadsMax = 16
    /// Only what takes more reads than that is worth counting.
    private static let readsOfShortResult = 16
    /// What libpq makes room for before it reads.
    private static let readBytesMin = 8 * 1_024

    /// Counts what one read took: all that was there, or as much as there was room for, which is not told.
    private func countRead(of before: Int, leaving after: Int) {
        unfinishedBytes += after == 0 ? before : max(min(before, Self.readBytesMin), before - after)
    }

    /// A result, or a part of one, is complete.
    func forgetRead() {
        readsSinceResult = 0
        unfinishedBytes = 0
    }

    /// The next notification that was read, to be freed by `PQfreemem`.
    func nextNotification() -> UnsafeMutablePointer<PGnotify>? { PQnotifies(connection) }

    /// Throws away the notifications that were read: they come where a script said LISTEN, and would pile up.
    func dropNotifications() {
        while let notification = nextNotification() { PQfreemem(notification) }
    }

    func nextResult() -> NextResult {
        guard PQisBusy(connection) == 0 else { return .notYet }
        forgetRead()
        guard let result = PQgetResult(connection) else { return .null }
        return .result(ResultHandle(result))
    }

    func takeNotices() -> [PostgreSQLNotice] {
        guard !notices.isEmpty else { return [] }
        defer { notices.removeAll() }
        return notices
    }

    /// What asks the server to stop what it does, to be freed by `PQfreeCancel`; it may outlive the connection.
    func makeCancel() -> OpaquePointer? { PQgetCancel(connection) }

    fileprivate func received(_ fields: borrowing OpaqueResult) {
        notices.append(
            PostgreSQLNotice(
                severity: fields.field(ErrorField.severity) ?? "NOTICE",
                sqlState: fields.field(ErrorField.sqlState).map(SQLState.init(rawValue:)),
                message: fields.field(ErrorField.primary) ?? "",
                sourceFile: fields.field(ErrorField.sourceFile) ?? ""
            )
        )
    }
}

/// libpq calls this inside of its reading functions, on the connection's own thread.
private func receiveNotice(_ context: UnsafeMutableRawPointer?, _ result: OpaquePointer?) {
    guard let context else { return }
    Unmanaged<PGConnection>.fromOpaque(context).takeUnretainedValue().received(OpaqueResult(result))
}
