// A listener's course: connecting, saying LISTEN, listening, asking whether anyone is there, pausing. No I/O, no clock.

/// Where a listener stands and what it does next.
struct ListenerState {
    enum Phase: Equatable {
        case connecting
        /// LISTEN is on its way.
        case subscribing
        case listening
        /// The server was silent for long and has been asked whether it is there.
        case pinging
        case pausing
        case ended
    }

    /// What is to be done next.
    enum Step: Equatable {
        case connect
        case subscribe
        /// Wait for what the server says.
        case listen
        case ping
        /// Without a connection.
        case pause(Duration)
        case end
    }

    /// The pause after the first failure, before chance takes up to half of it; each further one doubles it.
    static let pauseMin = Duration.milliseconds(100)
    /// What pauses grow to: so much later than the server a listener is back at most.
    static let pauseMax = Duration.seconds(10)

    private(set) var phase = Phase.connecting
    /// Whether LISTEN has ever succeeded.
    private(set) var hasListened = false
    private var failuresInARow = 0

    /// Whether the server owes an answer.
    var expectsAnswer: Bool { phase == .subscribing || phase == .pinging }

    /// There is a connection.
    mutating func connected() -> Step {
        guard phase == .connecting else { return .end }
        phase = .subscribing
        return .subscribe
    }

    /// The server has answered LISTEN or the question whether it is there.
    /// - Returns: what to tell: between the last connection and LISTEN anything may have been missed.
    mutating func answered() -> NotificationGap? {
        guard expectsAnswer else { return nil }
        let gap: NotificationGap? = phase == .pinging ? nil : hasListened ? .reconnected : .began
        phase = .listening
        hasListened = true
        failuresInARow = 0
        return gap
    }

    /// The server has said nothing for as long as it may.
    /// - Returns: whether it should be asked; otherwise it has been, and the connection is lost.
    mutating func shouldPing() -> Bool {
        guard phase == .listening else { return false }
        phase = .pinging
        return true
    }

    /// No connection could be made, or it was lost.
    ///
    /// - Parameters:
    ///   - isLasting: whether trying again is in vain. It ends only what has never worked: later, a password that was
    ///     changed or a database that is being restored may come right again.
    ///   - chance: between 0 and 1, so that listeners that lost the same server do not come back as one.
    /// - Returns: a pause, or the end.
    mutating func failed(isLasting: Bool, chance: Double) -> Step {
        guard phase != .ended, hasListened || !isLasting else { return stop() }
        phase = .pausing
        let pause = min(Self.pauseMax, Self.pauseMin * (1 << min(failuresInARow, 10)))
        failuresInARow += 1
        return .pause(pause * (1 - 0.5 * chance))
    }

    /// The pause is over.
    mutating func resumed() -> Step {
        guard phase == .pausing else { return .end }
        phase = .connecting
        return .connect
    }

    /// It is closed, for good.
    mutating func stop() -> Step {
        phase = .ended
        return .end
    }
}

extension PostgreSQLError {
    /// Whether trying to listen again is in vain: the server was there and said no.
    var isLastingForListener: Bool {
        switch category {
        case .unavailable, .connection, .timeout, .resources: false
        default: true
        }
    }
}
