// How complete a nerve conduction study is for the question of multifocal motor neuropathy.
package import Domain
import FoundationEssentials

/// What a study holds of what is asked for.
///
/// Source: clinical reference section 6c (Practical electrophysiology for the diagnosis of MMN, checked): five nerves
/// per arm, stimulated up to Erb's point; areas at every site, three sensory nerves, temperature, filter and limits.
/// A study that is not complete is still a result; this says what is missing.
package struct StudyCompleteness: Sendable, Hashable {
    /// The nerves of an arm that should be stimulated up to Erb's point.
    package static let armNerves: [Nerve] = [.median, .ulnar, .radial, .musculocutaneous, .axillary]
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

    /// The nerves stimulated up to Erb's point, by side of the arm.
    package let nervesToErb: [Side: [Nerve]]
    /// What is missing besides.
    package let missing: [Item]

    /// Looks through a study.
    package init(_ study: NerveConductionStudy) {
        var reached: [Side: [Nerve]] = [:]
        for side in Side.allCases {
            reached[side] = Self.armNerves.filter { nerve in
                study.motor.contains { entry in
                    entry.nerve == nerve && entry.side == side && entry.sites.contains { $0.site == .erb }
                }
            }
        }
        nervesToErb = reached
        missing = Item.allCases.filter { !Self.has($0, in: study) }
    }

    /// The meter of an arm: how many of the five nerves were stimulated up to Erb's point.
    package func meter(_ side: Side) -> Int { nervesToErb[side]?.count ?? 0 }

    private static func has(_ item: Item, in study: NerveConductionStudy) -> Bool {
        switch item {
        case .areas:
            study.motor.allSatisfy { $0.sites.allSatisfy { $0.isAbsent || $0.areaMvMs != nil } }
        case .sensoryNerves: Set(study.sensory.map(\.nerveSide)).count >= sensoryNerveCountNeeded
        case .temperature: !study.skinTemperatures.isEmpty
        case .filter: study.lowFrequencyFilterHz != nil
        case .limits: study.normalLimits != nil || study.motor.allSatisfy { $0.limits?.amplitudeLowerMv != nil }
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
