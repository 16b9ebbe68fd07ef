// How complete a nerve conduction study is for the question that its protocol asks, and limbs that were too cold.
package import Domain
import FoundationEssentials

/// What a study holds of what is asked for.
///
/// Source: clinical reference section 6c (Practical electrophysiology for the diagnosis of MMN, checked): five nerves
/// per arm, stimulated up to Erb's point; areas at every site, three sensory nerves, temperature, filter and limits;
/// and section 4b (EAN/PNS 2021, secondary) for the minimum set of CIDP: four motor nerves of one side, with
/// temperature, filter and limits. A study that is not complete is still a result; this says what is missing.
package struct StudyCompleteness: Sendable, Hashable {
    /// What a study is asked for.
    package enum Question: Sendable, Hashable {
        /// Multifocal motor neuropathy: arm nerves up to Erb's point, by arm.
        case mmn
        /// The EAN/PNS criteria for CIDP: the motor nerves of one side.
        case cidp

        /// The question of a protocol; nil where the reference asks nothing of its studies.
        package init?(protocolCode: String) {
            switch protocolCode {
            case "mmn": self = .mmn
            case "cidp": self = .cidp
            default: return nil
            }
        }

        /// The motor nerves asked for on a side, in the order of the reference.
        package var nerves: [Nerve] {
            switch self {
            case .mmn: [.median, .ulnar, .radial, .musculocutaneous, .axillary]
            case .cidp: [.median, .ulnar, .peroneal, .tibial]
            }
        }

        /// What is asked for besides.
        package var items: [Item] {
            switch self {
            case .mmn: Item.allCases
            case .cidp: [.temperature, .filter, .limits]
            }
        }

        /// Whether a nerve was studied as it is asked: of MMN up to Erb's point; of CIDP the ulnar nerve below the
        /// elbow and the peroneal below the fibular head, where it is not yet read across the joint.
        func isAnswered(by entry: MotorConduction) -> Bool {
            func isStimulated(at site: StimulationSite) -> Bool { entry.sites.contains { $0.site == site } }
            return switch (self, entry.nerve) {
            case (.mmn, _): isStimulated(at: .erb)
            case (.cidp, .ulnar): isStimulated(at: .belowElbow)
            case (.cidp, .peroneal): isStimulated(at: .belowFibularHead)
            case (.cidp, _): !entry.sites.isEmpty
            }
        }
    }

    /// The number of sensory nerves (nerve and side) that is enough.
    package static let sensoryNerveCountNeeded = 3

    /// One of the other things asked for.
    package enum Item: String, Code {
        case areas
        case sensoryNerves
        case temperature
        case filter
        case limits

        package var label: Localized {
            switch self {
            case .areas: Localized(en: "area at every site", nl: "oppervlakte op elke plaats")
            case .sensoryNerves: Localized(en: "three sensory nerves", nl: "drie sensibele zenuwen")
            case .temperature: Localized(en: "skin temperature", nl: "huidtemperatuur")
            case .filter: Localized(en: "filter", nl: "filter")
            case .limits: Localized(en: "limits of the laboratory", nl: "normaalwaarden van het laboratorium")
            }
        }
    }

    /// What was asked.
    package let question: Question
    /// The nerves studied as asked, by side.
    package let nervesStudied: [Side: [Nerve]]
    /// What is missing besides.
    package let missing: [Item]

    /// Looks through a study; areas are missing where the caution about them says so. Limits are those of the amplitude,
    /// without which no block can be judged (which are meant is House, unchecked): no published set has all the others.
    package init(
        _ study: NerveConductionStudy,
        for question: Question,
        normalLimits: NormalLimitsLibrary = .bundled
    ) {
        var studied: [Side: [Nerve]] = [:]
        for side in Side.allCases {
            studied[side] = question.nerves.filter { nerve in
                study.motor.contains { $0.nerve == nerve && $0.side == side && question.isAnswered(by: $0) }
            }
        }
        self.question = question
        nervesStudied = studied
        let facts = ConductionFacts([study], normalLimits)
        missing = question.items.filter { !Self.has($0, in: study, facts) }
    }

    /// The meter of a side: how many of the nerves asked for were studied as asked.
    package func meter(_ side: Side) -> Int { nervesStudied[side]?.count ?? 0 }

    private static func has(_ item: Item, in study: NerveConductionStudy, _ facts: ConductionFacts) -> Bool {
        switch item {
        case .areas: facts.motor.allSatisfy { !$0.lacksArea }
        case .sensoryNerves: Set(study.sensory.map(\.nerveSide)).count >= sensoryNerveCountNeeded
        case .temperature: !study.skinTemperatures.isEmpty
        case .filter: study.lowFrequencyFilterHz != nil
        case .limits: facts.motor.allSatisfy { !$0.lacks(.amplitude) }
        }
    }
}

/// A limb that was too cold to be studied.
package struct ColdLimb: Sendable, Hashable {
    /// The limb and the temperature measured.
    package let measured: SkinTemperature
    /// The temperature it should have had at least.
    package let neededCelsius: Int

    /// The limbs of a study that were too cold; the later measurement of a limb counts.
    ///
    /// Source: caution `limbTooCold`: 32 °C (NVN polyneuropathy guideline, checked); for the EAN/PNS criteria 33 °C at
    /// the arm and 30 °C at the leg (secondary). No value is ever corrected for temperature.
    package static func all(in study: NerveConductionStudy, forCidpCriteria: Bool = false) -> [ColdLimb] {
        Limb.allCases.compactMap { limb in
            guard let measured = study.skinTemperatures.last(where: { $0.limb == limb }) else { return nil }
            let needed = forCidpCriteria ? (limb.isArm ? 33 : 30) : 32
            return measured.celsius < Decimal(needed) ? ColdLimb(measured: measured, neededCelsius: needed) : nil
        }
    }
}
