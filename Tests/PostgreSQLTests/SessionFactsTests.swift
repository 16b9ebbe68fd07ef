// What a connection knows of its server, and what becomes of notices.
import Logging
import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

@Suite("Facts and notices", .usesServer, .timeLimit(.minutes(1)))
struct SessionFactsTests {
    @Test("a connection knows its server's version, its process and what the server reports")
    func facts() async throws {
        try await withDatabase { database in
            try await database.withConnection { connection in
                let facts = try await connection.facts()
                let asked = try await connection.executeScript(
                    "select pg_backend_pid(), current_setting('server_version_num'), current_setting('server_version')"
                )
                #expect(asked.first?.rows.first?[0] == "\(facts.processID)")
                #expect(asked.first?.rows.first?[1] == "\(facts.serverVersion)")
                #expect(asked.first?.rows.first?[2] == facts.parameters["server_version"])
                #expect(facts.isStandby == false)
                #expect(facts.parameters["client_encoding"] == "UTF8")
                #expect(facts.parameters["statement_timeout"] == nil)
            }
        }
    }

    @Test("what the session changes is in the facts at once")
    func changed() async throws {
        try await withDatabase { database in
            try await database.withConnection { connection in
                #expect(try await connection.facts().parameters["default_transaction_read_only"] == "off")
                try await connection.executeScript("set default_transaction_read_only = on; set role pg_monitor")
                let facts = try await connection.facts()
                #expect(facts.parameters["default_transaction_read_only"] == "on")
                #expect(facts.parameters["is_superuser"] == "off")
            }
        }
    }

    @Test("what an administrator changes meanwhile is in the facts of an idle connection")
    func changedByOthers() async throws {
        let server = try await PrivateServer.startedAnew()
        defer { server.remove() }
        try await Database.withDatabase(try server.configuration()) { database in
            try await database.withConnection { connection in
                #expect(try await connection.facts().parameters["default_transaction_read_only"] == "off")
                for sql in ["alter system set default_transaction_read_only = on", "select pg_reload_conf()"] {
                    try await script(sql, on: database)
                }
                #expect(
                    try await eventually {
                        try await connection.facts().parameters["default_transaction_read_only"] == "on"
                    }
                )
            }
        }
    }

    @Test("the caller of a script receives its notices, in order and before the result")
    func notices() async throws {
        try await withDatabase { database in
            let received = Mutex<[PostgreSQLNotice]>([])
            try await database.withConnection(onNotice: { notice in received.withLock { $0.append(notice) } }) {
                try await $0.executeScript(
                    """
                    do $$ begin
                        raise notice 'first';
                        raise warning 'second' using errcode = '01W01';
                        raise info 'third';
                    end $$
                    """
                )
                let notices = received.withLock { $0 }
                #expect(notices.map(\.message) == ["first", "second", "third"])
                #expect(notices.map(\.severity) == ["NOTICE", "WARNING", "INFO"])
                #expect(notices.map(\.sqlState?.rawValue) == ["00000", "01W01", "00000"])
            }
        }
    }

    @Test("warnings are logged as warnings and notices for whoever debugs; no text of them is, and nothing as an error")
    func logged() async throws {
        let log = CapturedLog()
        let configuration = try await PrivateServer.shared.value.configuration()
        _ = try await Database.withDatabase(configuration, logger: log.logger) { database in
            try await script(
                "do $$ begin raise notice 'hunter2'; raise warning 'hunter2' using errcode = '01W01'; end $$",
                on: database
            )
        }
        let lines = log.lines
        #expect(lines.contains { $0.level == .warning && $0.text.contains("01W01") })
        #expect(lines.contains { $0.level == .debug && $0.text.contains("NOTICE") })
        #expect(lines.allSatisfy { $0.level < .error && !$0.text.contains("hunter2") })
    }
}

/// Keeps what is logged.
private final class CapturedLog: Sendable {
    struct Line {
        let level: Logger.Level
        let text: String
    }

    private let captured = Mutex<[Line]>([])
    var lines: [Line] { captured.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "captured") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let text = "\(event.message) \(event.metadata ?? [:])"
            log.captured.withLock { $0.append(Line(level: event.level, text: text)) }
        }
    }
}
