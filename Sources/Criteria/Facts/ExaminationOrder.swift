// The neurological examinations of a case from the earliest to the latest.
import Domain

/// Examinations by date, each with its place in the case.
///
/// Source: clinical reference section 0, House (unchecked): by the first day of a partial date, the undated first, then
/// by place in the file.
struct ExaminationOrder {
    private let examinations: [NeurologicalExamination]
    /// The places in the file, earliest first.
    let indices: [Int]

    init(_ examinations: [NeurologicalExamination]) {
        self.examinations = examinations
        let places = Array(examinations.indices)
        indices =
            places.count < 2
            ? places
            : places.sorted { left, right in
                !FindingOrder.isLater(
                    left,
                    examinations[left].origin.performedOn,
                    than: right,
                    examinations[right].origin.performedOn
                )
            }
    }

    /// The examination of a place in the file.
    subscript(index: Int) -> NeurologicalExamination { examinations[index] }

    /// The latest examination.
    var last: Stated<NeurologicalExamination>? {
        indices.last.map { Stated(examinations[$0], at: CasePlace(.examinations, $0)) }
    }

    /// What the latest examination that states something states.
    func latest<Value>(_ statement: (NeurologicalExamination) -> Value?) -> Stated<Value>? {
        for index in indices.reversed() {
            if let value = statement(examinations[index]) {
                return Stated(value, at: CasePlace(.examinations, index))
            }
        }
        return nil
    }
}

/// The order of findings in time.
enum FindingOrder {
    /// Whether a finding comes after another: dated after undated, then by first day, then by place in the file.
    static func isLater(_ index: Int, _ date: PartialDate?, than other: Int, _ otherDate: PartialDate?) -> Bool {
        guard let date else { return otherDate == nil && index > other }
        guard let otherDate else { return true }
        return date.firstDay == otherDate.firstDay ? index > other : date.firstDay > otherDate.firstDay
    }

    /// The place of the latest of some findings.
    static func latest<Elements: Collection>(
        of findings: Elements,
        date: (Elements.Element) -> PartialDate?,
        where isMeant: (Elements.Element) -> Bool
    ) -> Int? where Elements.Index == Int {
        var latest: Int?
        for index in findings.indices where isMeant(findings[index]) {
            if let before = latest, !isLater(index, date(findings[index]), than: before, date(findings[before])) {
                continue
            }
            latest = index
        }
        return latest
    }
}
