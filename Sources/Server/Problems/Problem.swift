// A problem as RFC 9457 wants it told, in the reader's language.
import Domain
import HTTPTypes
import UseCases

/// What went wrong with a request: thrown by the HTTP edge, made by `ErrorMapping` from everything else.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    let code: ProblemCode
    /// What went wrong this time, without any value of the request.
    let detail: Localized
    /// Every field or parameter at fault.
    var faults: [ProblemFault] = []
    /// The newest version, where another one was named.
    var currentVersion: Int?
    /// The states a step may move to.
    var legalStates: [StepState] = []
    /// When it is worth trying again.
    var retryAfterSeconds: Int?
    /// Fields the status asks for, such as `Allow`.
    var headers: HTTPFields = [:]

    /// A problem of a kind that the catalogue knows.
    init(_ code: ProblemCode, _ detail: Localized? = nil) {
        let entry = ProblemCatalogue.entry(code)
        self.init(status: entry.status, code: code, detail: detail ?? entry.meaning)
    }

    /// A problem with its status.
    init(status: HTTPResponse.Status, code: ProblemCode, detail: Localized) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// A problem of parameters or headers.
    init(invalid faults: [ProblemFault]) {
        self.init(.invalidInput)
        self.faults = faults
    }
}

/// One thing wrong with a request, and where.
struct ProblemFault: Hashable, Sendable {
    /// Where a fault stands.
    enum Place: Hashable, Sendable {
        /// In the body, by RFC 6901 pointer.
        case pointer(String)
        /// In the query, the path or a header, by name.
        case parameter(String)
    }

    let place: Place
    let code: FaultCode
    let message: Localized

    /// A fault of a use case. What is no pointer names a parameter, since pointers begin with a slash.
    init(_ fault: Fault) {
        let isPointer = fault.pointer.isEmpty || fault.pointer.hasPrefix("/")
        self.init(isPointer ? .pointer(fault.pointer) : .parameter(fault.pointer), fault.code, fault.message)
    }

    init(_ place: Place, _ code: FaultCode, _ message: Localized) {
        self.place = place
        self.code = code
        self.message = message
    }
}

extension Problem {
    /// The document, with the request's id so that a caller can name it to the people who read the log.
    func document(language: Language, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", code.type)
        writer.member("title", ProblemCatalogue.entry(code, status: status).title[language])
        writer.key("status")
        writer.integer(status.code)
        writer.member("detail", detail[language])
        writeFaults(language: language, to: &writer)
        if let currentVersion {
            writer.key("currentVersion")
            writer.integer(currentVersion)
        }
        if !legalStates.isEmpty {
            writer.key("legalStates")
            writer.beginArray()
            for state in legalStates { writer.string(state.rawValue) }
            writer.endArray()
        }
        if let retryAfterSeconds {
            writer.key("retryAfterSeconds")
            writer.integer(retryAfterSeconds)
        }
        writer.member("requestId", requestID)
        writer.endObject()
        return writer.bytes
    }

    private func writeFaults(language: Language, to writer: inout JSONWriter) {
        guard !faults.isEmpty else { return }
        writer.key("faults")
        writer.beginArray()
        for fault in faults {
            writer.beginObject()
            switch fault.place {
            case .pointer(let pointer): writer.member("pointer", pointer)
            case .parameter(let name): writer.member("parameter", name)
            }
            writer.member("code", fault.code.rawValue)
            writer.member("message", fault.message[language])
            writer.endObject()
        }
        writer.endArray()
    }
}

extension JSONWriter {
    /// Writes a member that is text.
    mutating func member(_ name: String, _ text: String) {
        key(name)
        string(text)
    }
}
