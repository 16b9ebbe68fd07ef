// What a command sees of the process around it, as a value, so that a test gives another one.
package import Domain

/// Where bytes go: standard output, standard error, or a test's own list.
package struct ByteSink: Sendable {
    private let body: @Sendable ([UInt8]) throws -> Void

    /// A sink that hands every write on.
    package init(_ body: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.body = body
    }

    /// Writes all bytes, or throws.
    func write(_ bytes: [UInt8]) throws {
        try body(bytes)
    }
}

/// Where bytes come from, piece by piece; an empty piece is the end.
package struct ByteSource: Sendable {
    private let body: @Sendable (_ countMax: Int) throws -> [UInt8]

    /// A source that asks for at most so many bytes.
    package init(_ body: @escaping @Sendable (_ countMax: Int) throws -> [UInt8]) {
        self.body = body
    }

    /// At most so many bytes, or none at the end.
    func read(_ countMax: Int) throws -> [UInt8] {
        try body(countMax)
    }
}

/// The process around a command: streams, environment variables, who runs it, the clock and the source of ids.
package struct Surroundings: Sendable {
    /// The environment variables.
    package var environment: [String: String]
    /// The account that runs the command, as the system names it.
    package var userName: String
    /// Standard input.
    package var input: ByteSource
    /// Standard output, which holds data only.
    package var output: ByteSink
    /// Standard error, which holds talk only.
    package var talk: ByteSink
    /// Whether a person can be asked.
    package var isInputTerminal: Bool
    /// Whether the terminal shows what is typed.
    package var setEcho: @Sendable (_ isOn: Bool) -> Void
    /// The width of the terminal that standard output shows on; nil where it is piped.
    package var outputColumns: Int?
    /// The width of the terminal that standard error shows on; nil where it is piped.
    package var talkColumns: Int?
    /// The time now.
    package var now: @Sendable () -> Instant
    /// Every Ctrl-C from now on; ends where there are none to come.
    package var interruptions: @Sendable () async -> AsyncStream<Void>

    /// The surroundings as given; `Surroundings.live` are the real ones.
    package init(
        environment: [String: String],
        userName: String,
        input: ByteSource,
        output: ByteSink,
        talk: ByteSink,
        isInputTerminal: Bool = false,
        outputColumns: Int? = nil,
        talkColumns: Int? = nil,
        now: @escaping @Sendable () -> Instant,
        setEcho: @escaping @Sendable (_ isOn: Bool) -> Void = { _ in },
        interruptions: @escaping @Sendable () async -> AsyncStream<Void> = { AsyncStream { $0.finish() } }
    ) {
        self.environment = environment
        self.userName = userName
        self.input = input
        self.output = output
        self.talk = talk
        self.isInputTerminal = isInputTerminal
        self.outputColumns = outputColumns
        self.talkColumns = talkColumns
        self.now = now
        self.setEcho = setEcho
        self.interruptions = interruptions
    }

    /// Whether standard error may carry colour: on a terminal, and nobody asked for none.
    var talksInColour: Bool {
        talkColumns != nil && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Whether a line of progress can be drawn over again.
    var drawsProgress: Bool {
        talkColumns != nil && environment["TERM"] != "dumb"
    }
}
