// The bounded ways between a connection's thread and a task, without a connection.
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("The ways between a connection's thread and a task", .timeLimit(.minutes(1)))
struct StreamChannelTests {
    private func outflow(bytesMax: Int = 256 * 1_024) throws -> (Outflow<Int>, Waker) {
        let waker = try Waker()
        return (Outflow(waker: waker, bytesMax: bytesMax), waker)
    }

    private func inflow(bytesMax: Int = 256 * 1_024) throws -> (Inflow, Waker) {
        let waker = try Waker()
        return (Inflow(waker: waker, bytesMax: bytesMax), waker)
    }

    /// Whether the waker was used since the last look.
    private func wasWoken(_ waker: Waker) -> Bool {
        defer { waker.drain() }
        return wait(socket: -1, toRead: false, toWrite: false, waker: waker, until: .after(.zero)).wasWoken
    }

    @Test("pieces come out in order, then the end, again and again")
    func order() async throws {
        let (flow, _) = try outflow()
        for number in 1...3 { flow.put(number, bytes: 10) }
        flow.finish(nil)
        var seen: [Int] = []
        while let piece = try await flow.next() { seen.append(piece) }
        #expect(seen == [1, 2, 3])
        #expect(try await flow.next() == nil)
    }

    @Test("an error comes after the pieces before it")
    func errorLast() async throws {
        let (flow, _) = try outflow()
        flow.put(1, bytes: 10)
        flow.finish(PostgreSQLError(.data, "division by zero"))
        flow.put(2, bytes: 10)
        #expect(try await flow.next() == 1)
        for _ in 0..<2 {
            let error = await #expect(throws: PostgreSQLError.self) { try await flow.next() }
            #expect(error?.category == .data)
        }
    }

    @Test("what is held is bounded, and the thread is woken when half of it is free")
    func bounded() async throws {
        let (flow, waker) = try outflow()
        let piece = 64 * 1_024
        for number in 1...4 {
            #expect(flow.room() == .open)
            flow.put(number, bytes: piece)
        }
        #expect(flow.room() == .full)
        #expect(flow.heldBytes == 4 * piece)
        #expect(try await flow.next() == 1)
        #expect(!wasWoken(waker))
        #expect(try await flow.next() == 2)
        #expect(wasWoken(waker))
        #expect(flow.room() == .open)
        #expect(try await flow.next() == 3)
        #expect(!wasWoken(waker), "who does not wait is not woken")
    }

    @Test("a piece larger than the bound goes through alone")
    func large() async throws {
        let (flow, waker) = try outflow()
        #expect(flow.room() == .open)
        flow.put(1, bytes: 10_000_000)
        #expect(flow.room() == .full)
        #expect(try await flow.next() == 1)
        #expect(wasWoken(waker))
        #expect(flow.room() == .open)
    }

    @Test("nobody holds anything for a consumer that has gone, and its thread is told")
    func abandoned() async throws {
        let (flow, waker) = try outflow()
        let until = Deadline.after(.seconds(1))
        flow.put(1, bytes: 10)
        flow.abandon(until: until)
        #expect(wasWoken(waker))
        flow.put(2, bytes: 10)
        #expect(flow.room() == .abandoned(until: until))
        #expect(flow.heldBytes == 0)
        let error = await #expect(throws: PostgreSQLError.self) { try await flow.next() }
        #expect(error?.category == .misuse)
    }

    @Test("a cancelled task does not wait, before and during")
    func cancelledConsumer() async throws {
        for delay in [0, 20] {
            let (flow, _) = try outflow()
            let task = Task { try await flow.next() }
            try await Task.sleep(for: .milliseconds(delay))
            task.cancel()
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.category == .cancelled)
        }
    }

    @Test("one consumer at a time")
    func oneConsumer() async throws {
        let (flow, _) = try outflow()
        #expect(flow.claim() && !flow.claim())
        let first = Task { try await flow.next() }
        try await Task.sleep(for: .milliseconds(20))
        let second = Task { try await flow.next() }
        try await Task.sleep(for: .milliseconds(20))
        flow.put(1, bytes: 1)
        let outcomes = [await first.result, await second.result]
        #expect(outcomes.count { (try? $0.get()) == 1 } == 1)
        #expect(outcomes.count { (try? $0.get()) == nil } == 1)
    }

    @Test("chunks go in order, then the end, which may be a commit")
    func chunks() async throws {
        let (flow, waker) = try inflow()
        #expect(flow.take() == .nothing)
        try await flow.send([1])
        #expect(wasWoken(waker))
        try await flow.send([])
        try await flow.send([2, 3])
        #expect(!wasWoken(waker), "who does not wait is not woken")
        try flow.end()
        #expect(flow.take() == .chunk([1]) && flow.take() == .chunk([2, 3]))
        #expect(!flow.mayHaveCommitted)
        #expect(flow.take() == .end)
        #expect(flow.mayHaveCommitted)
    }

    @Test("a producer waits for room, and what is held stays within the bound")
    func producerWaits() async throws {
        let (flow, _) = try inflow(bytesMax: 100)
        let sent = Counter()
        let task = Task {
            for number in 0..<50 {
                try await flow.send(Array(repeating: UInt8(number), count: 40))
                sent.increment()
            }
            try flow.end()
        }
        var taken: [UInt8] = []
        loop: while true {
            #expect(flow.heldBytes <= 100)
            switch flow.take() {
            case .chunk(let chunk):
                taken.append(chunk[0])
                #expect(sent.count <= taken.count + 3)
            case .nothing: await Task.yield()
            case .end: break loop
            case .failure: Issue.record("nobody failed")
            }
        }
        try await task.value
        #expect(taken == (0..<50).map { UInt8($0) })
    }

    @Test("a failure passes over what was not sent yet and is never a commit")
    func failed() async throws {
        let (flow, waker) = try inflow()
        let until = Deadline.after(.seconds(1))
        try await flow.send([1])
        flow.fail(until: until)
        #expect(wasWoken(waker))
        let ended = #expect(throws: PostgreSQLError.self) { try flow.end() }
        #expect(ended?.category == .cancelled, "who ends it a moment too late is told that nothing is kept")
        #expect(flow.take() == .failure(until: until))
        #expect(!flow.mayHaveCommitted && flow.failureDeadline == until)
        let error = await #expect(throws: PostgreSQLError.self) { try await flow.send([2]) }
        #expect(error?.category == .misuse)
    }

    @Test("a cancelled producer hears that, even where the server's answer to the failure is here before it looks")
    func cancelledBeforeEnd() async throws {
        let (flow, _) = try inflow()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            flow.fail(until: .never)
            flow.close(PostgreSQLError(.timeout, "the server's word on a COPY that failed"))
            try await flow.send([1])
        }
        task.cancel()
        let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
        #expect(error?.category == .cancelled)
    }

    @Test("a producer hears of the connection's end, waiting or not")
    func closed() async throws {
        let (flow, _) = try inflow(bytesMax: 10)
        try await flow.send([1])
        let waiting = Task { try await flow.send(Array(repeating: 0, count: 10)) }
        try await Task.sleep(for: .milliseconds(20))
        flow.close(PostgreSQLError(.connection, "gone"))
        let first = await #expect(throws: PostgreSQLError.self) { try await waiting.value }
        let second = await #expect(throws: PostgreSQLError.self) { try await flow.send([2]) }
        #expect(first?.category == .connection && second?.category == .connection)
    }

    @Test("a cancelled producer does not wait and sends nothing more")
    func cancelledProducer() async throws {
        let (flow, _) = try inflow(bytesMax: 10)
        try await flow.send([1])
        for delay in [0, 20] {
            let task = Task<Void, any Error> { try await flow.send(Array(repeating: 0, count: 10)) }
            try await Task.sleep(for: .milliseconds(delay))
            task.cancel()
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.category == .cancelled)
        }
        #expect(flow.heldBytes == 1)
    }
}
