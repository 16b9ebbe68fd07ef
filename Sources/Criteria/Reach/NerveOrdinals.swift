// Numbers for nerves, by which tables and facts tell them apart.
import Domain

extension NerveSide {
    /// A number for the nerve of this side.
    var ordinal: Int { nerve.ordinal * 2 + (side == .left ? 0 : 1) }

    /// The number of an entry that stands for the nerve while it was not studied; above those of recorded entries.
    var imaginedEntry: Int { 0x10_0000 + ordinal }
}

extension Nerve {
    /// A number for the nerve.
    var ordinal: Int {
        switch self {
        case .median: 0
        case .ulnar: 1
        case .radial: 2
        case .musculocutaneous: 3
        case .axillary: 4
        case .peroneal: 5
        case .tibial: 6
        case .femoral: 7
        case .facial: 8
        case .phrenic: 9
        case .accessory: 10
        case .sural: 11
        case .superficialPeroneal: 12
        case .lateralAntebrachial: 13
        case .medialAntebrachial: 14
        case .saphenous: 15
        }
    }
}
