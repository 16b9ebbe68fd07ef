// Which cases of an import may be stored side by side.
import Domain

/// Cases divided into lanes, each a transaction of its own that can run beside the others.
enum CaseLanes {
    /// A lane is worth a transaction, and the wait for the disk at its end, from so many cases on.
    static let casesMin = 16

    /// The places of the cases, lane by lane, in their order.
    ///
    /// Cases that share a number or a content stay in one lane: in two, one transaction would wait for the other and
    /// then find the number taken. Where a case shares something with two lanes there is only one.
    static func divide(_ cases: [ReadCase], lanesMax: Int) -> [[Int]] {
        let count = max(1, min(lanesMax, cases.count / casesMin))
        guard count > 1 else { return [Array(cases.indices)] }
        var lanes = [[Int]](repeating: [], count: count)
        var laneOfNumber: [PatientIdentifier: Int] = [:]
        var laneOfContent: [[UInt8]: Int] = [:]
        for (index, item) in cases.enumerated() {
            let numbers = item.file?.patient?.identifiers ?? []
            let taken = Set(numbers.compactMap { laneOfNumber[$0] } + [laneOfContent[item.hash]].compactMap { $0 })
            guard taken.count <= 1 else { return [Array(cases.indices)] }
            let lane = taken.first ?? index % count
            lanes[lane].append(index)
            for number in numbers { laneOfNumber[number] = lane }
            laneOfContent[item.hash] = lane
        }
        return lanes.filter { !$0.isEmpty }
    }
}
