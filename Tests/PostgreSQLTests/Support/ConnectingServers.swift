// Servers that connecting is tested against: one with TLS and passwords, and what is no PostgreSQL server at all.
import EmbeddedPostgreSQL
import Foundation
import Logging
import PostgreSQL
import PostgreSQLTestKit
import Synchronization

/// An authority, another one, and certificates, made anew by openssl in a folder of their own.
struct TestCertificates: Sendable {
    let folder: URL

    /// A file's path.
    func path(_ name: String) -> String { folder.appending(path: name).path }
    /// A file's text.
    func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    private static let script = """
        set -e; cd "$1"; umask 077
        key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        for authority in right other; do
            openssl req -x509 $key -keyout $authority.key -out $authority.crt -days 2 -subj "/CN=$authority authority"
        done
        openssl req $key -keyout server.key -out server.csr -subj "/CN=localhost"
        printf 'subjectAltName=DNS:localhost' > names
        openssl x509 -req -in server.csr -CA right.crt -CAkey right.key -CAcreateserial -days 2 -out server.crt -extfile names
        for person in certified stranger; do
            openssl req $key -keyout $person.key -out $person.csr -subj "/CN=$person"
        done
        openssl x509 -req -in certified.csr -CA right.crt -CAkey right.key -CAcreateserial -days 2 -out certified.crt
        openssl x509 -req -in stranger.csr -CA other.crt -CAkey other.key -CAcreateserial -days 2 -out stranger.crt
        echo 'this is no certificate' > nonsense.crt; cp certified.key open.key; chmod 644 open.key
        """

    /// Makes them.
    static func made() async throws -> TestCertificates {
        let folder = URL(filePath: "/tmp").appending(path: "pg-tests-tls-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let status = try await onThread {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", script, "sh", folder.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        guard status == 0 else { throw ConnectingTestError(message: "openssl could not make certificates") }
        return TestCertificates(folder: folder)
    }
}

struct ConnectingTestError: Error {
    let message: String
}

/// Runs what blocks on a thread of its own.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}

/// A server with TLS that asks for passwords and certificates.
struct GuardedServer: Sendable {
    let server: PrivateServer
    let certificates: TestCertificates

    /// Shared by the tests of connecting.
    static let shared = Task {
        let certificates = try await TestCertificates.made()
        atexit {
            // A folder left behind in /tmp harms nobody.
            if let folder = GuardedServer.folder.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
        }
        folder.withLock { $0 = certificates.folder }
        let access = [
            "hostssl all certified 127.0.0.1/32 cert", "host all certified 127.0.0.1/32 reject",
            "host all unwelcome 127.0.0.1/32 reject", "hostssl all encrypted 127.0.0.1/32 scram-sha-256",
            "host all encrypted 127.0.0.1/32 reject", "hostnossl all plain 127.0.0.1/32 scram-sha-256",
            "host all plain 127.0.0.1/32 reject", "host all ghost 127.0.0.1/32 trust",
            "host all sleeper 127.0.0.1/32 trust", "host all md5 127.0.0.1/32 password",
            "host all all 127.0.0.1/32 scram-sha-256",
        ]
        let settings = [
            "ssl": "on", "ssl_cert_file": "server.crt", "ssl_key_file": "server.key", "ssl_ca_file": "right.crt",
        ]
        let files = try Dictionary(
            uniqueKeysWithValues: ["server.crt", "server.key", "right.crt"].map { ($0, try certificates.text($0)) }
        )
        let changes = DisposableServer.Changes(settings: settings, accessLines: access, files: files)
        let server = try await PrivateServer.startedAnew(changes: changes, listensOnLoopback: true)
        try await Database.withDatabase(try server.configuration(connectionsMax: 1)) { database in
            _ = try await script(
                """
                create role sleeper nologin;
                create role ann login password '\(password)'; create role certified login; create role unwelcome login;
                create role encrypted login password '\(password)'; create role plain login password '\(password)';
                create role md5 login password '\(password)'; create role full login password '\(password)' connection limit 0
                """,
                on: database
            )
            for statement in [
                "create database closed allow_connections false", "create database forbidden",
                "create database crowded connection limit 0",
                "revoke connect on database forbidden from public",
            ] {
                try await script(statement, on: database)
            }
        }
        return GuardedServer(server: server, certificates: certificates)
    }

    private static let folder = Mutex<URL?>(nil)

    /// The password of everyone who has one. No text may ever show it.
    static let password = "hunter2canary"

    var port: String { server.loopback.connectionOverrides["port"] ?? "" }

    /// Settings for somebody by TCP; later keywords count more.
    func settings(_ user: String = "ann", _ more: String = "") throws -> ConnectionSettings {
        try ConnectionSettings(
            url: "host=localhost port=\(port) dbname=postgres user=\(user) password=\(Self.password) \(more)"
        )
    }
}

/// Listens on a port that the system chooses.
func listenOnLoopback() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
    }
    guard isBound, listen(descriptor, 16) == 0 else { throw ConnectingTestError(message: "could not listen") }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

/// Accepts connections and says the same to each as soon as it has read something; it is no PostgreSQL server.
final class SayingServer: Sendable {
    let port: Int
    private let listener: Int32
    private let hasEnded = DispatchSemaphore(value: 0)

    init(_ words: String) throws {
        let (descriptor, port) = try listenOnLoopback()
        self.port = port
        listener = descriptor
        Thread.detachNewThread { [hasEnded] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { break }
                var bytes = [UInt8](repeating: 0, count: 1_024)
                if read(client, &bytes, bytes.count) > 0 {
                    _ = send(client, words, words.utf8.count, Int32(MSG_NOSIGNAL))
                }
                _ = Foundation.close(client)
            }
            hasEnded.signal()
        }
    }

    /// Call it once.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        hasEnded.wait()
        _ = Foundation.close(listener)
    }
}

/// Keeps every line of a log.
struct KeepingLogHandler: LogHandler {
    final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    let lines: Lines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
    }

    static func logger(_ lines: Lines) -> Logger {
        Logger(label: "test") { _ in KeepingLogHandler(lines: lines) }
    }
}
