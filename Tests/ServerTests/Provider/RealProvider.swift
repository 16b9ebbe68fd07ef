// A real OpenID provider beside the test: the program of Tests/Provider, and somebody who signs in on its pages.
import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Server

/// The program, told what to do line by line.
actor RealProvider {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Whether it was installed: `Tests/Provider/install` does, and `make test` runs that.
    static var isInstalled: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: ".build/provider/installed").path())
    }
    /// Whether a test without it has failed.
    static var isRequired: Bool {
        let word = ProcessInfo.processInfo.environment["CI"]
        return word == "1" || word == "true"
    }

    /// What the program says when it listens.
    private struct Ready {
        let issuer: String
        let client: (id: String, secret: String)
        let people: [String: String]
    }

    /// The program with its lines.
    private struct Program {
        let process = Process()
        let orders = Pipe()
        let answers = Pipe()
        var unread = Data()

        mutating func line() throws -> String {
            while true {
                if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: unread[..<end], as: UTF8.self)
                    unread = Data(unread[unread.index(after: end)...])
                    return line
                }
                let more = answers.fileHandleForReading.availableData
                try #require(!more.isEmpty, "the provider has ended")
                unread += more
            }
        }
    }

    private var program: Program
    /// Its issuer.
    nonisolated let issuer: String
    /// The client that it knows.
    nonisolated let client: (id: String, secret: String)
    /// The passwords of the people it knows, by their names, which are their subjects.
    nonisolated let people: [String: String]

    /// Starts it, for a service at an address.
    private init(redirectAddress: String) throws {
        var program = Program()
        program.process.executableURL = RealProvider.root.appending(path: ".build/provider/bin/python")
        let script = RealProvider.root.appending(path: "Tests/Provider/provider.py").path()
        program.process.arguments = ["-B", script, redirectAddress]
        program.process.standardInput = program.orders
        program.process.standardOutput = program.answers
        try program.process.run()
        let ready = try JSONReader.read(Array(program.line().utf8))
        issuer = try #require(ready["issuer"]?.string)
        client = (try #require(ready["client"]?["id"]?.string), try #require(ready["client"]?["secret"]?.string))
        var people: [String: String] = [:]
        for name in ["anna", "bram"] { people[name] = ready["people"]?[name]?.string }
        self.people = people
        self.program = program
    }

    /// Starts it for as long as a test needs it.
    static func run(redirectAddress: String, _ body: (RealProvider) async throws -> Void) async throws {
        let provider = try RealProvider(redirectAddress: redirectAddress)
        do {
            try await body(provider)
        } catch {
            await provider.stop()
            throw error
        }
        await provider.stop()
    }

    /// Tells it what to do, and waits until it is done.
    func order(_ word: String) throws {
        try program.orders.fileHandleForWriting.write(contentsOf: Data("\(word)\n".utf8))
        let answer = try program.line()
        #expect(answer == "ok", "\(word)")
    }

    private func stop() {
        // It ends with its standard input; a pipe that is closed already is closed.
        try? program.orders.fileHandleForWriting.close()
        program.process.waitUntilExit()
    }
}

/// Somebody's browser on the provider's own pages.
actor ProviderVisitor {
    private var cookies: [String: String] = [:]
    private let origin: String

    init(origin: String) { self.origin = origin }

    /// Signs in where a page led, and goes where the provider sends the browser.
    ///
    /// - Parameters:
    ///   - address: where the page led.
    ///   - name: who signs in.
    ///   - password: theirs.
    ///   - home: the address of the service.
    /// - Returns: the path of the service that the browser is sent back to, and how many forms were filled in.
    /// - Throws: where the provider shows a page that is not known, or goes in circles.
    func signIn(
        _ address: String,
        as name: String,
        _ password: String,
        home: String
    ) async throws -> (back: String, formCount: Int) {
        var (next, form): (String, String?) = (address, nil)
        var formCount = 0
        for _ in 0..<20 {
            let response = try await send(next, form)
            form = nil
            if let location = response.location {
                next = location.hasPrefix("/") ? origin + location : location
                if next.hasPrefix(home) { return (String(next.dropFirst(home.count)), formCount) }
                continue
            }
            try #require(response.status == 200, "\(next): \(response.status) \(response.body.prefix(500))")
            formCount += 1
            if next.contains("/auth/password") {
                form = "password=\(QueryText.encoded(password))"
            } else {
                try #require(next.contains("/login"), "\(next)")
                form = "login=\(QueryText.encoded(name))"
            }
        }
        throw CancellationError()
    }

    /// Whether there is a page.
    func status(of address: String) async throws -> Int { try await send(address, nil).status }

    private func send(_ address: String, _ form: String?) async throws -> (status: Int, location: String?, body: String)
    {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        let field = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        let (response, body) = try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            var request = HTTPClientRequest(url: address)
            request.headers.add(name: "Cookie", value: field)
            if let form {
                request.method = .POST
                request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
                request.body = .bytes(ByteBuffer(string: form))
            }
            let response = try await client.execute(request, timeout: .seconds(20))
            return (response, String(buffer: try await response.body.collect(upTo: 1 << 20)))
        }
        for field in response.headers["Set-Cookie"] {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if let name = pair.first { cookies[name] = pair.count == 2 ? pair[1] : nil }
        }
        return (Int(response.status.code), response.headers.first(name: "Location"), body)
    }
}
