// Until when a call may take: a moment on the monotonic clock that is handed down the task tree.

/// The moment by which something must be done.
package struct Deadline: Sendable, Hashable, Comparable {
    /// On the clock of `monotonicNanoseconds`. A plain number: these are made and compared many times for each call.
    private let nanoseconds: Int64

    private init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// No deadline.
    package static let never = Deadline(nanoseconds: .max)

    /// A deadline that far from now.
    package static func after(_ duration: Duration) -> Deadline { now.advanced(by: duration) }

    /// The deadline of the running task, set by `withDeadline`.
    @TaskLocal package static var current: Deadline = .never

    /// Whether the moment has passed.
    package var hasPassed: Bool { self != .never && self <= .now }

    /// The time left; nil without a deadline.
    package var remaining: Duration? {
        self == .never ? nil : .nanoseconds(max(0, nanoseconds - monotonicNanoseconds()))
    }

    /// The earlier one; `never` is after every other.
    package static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

    /// This moment.
    static var now: Deadline { Deadline(nanoseconds: monotonicNanoseconds()) }

    /// The moment that much later; a time too long to count in is no deadline.
    func advanced(by duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (end, isTooFar) = nanoseconds.addingReportingOverflow(whole)
        let (exact, isBeyond) = end.addingReportingOverflow(attoseconds / 1_000_000_000)
        guard isTooLong || isTooFar || isBeyond else { return Deadline(nanoseconds: exact) }
        return seconds > 0 ? .never : Deadline(nanoseconds: 0)
    }

    /// The time left as poll wants it: rounded up, since waking too early would only mean waiting again.
    var pollMilliseconds: Int32 {
        guard self != .never else { return -1 }
        return Int32(clamping: (max(0, nanoseconds - monotonicNanoseconds()) + 999_999) / 1_000_000)
    }
}

/// Runs a body under a deadline; an earlier one around it stays in force.
package func withDeadline<Result, Failure: Error>(
    _ duration: Duration,
    _ body: () async throws(Failure) -> Result
) async throws(Failure) -> Result {
    let outcome: Swift.Result<Result, Failure> = await Deadline.$current.withValue(
        min(Deadline.current, .after(duration))
    ) {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
    return try outcome.get()
}
