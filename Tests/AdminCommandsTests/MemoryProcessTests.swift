// What a body that is far too large costs the program: less than twice what it may be.
import Domain
import Foundation
import Testing

#if os(Linux)
    @Suite("Process and memory", .timeLimit(.minutes(5)))
    struct MemoryProcessTests {
        private static let bytesMax = 16 << 20

        /// Kibibytes that the process holds now, or held at most.
        private func kibibytes(_ name: String, of process: Process) throws -> Int {
            let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") } ?? ""
            return Int(line.filter(\.isNumber)) ?? 0
        }

        @Test("a body without an end is a 413, and the program grows by less than twice the limit (ASVS 5.0, 5.2.1)")
        func endlessBody() async throws {
            try await withFolder { folder in
                let workup = WorkupProcess(["WORKUP_HTTP_BODY_BYTES_MAX": String(Self.bytesMax)])
                let data = folder.appending(path: "data").path()
                let service = try workup.start(
                    ["serve", "--port", "0", "--output", "json", "--data", data],
                    in: folder
                )
                defer { if service.process.isRunning { service.process.terminate() } }
                let greeting = try await service.waitForOutput("\n", secondsMax: 120)
                let address = try #require(try JSONReader.read(Array(greeting.utf8))["address"]?.string)
                for _ in 0..<3 { _ = try send(kibibytes: 1_024, to: address) }
                let before = try kibibytes("VmRSS", of: service.process)
                // Once: what the allocator keeps of one request for the next one is no growth of a request.
                let status = try send(kibibytes: 256 << 10, to: address)
                #expect(status == "413")
                let after = try kibibytes("VmHWM", of: service.process)
                #expect((after - before) << 10 < 2 * Self.bytesMax, "from \(before) KiB to \(after) KiB")
                service.process.terminate()
                #expect(try service.finished().code == 0)
            }
        }

        /// Sends so much of nothing in chunks; gives the status of the answer.
        private func send(kibibytes: Int, to address: String) throws -> String {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                "-c",
                "head -c \(kibibytes)K /dev/zero | curl --silent --max-time 60 --noproxy '*' --request POST --upload-file - "
                    + "--header 'Content-Type: application/json' --output /dev/null --write-out '%{http_code}' "
                    + "\(address)/api/v1/session",
            ]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
        }
    }
#endif
