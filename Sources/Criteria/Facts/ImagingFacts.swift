// What images of nerves say: the plexus on magnetic resonance (S3), and enlarged nerves on ultrasound (section 7d).
import Domain
import FoundationEssentials

/// The images of a case.
package struct ImagingFacts: Sendable, Hashable {
    private let images: [Imaging]
    private let age: PatientAge

    init(_ images: [Imaging], _ age: PatientAge) {
        self.images = images
        self.age = age
    }

    // MARK: Magnetic resonance

    /// S3: on some image of the brachial plexus both T2 hyperintensity and diffuse swelling are present (EFNS/PNS 2010,
    /// secondary). An image on which one of them is absent fails; one that was not examined leaves it open.
    package var plexusIsAbnormal: Judged {
        Judged(
            someOf: images.indices.lazy.compactMap { index in plexusImage(index).map { (index, $0) } },
            at: { CasePlace(.imaging, $0.0) },
            { $0.1.t2Hyperintensity.verdict && $0.1.diffuseNerveSwelling.verdict }
        )
    }

    private func plexusImage(_ index: Int) -> MagneticResonanceImage? {
        guard case .mri(let image) = images[index], image.region == "brachialPlexus" else { return nil }
        return image
    }

    /// The two signs of S3 on an image that a place of the case speaks of; nil for another image.
    func plexusSigns(at place: CasePlace) -> (t2Hyperintensity: Sign?, diffuseSwelling: Sign?)? {
        place.index.flatMap(plexusImage).map { ($0.t2Hyperintensity, $0.diffuseNerveSwelling) }
    }

    // MARK: Ultrasound

    /// Whether an ultrasound examination is recorded, whatever was measured.
    var hasUltrasound: Bool { images.contains { $0.modality == .ultrasound } }

    /// A measurement of a site that has a cut-off, and where it stands.
    private struct Site {
        let level: UltrasoundLevel
        let side: Side
        let isEnlarged: Verdict
        let place: CasePlace
    }

    /// Which cut-offs count.
    private enum CutOffs {
        /// The proposal of Utrecht (checked).
        case mmn
        /// U2 (unchecked); of adults only.
        case cidp

        /// The cross-section above which a site is enlarged, in mm²; nil where the cut-offs do not speak of it.
        func limit(_ level: UltrasoundLevel) -> Int? {
            switch (self, level) {
            case (_, .forearm): 10
            case (_, .upperArm): 13
            case (.mmn, .root): 8
            case (.mmn, .trunk): nil
            case (.cidp, .trunk): 9
            case (.cidp, .root): 12
            }
        }
    }

    /// Whether a nerve is enlarged by the cut-offs of the Utrecht proposal: median forearm above 10, median upper arm
    /// above 13, root above 8 mm²; any one site (section 7d, checked).
    package var isEnlargedForMmn: Judged {
        Judged(someOf: sites(.mmn), at: \.place, \.isEnlarged)
    }

    /// The ultrasound half of U2: in an adult enlarged at two sites that differ in level or side: median forearm above 10,
    /// median upper arm above 13, trunk above 9, root above 12 mm² (EAN/PNS 2021, cut-offs unchecked). Sites that were not
    /// measured say nothing; where no site with a cut-off was measured it is unknown.
    package var isEnlargedForCidp: Judged {
        let measured = sites(.cidp)
        guard !measured.isEmpty else { return Judged(.unknown) }
        func count(_ isCounted: (Verdict) -> Bool) -> Int {
            Set(measured.filter { isCounted($0.isEnlarged) }.map { [$0.level.rawValue, $0.side.rawValue] }).count
        }
        let verdict: Verdict =
            if count({ $0 == .met }) >= 2 { .met } else if count({ $0 != .notMet }) < 2 { .notMet } else { .unknown }
        let decisive = measured.filter { verdict == .notMet || $0.isEnlarged != .notMet }
        return Judged(verdict, decisive.map(\.place))
    }

    /// The measurements that cut-offs speak of. At a root or trunk the nerve's name is passed over.
    private func sites(_ cutOffs: CutOffs) -> [Site] {
        var sites: [Site] = []
        for (index, image) in images.enumerated() {
            guard case .ultrasound(let examination) = image else { continue }
            let isCounted: Verdict =
                cutOffs == .cidp ? age.isAtLeast(PatientAge.adultYears, on: examination.origin.performedOn) : .met
            for (measurementIndex, measurement) in examination.measurements.enumerated() {
                guard measurement.level.isOfPlexus || measurement.nerve == .median,
                    let limit = cutOffs.limit(measurement.level),
                    let crossSection = measurement.possibleCrossSectionMm2
                else { continue }
                sites.append(
                    Site(
                        level: measurement.level,
                        side: measurement.side,
                        isEnlarged: Verdict(crossSection > Decimal(limit)) && isCounted,
                        place: CasePlace(.imaging, index, .measurements, measurementIndex)
                    )
                )
            }
        }
        return sites
    }
}

extension Optional<Sign> {
    /// Whether the sign is present; unknown where it was not examined.
    var verdict: Verdict {
        switch self {
        case .present: .met
        case .absent: .notMet
        case .notExamined, .notEvaluable, nil: .unknown
        }
    }
}
