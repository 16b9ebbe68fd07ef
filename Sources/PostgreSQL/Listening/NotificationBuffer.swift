// What a listener has heard and nobody has read yet: in order, bounded, and honest about what it dropped.

/// The events that wait to be read.
///
/// There is one bound, on their number; what one takes the server bounds (8,000 bytes). When it is reached *all* that
/// wait are dropped and one mark takes their place: whoever reads the mark reads the tables anew, so what lay before
/// it tells nothing more, and a slow reader is not made to do that again for every few events.
struct NotificationBuffer {
    private let eventsMax: Int
    private var events = FIFO<NotificationEvent>()
    private var lastIsMark = false

    init(eventsMax: Int) { self.eventsMax = max(1, eventsMax) }

    /// How many wait.
    var count: Int { events.count }
    /// The next to be read.
    var first: NotificationEvent? { events.first }

    /// Takes the next to be read.
    mutating func popFirst() -> NotificationEvent? { events.popFirst() }

    /// Puts one behind the others.
    mutating func append(_ event: NotificationEvent) {
        var event = event
        if events.count >= eventsMax {
            events = FIFO()
            lastIsMark = false
            event = .mayHaveMissed(.overflowed)
        }
        let isMark = if case .mayHaveMissed = event { true } else { false }
        // A mark that nobody has read yet speaks for the next one too: reading the tables anew once is enough.
        if isMark, lastIsMark, !events.isEmpty { return }
        events.append(event)
        lastIsMark = isMark
    }
}
