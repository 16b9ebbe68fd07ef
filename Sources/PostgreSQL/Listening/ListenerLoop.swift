// The thread of a listener: connects, says LISTEN, waits for notifications, and begins anew when that is lost.
import CLibPQ
import Logging

/// What a listener listens to, and in what times.
struct ListenerPlan: Sendable {
    let channels: Channels
    /// How to connect, and how long connecting and an answer may take.
    let connection: ConnectionPlan
}

/// Runs one listener on the thread it is made on. Its connection never leaves that thread.
struct ListenerLoop {
    private let plan: ListenerPlan
    private let listener: Listener
    private let logger: Logger
    private var state = ListenerState()
    private var connection: PGConnection?
    /// Until when the server may be silent.
    private var silenceEnds = Deadline.never
    /// What the server refused in what is under way.
    private var refusal: PostgreSQLError?

    init(_ plan: ListenerPlan, listener: Listener, logger: Logger) {
        self.plan = plan
        self.listener = listener
        self.logger = logger
    }

    /// The whole life of the listener.
    mutating func run() {
        var step = ListenerState.Step.connect
        while step != .end { step = listener.isStopped ? state.stop() : perform(step) }
        connection = nil
    }

    private mutating func perform(_ step: ListenerState.Step) -> ListenerState.Step {
        switch step {
        case .connect: connect()
        case .subscribe: ask(plan.channels.listenScript, within: plan.connection.target.timeout)
        case .listen: listen()
        // An empty statement: the least that the server answers.
        case .ping: ask("", within: plan.connection.stallTimeout)
        case .pause(let duration): pause(duration)
        case .end: .end
        }
    }

    // MARK: Steps

    private mutating func connect() -> ListenerState.Step {
        do {
            connection = try PGConnection.connected(to: plan.connection.target, waker: listener.waker) { [listener] in
                listener.isStopped ? PostgreSQLError(.unavailable, "the listener was closed") : nil
            }
            return state.connected()
        } catch {
            return fail(error)
        }
    }

    private mutating func ask(_ sql: String, within duration: Duration) -> ListenerState.Step {
        refusal = nil
        silenceEnds = .after(duration)
        guard let connection, connection.sendScript(sql) else { return fail(lost()) }
        return .listen
    }

    private mutating func pause(_ duration: Duration) -> ListenerState.Step {
        let readiness = wait(
            socket: -1,
            toRead: false,
            toWrite: false,
            waker: listener.waker,
            until: .after(duration)
        )
        // Whoever wakes it ends it; the next look at the listener says so.
        if readiness.wasWoken { listener.waker.drain() }
        return state.resumed()
    }

    private mutating func listen() -> ListenerState.Step {
        guard let connection else { return fail(lost()) }
        let flushed = connection.flush()
        guard flushed != .failed else { return fail(lost()) }
        let readiness = wait(
            socket: connection.socket,
            toRead: true,
            toWrite: flushed == .pending,
            waker: listener.waker,
            until: silenceEnds
        )
        if readiness.wasWoken {
            listener.waker.drain()
            return .listen
        }
        if readiness.canRead {
            let isThere = connection.consumeAllInput()
            // What came before it was lost still counts.
            let answer = receive(from: connection)
            guard isThere else { return fail(refusal ?? lost()) }
            if case .refused(let error) = answer { return fail(error) }
            silenceEnds = .after(
                state.phase == .listening ? plan.connection.healthCheckAfter : plan.connection.stallTimeout
            )
        }
        guard silenceEnds.hasPassed else { return .listen }
        if state.shouldPing() { return .ping }
        return fail(PostgreSQLError(.connection, "the server does not answer"))
    }

    // MARK: What came

    private enum Answer {
        case none
        case answered
        case refused(PostgreSQLError)
    }

    private mutating func receive(from connection: PGConnection) -> Answer {
        let answer = takeResults(from: connection)
        var events: [NotificationEvent] = []
        if case .answered = answer, let gap = state.answered() {
            logger.debug("database listener listens")
            listener.start()
            events.append(.mayHaveMissed(gap))
        }
        // Behind the mark: they came after LISTEN.
        events += connection.takeNotifications()
        listener.tell(events)
        for notice in connection.takeNotices() { plan.connection.limits.onNotice(notice) }
        return answer
    }

    private mutating func takeResults(from connection: PGConnection) -> Answer {
        while true {
            switch connection.nextResult() {
            case .notYet:
                return .none
            case .null:
                guard state.expectsAnswer else { return .none }
                return refusal.map(Answer.refused) ?? .answered
            case .result(let result):
                let isGood = [PGRES_COMMAND_OK, PGRES_EMPTY_QUERY].contains(result.status)
                if !isGood, refusal == nil { refusal = PostgreSQLError(result: result.fields) }
            }
        }
    }

    // MARK: Loss

    private func lost() -> PostgreSQLError { .lost(connection) }

    private mutating func fail(_ error: PostgreSQLError) -> ListenerState.Step {
        connection = nil
        guard !listener.isStopped else { return state.stop() }
        listener.note(error)
        logger.debug("database listener has no connection", metadata: ["error": "\(error)"])
        return state.failed(isLasting: error.isLastingForListener, chance: .random(in: 0...1))
    }
}
