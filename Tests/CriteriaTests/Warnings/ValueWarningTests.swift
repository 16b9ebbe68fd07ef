// Values that can hardly be: read all the same, named with their place, and never silently part of a verdict.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Warnings about values")
struct ValueWarningTests {
    private static let engine = Result { () throws(RuleFileFaults) in try CriteriaEngine.bundled() }

    private func warnings(_ members: String, patient: String? = nil) throws -> [ValueWarning] {
        let patient = patient.map { #""patient": {"familyName": "A", "birthDate": "\#($0)"}, "# } ?? ""
        let text = #"""
            {"format": "workup-case/1", \#(patient)"workup": {"protocol": "mmn", "openedOn": "2026-01-12"}, \#(members)}
            """#
        return try Self.engine.get().evaluate(CaseFile.read(Array(text.utf8))).warnings
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let members: String
        let pointer: String
        /// What the text says of the value.
        let words: String
        /// The nearest value of which nothing is said.
        let plausible: String
        var patient: String?
        var testDescription: String { pointer }
    }

    private static func site(_ values: String) -> String {
        #""nerveConductionStudies": [{"motor": [{"nerve": "median", "side": "left", "sites": [{"site": "wrist", \#(values)}]}]}]"#
    }

    private static func two(_ distal: String, _ proximal: String) -> String {
        #""nerveConductionStudies": [{"motor": [{"nerve": "median", "side": "left", "sites": [{"site": "wrist", \#(distal)}, {"site": "elbow", \#(proximal)}]}]}]"#
    }

    private static func sensory(_ values: String) -> String {
        #""nerveConductionStudies": [{"sensory": [{"nerve": "median", "side": "left", \#(values)}]}]"#
    }

    private static func wave(_ values: String) -> String {
        #""nerveConductionStudies": [{"motor": [{"nerve": "median", "side": "left", "fWave": {\#(values)}}]}]"#
    }

    private static func history(_ values: String) -> String {
        #""examinations": [{"performedOn": "2026-01-12", "history": {\#(values)}}]"#
    }

    private static func fluid(_ values: String) -> String { #""cerebrospinalFluids": [{\#(values)}]"# }

    private static func ultrasound(_ value: String) -> String {
        #""imaging": [{"modality": "ultrasound", "measurements": [{"nerve": "median", "side": "left", "level": "forearm", "crossSectionMm2": \#(value)}]}]"#
    }

    private static func temperature(_ value: String) -> String {
        #""nerveConductionStudies": [{"skinTemperatures": [{"limb": "leftArm", "celsius": \#(value)}]}]"#
    }

    private static func weight(_ value: String) -> String {
        #""treatments": [{"option": "ivig", "administrations": [{"on": "2026-01-12", "bodyWeightKg": \#(value)}]}]"#
    }

    /// A wrist, a forearm and an elbow of the median nerve, each with what is recorded there.
    private static func three(_ wrist: String, _ forearm: String, _ elbow: String) -> String {
        #""nerveConductionStudies": [{"motor": [{"nerve": "median", "side": "left", "sites": [{"site": "wrist"\#(wrist)}, {"site": "forearm"\#(forearm)}, {"site": "elbow"\#(elbow)}]}]}]"#
    }

    private static let motor = "/nerveConductionStudies/0/motor/0"
    private static let missing = "treat it as missing"
    private static let used = "used as it was recorded"

    static let examples: [Example] = [
        Example(
            members: site(#""latencyMs": 0"#),
            pointer: motor + "/sites/0/latencyMs",
            words: missing,
            plausible: site(#""latencyMs": 0.1"#)
        ),
        Example(
            members: site(#""latencyMs": 100.1"#),
            pointer: motor + "/sites/0/latencyMs",
            words: used,
            plausible: site(#""latencyMs": 100"#)
        ),
        Example(
            members: site(#""amplitudeMv": -0.1"#),
            pointer: motor + "/sites/0/amplitudeMv",
            words: missing,
            plausible: site(#""amplitudeMv": 0"#)
        ),
        Example(
            members: site(#""amplitudeMv": 50.1"#),
            pointer: motor + "/sites/0/amplitudeMv",
            words: used,
            plausible: site(#""amplitudeMv": 50"#)
        ),
        Example(
            members: site(#""areaMvMs": -1"#),
            pointer: motor + "/sites/0/areaMvMs",
            words: missing,
            plausible: site(#""areaMvMs": 0"#)
        ),
        Example(
            members: site(#""amplitudeMv": 8, "durationMs": 5.5, "areaMvMs": 44.1"#),
            pointer: motor + "/sites/0/areaMvMs",
            words: "44.1 mV·ms",
            plausible: site(#""amplitudeMv": 8, "durationMs": 5.5, "areaMvMs": 44"#)
        ),
        Example(
            members: site(#""durationMs": 0"#),
            pointer: motor + "/sites/0/durationMs",
            words: missing,
            plausible: site(#""durationMs": 1"#)
        ),
        Example(
            members: site(#""durationMs": 101"#),
            pointer: motor + "/sites/0/durationMs",
            words: used,
            plausible: site(#""durationMs": 100"#)
        ),
        Example(
            members: site(#""distanceMm": -80"#),
            pointer: motor + "/sites/0/distanceMm",
            words: missing,
            plausible: site(#""distanceMm": 80"#)
        ),
        Example(
            members: site(#""distanceMm": 1501"#),
            pointer: motor + "/sites/0/distanceMm",
            words: used,
            plausible: site(#""distanceMm": 1500"#)
        ),
        Example(
            members: two(#""latencyMs": 4"#, #""latencyMs": 4.0"#),
            pointer: motor + "/sites/1/latencyMs",
            words: "no velocity is computed",
            plausible: two(#""latencyMs": 4"#, #""latencyMs": 4.1"#)
        ),
        Example(
            members: three(#", "latencyMs": 9"#, "", #", "latencyMs": 7"#),
            pointer: motor + "/sites/2/latencyMs",
            words: "7 ms is not above the distal one of 9 ms (wrist)",
            plausible: three(#", "latencyMs": 9"#, "", #", "latencyMs": 9.1"#)
        ),
        Example(
            members: three(#", "latencyMs": 9"#, #", "latencyMs": 7"#, #", "latencyMs": 8"#),
            pointer: motor + "/sites/1/latencyMs",
            words: "7 ms is not above the distal one of 9 ms (wrist)",
            plausible: three(#", "latencyMs": 6"#, #", "latencyMs": 7"#, #", "latencyMs": 8"#)
        ),
        Example(
            members: three(#", "amplitudeMv": 8"#, #", "response": "absent""#, #", "amplitudeMv": 8"#),
            pointer: motor + "/sites/1/response",
            words: "No response at this site (forearm) is hardly possible where there is one further proximal (elbow)",
            plausible: three(#", "amplitudeMv": 8"#, #", "response": "absent""#, #", "response": "absent""#)
        ),
        Example(
            members: three(#", "response": "absent""#, "", #", "amplitudeMv": 8"#),
            pointer: motor + "/sites/0/response",
            words: "(wrist) is hardly possible where there is one further proximal (elbow)",
            plausible: three(#", "response": "absent""#, "", "")
        ),
        Example(
            members: three("", #", "response": "absent""#, #", "areaMvMs": 0.1"#),
            pointer: motor + "/sites/1/response",
            words: "(forearm) is hardly possible where there is one further proximal (elbow)",
            plausible: three("", #", "response": "absent""#, #", "amplitudeMv": 0, "areaMvMs": 0, "latencyMs": 9"#)
        ),
        Example(
            members: two(#""latencyMs": 4"#, #""latencyMs": 6, "distanceMm": 240.1"#),
            pointer: motor + "/sites/1/distanceMm",
            words: "velocity of 120.1 m/s",
            plausible: two(#""latencyMs": 4"#, #""latencyMs": 6, "distanceMm": 240"#)
        ),
        Example(
            members: two(#""latencyMs": 4"#, #""areaMvMs": -3"#),
            pointer: motor + "/sites/1/areaMvMs",
            words: missing,
            plausible: two(#""latencyMs": 4"#, #""areaMvMs": 3"#)
        ),
        Example(
            members: wave(#""minimalLatencyMs": 0"#),
            pointer: motor + "/fWave/minimalLatencyMs",
            words: missing,
            plausible: wave(#""minimalLatencyMs": 30"#)
        ),
        Example(
            members: wave(#""minimalLatencyMs": 201"#),
            pointer: motor + "/fWave/minimalLatencyMs",
            words: used,
            plausible: wave(#""minimalLatencyMs": 200"#)
        ),
        Example(
            members: wave(#""persistencePercent": 101"#),
            pointer: motor + "/fWave/persistencePercent",
            words: used,
            plausible: wave(#""persistencePercent": 100"#)
        ),
        Example(
            members: wave(#""persistencePercent": -1"#),
            pointer: motor + "/fWave/persistencePercent",
            words: used,
            plausible: wave(#""persistencePercent": 0"#)
        ),
        Example(
            members: sensory(#""amplitudeUv": -1"#),
            pointer: "/nerveConductionStudies/0/sensory/0/amplitudeUv",
            words: missing,
            plausible: sensory(#""amplitudeUv": 0"#)
        ),
        Example(
            members: sensory(#""amplitudeUv": 501"#),
            pointer: "/nerveConductionStudies/0/sensory/0/amplitudeUv",
            words: used,
            plausible: sensory(#""amplitudeUv": 500"#)
        ),
        Example(
            members: sensory(#""velocityMps": 0"#),
            pointer: "/nerveConductionStudies/0/sensory/0/velocityMps",
            words: missing,
            plausible: sensory(#""velocityMps": 1"#)
        ),
        Example(
            members: sensory(#""velocityMps": 120.1"#),
            pointer: "/nerveConductionStudies/0/sensory/0/velocityMps",
            words: used,
            plausible: sensory(#""velocityMps": 120"#)
        ),
        Example(
            members: sensory(#""latencyMs": -2"#),
            pointer: "/nerveConductionStudies/0/sensory/0/latencyMs",
            words: missing,
            plausible: sensory(#""latencyMs": 2"#)
        ),
        Example(
            members: sensory(#""latencyMs": 50.1"#),
            pointer: "/nerveConductionStudies/0/sensory/0/latencyMs",
            words: used,
            plausible: sensory(#""latencyMs": 50"#)
        ),
        Example(
            members: temperature("9.9"),
            pointer: "/nerveConductionStudies/0/skinTemperatures/0/celsius",
            words: used,
            plausible: temperature("10")
        ),
        Example(
            members: temperature("331"),
            pointer: "/nerveConductionStudies/0/skinTemperatures/0/celsius",
            words: used,
            plausible: temperature("45")
        ),
        Example(
            members: #""nerveConductionStudies": [{"normalLimits": "ours"}]"#,
            pointer: "/nerveConductionStudies/0/normalLimits",
            words: "not known here: ours",
            plausible: #""nerveConductionStudies": [{"normalLimits": "buschbacher-2016"}]"#
        ),
        Example(
            members: fluid(#""proteinGramPerLitre": 20.1"#),
            pointer: "/cerebrospinalFluids/0/proteinGramPerLitre",
            words: used,
            plausible: fluid(#""proteinGramPerLitre": 20"#)
        ),
        Example(
            members: fluid(#""proteinGramPerLitre": 0"#),
            pointer: "/cerebrospinalFluids/0/proteinGramPerLitre",
            words: missing,
            plausible: fluid(#""proteinGramPerLitre": 0.1"#)
        ),
        Example(
            members: fluid(#""leukocytesPerMicrolitre": -1"#),
            pointer: "/cerebrospinalFluids/0/leukocytesPerMicrolitre",
            words: missing,
            plausible: fluid(#""leukocytesPerMicrolitre": 0"#)
        ),
        Example(
            members: fluid(#""leukocytesPerMicrolitre": 100001"#),
            pointer: "/cerebrospinalFluids/0/leukocytesPerMicrolitre",
            words: used,
            plausible: fluid(#""leukocytesPerMicrolitre": 100000"#)
        ),
        Example(
            members: ultrasound("0"),
            pointer: "/imaging/0/measurements/0/crossSectionMm2",
            words: missing,
            plausible: ultrasound("1")
        ),
        Example(
            members: ultrasound("201"),
            pointer: "/imaging/0/measurements/0/crossSectionMm2",
            words: used,
            plausible: ultrasound("200")
        ),
        Example(
            members: #""antibodies": [{"antigen": "GM1", "isotype": "IgM", "value": -3}]"#,
            pointer: "/antibodies/0/value",
            words: used,
            plausible: #""antibodies": [{"antigen": "GM1", "isotype": "IgM", "value": 0}]"#
        ),
        Example(
            members: #""laboratory": [{"code": "ck", "value": -3}]"#,
            pointer: "/laboratory/0/value",
            words: used,
            plausible: #""laboratory": [{"code": "baseExcess", "value": -3}]"#
        ),
        Example(
            members: weight("700"),
            pointer: "/treatments/0/administrations/0/bodyWeightKg",
            words: used,
            plausible: weight("70")
        ),
        Example(
            members: history(#""durationMonths": -1"#),
            pointer: "/examinations/0/history/durationMonths",
            words: missing,
            plausible: history(#""durationMonths": 0"#)
        ),
        Example(
            members: history(#""onset": "2026-01-13""#),
            pointer: "/examinations/0/history/onset",
            words: "after the examination",
            plausible: history(#""onset": "2026""#)
        ),
        Example(
            members: history(#""onset": "1979""#),
            pointer: "/examinations/0/history/onset",
            words: "before the birth date",
            plausible: history(#""onset": "1980""#),
            patient: "1980-05-01"
        ),
        Example(
            members: #""examinations": [{"sensoryLossLimbs": ["leftLeg"]}]"#,
            pointer: "/examinations/0/sensoryLossLimbs",
            words: "do not read the list",
            plausible:
                #""examinations": [{"signs": {"objectiveSensoryLoss": "present"}, "sensoryLossLimbs": ["leftLeg"]}]"#
        ),
    ]

    @Test("a value that can hardly be is named with its place, the next one is not", arguments: examples)
    func warned(_ example: Example) throws {
        let found = try warnings(example.members, patient: example.patient)
        #expect(found.map(\.pointer) == [example.pointer])
        let message = try #require(found.first?.message)
        #expect(message.text(.en).contains(example.words))
        #expect(message.text(.en) != message.text(.nl))
        for language in Language.allCases { #expect(!message.text(language).contains("{")) }
        #expect(try warnings(example.plausible, patient: example.patient).isEmpty)
    }

    @Test(
        "a birth after the opening, or too long before it, is named",
        arguments: [
            ("2026-01-13", true), ("2026-01-12", false), ("1904", true), ("1905", false),
        ]
    )
    func birth(birthDate: String, isWarned: Bool) throws {
        let found = try warnings(#""examinations": []"#, patient: birthDate).map(\.pointer)
        #expect(found == (isWarned ? ["/patient/birthDate"] : []))
    }

    @Test("a value that cannot be meets no criterion: it counts as missing")
    func neverMeets() throws {
        func evaluate(_ proximalArea: String) throws -> CaseEvaluation {
            let text = #"""
                {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-01-12"},
                 "nerveConductionStudies": [{"motor": [{"nerve": "ulnar", "side": "left", "limits": {"amplitudeLowerMv": 4},
                 "sites": [{"site": "wrist", "latencyMs": 3, "amplitudeMv": 8, "areaMvMs": 24, "durationMs": 5},
                           {"site": "belowElbow", "latencyMs": 7, "amplitudeMv": 8, "areaMvMs": \#(proximalArea), "durationMs": 5}]}]}]}
                """#
            return try Self.engine.get().evaluate(CaseFile.read(Array(text.utf8)))
        }
        func efns(_ evaluation: CaseEvaluation) -> BlockAnswer? {
            evaluation.segments.first?.blocks.first { $0.criteria == "efns-pns-2010-mmn" }?.answer
        }
        #expect(efns(try evaluate("12")) == .definite)
        let impossible = try evaluate("-12")
        #expect(efns(impossible) == .notEvaluable)
        #expect(impossible.segments.first?.areaReductionPercent == nil)
        #expect(impossible.warnings.count == 1)
    }

    @Test("impossible values of every kind leave the facts unknown")
    func factsStayUnknown() {
        let sample = CerebrospinalFluid(
            origin: FactCases.origin(nil),
            proteinGramPerLitre: -0.3,
            leukocytesPerMicrolitre: -1
        )
        let fluid = CaseFacts(FactCases.file(samples: [sample])).spinalFluid
        #expect(fluid.latestProtein == nil)
        let history = FactCases.facts(FactCases.examination(months: -1)).history
        #expect(history.duration == nil)
        #expect(history.durationIsAtLeast(weeks: 8) == .unknown)
        #expect(history.onsetDays == nil)
        let sensory = SensoryConduction(
            nerve: .sural,
            side: .left,
            amplitudeUv: -3,
            velocityMps: -50,
            latencyMs: -2,
            limits: SensoryLimits(amplitudeLowerUv: 4, latencyUpperMs: 4, velocityLowerMps: 40)
        )
        let motor = MotorConduction(
            nerve: .median,
            side: .left,
            sites: [MotorSite(site: .wrist, latencyMs: -3, amplitudeMv: -8, areaMvMs: -24, durationMs: -5)],
            fWave: FWave(minimalLatencyMs: -30)
        )
        let study = NerveConductionStudy(origin: FactCases.origin(nil), motor: [motor], sensory: [sensory])
        let conduction = CaseFacts(FactCases.file(studies: [study])).conduction
        #expect(conduction.sensory.first?.reading == .unknown)
        #expect(conduction.motor.first?.entry.sites == [MotorSite(site: .wrist)])
        #expect(conduction.motor.first?.entry.fWave?.isAbsent == nil)
        let measured = UltrasoundMeasurement(nerveName: "median", side: .left, level: .forearm, crossSectionMm2: -12)
        let image = Imaging.ultrasound(NerveUltrasound(origin: FactCases.origin(nil), measurements: [measured]))
        #expect(CaseFacts(FactCases.file(images: [image])).imaging.isEnlargedForMmn.verdict == .unknown)
    }
}
