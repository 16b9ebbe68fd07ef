// A small HTTP/1.1 client on one kept connection: whoever measures a server should know exactly what went over the line.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One request.
struct LoopbackRequest: Sendable {
    var method = "GET"
    var path: String
    var fields: [String: String] = [:]
    var body = ""
}

/// One whole answer.
struct LoopbackAnswer: Sendable {
    let status: Int
    /// By name in lower case.
    let fields: [String: String]
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    var isSuccess: Bool { (200..<300).contains(status) }

    /// Whether the same key is at work at this moment.
    var isInFlight: Bool { status == 409 && text.contains("request-in-flight") }

    /// Whether the same was answered: status, body and version.
    func isSame(as other: LoopbackAnswer) -> Bool {
        status == other.status && body == other.body && version == other.version
    }

    /// The version that the ETag names.
    var version: Int? { fields["etag"].flatMap { Int($0.trimmingCharacters(in: ["\""])) } }

    /// The id of what was made, or of the step that was moved.
    var id: String? {
        if let location = fields["location"] { return location.split(separator: "/").last.map(String.init) }
        return try? JSONDecoder().decode(StepAnswer.self, from: body).step.id
    }

    /// How often the document holds a text as a whole value.
    func count(of value: String) -> Int {
        text.components(separatedBy: "\"\(value)\"").count - 1
    }

    private struct StepAnswer: Decodable {
        struct Step: Decodable {
            let id: String
        }
        let step: Step
    }
}

/// No whole answer came: what became of the request is unknown.
struct NoAnswer: Error {
    let reason: String
}

/// One client; it belongs to one thread.
final class LoopbackClient {
    private let port: UInt16
    private let secondsMax: Int
    private var descriptor: Int32 = -1
    private var received: [UInt8] = []

    init(port: UInt16, secondsMax: Int = 40) {
        self.port = port
        self.secondsMax = secondsMax
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Sends a request and waits for its answer, never longer than the client waits for a part of one.
    func send(_ request: LoopbackRequest) throws(NoAnswer) -> LoopbackAnswer {
        do {
            if descriptor < 0 { try connectAnew() }
            try transmit(Array(text(of: request).utf8))
            let answer = try receive()
            if answer.fields["connection"] == "close" { hangUp() }
            return answer
        } catch {
            hangUp()
            throw error
        }
    }

    private func text(of request: LoopbackRequest) -> String {
        var text = "\(request.method) \(request.path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        for (name, value) in request.fields { text += "\(name): \(value)\r\n" }
        if request.method != "GET" {
            text += "Content-Type: application/json\r\nContent-Length: \(request.body.utf8.count)\r\n"
        }
        return text + "\r\n" + request.body
    }

    private func hangUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        received = []
    }

    private func connectAnew() throws(NoAnswer) {
        descriptor = StreamSocket.make()
        guard descriptor >= 0 else { throw NoAnswer(reason: "no socket") }
        var patience = timeval(tv_sec: .init(secondsMax), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = LoopbackPort.address(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw NoAnswer(reason: "not connected") }
    }

    private func transmit(_ bytes: [UInt8]) throws(NoAnswer) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { StreamSocket.send(descriptor, $0) }
            guard count > 0 else { throw NoAnswer(reason: "not sent: \(errno)") }
            sent += count
        }
    }

    private func receive() throws(NoAnswer) -> LoopbackAnswer {
        let separator = Array("\r\n\r\n".utf8)
        var headEnd = received.firstRange(of: separator)
        while headEnd == nil {
            try receiveMore()
            headEnd = received.firstRange(of: separator)
        }
        guard let headEnd else { throw NoAnswer(reason: "no head") }
        let lines = String(decoding: received[..<headEnd.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { throw NoAnswer(reason: "no status: \(lines[0])") }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            fields[line[..<colon].lowercased()] = value
        }
        guard let length = fields["content-length"].flatMap({ Int($0) }) else {
            throw NoAnswer(reason: "an answer without a length")
        }
        while received.count < headEnd.upperBound + length { try receiveMore() }
        let body = Data(received[headEnd.upperBound..<(headEnd.upperBound + length)])
        received.removeFirst(headEnd.upperBound + length)
        return LoopbackAnswer(status: status, fields: fields, body: body)
    }

    private func receiveMore() throws(NoAnswer) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { throw NoAnswer(reason: count == 0 ? "closed" : "not received: \(errno)") }
        received += chunk[..<count]
    }
}
