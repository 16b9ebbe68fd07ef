// Where a nerve is stimulated, from distal to proximal.

/// A place of stimulation.
package enum StimulationSite: String, Code {
    case palm
    case wrist
    case forearm
    case belowElbow
    case elbow
    case aboveElbow
    case upperArm
    case spiralGroove
    case axilla
    case erb
    case ankle
    case belowFibularHead
    case fibularHead
    case aboveFibularHead
    case poplitealFossa

    /// Whether the place lies on the arm or shoulder; the others lie on the leg.
    package var isOnArm: Bool { proximity <= StimulationSite.erb.proximity }

    /// Rises from distal to proximal; to be compared only between sites of one limb.
    package var proximity: Int {
        switch self {
        case .palm: 0
        case .wrist: 1
        case .forearm: 2
        case .belowElbow: 3
        case .elbow: 4
        case .aboveElbow: 5
        case .upperArm: 6
        case .spiralGroove: 7
        case .axilla: 8
        case .erb: 9
        case .ankle: 20
        case .belowFibularHead: 21
        case .fibularHead: 22
        case .aboveFibularHead: 23
        case .poplitealFossa: 24
        }
    }

    package var label: Localized {
        switch self {
        case .palm: Localized(en: "palm", nl: "handpalm")
        case .wrist: Localized(en: "wrist", nl: "pols")
        case .forearm: Localized(en: "forearm", nl: "onderarm")
        case .belowElbow: Localized(en: "below the elbow", nl: "onder de elleboog")
        case .elbow: Localized(en: "elbow", nl: "elleboog")
        case .aboveElbow: Localized(en: "above the elbow", nl: "boven de elleboog")
        case .upperArm: Localized(en: "upper arm", nl: "bovenarm")
        case .spiralGroove: Localized(en: "spiral groove", nl: "sulcus nervi radialis")
        case .axilla: Localized(en: "axilla", nl: "oksel")
        case .erb: Localized(en: "Erb's point", nl: "punt van Erb")
        case .ankle: Localized(en: "ankle", nl: "enkel")
        case .belowFibularHead: Localized(en: "below the fibular head", nl: "onder het fibulakopje")
        case .fibularHead: Localized(en: "fibular head", nl: "fibulakopje")
        case .aboveFibularHead: Localized(en: "above the fibular head", nl: "boven het fibulakopje")
        case .poplitealFossa: Localized(en: "popliteal fossa", nl: "knieholte")
        }
    }
}
