// Where a connection stands with COPY: what is done next, whatever was asked for, without any I/O.

/// The course of one stream, and of a COPY that nobody asked for.
struct CopyState: Equatable {
    /// What the unit asked the server for.
    enum Asked: Equatable {
        case copyIn
        case copyOut
        /// Rows or nothing; a COPY then comes as a surprise.
        case noCopy
    }

    /// What comes next on the connection.
    enum Phase: Equatable {
        /// Results.
        case results
        /// Data of the server, which are wanted.
        case receiving
        /// Data of the server, which nobody wants.
        case dropping
        /// Data for the server.
        case sending
        /// Nothing: server and client are out of step.
        case broken
    }

    /// What happened.
    enum Event: Equatable {
        /// The server announced data of its own.
        case serverSends
        /// The server waits for data.
        case serverWaits
        /// The server wants both, as in replication.
        case serverDoesBoth
        /// The server's data are at their end.
        case serverIsThrough
        /// The consumer is gone.
        case abandoned
        /// The data for the server were ended, to be kept or not.
        case inputEnded
    }

    /// What has to be done beside going on.
    enum Reaction: Equatable {
        case none
        /// A COPY that nobody asked for: its data are passed over, and whoever sent it is told.
        case refuse
        /// A COPY that nobody asked for waits for data: it is ended as failed, and whoever sent it is told.
        case refuseByFailing
        /// The connection must go.
        case cutOff
    }

    let asked: Asked
    /// Whether a COPY that waits can be ended from here. In the extended protocol it cannot be: the sync that
    /// follows it is passed over or not, depending on when the server fails, and the two sides lose step.
    let canFail: Bool
    private(set) var phase = Phase.results
    private(set) var isAbandoned = false

    init(asked: Asked, canFail: Bool) {
        self.asked = asked
        self.canFail = canFail
    }

    mutating func handle(_ event: Event) -> Reaction {
        switch (phase, event) {
        case (.results, .serverSends):
            phase = asked == .copyOut && !isAbandoned ? .receiving : .dropping
            return asked == .copyOut ? .none : .refuse
        case (.results, .serverWaits) where asked == .copyIn:
            phase = .sending
            return .none
        case (.results, .serverWaits) where canFail:
            return .refuseByFailing
        case (.results, .serverWaits):
            phase = .broken
            return .cutOff
        case (.receiving, .serverIsThrough), (.dropping, .serverIsThrough), (.sending, .inputEnded):
            phase = .results
            return .none
        case (.receiving, .abandoned):
            isAbandoned = true
            phase = .dropping
            return .none
        case (_, .abandoned):
            isAbandoned = true
            return .none
        default:
            phase = .broken
            return .cutOff
        }
    }
}
