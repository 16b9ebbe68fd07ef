// Cautions that blood, cerebrospinal fluid and needle raise.
import Domain
import FoundationEssentials

extension CautionReader {
    /// Looks at the results.
    mutating func readResults() {
        if !file.laboratory.isEmpty { readLaboratory() }
        readSpinalFluid()
        readDenervation()
        readAmyloid()
    }

    // MARK: Blood

    private mutating func readLaboratory() {
        readBand(
            .redFlagCk,
            [.ck],
            [.high],
            en:
                "Creatine kinase is high: {0}. Think of ALS or myopathy; above 180 U/L is rarer in those who respond to treatment.",
            nl:
                "Het creatinekinase is verhoogd: {0}. Denk aan ALS of myopathie; boven 180 U/L is zeldzamer bij wie op behandeling reageert."
        )
        // A light chain or an antibody that the laboratory calls high is abnormal too (House).
        readBand(
            .paraproteinFound,
            [.immunofixation, .freeLightChains],
            [.abnormal, .high],
            en: "Abnormal: {0}. Think of POEMS syndrome or AL amyloidosis.",
            nl: "Afwijkend: {0}. Denk aan het POEMS-syndroom of AL-amyloïdose."
        )
        readBand(
            .antiMagFound,
            [.antiMag],
            [.abnormal, .high],
            en: "Abnormal: {0}. Think of anti-MAG neuropathy, which lies outside CIDP.",
            nl: "Afwijkend: {0}. Denk aan anti-MAG-neuropathie, die buiten CIDP valt."
        )
        readBand(
            .nodopathyFound,
            [.nf155, .cntn1, .caspr1, .panNeurofascin],
            [.abnormal, .high],
            en: "Abnormal: {0}. Think of an autoimmune nodopathy, which lies outside CIDP.",
            nl: "Afwijkend: {0}. Denk aan een auto-immuunnodopathie, die buiten CIDP valt."
        )
        let deviations = facts.laboratory.minimumPanelDeviations
        raise(
            .otherNeuropathyPossible,
            deviations,
            en: "Not normal: {0}. Another cause of neuropathy is possible.",
            nl: "Niet normaal: {0}. Een andere oorzaak van neuropathie is mogelijk."
        )
    }

    private mutating func readBand(
        _ code: CaseCautionCode,
        _ tests: [LaboratoryTest],
        _ bands: [LaboratoryBand],
        en: String,
        nl: String
    ) {
        let found = tests.compactMap { facts.laboratory.latestRead($0) }.filter { result in
            result.value.band.map(bands.contains) ?? false
        }
        raise(code, found, en: en, nl: nl)
    }

    private mutating func raise(
        _ code: CaseCautionCode,
        _ results: [Stated<LaboratoryResult>],
        en: String,
        nl: String
    ) {
        guard !results.isEmpty else { return }
        raise(
            code,
            Sentence(en: en, nl: nl, .sentences(results.map { .result($0.value) })),
            results.map(\.place).sorted()
        )
    }

    // MARK: Cerebrospinal fluid

    /// Protein of 1 g/L or more, or more than 10 cells, in some sample; and a puncture that would change nothing for EFNS/PNS.
    private mutating func readSpinalFluid() {
        var names: [Sentence] = []
        var places: [CasePlace] = []
        for (index, sample) in file.cerebrospinalFluids.enumerated() {
            let protein = sample.proteinGramPerLitre.flatMap { $0 >= 1 ? $0 : nil }
            let cells = sample.leukocytesPerMicrolitre.flatMap { $0 > 10 ? $0 : nil }
            if let protein { names.append(Sentence(en: "protein {0} g/L", nl: "eiwit {0} g/L", .number(protein))) }
            if let cells { names.append(Sentence(en: "{0} leukocytes/µL", nl: "{0} leukocyten/µL", .number(cells))) }
            if protein != nil || cells != nil { places.append(CasePlace(.cerebrospinalFluids, index)) }
        }
        if !names.isEmpty {
            raise(
                .redFlagCsf,
                Sentence(
                    en: "Cerebrospinal fluid: {0}. This speaks against MMN; think of infection or lymphoma.",
                    nl: "Liquor: {0}. Dit pleit tegen MMN; denk aan een infectie of lymfoom.",
                    .sentences(names)
                ),
                places
            )
        }
        let isDefinite = evaluations.contains { $0.criteria == "efns-pns-2010-mmn" && $0.category == .definite }
        if isDefinite, file.cerebrospinalFluids.isEmpty {
            raise(
                .lumbarPunctureMayBeUnneeded,
                Sentence(
                    en:
                        "The EFNS/PNS criteria are met as definite: a lumbar puncture would not change this set; the Utrecht criteria use it.",
                    nl:
                        "Aan de EFNS/PNS-criteria is als zeker voldaan: een lumbaalpunctie verandert deze set niet; de Utrechtse criteria gebruiken haar."
                ),
                []
            )
        }
    }

    // MARK: Needle

    /// Active denervation in the tongue or the thoracic paraspinal muscles; or in an arm and a leg, one of the muscles being
    /// of full strength.
    private mutating func readDenervation() {
        var trunk: [Stated<NeedleMuscle>] = []
        var arm: [Stated<NeedleMuscle>] = []
        var leg: [Stated<NeedleMuscle>] = []
        for (index, examination) in file.needleExaminations.enumerated() {
            for (muscleIndex, muscle) in examination.muscles.enumerated() where muscle.isDenervated {
                let place = CasePlace(.needleExaminations, index, .muscles, muscleIndex)
                switch muscle.muscle.muscle {
                case .tongue, .thoracicParaspinal: trunk.append(Stated(muscle, at: place))
                case let other?:
                    guard let group = other.group else { continue }
                    if group.isOfArm {
                        arm.append(Stated(muscle, at: place))
                    } else {
                        leg.append(Stated(muscle, at: place))
                    }
                case nil: continue
                }
            }
        }
        let limbs = arm.isEmpty || leg.isEmpty ? [] : arm + leg
        let isWidespread = limbs.contains { muscle in
            facts.strength.grades.contains {
                $0.name == muscle.value.muscle && $0.side == muscle.value.side && $0.grade == 5
            }
        }
        let found = trunk + (isWidespread ? limbs : [])
        guard !found.isEmpty else { return }
        // A muscle that two examinations have is named once; the evidence has both.
        var named: [Localized] = []
        for name in found.map({ Localized.muscle($0.value.muscle, $0.value.side) }) where !named.contains(name) {
            named.append(name)
        }
        raise(
            .redFlagDenervation,
            Sentence(
                en: "Fibrillations or positive sharp waves in: {0}. Widespread denervation: think of ALS.",
                nl: "Fibrillaties of positieve scherpe golven in: {0}. Uitgebreide denervatie: denk aan ALS.",
                .list(named)
            ),
            found.map(\.place).sorted()
        )
    }

    // MARK: Amyloid

    /// No improvement on two different options in somebody of 50 or more, in the protocol of CIDP. An option that helped once
    /// did not fail; the age is that at the opening of the workup (House).
    private mutating func readAmyloid() {
        guard isCidp, file.treatments.count > 1, facts.age.isAtLeast(50, on: nil) == .met else { return }
        let failed = TreatmentOption.allCases.filter { option in
            let answers = file.treatments.filter { $0.option == option }.map(\.objectiveImprovement)
            return answers.contains(.absent) && !answers.contains(.present)
        }
        guard failed.count > 1 else { return }
        let places = file.treatments.indices.filter { index in
            failed.contains(file.treatments[index].option) && file.treatments[index].objectiveImprovement == .absent
        }
        raise(
            .amyloidSuspicion,
            Sentence(
                en: "From 50 years of age, without improvement on: {0}. Consider testing TTR, and a biopsy.",
                nl: "Vanaf 50 jaar, zonder verbetering op: {0}. Overweeg TTR-onderzoek en een biopsie.",
                .list(failed.map(\.label))
            ),
            places.map { CasePlace(.treatments, $0) }
        )
    }
}

extension NeedleMuscle {
    /// Whether there are fibrillations or positive sharp waves.
    fileprivate var isDenervated: Bool { (fibrillations ?? 0) > 0 || (positiveSharpWaves ?? 0) > 0 }
}
