// The course of a listener as traces, its buffer and its channels: no server, no clock.
@testable import PostgreSQL
import Testing

@Suite("The state of a listener")
struct ListenerStateTests {
    /// What happens to a listener; `failed` with the chance at its most.
    enum Input: CaseIterable {
        case connected, answered, silent, lost, refused, resumed, stopped
    }

    /// What it does then.
    enum Output: Equatable {
        case step(ListenerState.Step)
        case tells(NotificationGap?)
        case asks(Bool)
    }

    private func apply(_ input: Input, to state: inout ListenerState) -> Output {
        switch input {
        case .connected: .step(state.connected())
        case .answered: .tells(state.answered())
        case .silent: .asks(state.shouldPing())
        case .lost: .step(state.failed(isLasting: false, chance: 0))
        case .refused: .step(state.failed(isLasting: true, chance: 0))
        case .resumed: .step(state.resumed())
        case .stopped: .step(state.stop())
        }
    }

    private func trace(_ inputs: [Input]) -> [Output] {
        var state = ListenerState()
        return inputs.map { apply($0, to: &state) }
    }

    private func pause(_ milliseconds: Int) -> Output { .step(.pause(.milliseconds(milliseconds))) }

    @Test("the first LISTEN says that it began, each later one that the connection was made again")
    func gaps() {
        #expect(
            trace([.connected, .answered, .lost, .resumed, .connected, .answered]) == [
                .step(.subscribe), .tells(.began), pause(100), .step(.connect), .step(.subscribe),
                .tells(.reconnected),
            ]
        )
    }

    @Test("silence is asked after once; an answer makes no gap, further silence is a loss")
    func pings() {
        #expect(
            trace([.connected, .answered, .silent, .answered, .silent, .silent]) == [
                .step(.subscribe), .tells(.began), .asks(true), .tells(nil), .asks(true), .asks(false),
            ]
        )
    }

    @Test("silence while connecting or after LISTEN is a loss at once")
    func silentFromTheStart() {
        #expect(trace([.silent, .connected, .silent]) == [.asks(false), .step(.subscribe), .asks(false)])
    }

    @Test("pauses double up to their bound and begin anew after a success")
    func pauses() {
        var state = ListenerState()
        var pauses: [Duration] = []
        for _ in 0..<12 {
            guard case .pause(let pause) = state.failed(isLasting: false, chance: 0) else { break }
            pauses.append(pause)
            _ = state.resumed()
        }
        let doubling = [100, 200, 400, 800, 1_600, 3_200, 6_400].map { Duration.milliseconds($0) }
        #expect(pauses == doubling + Array(repeating: ListenerState.pauseMax, count: 5))
        _ = state.connected()
        _ = state.answered()
        #expect(state.failed(isLasting: false, chance: 1) == .pause(ListenerState.pauseMin / 2))
    }

    @Test("a refusal ends what has never listened, and only that")
    func refusals() {
        #expect(trace([.refused]) == [.step(.end)])
        #expect(trace([.lost, .resumed, .connected, .refused]).last == .step(.end))
        #expect(trace([.connected, .answered, .lost, .resumed, .refused]).last == pause(200))
        #expect(trace([.connected, .answered, .refused]).last == pause(100))
    }

    @Test("after the end nothing begins again", arguments: Input.allCases)
    func ended(input: Input) {
        var state = ListenerState()
        _ = state.connected()
        _ = state.answered()
        #expect(state.stop() == .end)
        #expect([.step(.end), .tells(nil), .asks(false)].contains(apply(input, to: &state)))
        #expect(state.phase == .ended)
    }

    @Test("on random walks there is one mark for each connection that listened, and the first says that it began")
    func randomWalks() {
        for seed in 0..<500 {
            var state = ListenerState()
            var (subscribed, told) = (0, [NotificationGap]())
            var random = SeededGenerator(seed: UInt64(seed))
            for _ in 0..<60 {
                // What the loop can come upon in each phase.
                let possible: [Input] =
                    switch state.phase {
                    case .connecting: [.connected, .lost]
                    case .subscribing, .pinging: [.answered, .lost]
                    case .listening: [.silent, .lost, .refused]
                    case .pausing: [.resumed]
                    case .ended: []
                    }
                guard let input = possible.randomElement(using: &random) else { break }
                let wasSubscribing = state.phase == .subscribing
                let output = apply(input, to: &state)
                if input == .answered, wasSubscribing { subscribed += 1 }
                if case .tells(let gap?) = output { told.append(gap) }
            }
            #expect(told.count == subscribed, "seed \(seed)")
            #expect(told.first == (subscribed > 0 ? .began : nil), "seed \(seed)")
            #expect(told.dropFirst().allSatisfy { $0 == .reconnected }, "seed \(seed)")
            #expect(state.phase != .ended, "seed \(seed)")
        }
    }
}

@Suite("The buffer of a listener")
struct NotificationBufferTests {
    private func notification(_ number: Int) -> NotificationEvent {
        .notification(PostgreSQLNotification(channel: "c", payload: "\(number)"))
    }

    private func all(_ buffer: NotificationBuffer) -> [NotificationEvent] {
        var (buffer, events) = (buffer, [NotificationEvent]())
        while let event = buffer.popFirst() { events.append(event) }
        return events
    }

    @Test("what is too much is dropped with all that waits, and a mark says so")
    func overflow() {
        var buffer = NotificationBuffer(eventsMax: 3)
        for number in 1...3 { buffer.append(notification(number)) }
        #expect(all(buffer) == (1...3).map(notification))
        buffer.append(notification(4))
        #expect(all(buffer) == [.mayHaveMissed(.overflowed)])
        buffer.append(notification(5))
        #expect(all(buffer) == [.mayHaveMissed(.overflowed), notification(5)])
    }

    @Test("it is never longer than its bound", arguments: [0, 1, 2, 100])
    func bound(eventsMax: Int) {
        var buffer = NotificationBuffer(eventsMax: eventsMax)
        for number in 0..<10_000 {
            buffer.append(number.isMultiple(of: 7) ? .mayHaveMissed(.reconnected) : notification(number))
            #expect(buffer.count <= max(1, eventsMax))
        }
        #expect(all(buffer).contains(.mayHaveMissed(.overflowed)))
    }

    @Test("marks that follow each other unread are one; a mark after one that was read is another")
    func marks() {
        var buffer = NotificationBuffer(eventsMax: 10)
        buffer.append(.mayHaveMissed(.began))
        buffer.append(.mayHaveMissed(.reconnected))
        #expect(all(buffer) == [.mayHaveMissed(.began)])
        #expect(buffer.popFirst() == .mayHaveMissed(.began))
        buffer.append(.mayHaveMissed(.reconnected))
        buffer.append(notification(1))
        buffer.append(.mayHaveMissed(.reconnected))
        #expect(all(buffer) == [.mayHaveMissed(.reconnected), notification(1), .mayHaveMissed(.reconnected)])
    }
}

@Suite("Channels")
struct ChannelsTests {
    @Test(
        "names are quoted to the letter",
        arguments: [
            (["step"], #"listen "step""#),
            (["Step changed", "b"], #"listen "Step changed"; listen "b""#),
            ([#"a"b"#], #"listen "a""b""#),
            // With an accent on it the quotation mark is another character to Swift, but not to the server.
            (["\"\u{301}; drop table x"], "listen \"\"\"\u{301}; drop table x\""),
        ]
    )
    func quoting(names: [String], script: String) throws {
        // By scalars: as strings, differently composed texts would count as the same.
        #expect(Array(try Channels(names).listenScript.unicodeScalars) == Array(script.unicodeScalars))
    }

    @Test(
        "names that the server would not take to the letter are refused",
        arguments: [
            ([], .misuse), ([""], .misuse), (["ok", ""], .misuse), (["a\0b"], .encoding),
            ([String(repeating: "x", count: 64)], .limit), ([String(repeating: "é", count: 32)], .limit),
        ] as [([String], PostgreSQLError.Category)]
    )
    func refused(names: [String], category: PostgreSQLError.Category) {
        let error = #expect(throws: PostgreSQLError.self) { try Channels(names) }
        #expect(error?.category == category)
    }

    @Test("63 bytes are not too many")
    func longest() throws {
        _ = try Channels([String(repeating: "x", count: 63), String(repeating: "é", count: 31)])
    }
}
