// What a motor entry lacks for block to be judged: read by the cautions and by the completeness of a study alike, so that
// both say the same.
import Domain

extension MotorFacts {
    /// Whether some response has no area, or one that cannot be.
    var lacksArea: Bool { entry.sites.contains { !$0.isAbsent && $0.areaMvMs == nil } }

    /// Whether the lower limit of the amplitude is known neither from the study nor from the set that it names, which may
    /// lack the muscle; an entry without sites needs none.
    var lacksAmplitudeLimit: Bool { amplitudeLowerMv == nil && !entry.sites.isEmpty }
}
