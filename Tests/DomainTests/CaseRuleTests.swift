// The rules of the case format: what is refused, with which code, at which pointer.
import Domain
import FoundationEssentials
import Testing

@Suite("Rules of case files")
struct CaseRuleTests {
    /// Reads a small case with some members more and lists the faults as "pointer code".
    func faults(_ members: String) -> [String] {
        faults(
            whole: """
                {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-01-12"}, \(members)}
                """
        )
    }

    func faults(whole text: String) -> [String] {
        do throws(Faults) {
            _ = try CaseFile.read(Array(text.utf8))
            return []
        } catch {
            return error.all.map { "\($0.pointer) \($0.code.rawValue)" }
        }
    }

    @Test(
        "the frame is held",
        arguments: [
            (#"{}"#, ["/format missing", "/workup missing"]),
            (
                #"{"format": "workup-case/2", "workup": {}}"#,
                ["/format unknownCode", "/workup/protocol missing", "/workup/openedOn missing"]
            ),
            (
                #"{"format": "workup-case/1", "workup": {"protocol": "m m", "openedOn": "2026-01"}, "odd": 1}"#,
                ["/odd unknownField", "/workup/protocol badFormat", "/workup/openedOn badFormat"]
            ),
        ]
    )
    func frame(text: String, expected: [String]) {
        #expect(faults(whole: text) == expected)
    }

    @Test(
        "rules of examinations",
        arguments: [
            (
                #""signs": {"clonus": "maybe", "odd": "present"}"#,
                ["/signs/clonus unknownCode", "/signs/odd unknownField"]
            ),
            (
                #""signs": {"objectiveSensoryLoss": "absent"}, "sensoryLossLimbs": ["leftArm"]"#,
                ["/sensoryLossLimbs contradiction"]
            ),
            (#""signs": {"objectiveSensoryLoss": "notExamined"}, "sensoryLossLimbs": ["leftArm"]"#, []),
            (#""sensoryLossLimbs": ["leftArm", "leftArm"]"#, ["/sensoryLossLimbs/1 duplicate"]),
            (#""strength": [{"muscle": "biceps", "side": "left", "grade": 4.5}]"#, []),
            (#""strength": [{"muscle": "biceps", "side": "left", "grade": 4.2}]"#, ["/strength/0/grade outOfRange"]),
            (#""strength": [{"muscle": "x", "side": "left", "grade": 5.5}]"#, ["/strength/0/grade outOfRange"]),
            (#""strength": [{"muscle": "x", "side": "left", "grade": -0.5}]"#, ["/strength/0/grade outOfRange"]),
            (#""strength": [{"muscle": "x", "grade": 5}]"#, ["/strength/0/side missing"]),
            (
                #""weakness": {"motorNerves": [{"nerve": "sural", "side": "left"}]}"#,
                ["/weakness/motorNerves/0/nerve unknownCode"]
            ),
            (
                #""history": {"onset": "2025-13", "durationMonths": -1}"#,
                ["/history/onset badFormat"]
            ),
            (#""history": {"onset": "2025", "durationMonths": 1.5}, "supersedes": true"#, []),
            (#""performedOn": "2026", "performedBy": "A", "organisation": "B", "note": "line\nline""#, []),
            (
                #""reflexes": [{"tendon": "hip", "side": "left", "finding": "normal"}]"#,
                ["/reflexes/0/tendon unknownCode"]
            ),
        ]
    )
    func examinations(members: String, expected: [String]) {
        let expected = expected.map { "/examinations/0" + $0 }
        #expect(faults(#""examinations": [{\#(members.replacing("\n", with: "\\n"))}]"#) == expected)
    }

    @Test(
        "rules of motor studies",
        arguments: [
            (
                #""nerve": "ulnar", "side": "left", "sites": [{"site": "wrist"}, {"site": "elbow"}]"#,
                ["/sites/1/site badFormat"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "elbow"}, {"site": "wrist"}]"#,
                ["/sites/1/site wrongOrder"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist"}, {"site": "elbow"}, {"site": "wrist"}]"#,
                ["/sites/2/site duplicate"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist"}, {"site": "ankle"}]"#,
                ["/sites/1/site contradiction", "/sites/1/site wrongOrder"]
            ),
            (#""nerve": "peroneal", "side": "left", "sites": [{"site": "ankle"}, {"site": "poplitealFossa"}]"#, []),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist", "response": "absent", "amplitudeMv": 0, "latencyMs": 3}]"#,
                ["/sites/0/latencyMs contradiction", "/sites/0/amplitudeMv contradiction"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist", "response": "present"}]"#,
                ["/sites/0/response unknownCode"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist", "longSegment": true}]"#,
                ["/sites/0/longSegment contradiction"]
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist", "amplitudeMv": -1, "durationMs": 0, "areaMvMs": -24, "latencyMs": -3, "distanceMm": -80}], "fWave": {"minimalLatencyMs": 0, "persistencePercent": 120}"#,
                []
            ),
            (
                #""nerve": "median", "side": "left", "sites": [{"site": "wrist", "amplitudeMv": 1001, "areaMvMs": "24"}], "limits": {"velocityLowerMps": 0}"#,
                [
                    "/limits/velocityLowerMps outOfRange", "/sites/0/amplitudeMv outOfRange",
                    "/sites/0/areaMvMs wrongType",
                ]
            ),
            (#""nerve": "sural", "side": "left""#, ["/nerve unknownCode"]),
            (
                #""nerve": "median", "side": "left", "fWave": {"absent": true, "minimalLatencyMs": 30}"#,
                ["/fWave/minimalLatencyMs contradiction"]
            ),
            (#""nerve": "median", "side": "left", "fWave": {"absent": true, "persistencePercent": 0}"#, []),
        ]
    )
    func motor(members: String, expected: [String]) {
        let expected = expected.map { "/nerveConductionStudies/0/motor/0" + $0 }
        #expect(faults(#""nerveConductionStudies": [{"motor": [{\#(members)}]}]"#) == expected)
    }

    @Test("the F-wave is absent as stated, else not where a latency is recorded, else unknown")
    func fWave() {
        #expect(FWave(absent: true).isAbsent == true)
        #expect(FWave(minimalLatencyMs: 30).isAbsent == false)
        #expect(FWave(persistencePercent: 80).isAbsent == nil)
    }

    @Test(
        "rules of the other findings",
        arguments: [
            (
                #""nerveConductionStudies": [{"sensory": [{"nerve": "ulnar", "side": "left", "site": "elbow"}]}]"#,
                ["/nerveConductionStudies/0/sensory/0/site badFormat"]
            ),
            (
                #""nerveConductionStudies": [{"sensory": [{"nerve": "sural", "side": "left", "response": "absent", "amplitudeUv": 3}]}]"#,
                ["/nerveConductionStudies/0/sensory/0/amplitudeUv contradiction"]
            ),
            (
                #""nerveConductionStudies": [{"skinTemperatures": [{"limb": "leftArm", "celsius": -4}], "sensory": [{"nerve": "sural", "side": "left", "amplitudeUv": -3, "velocityMps": 0, "latencyMs": -1}]}]"#,
                []
            ),
            (
                #""cerebrospinalFluids": [{"proteinGramPerLitre": -0.4, "leukocytesPerMicrolitre": -2}, {"proteinGramPerLitre": 1001}]"#,
                ["/cerebrospinalFluids/1/proteinGramPerLitre outOfRange"]
            ),
            (#""antibodies": [{"antigen": "GM1", "isotype": "IgM", "value": -3}]"#, []),
            (
                #""needleExaminations": [{"muscles": [{"muscle": "tongue", "fibrillations": 5, "fasciculations": 1.5}]}]"#,
                [
                    "/needleExaminations/0/muscles/0/fibrillations outOfRange",
                    "/needleExaminations/0/muscles/0/fasciculations outOfRange",
                ]
            ),
            (
                #""antibodies": [{"antigen": "anti-gm1", "isotype": "IgM", "comparator": ">"}]"#,
                ["/antibodies/0/antigen badFormat", "/antibodies/0/value missing"]
            ),
            (#""imaging": [{"region": "brachialPlexus"}]"#, ["/imaging/0/modality missing"]),
            (#""imaging": [{"modality": "ct"}]"#, ["/imaging/0/modality unknownCode"]),
            (
                #""imaging": [{"modality": "mri", "region": "brachialPlexus", "measurements": []}]"#,
                ["/imaging/0/measurements unknownField"]
            ),
            (
                #""imaging": [{"modality": "ultrasound", "measurements": [{"nerve": "C5", "side": "left", "level": "root", "crossSectionMm2": 9}]}]"#,
                []
            ),
            (
                #""imaging": [{"modality": "ultrasound", "measurements": [{"nerve": "C5", "side": "left", "level": "forearm", "crossSectionMm2": 9}]}]"#,
                ["/imaging/0/measurements/0/nerve unknownCode"]
            ),
            (#""laboratory": [{"value": "high"}]"#, ["/laboratory/0/code missing", "/laboratory/0/value wrongType"]),
            (
                #""treatments": [{"option": "ivig", "startedOn": "2026-03", "endedOn": "2026-02"}]"#,
                ["/treatments/0/endedOn contradiction"]
            ),
            (#""treatments": [{"option": "ivig", "startedOn": "2026-03-05", "endedOn": "2026-03"}]"#, []),
            (
                #""treatments": [{"option": "ivig", "objectiveImprovement": "notEvaluable", "administrations": [{"grams": 0}]}]"#,
                [
                    "/treatments/0/objectiveImprovement unknownCode", "/treatments/0/administrations/0/on missing",
                    "/treatments/0/administrations/0/grams outOfRange",
                ]
            ),
            (
                #""outcomes": [{"on": "2026-01-01", "measure": "gripJamar", "side": null, "value": 30}]"#,
                ["/outcomes/0/side missing"]
            ),
            (
                #""outcomes": [{"on": "2026-01-01", "measure": "mrcSum", "side": null, "value": 60.5}]"#,
                ["/outcomes/0/value outOfRange"]
            ),
            (
                #""outcomes": [{"on": "2026-01-01", "measure": "incat", "side": "left", "value": 1}]"#,
                ["/outcomes/0/side contradiction"]
            ),
            (#""outcomes": [{"on": "2026-01-01", "measure": "onls", "side": null, "value": 12}]"#, []),
            (#""diagnosis": {"statedOn": "2026"}"#, ["/diagnosis/text missing"]),
            (#""source": {"kind": "dream"}"#, ["/source/kind unknownCode"]),
            (#""patient": {"familyName": "A", "sex": null}"#, ["/patient/sex wrongType"]),
            (#""patient": {"familyName": "A", "birthDate": "1960"}"#, []),
            (
                #""patient": {"familyName": "A", "identifiers": [{"system": "bsn", "value": "123456789"}, {"system": "mrn:", "value": "1"}]}"#,
                ["/patient/identifiers/0/value checkFailed", "/patient/identifiers/1/system badFormat"]
            ),
            (
                #""patient": {"familyName": "A", "identifiers": [{"system": "mrn:A", "value": "1"}, {"system": "mrn:A", "value": "2"}]}"#,
                ["/patient/identifiers/1/system duplicate"]
            ),
        ]
    )
    func others(members: String, expected: [String]) {
        #expect(faults(members) == expected)
    }

    @Test("rules across fields are asked beside other faults of the same object, and none is told twice")
    func rulesBesideFaults() {
        #expect(
            faults(
                #"""
                "examinations": [{"history": {"course": "slow"}, "signs": {"objectiveSensoryLoss": "absent", "clonus": 1},
                                  "sensoryLossLimbs": ["leftArm"]}],
                "nerveConductionStudies": [{"motor": [{"nerve": "ulnar", "side": "left", "sites": [
                    {"site": "elbow", "latencyMs": "3,4"}, {"site": "wrist", "response": "absent", "areaMvMs": 1}]}]}],
                "antibodies": [{"antigen": "gm1", "isotype": "IgM", "comparator": ">", "value": "1:100"}]
                """#
            ) == [
                "/examinations/0/history/course unknownCode",
                "/examinations/0/signs/clonus wrongType",
                "/nerveConductionStudies/0/motor/0/sites/0/latencyMs wrongType",
                "/nerveConductionStudies/0/motor/0/sites/1/areaMvMs contradiction",
                "/antibodies/0/value wrongType",
                // Told by reading the rest again.
                "/examinations/0/sensoryLossLimbs contradiction",
                "/nerveConductionStudies/0/motor/0/sites/0/site badFormat",
                "/nerveConductionStudies/0/motor/0/sites/1/site wrongOrder",
                "/antibodies/0/antigen badFormat",
            ]
        )
    }

    @Test("faults far inside and far apart are all told")
    func manyFaults() {
        let found = faults(
            #"""
            "examinations": [{"signs": {"clonus": 1}}, {"performedOn": "x"}], "outcomes": [{"measure": "gripJamar"}],
            "nerveConductionStudies": [{}, {"motor": [{"nerve": "median", "side": "up", "sites": [{"site": "wrist", "areaMvMs": "1"}]}]}]
            """#
        )
        #expect(
            found == [
                "/examinations/0/signs/clonus wrongType", "/examinations/1/performedOn badFormat",
                "/nerveConductionStudies/1/motor/0/side unknownCode",
                "/nerveConductionStudies/1/motor/0/sites/0/areaMvMs wrongType",
                "/outcomes/0/on missing", "/outcomes/0/value missing",
            ]
        )
    }
}
