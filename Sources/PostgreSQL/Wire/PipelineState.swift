// Which answer belongs to which question: the order of results in a pipeline, without any I/O.

/// A first-in-first-out queue.
struct FIFO<Element> {
    /// An element that is changed where it stands.
    private struct Place {
        var element: Element

        mutating func change<Result>(_ change: (inout Element) -> Result) -> Result { change(&element) }
    }

    private var items: [Place?] = []
    private var head = 0

    var count: Int { items.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { head < items.count ? items[head]?.element : nil }

    mutating func append(_ element: Element) { items.append(Place(element: element)) }

    mutating func popFirst() -> Element? {
        guard head < items.count else { return nil }
        let element = items[head]?.element
        items[head] = nil
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 64, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Changes the first element in place.
    mutating func updateFirst<Result>(_ change: (inout Element) -> Result) -> Result? {
        head < items.count ? items[head]?.change(change) : nil
    }

    /// Changes the element behind the first in place.
    mutating func updateSecond<Result>(_ change: (inout Element) -> Result) -> Result? {
        head + 1 < items.count ? items[head + 1]?.change(change) : nil
    }

    /// Whether one of the elements matches.
    func contains(where matches: (Element) -> Bool) -> Bool {
        items[head...].contains { $0.map { matches($0.element) } ?? false }
    }

    /// All elements, oldest first.
    var all: [Element] { items[head...].compactMap { $0?.element } }

    /// Takes out the elements that match, oldest first.
    mutating func removeAll(where matches: (Element) -> Bool) -> [Element] {
        let elements = all
        items = elements.filter { !matches($0) }.map(Place.init)
        head = 0
        return elements.filter(matches)
    }
}

/// One thing that was asked of the server and is to be answered.
enum WireStep: Equatable, Sendable {
    /// A statement is prepared; the number is its place in the unit.
    case prepare(Int)
    /// A statement is run.
    case execute(Int)
    /// A prepared statement is described.
    case describe
    /// A script of the simple protocol, or a COPY: any number of results.
    case script
    /// The end of a segment.
    case sync
}

/// The expectations of a connection, oldest first.
///
/// libpq hands out, for every command of a pipeline, its result and then NULL; at the end of a segment a sync
/// result *without* NULL. An error at the sync (a deferred constraint) comes as result, NULL, sync.
struct PipelineState {
    /// What `PQgetResult` gave.
    enum Arrival: Equatable {
        case success
        case failure
        case aborted
        case null
        case sync
    }

    /// What to do with it.
    enum Action: Equatable {
        /// It answers this step of the oldest unit.
        case answers(WireStep)
        /// It only separates answers.
        case separates
        /// The oldest unit is complete.
        case completes
        /// Server and client lost step: the connection must go.
        case violates
    }

    private struct Expectation {
        var steps: [WireStep]
        var index = 0
        var wasAnswered = false
    }

    private var expectations = FIFO<Expectation>()

    /// Whether nothing is under way.
    var isIdle: Bool { expectations.isEmpty }

    /// The step whose answer comes next.
    var nextStep: WireStep? { expectations.first.map { $0.steps[$0.index] } }

    /// A unit was sent; a segment ends in `.sync`, a script stands alone.
    mutating func sent(_ steps: [WireStep]) {
        precondition(steps.last == .sync || steps == [.script], "a unit must have an end")
        expectations.append(Expectation(steps: steps))
    }

    /// Something arrived.
    mutating func receive(_ arrival: Arrival) -> Action {
        let action = expectations.updateFirst { expectation in Self.receive(arrival, in: &expectation) } ?? .violates
        if action == .completes { _ = expectations.popFirst() }
        return action
    }

    private static func receive(_ arrival: Arrival, in expectation: inout Expectation) -> Action {
        let step = expectation.steps[expectation.index]
        switch (step, arrival) {
        case (.script, .null):
            return .completes
        case (.script, .success), (.script, .failure):
            return .answers(step)
        case (.sync, .sync):
            return .completes
        case (.sync, .failure):
            expectation.wasAnswered = true
            return .answers(step)
        case (.sync, .null) where expectation.wasAnswered:
            expectation.wasAnswered = false
            return .separates
        case (.prepare, .null), (.execute, .null), (.describe, .null):
            guard expectation.wasAnswered else { return .violates }
            expectation.index += 1
            expectation.wasAnswered = false
            return .separates
        case (.prepare, .success), (.prepare, .failure), (.prepare, .aborted),
            (.execute, .success), (.execute, .failure), (.execute, .aborted),
            (.describe, .success), (.describe, .failure), (.describe, .aborted):
            guard !expectation.wasAnswered else { return .violates }
            expectation.wasAnswered = true
            return .answers(step)
        default:
            return .violates
        }
    }
}
