// Which segments cross an entrapment site, and which are long.
import Domain
import Testing

@Suite("Conduction segments")
struct SegmentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let nerve: Nerve
        let distal: StimulationSite
        let proximal: StimulationSite
        let isEntrapment: Bool
        let isLong: Bool

        init(_ nerve: Nerve, _ distal: StimulationSite, _ proximal: StimulationSite, entrapment: Bool, long: Bool) {
            (self.nerve, self.distal, self.proximal, isEntrapment, isLong) = (nerve, distal, proximal, entrapment, long)
        }

        var testDescription: String { "\(nerve) \(distal)–\(proximal)" }
    }

    @Test(
        "defaults follow nerve and sites",
        arguments: [
            Case(.median, .palm, .wrist, entrapment: true, long: false),
            Case(.median, .palm, .elbow, entrapment: true, long: false),
            Case(.median, .wrist, .elbow, entrapment: false, long: true),
            Case(.median, .elbow, .axilla, entrapment: false, long: true),
            Case(.median, .elbow, .erb, entrapment: false, long: true),
            Case(.median, .axilla, .erb, entrapment: false, long: true),
            Case(.median, .wrist, .forearm, entrapment: false, long: false),
            Case(.median, .wrist, .erb, entrapment: false, long: false),
            Case(.ulnar, .palm, .wrist, entrapment: true, long: false),
            Case(.ulnar, .wrist, .belowElbow, entrapment: false, long: true),
            Case(.ulnar, .belowElbow, .aboveElbow, entrapment: true, long: false),
            Case(.ulnar, .wrist, .aboveElbow, entrapment: true, long: false),
            Case(.ulnar, .wrist, .axilla, entrapment: true, long: true),
            Case(.ulnar, .aboveElbow, .axilla, entrapment: false, long: true),
            Case(.radial, .belowElbow, .aboveElbow, entrapment: false, long: false),
            Case(.radial, .forearm, .axilla, entrapment: false, long: true),
            Case(.radial, .palm, .wrist, entrapment: false, long: false),
            Case(.peroneal, .ankle, .belowFibularHead, entrapment: false, long: false),
            Case(.peroneal, .ankle, .fibularHead, entrapment: false, long: false),
            Case(.peroneal, .belowFibularHead, .poplitealFossa, entrapment: true, long: false),
            Case(.peroneal, .fibularHead, .aboveFibularHead, entrapment: true, long: false),
            Case(.peroneal, .aboveFibularHead, .poplitealFossa, entrapment: false, long: false),
            Case(.tibial, .ankle, .poplitealFossa, entrapment: false, long: false),
        ]
    )
    func defaults(of case: Case) throws {
        let study = MotorConduction(
            nerve: `case`.nerve,
            side: .left,
            sites: [MotorSite(site: `case`.distal), MotorSite(site: `case`.proximal)]
        )
        let segment = try #require(study.segments.first)
        #expect(segment.isEntrapment == `case`.isEntrapment)
        #expect(segment.isLong == `case`.isLong)
    }

    @Test("what is written on the proximal site wins")
    func overrides() throws {
        let study = MotorConduction(
            nerve: .median,
            side: .left,
            sites: [
                MotorSite(site: .palm), MotorSite(site: .wrist, entrapmentSite: false, longSegment: true),
                MotorSite(site: .elbow, entrapmentSite: true, longSegment: false),
            ]
        )
        #expect(study.segments.map(\.isEntrapment) == [false, true])
        #expect(study.segments.map(\.isLong) == [true, false])
    }
}
