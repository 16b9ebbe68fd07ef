// The blood tests of a case: of each code the latest result.
package import Domain

/// The latest result of each blood test of the catalogue.
///
/// Source: clinical reference section 3, V10 and V11 ("the latest result"), House (unchecked): by date, undated first,
/// then by place in the file.
package struct LaboratoryFacts: Sendable, Hashable {
    private let results: [LaboratoryResult]
    /// The place in the list of the latest result of each test; empty where there is no result at all.
    private let latest: [Int?]
    /// The same of the results that the laboratory reads.
    private let latestRead: [Int?]

    init(_ results: [LaboratoryResult]) {
        self.results = results
        guard !results.isEmpty else {
            latest = []
            latestRead = []
            return
        }
        latest = Self.latest(of: results) { _ in true }
        let isEachRead = results.allSatisfy { $0.band != nil }
        latestRead = isEachRead ? latest : Self.latest(of: results) { $0.band != nil }
    }

    /// The place of the latest result of each test, of those that count.
    private static func latest(
        of results: [LaboratoryResult],
        where counts: (LaboratoryResult) -> Bool
    ) -> [Int?] {
        var latest = [Int?](repeating: nil, count: CatalogueTest.ordinals.count)
        for (index, result) in results.enumerated() where counts(result) {
            guard let ordinal = CatalogueTest.ordinals[result.code] else { continue }
            if let before = latest[ordinal],
                !FindingOrder.isLater(
                    index,
                    result.origin.performedOn,
                    than: before,
                    results[before].origin.performedOn
                )
            {
                continue
            }
            latest[ordinal] = index
        }
        return latest
    }

    /// The latest result of a test; nil where it was not done.
    package func latest(_ test: LaboratoryTest) -> Stated<LaboratoryResult>? { stated(test, latest) }

    /// The latest result of a test that the laboratory reads; nil where there is none. A later value without a reading does not
    /// take back what an earlier one warned of (House, unchecked).
    package func latestRead(_ test: LaboratoryTest) -> Stated<LaboratoryResult>? { stated(test, latestRead) }

    private func stated(_ test: LaboratoryTest, _ places: [Int?]) -> Stated<LaboratoryResult>? {
        guard !places.isEmpty, let ordinal = CatalogueTest.ordinals[test.rawValue], let index = places[ordinal] else {
            return nil
        }
        return Stated(results[index], at: CasePlace(.laboratory, index))
    }

    /// The laboratory's reading of the latest result of a test; nil where it was not done or the result has none.
    package func band(_ test: LaboratoryTest) -> LaboratoryBand? { latest(test)?.value.band }

    /// The minimum panel that excludes another neuropathy: each item is one of its tests (V10, secondary).
    package static let minimumPanel: [[LaboratoryTest]] = [
        [.glucose, .hba1c], [.tsh], [.creatinine, .egfr], [.alt], [.b12],
    ]

    /// Whether the minimum panel is normal: met where each item is recorded and the latest result of each of its codes is
    /// normal, else unknown; it is never not met, since a value out of range is not a neuropathy (V10, House, unchecked).
    package var isMinimumPanelNormal: Judged {
        var evidence: [CasePlace] = []
        var isNormal = true
        for item in Self.minimumPanel {
            let found = item.compactMap { latest($0) }
            if found.isEmpty || found.contains(where: { $0.value.band != .normal }) { isNormal = false }
            evidence += found.map(\.place)
        }
        return Judged(isNormal ? .met : .unknown, evidence.sorted())
    }

    /// Whether the latest result of some test of the minimum panel has a reading that is not normal: what is recorded stays,
    /// so that the panel cannot be completed to a normal one. A latest result without a reading leaves that open.
    package var isMinimumPanelAbnormal: Bool {
        Self.minimumPanel.contains { item in item.contains { band($0).map { $0 != .normal } ?? false } }
    }

    /// The latest results of the minimum panel that have a reading, where it is not normal.
    package var minimumPanelDeviations: [Stated<LaboratoryResult>] {
        guard !latest.isEmpty else { return [] }
        return Self.minimumPanel.flatMap { $0 }.compactMap { test in
            guard let result = latestRead(test), result.value.band != .normal else { return nil }
            return result
        }
    }
}

/// The places of the catalogue's tests in tables.
private enum CatalogueTest {
    static let ordinals = Dictionary(
        uniqueKeysWithValues: LaboratoryTest.allCases.enumerated().map { ($0.element.rawValue, $0.offset) }
    )
}
