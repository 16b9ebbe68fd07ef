// The second reading against the segment vectors of section 1a: the block by each set, and two clauses of the CIDP set.
import Domain
import FoundationEssentials
import Testing

/// A row of the table, with the values as it writes them: distal and proximal, `-` not recorded, `x` absent.
struct NaiveVector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let motor: MotorConduction
    let expected: [String]

    init(
        _ id: String,
        _ nerve: Nerve,
        _ sites: [StimulationSite],
        amplitude: String,
        area: String,
        duration: String,
        distance: String? = nil,
        _ expected: String
    ) {
        testDescription = id
        func value(_ text: String, _ index: Int) -> Decimal? {
            Decimal(string: String(text.split(separator: " ")[index]))
        }
        let limits: [Nerve: String] = [
            .median: "4.1", .ulnar: "7.9", .peroneal: "1.3", .radial: "4.3", .tibial: "4.4",
        ]
        motor = MotorConduction(
            nerve: nerve,
            side: .left,
            limits: MotorLimits(amplitudeLowerMv: limits[nerve].flatMap { Decimal(string: $0) }),
            sites: sites.indices.map { index in
                MotorSite(
                    site: sites[index],
                    amplitudeMv: value(amplitude, index),
                    areaMvMs: value(area, index),
                    durationMs: value(duration, index),
                    distanceMm: index == 1 ? distance.flatMap { Decimal(string: $0) } : nil,
                    response: amplitude.split(separator: " ")[index] == "x" ? .absent : nil
                )
            }
        )
        self.expected = expected.split(separator: " ").map { String($0) }
    }

    static let all: [NaiveVector] = [
        NaiveVector(
            "SEG1",
            .median,
            [.wrist, .elbow],
            amplitude: "8.0 3.4",
            area: "24 10",
            duration: "5.4 6.3",
            "definite definite definite met notMet"
        ),
        NaiveVector(
            "SEG2",
            .ulnar,
            [.wrist, .belowElbow],
            amplitude: "10 5.0",
            area: "30 15",
            duration: "6.0 7.8",
            "definite probable definite met notMet"
        ),
        NaiveVector(
            "SEG3",
            .ulnar,
            [.wrist, .belowElbow],
            amplitude: "10 3.9",
            area: "30 12",
            duration: "6.0 8.0",
            "probable probable definite met met"
        ),
        NaiveVector(
            "SEG4",
            .median,
            [.wrist, .elbow],
            amplitude: "8.0 5.6",
            area: "24 16.8",
            duration: "5.0 6.0",
            "probable none probable met notMet"
        ),
        NaiveVector(
            "SEG5",
            .peroneal,
            [.ankle, .belowFibularHead],
            amplitude: "4.0 2.4",
            area: "12 7.2",
            duration: "6.0 7.0",
            "none none none met notMet"
        ),
        NaiveVector(
            "SEG6",
            .peroneal,
            [.ankle, .belowFibularHead],
            amplitude: "4.0 1.7",
            area: "12 5.4",
            duration: "6.0 7.0",
            "definite probable definite met notMet"
        ),
        NaiveVector(
            "SEG7",
            .ulnar,
            [.wrist, .belowElbow],
            amplitude: "1.0 0.3",
            area: "3.0 0.9",
            duration: "6.0 6.6",
            "none none none notMet notMet"
        ),
        NaiveVector(
            "SEG8",
            .ulnar,
            [.wrist, .belowElbow],
            amplitude: "1.2 0.4",
            area: "3.6 1.2",
            duration: "6.0 6.6",
            "none none definite notMet notMet"
        ),
        NaiveVector(
            "SEG9",
            .ulnar,
            [.belowElbow, .aboveElbow],
            amplitude: "10 3.0",
            area: "30 9",
            duration: "6.0 7.0",
            "none none none notMet notMet"
        ),
        NaiveVector(
            "SEG10",
            .median,
            [.wrist, .elbow],
            amplitude: "8.0 3.6",
            area: "24 17.3",
            duration: "5.0 8.0",
            "none none none met met"
        ),
        NaiveVector(
            "SEG11",
            .median,
            [.wrist, .elbow],
            amplitude: "8.0 3.6",
            area: "- -",
            duration: "5.0 5.8",
            "notEvaluable notEvaluable probable met notMet"
        ),
        NaiveVector(
            "SEG12",
            .tibial,
            [.ankle, .poplitealFossa],
            amplitude: "10 3.5",
            area: "24 10",
            duration: "6.0 7.5",
            "none none none notMet notMet"
        ),
        NaiveVector(
            "SEG13",
            .radial,
            [.forearm, .axilla],
            amplitude: "5.0 2.9",
            area: "15 9",
            duration: "6.0 7.0",
            "probable probable probable"
        ),
        NaiveVector(
            "SEG14",
            .median,
            [.elbow, .axilla],
            amplitude: "7.5 x",
            area: "22 x",
            duration: "5.5 x",
            "definite definite definite met notMet"
        ),
        NaiveVector(
            "SEG15",
            .median,
            [.axilla, .erb],
            amplitude: "8.0 5.0",
            area: "24 15.6",
            duration: "5.5 6.5",
            "probable none probable notMet notMet"
        ),
        NaiveVector(
            "SEG16",
            .median,
            [.wrist, .forearm],
            amplitude: "8.0 5.2",
            area: "24 16.6",
            duration: "5.0 5.2",
            distance: "25",
            "none none definite met notMet"
        ),
    ]
}

@Suite("The second reading of the criteria: segment vectors")
struct NaiveVectorTests {
    @Test("each segment vector has its answer in every column", arguments: NaiveVector.all)
    func vectors(vector: NaiveVector) throws {
        let reading = NaiveCase(
            CaseFile(
                source: nil,
                patient: nil,
                workup: CaseWorkup(protocolCode: "mmn", openedOn: try #require(LocalDate("2026-01-12"))),
                nerveConductionStudies: [NerveConductionStudy(origin: FindingOrigin(), motor: [vector.motor])]
            )
        )
        var columns = ["efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn"].compactMap { criteria in
            reading.answer(criteria)?.blocks.first?.rawValue
        }
        // The radial nerve is not in the CIDP set.
        if vector.motor.nerve != .radial {
            columns += ["e", "f"].compactMap { reading.motor.first?.cidpClause($0).rawValue }
        }
        #expect(columns == vector.expected)
    }

    @Test("the table is complete")
    func completeness() {
        #expect(NaiveVector.all.map(\.testDescription) == (1...16).map { "SEG\($0)" })
    }
}
