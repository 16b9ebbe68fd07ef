// The program with a certificate of its own: who is served, what it refuses to start with, and a certificate that changes.
import Domain
import Foundation
import TestSupport
import Testing

@Suite("Process with TLS", .timeLimit(.minutes(5)))
struct TLSProcessTests {
    private func write(_ certificates: TestCertificates, in folder: URL) throws {
        for (name, text, mode) in [
            ("chain.pem", certificates.chain, 0o644), ("key.pem", certificates.key, 0o600),
            ("root.pem", certificates.root, 0o644),
        ] {
            let path = folder.appending(path: name).path()
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    private func curl(_ arguments: [String]) throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--max-time", "20", "--noproxy", "*"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test(
        "a certificate and a key that are no pair, missing or open to others are refused with 78, before anything starts"
    )
    func refusals() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            try write(TestCertificates(), in: folder)
            func path(_ name: String) -> String { folder.appending(path: name).path() }
            try Data(TestCertificates().key.utf8).write(to: folder.appending(path: "other.pem"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("other.pem"))
            try FileManager.default.copyItem(atPath: path("key.pem"), toPath: path("open.pem"))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path("open.pem"))
            for (certificate, key, word) in [
                ("chain.pem", "other.pem", "belong together"),
                ("chain.pem", "missing.pem", "missing.pem cannot be read"),
                ("missing.pem", "key.pem", "missing.pem cannot be read"), ("chain.pem", "open.pem", "by others"),
                ("key.pem", "key.pem", "belong together"),
            ] {
                let finished = try workup.run(
                    [
                        "serve", "--port", "0", "--tls-certificate", path(certificate), "--tls-key", path(key),
                        "--data", path("data"),
                    ],
                    in: folder
                )
                #expect(finished.code == 78, "\(certificate) \(key): \(finished.talk)")
                #expect(finished.talk.contains(word), "\(finished.talk)")
                #expect(!finished.talk.contains("PRIVATE KEY"))
            }
            #expect(!FileManager.default.fileExists(atPath: path("data")))
        }
    }

    @Test("the service speaks TLS, reads a new certificate on SIGHUP, and gives its numbers out apart")
    func service() async throws {
        try await withFolder { folder in
            let workup = WorkupProcess()
            func path(_ name: String) -> String { folder.appending(path: name).path() }
            try write(TestCertificates(), in: folder)
            let service = try workup.start(
                [
                    "serve", "--port", "0", "--metrics-port", "0", "--output", "json", "--tls-certificate",
                    path("chain.pem"),
                    "--tls-key", path("key.pem"), "--data", path("data"),
                ],
                in: folder
            )
            defer { if service.process.isRunning { service.process.terminate() } }
            let greeting = try await service.waitForOutput("\n", secondsMax: 120)
            let json = try JSONReader.read(Array(greeting.utf8))
            let address = try #require(json["address"]?.string)
            #expect(address.hasPrefix("https://127.0.0.1:"))
            let port = try #require(address.split(separator: ":").last)
            let host = "https://localhost:\(port)"

            let good = try curl(["--cacert", path("root.pem"), "--include", "\(host)/health/ready"])
            #expect(good.code == 0 && good.text.contains("200 OK"), "\(good)")
            #expect(good.text.lowercased().contains("strict-transport-security: max-age=31536000; includesubdomains"))
            // 60: the certificate is not trusted.
            #expect(try curl([host]).code == 60)
            #expect(try curl(["http://127.0.0.1:\(port)/"]).code != 0)
            #expect(try curl(["--cacert", path("root.pem"), "\(host)/metrics"]).text.contains("/problems/not-found"))
            let numbers = try curl([try #require(json["metrics"]?.string)])
            #expect(numbers.text.contains("workup_http_request_duration_seconds_count"))
            #expect(numbers.text.contains("workup_tls_certificate_end_timestamp_seconds"))

            let old = path("old.pem")
            try FileManager.default.moveItem(atPath: path("root.pem"), toPath: old)
            try write(TestCertificates(), in: folder)
            kill(service.process.processIdentifier, SIGHUP)
            var isNew = false
            for _ in 0..<100 where !isNew {
                isNew = try curl(["--cacert", path("root.pem"), "\(host)/health/live"]).code == 0
                if !isNew { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(isNew)
            #expect(try curl(["--cacert", old, "\(host)/health/live"]).code == 60)

            service.process.terminate()
            let ended = try service.finished()
            #expect(ended.code == 0, "\(ended.talk)")
            #expect(!ended.talk.contains("PRIVATE KEY"))
        }
    }
}
