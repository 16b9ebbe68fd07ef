// Responders to intravenous immunoglobulin, counted by patient.
import Criteria
import Domain
import Records

/// The first judged course of each patient, and those in whom nothing could be judged yet.
struct ResponderTally {
    private typealias Judged = ResponseStanding.Judged

    private var first: [ID<Patient>: Judged] = [:]
    private var unjudgedUntil: [ID<Patient>: LocalDate] = [:]

    /// Adds what a workup's courses of IVIg show of a person.
    mutating func add(_ standing: ResponseStanding, of person: ID<Patient>) {
        if let judged = standing.judged, first[person].map({ judged.on < $0.on }) ?? true { first[person] = judged }
        if let last = standing.unjudgedUntil { unjudgedUntil[person] = max(unjudgedUntil[person] ?? last, last) }
    }

    /// The rate of those whose response is known for good on a day; nil under the fewest patients of whom one is shown.
    func rate(on day: LocalDate) -> ResponseRate? {
        let counts = counts(on: day)
        return ResponseRate(present: counts.present, absent: counts.all - counts.present)
    }

    /// Those in whom no response was measured yet while one still may be; nil where the rate is hidden too.
    func notYetAssessable(on day: LocalDate) -> Int? {
        rate(on: day) == nil ? nil : pendingCount(on: day)
    }

    /// Those whose response is known for good on a day, and how many of them responded.
    func counts(on day: LocalDate) -> (present: Int, all: Int) { counts(of: Array(first.values), on: day) }

    /// The same by the product with which the judged course began, by name; none recorded stands last.
    func countsByProduct(on day: LocalDate) -> [(product: String?, present: Int, all: Int)] {
        Dictionary(grouping: first.values, by: \.product)
            .map { _, judged in
                let counts = counts(of: judged, on: day)
                return (product: judged.compactMap(\.productName).min(), present: counts.present, all: counts.all)
            }
            .filter { $0.all > 0 }
            .sorted { ($0.product == nil ? 1 : 0, $0.product ?? "") < ($1.product == nil ? 1 : 0, $1.product ?? "") }
    }

    /// Those in whom no response was measured yet while one still may be.
    func pendingCount(on day: LocalDate) -> Int {
        let pending = first.values.count { isPending($0, on: day) }
        let waiting = unjudgedUntil.count { person, last in first[person] == nil && day <= last }
        return pending + waiting
    }

    private func isPending(_ judged: Judged, on day: LocalDate) -> Bool { judged.openUntil.map { day <= $0 } ?? false }

    private func counts(of judged: [Judged], on day: LocalDate) -> (present: Int, all: Int) {
        let present = judged.count(where: \.isPresent)
        let pending = judged.count { isPending($0, on: day) }
        return (present, judged.count - pending)
    }
}

extension RecordTransaction {
    /// Adds responses to a tally. Those that no evaluation has worked out yet are judged now, from the workups themselves.
    func add(
        _ responses: [ResponseRow],
        to tally: inout ResponderTally,
        _ environment: Environment
    ) async throws {
        for response in responses {
            if let standing = response.standing { tally.add(standing, of: response.person) }
        }
        let unknown = responses.filter { $0.standing == nil }.map(\.workup)
        for start in stride(from: 0, to: unknown.count, by: 200) {
            let page = Array(unknown[start..<min(start + 200, unknown.count)])
            for body in try await records(of: page, today: environment.today) {
                let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
                let careProtocol = try await careProtocol(
                    code: document.protocolCode,
                    version: document.protocolVersion,
                    environment
                )
                tally.add(
                    ResponseStanding(of: document.caseFile, by: careProtocol, on: environment.today),
                    of: document.patient.mergedInto ?? document.patient.id
                )
            }
        }
    }
}
