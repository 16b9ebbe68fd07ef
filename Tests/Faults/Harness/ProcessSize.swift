// How much of the system a process holds.
import Foundation

/// What Linux tells of a process; nothing where there is no `/proc`.
struct ProcessSize: Sendable {
    var threads = 0
    var descriptors = 0
    /// What lies in memory now, and the most that did.
    var kibibytes = 0
    var kibibytesMax = 0

    init() {}

    /// Lets the most that lay in memory count from now on.
    static func forgetPeak(of process: Int32) throws {
        let file = "/proc/\(process)/clear_refs"
        guard FileManager.default.fileExists(atPath: file) else { return }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        try handle.write(contentsOf: Data("5".utf8))
        try handle.close()
    }

    init(of process: Int32) throws {
        guard FileManager.default.fileExists(atPath: "/proc/\(process)/status") else { return }
        let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        func number(_ name: String) -> Int {
            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") } ?? ""
            return Int(line.filter(\.isNumber)) ?? 0
        }
        threads = number("Threads")
        kibibytes = number("VmRSS")
        kibibytesMax = number("VmHWM")
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    }

    /// How many connections to a port of this machine a process holds at the far end, whoever made them.
    static func connections(to port: UInt16) throws -> Int {
        let files = ["/proc/net/tcp", "/proc/net/tcp6"].filter { FileManager.default.fileExists(atPath: $0) }
        return try files.reduce(0) { sum, file in
            sum + connections(to: port, in: try String(contentsOfFile: file, encoding: .utf8))
        }
    }

    /// The same of the kernel's table: local address and port in hexadecimal, state, and the socket's number, which is nought
    /// where no process holds it any longer.
    static func connections(to port: UInt16, in table: String) -> Int {
        table.split(separator: "\n").dropFirst()
            .filter { line in
                let columns = line.split(separator: " ")
                guard columns.count > 9, let local = columns[1].split(separator: ":").last else { return false }
                let isListening = columns[3] == "0A"
                return UInt16(local, radix: 16) == port && !isListening && columns[9] != "0"
            }
            .count
    }
}
