// What questions about patients came to: kept under a number, so that what follows from it can be kept under numbers too.
import Domain

/// What a question about the patient came to in a case: the verdict, the findings it rests on, and the words.
struct LeafOutcome: Hashable, Sendable {
    let judged: Judged
    let sentence: Sentence

    /// By the verdict, the findings and the values in the words, which tell most apart; the words themselves are long.
    func hash(into hasher: inout Hasher) {
        hasher.combine(judged)
        for part in sentence.parts {
            switch part {
            case .text(let text): hasher.combine(text)
            case .number(let number), .amount(let number, _): hasher.combine(number)
            case .count(let count), .tenths(let count, _): hasher.combine(count)
            case .sentences(let sentences): hasher.combine(sentences.count)
            case .list(let words): hasher.combine(words.count)
            case .words: break
            }
        }
    }
}

/// What questions about patients came to. Sets share questions, such as whether a sign is absent.
final class LeafMemory {
    private var outcomes: [LeafOutcome] = []
    private var steps: [StepSet] = []
    /// By the number of the question.
    private var numbers: [[LeafOutcome: Int32]]
    /// Of counts of nerves, by the number of the question too.
    private var tallies: [CountedNerves: Int32] = [:]
    /// Of signs likewise.
    private var signs: [CountedSign: Int32] = [:]
    /// The studies of cases, numbered.
    private var studies: [StudiedEntries: Int32] = [:]

    private struct CountedSign: Hashable {
        let leaf: Int
        let sign: StatedSign?
    }

    private struct CountedNerves: Hashable {
        let leaf: Int
        let nerves: Int32
        let tally: NerveTally
    }

    /// A memory of so many questions.
    init(count: Int) { numbers = Array(repeating: [:], count: count) }

    /// How many questions there are.
    var count: Int { numbers.count }

    /// How much is kept.
    var size: Int { outcomes.count + tallies.count + signs.count + studies.count }

    /// A number for the nerves that were studied, and where they stand in the case.
    func number(of entries: StudiedEntries) -> Int32 {
        if let known = studies[entries] { return known }
        let number = Int32(studies.count)
        studies[entries] = number
        return number
    }

    /// The number of the outcome of a count of nerves, among studies of a number; made where it is new.
    func number(of tally: NerveTally, leaf: Int, nerves: Int32, _ make: () -> Int32) -> Int32 {
        let key = CountedNerves(leaf: leaf, nerves: nerves, tally: tally)
        if let known = tallies[key] { return known }
        let number = make()
        tallies[key] = number
        return number
    }

    /// The number of an outcome of a question; the same outcome has the same number. The steps could bring another.
    func number(of outcome: LeafOutcome, leaf: Int, steps: StepSet) -> Int32 {
        if let known = numbers[leaf][outcome] { return known }
        let number = Int32(outcomes.count)
        outcomes.append(outcome)
        self.steps.append(steps)
        numbers[leaf][outcome] = number
        return number
    }

    /// The number of the outcome of a question for a sign, by what counts of it; made where it is new.
    func number(of sign: StatedSign?, leaf: Int, _ make: () -> Int32) -> Int32 {
        let key = CountedSign(leaf: leaf, sign: sign)
        if let known = signs[key] { return known }
        let number = make()
        signs[key] = number
        return number
    }

    /// The outcome of a number.
    func outcome(_ number: Int32) -> LeafOutcome { outcomes[Int(number)] }

    /// The steps that could bring another outcome than that of a number.
    func steps(_ number: Int32) -> StepSet { steps[Int(number)] }
}

/// What the questions about one patient came to, for all sets.
final class LeafAnswers {
    /// The number of the nerves that were studied.
    let nerves: Int32
    /// By the number of the question the code of its verdict; 0 where nobody asked yet.
    var codes: [UInt8]
    /// Likewise the verdict with its findings; nil where nobody asked yet.
    var judgements: [Judged?]
    /// Of questions that count nerves.
    var tallies: [NerveTally?]
    /// The number of the outcome; -1 where nobody asked yet.
    var outcomes: [Int32]

    /// No answers yet.
    init(_ leaves: LeafMemory, _ numbers: CaseNumbers) {
        nerves = leaves.number(of: StudiedEntries(numbers))
        codes = Array(repeating: 0, count: leaves.count)
        judgements = Array(repeating: nil, count: leaves.count)
        tallies = Array(repeating: nil, count: leaves.count)
        outcomes = Array(repeating: -1, count: leaves.count)
    }
}

/// Numbers for the questions about the patient of several sets: the same question has the same number in all of them.
struct LeafNumbers: Sendable {
    /// For each set the number of each of its questions.
    let bySet: [[Int]]
    /// How many numbers there are.
    let count: Int

    init(_ sets: [CompiledSet]) {
        var known: [PatientLeaf: Int] = [:]
        var count = 0
        bySet = sets.map { set in
            set.patient.leaves.map { leaf in
                // Questions that count nerves ask for rules of their set.
                if leaf.isOfOneSet {
                    count += 1
                    return count - 1
                }
                if let number = known[leaf] { return number }
                known[leaf] = count
                count += 1
                return count - 1
            }
        }
        self.count = count
    }
}

extension PatientLeaf {
    /// Whether its answer rests on other rules of its set.
    fileprivate var isOfOneSet: Bool {
        switch self {
        case .nerves, .everyEntry: true
        default: false
        }
    }
}
