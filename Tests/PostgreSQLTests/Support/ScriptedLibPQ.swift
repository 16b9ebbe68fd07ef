// A scripted fake of the libpq calls, and a driver that expectations can drive.
import CLibPQ
@testable import PostgreSQL

/// A driver behind a reference, so that expectations can drive it.
final class Driven {
    private var driver: WireDriver<ScriptedLibPQ>
    var completions: [WireDriver<ScriptedLibPQ>.Completion] = []

    init(_ fake: ScriptedLibPQ, limits: WireLimits = WireLimits()) {
        driver = WireDriver(connection: fake, limits: limits)
    }

    var isIdle: Bool { driver.isIdle }
    var isWornOut: Bool { driver.isWornOut }
    var mayBeCommitting: Bool { driver.mayBeCommitting }
    var isPaused: Bool { driver.isPaused }
    var wantsToSend: Bool { driver.wantsToSend }
    var earliestDeadline: Deadline { driver.earliestDeadline }
    func begin(_ ticket: UnitTicket) -> Bool { driver.begin(ticket) }
    func sendSharing() -> Bool { driver.sendSharing() }
    func receive() -> Bool { driver.receive(into: &completions) }
    func takeUnsentCount() -> Int { driver.takeUnsentCount() }
    func noteMovement() { driver.noteMovement() }
    func expire() -> Bool { driver.expire() }
    func abandonAll(because error: PostgreSQLError) -> (
        sent: [WireDriver<ScriptedLibPQ>.Completion], unsent: [UnitTicket]
    ) {
        driver.abandonAll(because: error)
    }
}

/// Plays libpq from a script of results and writes down what is asked of it.
final class ScriptedLibPQ: LibPQ {
    enum Play {
        case ok
        case null
        case sync
        /// One row of one column.
        case row(String?)
        /// The end of the rows.
        case tuples
        case failure
        /// Not run, after a failure before it.
        case aborted
        case copyOut
        case copyIn
    }

    var calls: [String] = []
    var script: [Play] = []
    /// What the server sends in a COPY; nil is its end.
    var copyData: [[UInt8]?] = []
    /// How offers of data are met; taken when it is empty.
    var copyProgress: [CopyProgress] = []
    /// How far flushes get; done when it is empty.
    var flushes: [FlushProgress] = []
    /// What is handed out together with the first sync.
    var noticesBehindSync: [PostgreSQLNotice] = []
    private var notices: [PostgreSQLNotice] = []
    let socket: Int32 = -1
    var standing = SessionStanding.idle
    let facts = ConnectionFacts(serverVersion: 0, processID: 0, reported: { _ in nil })
    var lastMessage = ""

    private func note(_ call: String) -> Bool {
        calls.append(call)
        return true
    }

    func sendPrepare(name: String, text: StatementText) -> Bool { note("prepare \(name)") }
    func sendExecute(name: String, parameters: ParameterWriter) -> Bool { note("execute \(name)") }
    func sendDescribe(name: String) -> Bool { note("describe \(name)") }
    func sendScript(_ sql: String) -> Bool { note("script") }
    func sendRows(text: StatementText, parameters: ParameterWriter) -> Bool { note("rows \(text.name)") }
    func sendSync() -> Bool { note("sync") }
    func enterPipelineMode() -> Bool { note("pipeline") }
    func exitPipelineMode() -> Bool { note("no pipeline") }
    func flush() -> FlushProgress { flushes.isEmpty ? .done : flushes.removeFirst() }
    func consumeInput() -> Bool { true }
    func takeNotices() -> [PostgreSQLNotice] {
        defer { notices = [] }
        return notices
    }

    func receiveCopyData(into bytes: inout [UInt8]) -> CopyArrival {
        guard !copyData.isEmpty else { return .notYet }
        guard let data = copyData.removeFirst() else { return .end }
        bytes += data
        return .bytes
    }

    func sendCopyData(_ bytes: [UInt8]) -> CopyProgress {
        _ = note("data \(bytes.count)")
        return copyProgress.isEmpty ? .taken : copyProgress.removeFirst()
    }

    func endCopy(failingBecause reason: String?) -> CopyProgress {
        _ = note(reason == nil ? "done" : "fail")
        return copyProgress.isEmpty ? .taken : copyProgress.removeFirst()
    }

    func nextResult() -> NextResult {
        guard !script.isEmpty else { return .notYet }
        let status: ExecStatusType
        switch script.removeFirst() {
        case .null: return .null
        case .row(let value): return Self.row(value).map { .result(ResultHandle($0)) } ?? .notYet
        case .ok: status = PGRES_COMMAND_OK
        case .sync:
            status = PGRES_PIPELINE_SYNC
            swap(&notices, &noticesBehindSync)
        case .tuples: status = PGRES_TUPLES_OK
        case .failure: status = PGRES_FATAL_ERROR
        case .aborted: status = PGRES_PIPELINE_ABORTED
        case .copyOut: status = PGRES_COPY_OUT
        case .copyIn: status = PGRES_COPY_IN
        }
        guard let result = PQmakeEmptyPGresult(nil, status) else { return .notYet }
        return .result(ResultHandle(result))
    }

    private static func row(_ value: String?) -> OpaquePointer? {
        guard let result = PQmakeEmptyPGresult(nil, PGRES_SINGLE_TUPLE) else { return nil }
        let isMade = "value".withCString { name in
            var column = PGresAttDesc()
            column.name = UnsafeMutablePointer(mutating: name)
            column.typid = 25
            return PQsetResultAttrs(result, 1, &column) == 1
        }
        guard isMade else { return nil }
        var bytes = value.map { Array($0.utf8CString) } ?? []
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            PQsetvalue(result, 0, 0, buffer.baseAddress, value == nil ? -1 : Int32(buffer.count - 1))
        }
        return count == 1 ? result : nil
    }
}
