// Moves the data of one stream between libpq and the task at its other end. It never waits: the loop around it does.
import CLibPQ

/// What a unit that streams asks for, and where its data come from or go to.
struct StreamOrder: Sendable {
    enum Kind: Sendable {
        /// The rows of a statement.
        case rows(ParameterWriter, Outflow<ResultHandle>)
        /// The bytes of a COPY out of the database.
        case copyOut(Outflow<[UInt8]>)
        /// The bytes of a COPY into the database.
        case copyIn(Inflow)
    }

    let text: StatementText
    let kind: Kind
    /// How long the server may be silent while it is waited for; nil where only the unit's deadline counts.
    let silenceMax: Duration?

    /// Whether the server may have been told to keep what it got.
    var mayHaveCommitted: Bool {
        if case .copyIn(let inflow) = kind { inflow.mayHaveCommitted } else { false }
    }

    var asked: CopyState.Asked {
        switch kind {
        case .rows: .noCopy
        case .copyOut: .copyOut
        case .copyIn: .copyIn
        }
    }

    /// Whether it is a statement, in pipeline mode: there libpq forgets at the statement's end that its rows were to
    /// come one by one. Outside of it, the first statement of the next pipeline would still get them so.
    var isOfRows: Bool {
        if case .rows = kind { true } else { false }
    }

    /// Sends it. COPY goes by the simple protocol, whose end the two sides cannot see differently.
    func send(on connection: some LibPQ) -> Bool {
        switch kind {
        case .rows(let parameters, _): connection.sendRows(text: text, parameters: parameters)
        case .copyOut, .copyIn: connection.sendScript(text.sql)
        }
    }
}

/// The data of the oldest unit of a connection: of a stream, or of a COPY that a statement turned out to be.
struct StreamFlow<Connection: LibPQ> {
    /// What the driver does next.
    enum Step: Equatable {
        /// Ask for a result.
        case results
        /// Wait for the socket or the waker.
        case waits
        /// Give the connection up.
        case broken
    }

    private let order: StreamOrder?
    private let isOfRows: Bool
    private var copy: CopyState
    private let rows = RowGatherer()
    private var bytes: [UInt8] = []
    private var unsent: [UInt8]?
    private var mustAskForRoom = true
    private var isExpired = false
    /// When the server has been silent for too long; nil where something has moved since that was last reckoned.
    private var silenceEnds: Deadline?
    /// Whether the socket is to be left alone until the consumer has taken something.
    private(set) var isPaused = false
    /// Whether there is more to send, or may be, once the socket can be written: nobody else says when to go on then.
    private(set) var wantsToSend = false
    /// When the server has been silent for too long, or has taken too long to be through with what nobody wants.
    private(set) var deadline = Deadline.never

    /// The flow of a stream.
    init(_ order: StreamOrder) {
        self.order = order
        isOfRows = order.isOfRows
        copy = CopyState(asked: order.asked, canFail: order.asked != .noCopy)
    }

    /// The flow of something that may turn out to be a COPY.
    init(surprisingIn unit: WireUnit) {
        order = nil
        isOfRows = false
        copy = CopyState(asked: .noCopy, canFail: unit.isScript)
    }

    // MARK: Going on

    /// The socket was waited for: what it was waited for is seen anew.
    mutating func beginTurn() { wantsToSend = false }

    /// Bytes came from the server, or it took some.
    ///
    /// The silence counts from then on. It must not count from the last look: under TLS a look comes every few
    /// milliseconds, whether anything has moved or not.
    mutating func noteMovement() { silenceEnds = nil }

    /// Moves what can be moved.
    mutating func advance(on connection: Connection) -> Step {
        switch copy.phase {
        case .results: askForRoom() ? .results : .waits
        case .receiving, .dropping: receive(on: connection)
        case .sending: send(on: connection)
        case .broken: .broken
        }
    }

    /// Nothing more has arrived: hands over what there is, and gives the server its time.
    mutating func awaitServer() {
        handOver()
        mustAskForRoom = true
        guard !isExpired else { return }
        let silence = silenceEnds ?? order?.silenceMax.map { Deadline.after($0) } ?? .never
        silenceEnds = silence
        deadline = min(passedOverUntil, silence)
    }

    private var passedOverUntil: Deadline {
        switch order?.kind {
        case .rows(_, let outflow): outflow.room().end
        case .copyOut(let outflow): outflow.room().end
        case .copyIn(let inflow): inflow.failureDeadline ?? .never
        case nil: .never
        }
    }

    /// - Returns: whether the deadline has passed; true only once.
    mutating func expire() -> Bool {
        guard deadline.hasPassed else { return false }
        deadline = .never
        isExpired = true
        return true
    }

    /// It is the consumer or the producer who is waited for, not the server.
    private mutating func letOtherSideTakeItsTime() {
        deadline = .never
        noteMovement()
    }

    /// Asked once per piece and per wait, not once per row.
    private mutating func askForRoom() -> Bool {
        guard mustAskForRoom else { return true }
        let room: StreamRoom =
            switch order?.kind {
            case .rows(_, let outflow): outflow.room()
            case .copyOut(let outflow): outflow.room()
            case .copyIn, nil: .open
            }
        isPaused = room == .full
        if isPaused {
            letOtherSideTakeItsTime()
            return false
        }
        if case .abandoned = room { _ = copy.handle(.abandoned) }
        mustAskForRoom = false
        return true
    }

    // MARK: From the server

    /// Takes a result that is a part of the rows.
    /// - Returns: nil where it is another result; false where there is no memory for it.
    mutating func take(_ result: ResultHandle) -> Bool? {
        noteMovement()
        guard isOfRows else { return nil }
        guard workup_is_part_of_rows(result.status) == 1 else {
            handOver()
            // It holds no row, but where there are none at all the columns are still to be checked.
            if case .rows(_, let outflow) = order?.kind, result.status == PGRES_TUPLES_OK {
                outflow.put(result, bytes: 0)
            }
            return nil
        }
        guard !copy.isAbandoned else { return true }
        guard rows.add(result) else { return false }
        if rows.bytes >= StreamBounds.pieceBytesMax { handOver() }
        return true
    }

    /// Takes a result that announces a COPY.
    mutating func meet(_ result: ResultHandle) -> CopyState.Reaction? {
        switch result.status {
        case PGRES_COPY_OUT: copy.handle(.serverSends)
        case PGRES_COPY_IN: copy.handle(.serverWaits)
        case PGRES_COPY_BOTH: copy.handle(.serverDoesBoth)
        default: nil
        }
    }

    private mutating func receive(on connection: Connection) -> Step {
        while true {
            guard askForRoom() else { return .waits }
            switch connection.receiveCopyData(into: &bytes) {
            case .bytes:
                noteMovement()
                if copy.phase == .dropping {
                    bytes.removeAll(keepingCapacity: true)
                } else if bytes.count >= StreamBounds.pieceBytesMax {
                    handOver()
                }
            case .notYet:
                awaitServer()
                return .waits
            case .end:
                handOver()
                return copy.handle(.serverIsThrough) == .none ? .results : .broken
            case .failed:
                return .broken
            }
        }
    }

    private mutating func handOver() {
        switch order?.kind {
        case .rows(_, let outflow):
            let count = rows.bytes
            guard let gathered = rows.take() else { return }
            outflow.put(gathered, bytes: count)
        case .copyOut(let outflow):
            guard !bytes.isEmpty else { return }
            outflow.put(bytes, bytes: bytes.count)
            bytes = []
            bytes.reserveCapacity(StreamBounds.pieceBytesMax)
        case .copyIn, nil:
            return
        }
        mustAskForRoom = true
    }

    // MARK: To the server

    /// Offers a chunk only when the one before has left, so that libpq's buffer does not grow.
    private mutating func send(on connection: Connection) -> Step {
        guard case .copyIn(let inflow) = order?.kind else { return .broken }
        for _ in 0..<StreamBounds.piecesPerTurnMax {
            switch connection.flush() {
            case .done: break
            case .pending: return waitForServer()
            case .failed: return .broken
            }
            let offer = unsent.map { Inflow.Offer.chunk($0) } ?? inflow.take()
            let progress: CopyProgress
            switch offer {
            case .nothing:
                letOtherSideTakeItsTime()
                return .waits
            case .chunk(let chunk):
                unsent = chunk
                progress = connection.sendCopyData(chunk)
            case .end:
                progress = connection.endCopy(failingBecause: nil)
            case .failure:
                progress = connection.endCopy(failingBecause: "the client gave it up")
            }
            switch progress {
            case .full: return waitForServer()
            case .failed: return .broken
            case .taken:
                unsent = nil
                noteMovement()
            }
            if offer.isEnding { return copy.handle(.inputEnded) == .none ? .results : .broken }
        }
        // Others have waited long enough; the next turn comes at once.
        inflow.wakeThread()
        return .waits
    }

    private mutating func waitForServer() -> Step {
        wantsToSend = true
        awaitServer()
        return .waits
    }
}

extension Inflow.Offer {
    fileprivate var isEnding: Bool {
        switch self {
        case .end, .failure: true
        case .chunk, .nothing: false
        }
    }
}
