// Runs callers side by side for a while and counts what they get done.

/// How long and by how many a workload is run.
struct Measurement {
    /// One call of a workload.
    typealias Work = @Sendable (inout Numbers) async throws -> Void

    let callers: Int
    let seconds: Int

    /// A short run for the connections to be made and the statements to be prepared, then the one that counts.
    func run(_ work: @escaping Work) async throws -> Figures {
        _ = try await round(work, for: .milliseconds(500))
        return try await round(work, for: .seconds(seconds))
    }

    private func round(_ work: @escaping Work, for duration: Duration) async throws -> Figures {
        let begun = ContinuousClock.now
        let end = begun.advanced(by: duration)
        let calls = try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 1...callers {
                group.addTask {
                    var numbers = Numbers(seed: UInt64(caller))
                    var calls = 0
                    while ContinuousClock.now < end {
                        try await work(&numbers)
                        calls += 1
                    }
                    return calls
                }
            }
            return try await group.reduce(0, +)
        }
        return Figures(calls: calls, seconds: (ContinuousClock.now - begun).inSeconds)
    }
}

/// What was measured.
struct Figures {
    let calls: Int
    let seconds: Double

    /// One line.
    func json(workload: String) -> String {
        """
        {"workload": "\(workload)", "calls": \(calls), "seconds": \(seconds), "perSecond": \(Double(calls) / seconds)}
        """
    }
}

/// Numbers by chance without a system call for each: what is measured is the client.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    /// A number from 1 on (xorshift).
    mutating func next(upTo bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound)) + 1
    }
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
