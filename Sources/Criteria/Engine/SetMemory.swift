// What evaluations of one set have in common: kept under what it was worked out from, so that it is looked up next time.
import Domain

/// A clause or a category as it came out of the same outcomes before.
final class Kept<Value> {
    let value: Value
    /// The value in one language, by the language, or with all its texts in both; written once it was asked for.
    private var texts: [Language?: [UInt8]] = [:]

    init(_ value: Value) { self.value = value }

    /// The value as JSON in a language; nil for both.
    func text(_ language: Language?, _ codec: Codec<Value>) -> [UInt8] {
        if let known = texts[language] { return known }
        var writer = JSONWriter()
        codec.write(value, &writer)
        texts[language] = writer.bytes
        return writer.bytes
    }
}

/// Numbers that something follows from, by which it is kept.
struct Grounds: Hashable {
    var numbers: [Int32] = []

    /// All numbers at once, which is several times as fast as one by one.
    func hash(into hasher: inout Hasher) {
        numbers.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

/// What evaluations of one set have in common.
///
/// Patients differ in their numbers; most of what the rules make of them is the same in many. Everything here is kept under
/// all that it was worked out from, so that an evaluation is the same whatever was evaluated before. Never used by two
/// evaluations at once.
final class SetMemory {
    let compiled: CompiledSet
    /// What nerves not studied yet would have to show; nil where that is worked out when it is asked for.
    let imagined: ImaginedWays?
    /// The ways to other answers.
    private(set) lazy var store = WayStore()
    /// Single facts that would end categories.
    private(set) lazy var endings = WayStore(literalsMax: 1)
    /// The questions about the patient, those of other sets among them.
    let leaves: LeafMemory
    /// The number of each question of this set among these.
    let leafNumbers: [Int]
    /// The grounds of what is being looked up: one list for all, since a new one for each would cost more than the look.
    var grounds = Grounds()
    private var clauses: [Grounds: Kept<ClauseEvaluation>] = [:]
    private var categories: [Grounds: Kept<CategoryEvaluation>] = [:]
    private var reaches: [Grounds: SetReach] = [:]
    private var conductionStates: [Grounds: Int32] = [:]

    /// A memory of one set by itself.
    init(_ compiled: CompiledSet) {
        self.compiled = compiled
        imagined = nil
        leafNumbers = Array(compiled.patient.leaves.indices)
        leaves = LeafMemory(count: leafNumbers.count)
    }

    /// A memory of one set of an engine, which shares questions with its other sets.
    init(_ compiled: CompiledSet, _ imagined: ImaginedWays, _ leaves: LeafMemory, _ leafNumbers: [Int]) {
        self.compiled = compiled
        self.imagined = imagined
        self.leaves = leaves
        self.leafNumbers = leafNumbers
    }

    /// How much is kept.
    var size: Int {
        clauses.count + categories.count + reaches.count + conductionStates.count + store.size + endings.size
    }

    /// The clause that the grounds lead to; made where they are new.
    func clause(_ make: ([Int32]) -> ClauseEvaluation) -> Kept<ClauseEvaluation> {
        if let known = clauses[grounds] { return known }
        let kept = Kept(make(grounds.numbers))
        clauses[grounds] = kept
        return kept
    }

    /// The category that the grounds lead to; made where they are new.
    func category(_ make: () -> CategoryEvaluation) -> Kept<CategoryEvaluation> {
        if let known = categories[grounds] { return known }
        let kept = Kept(make())
        categories[grounds] = kept
        return kept
    }

    /// The number of what conduction studies mean to the set.
    func number(ofConduction state: Grounds) -> Int32 {
        if let known = conductionStates[state] { return known }
        let number = Int32(conductionStates.count)
        conductionStates[state] = number
        return number
    }

    /// What could still change, by what it follows from; made with a number of its own where it is new.
    func reach(_ grounds: Grounds, _ make: (Int32) -> SetReach) -> SetReach {
        if let known = reaches[grounds] { return known }
        let reach = make(Int32(reaches.count))
        reaches[grounds] = reach
        return reach
    }
}
