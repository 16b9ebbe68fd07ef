// Until when a call may take: a moment on the monotonic clock that is handed down the task tree.

/// The moment by which something must be done.
package struct Deadline: Sendable, Hashable, Comparable {
    private let instant: ContinuousClock.Instant?

    private init(instant: ContinuousClock.Instant?) { self.instant = instant }

    /// No deadline.
    package static let never = Deadline(instant: nil)

    /// A deadline that far from now.
    package static func after(_ duration: Duration) -> Deadline { Deadline(instant: .now.advanced(by: duration)) }

    /// The deadline of the running task, set by `withDeadline`.
    @TaskLocal package static var current: Deadline = .never

    /// Whether the moment has passed.
    package var hasPassed: Bool { instant.map { $0 <= .now } ?? false }

    /// The time left; nil without a deadline.
    package var remaining: Duration? { instant.map { max(.zero, ContinuousClock.Instant.now.duration(to: $0)) } }

    /// The earlier one; `never` is after every other.
    package static func < (left: Deadline, right: Deadline) -> Bool {
        switch (left.instant, right.instant) {
        case (nil, _): false
        case (_, nil): true
        case (let first?, let second?): first < second
        }
    }

    /// The time left as poll wants it: rounded up, since waking too early would only mean waiting again.
    var pollMilliseconds: Int32 {
        guard let remaining else { return -1 }
        let (seconds, attoseconds) = remaining.components
        let roundedUp = seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: roundedUp)
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
