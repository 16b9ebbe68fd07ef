// Examples of the cautions that results and treatments raise.
import Criteria
import Domain
import FoundationEssentials

extension CautionExample {
    private static func laboratory(_ code: LaboratoryTest, _ band: LaboratoryBand?) -> CaseFile {
        FactCases.file(laboratory: [FactCases.laboratory(code.rawValue, band)])
    }

    private static func sample(protein: Decimal? = nil, cells: Decimal? = nil) -> CaseFile {
        FactCases.file(samples: [
            CerebrospinalFluid(
                origin: FactCases.origin(nil),
                proteinGramPerLitre: protein,
                leukocytesPerMicrolitre: cells
            )
        ])
    }

    private static func needle(
        _ muscles: [(Muscle, Int, Int)],
        graded: (Muscle, MRCGrade)? = nil
    ) -> CaseFile {
        FactCases.file(
            examinations: [
                FactCases.examination(
                    strength: graded.map {
                        [MuscleStrength(muscle: MuscleName($0.0), side: .left, grade: $0.1)]
                    } ?? []
                )
            ],
            needles: [
                NeedleExamination(
                    origin: FactCases.origin(nil),
                    muscles: muscles.map {
                        NeedleMuscle(
                            muscle: MuscleName($0.0),
                            side: .left,
                            fibrillations: $0.1,
                            positiveSharpWaves: $0.2
                        )
                    }
                )
            ]
        )
    }

    private static func course(
        _ option: TreatmentOption,
        from startedOn: String? = nil,
        to endedOn: String? = nil,
        on days: [String] = [],
        improved: Sign? = nil
    ) -> Treatment {
        Treatment(
            course: TreatmentCourse(
                option: option,
                startedOn: FactCases.date(startedOn),
                endedOn: FactCases.date(endedOn),
                objectiveImprovement: improved
            ),
            administrations: days.map { Administration(on: FactCases.day($0)) }
        )
    }

    /// An antibody sampled on a day, and a course of IVIg.
    static func sample(_ sampledOn: String, from start: String?, to end: String?, given days: [String]) -> CaseFile {
        sampled(sampledOn, after: course(.ivig, from: start, to: end, on: days))
    }

    private static func treated(
        _ courses: [Treatment],
        protocolCode: String = "mmn",
        born: String? = nil
    ) -> CaseFile {
        FactCases.file(protocolCode: protocolCode, born: born, treatments: courses)
    }

    private static func failed(
        _ second: TreatmentOption,
        _ improved: Sign?,
        born: String? = "1976-01-12",
        protocolCode: String = "cidp"
    ) -> CaseFile {
        treated(
            [course(.ivig, improved: .absent), course(second, improved: improved)],
            protocolCode: protocolCode,
            born: born
        )
    }

    private static func antibody(
        _ band: AntibodyBand?,
        method: String? = nil,
        unit: String? = nil,
        antigen: String = "GM1",
        on sampledOn: String? = nil
    ) -> AntibodyResult {
        AntibodyResult(
            origin: FactCases.origin(nil),
            sampledOn: FactCases.date(sampledOn),
            antigen: antigen,
            isotype: .igM,
            method: method,
            unit: unit,
            band: band
        )
    }

    private static func antibodies(_ results: AntibodyResult...) -> CaseFile { FactCases.file(antibodies: results) }

    private static func sampled(_ sampledOn: String, after course: Treatment) -> CaseFile {
        FactCases.file(antibodies: [antibody(.positive, on: sampledOn)], treatments: [course])
    }

    static let ofBlood: [CautionExample] =
        [
            CautionExample(.redFlagCk, laboratory(.ck, .high), not: laboratory(.ck, .normal)),
            CautionExample(
                .redFlagCk,
                "the latest",
                FactCases.file(laboratory: [
                    FactCases.laboratory("ck", .high, on: "2026-01-02"),
                    FactCases.laboratory("ck", .normal, on: "2026-01-01"),
                ]),
                not: FactCases.file(laboratory: [
                    FactCases.laboratory("ck", .high, on: "2026-01-01"),
                    FactCases.laboratory("ck", .normal, on: "2026-01-02"),
                ])
            ),
            CautionExample(
                .redFlagCk,
                "the latest with a reading",
                FactCases.file(laboratory: [
                    FactCases.laboratory("ck", .high, on: "2026-01-01"),
                    FactCases.laboratory("ck", nil, on: "2026-01-02"),
                ]),
                not: FactCases.file(laboratory: [
                    FactCases.laboratory("ck", .normal, on: "2026-01-01"),
                    FactCases.laboratory("ck", nil, on: "2026-01-02"),
                ])
            ),
            CautionExample(
                .otherNeuropathyPossible,
                "the latest with a reading",
                FactCases.file(laboratory: [
                    FactCases.laboratory("tsh", .high, on: "2026-01-01"),
                    FactCases.laboratory("tsh", nil, on: "2026-01-02"),
                ]),
                not: FactCases.file(laboratory: [
                    FactCases.laboratory("tsh", .high, on: "2026-01-01"),
                    FactCases.laboratory("tsh", .normal, on: "2026-01-02"),
                ])
            ),
            CautionExample(
                .paraproteinFound,
                "immunofixation, a later row without a reading",
                FactCases.file(laboratory: [
                    FactCases.laboratory("immunofixation", .abnormal, on: "2026-01-01"),
                    FactCases.laboratory("immunofixation", nil, on: "2026-01-02"),
                ]),
                not: FactCases.file(laboratory: [
                    FactCases.laboratory("immunofixation", .abnormal, on: "2026-01-01"),
                    FactCases.laboratory("immunofixation", .normal, on: "2026-01-02"),
                ])
            ),
            CautionExample(
                .paraproteinFound,
                "immunofixation",
                laboratory(.immunofixation, .abnormal),
                not: laboratory(.immunofixation, .normal)
            ),
            CautionExample(
                .paraproteinFound,
                "light chains",
                laboratory(.freeLightChains, .abnormal),
                not: laboratory(.freeLightChains, nil)
            ),
            CautionExample(.antiMagFound, laboratory(.antiMag, .abnormal), not: laboratory(.antiMag, .normal)),
            CautionExample(.antiMagFound, "high", laboratory(.antiMag, .high), not: laboratory(.antiMag, .low)),
            CautionExample(.otherNeuropathyPossible, laboratory(.b12, .low), not: laboratory(.folate, .low)),
            CautionExample(
                .otherNeuropathyPossible,
                "a reading",
                laboratory(.tsh, .abnormal),
                not: laboratory(.tsh, nil)
            ),
        ]
        + [LaboratoryTest.nf155, .cntn1, .caspr1, .panNeurofascin].map {
            CautionExample(.nodopathyFound, $0.rawValue, laboratory($0, .abnormal), not: laboratory($0, .normal))
        }

    static let ofFluidAndNeedle: [CautionExample] = [
        CautionExample(.redFlagCsf, "protein", sample(protein: 1), not: sample(protein: 0.99)),
        CautionExample(.redFlagCsf, "cells", sample(cells: 11), not: sample(cells: 10)),
        CautionExample(
            .lumbarPunctureMayBeUnneeded,
            "definite",
            FactCases.file(),
            not: FactCases.file(),
            evaluations: [evaluation("efns-pns-2010-mmn", .definite)],
            neighbourEvaluations: [evaluation("efns-pns-2010-mmn", .probable)]
        ),
        CautionExample(
            .lumbarPunctureMayBeUnneeded,
            "not yet done",
            FactCases.file(),
            not: sample(protein: 0.3),
            evaluations: [evaluation("efns-pns-2010-mmn", .definite)]
        ),
        CautionExample(.redFlagDenervation, "tongue", needle([(.tongue, 1, 0)]), not: needle([(.tongue, 0, 0)])),
        CautionExample(
            .redFlagDenervation,
            "paraspinal",
            needle([(.thoracicParaspinal, 0, 1)]),
            not: needle([(.deltoid, 0, 1)])
        ),
        CautionExample(
            .redFlagDenervation,
            "arm and leg, one of full strength",
            needle([(.deltoid, 1, 0), (.gastrocnemius, 0, 1)], graded: (.deltoid, 5)),
            not: needle([(.deltoid, 1, 0), (.gastrocnemius, 0, 1)], graded: (.deltoid, 4))
        ),
        CautionExample(
            .redFlagDenervation,
            "arm and leg",
            needle([(.deltoid, 1, 0), (.gastrocnemius, 0, 1)], graded: (.gastrocnemius, 5)),
            not: needle([(.deltoid, 1, 0), (.biceps, 0, 1)], graded: (.biceps, 5))
        ),
        CautionExample(
            .redFlagDenervation,
            "the strong muscle is one of them",
            needle([(.deltoid, 1, 0), (.gastrocnemius, 0, 1)], graded: (.deltoid, 5)),
            not: needle([(.deltoid, 1, 0), (.gastrocnemius, 0, 1)], graded: (.biceps, 5))
        ),
    ]

    static let ofAntibodies: [CautionExample] = [
        CautionExample(
            .sampleAfterIvig,
            "90 days",
            sampled("2026-04-01", after: course(.ivig, on: ["2026-01-01"])),
            not: sampled("2026-04-02", after: course(.ivig, on: ["2026-01-01"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "after, not before",
            sampled("2026-01-02", after: course(.scig, on: ["2026-01-01"])),
            not: sampled("2026-01-01", after: course(.scig, on: ["2026-01-01"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "immunoglobulin",
            sampled("2026-01-02", after: course(.ivig, on: ["2026-01-01"])),
            not: sampled("2026-01-02", after: course(.plasmaExchange, on: ["2026-01-01"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "certainly",
            sampled("2026-02", after: course(.ivig, on: ["2026-01-01"])),
            not: sampled("2026", after: course(.ivig, on: ["2026-01-01"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "a course without administrations",
            sampled("2025-08-29", after: course(.ivig, from: "2025-01-01", to: "2025-05-31")),
            not: sampled("2025-08-30", after: course(.ivig, from: "2025-01-01", to: "2025-05-31"))
        ),
        CautionExample(
            .sampleAfterIvig,
            "a course that still runs",
            sampled("2026-01-02", after: course(.ivig, from: "2025")),
            not: sampled("2026-01-02", after: course(.ivig, from: "2026"))
        ),
        CautionExample(
            .sampleAfterIvig,
            "a course that still runs, not every administration recorded",
            sampled("2026-06-01", after: course(.scig, from: "2026-01-10", on: ["2026-01-10"])),
            not: sampled("2026-06-01", after: course(.scig, on: ["2026-01-10"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "90 days after the end of a course, not every administration recorded",
            sampled("2026-09-28", after: course(.ivig, from: "2026-01-10", to: "2026-06-30", on: ["2026-01-10"])),
            not: sampled("2026-09-29", after: course(.ivig, from: "2026-01-10", to: "2026-06-30", on: ["2026-01-10"]))
        ),
        CautionExample(
            .sampleAfterIvig,
            "a course with an end alone runs from its first administration",
            sampled("2026-06-01", after: course(.ivig, to: "2026-06-30", on: ["2026-01-10"])),
            not: sampled("2026-01-10", after: course(.ivig, to: "2026-06-30", on: ["2026-01-10"]))
        ),
        CautionExample(
            .antibodyNotComparable,
            "method",
            antibodies(antibody(.positive, method: "A"), antibody(.positive, method: "B")),
            not: antibodies(antibody(.positive, method: "A"), antibody(.positive, method: "A"))
        ),
        CautionExample(
            .antibodyNotComparable,
            "unit",
            antibodies(antibody(.positive, unit: "%"), antibody(.positive, unit: "titre")),
            not: antibodies(antibody(.positive, unit: "%"), antibody(.positive))
        ),
        CautionExample(
            .antibodyNotComparable,
            "of one antibody",
            antibodies(antibody(.positive, unit: "%"), antibody(.positive, unit: "titre")),
            not: antibodies(antibody(.positive, unit: "%"), antibody(.positive, unit: "titre", antigen: "GM2"))
        ),
        CautionExample(
            .antiGm1NegativeDoesNotExclude,
            "negative",
            antibodies(antibody(.negative)),
            not: antibodies(antibody(nil))
        ),
        CautionExample(
            .antiGm1NegativeDoesNotExclude,
            "borderline",
            antibodies(antibody(.borderline)),
            not: antibodies(antibody(.positive))
        ),
        CautionExample(
            .antiGm1NegativeDoesNotExclude,
            "none is raised",
            antibodies(antibody(.negative), antibody(.borderline)),
            not: antibodies(antibody(.negative), antibody(.strongPositive))
        ),
    ]

    static let ofTreatments: [CautionExample] = [
        CautionExample(
            .amyloidSuspicion,
            "two failed",
            failed(.corticosteroid, .absent),
            not: failed(.corticosteroid, .present)
        ),
        CautionExample(.amyloidSuspicion, "different", failed(.corticosteroid, .absent), not: failed(.ivig, .absent)),
        CautionExample(
            .amyloidSuspicion,
            "from 50",
            failed(.corticosteroid, .absent),
            not: failed(.corticosteroid, .absent, born: "1976-01-13")
        ),
        CautionExample(
            .amyloidSuspicion,
            "in CIDP",
            failed(.corticosteroid, .absent),
            not: failed(.corticosteroid, .absent, protocolCode: "mmn")
        ),
        CautionExample(
            .corticosteroidInMmn,
            treated([course(.corticosteroid)]),
            not: treated([course(.physiotherapy)])
        ),
        CautionExample(
            .corticosteroidInMmn,
            "a set for MMN is met",
            treated([course(.corticosteroid)], protocolCode: "cidp"),
            not: treated([course(.corticosteroid)], protocolCode: "cidp"),
            evaluations: [evaluation("utrecht-2000-mmn", .possible)],
            neighbourEvaluations: [evaluation("ean-pns-2021-cidp", .possible), evaluation("utrecht-2000-mmn", .notMet)]
        ),
        CautionExample(
            .plasmaExchangeInMmn,
            treated([course(.plasmaExchange)]),
            not: treated([course(.plasmaExchange)], protocolCode: "cidp")
        ),
        CautionExample(
            .cyclophosphamideToxicity,
            treated([course(.cyclophosphamide)], protocolCode: "cidp"),
            not: treated([course(.rituximab)], protocolCode: "cidp")
        ),
        CautionExample(
            .immunosuppressantUnproven,
            "immunosuppressant",
            treated([course(.immunosuppressant)]),
            not: treated([course(.immunosuppressant)], protocolCode: "cidp")
        ),
        CautionExample(
            .immunosuppressantUnproven,
            "rituximab",
            treated([course(.rituximab)]),
            not: treated([course(.cyclophosphamide)])
        ),
        CautionExample(
            .corticosteroidInMotorCidp,
            treated([course(.corticosteroid)], protocolCode: "cidp"),
            not: treated([course(.corticosteroid)], protocolCode: "cidp"),
            evaluations: [evaluation("ean-pns-2021-cidp", .possible, clause: "Vw")],
            neighbourEvaluations: [evaluation("ean-pns-2021-cidp", .possible, clause: "Vw", .unknown)]
        ),
        CautionExample(
            .scigNotForInduction,
            "no IVIg before",
            treated([course(.scig, from: "2026-01-01")]),
            not: treated([course(.scig, from: "2026-01-01"), course(.ivig, from: "2025-06")])
        ),
        CautionExample(
            .scigNotForInduction,
            "IVIg later",
            treated([course(.scig, from: "2026-01-01"), course(.ivig, from: "2026-01-02")]),
            not: treated([course(.scig, from: "2026-01-01"), course(.ivig)])
        ),
        CautionExample(
            .scigNotForInduction,
            "IVIg from the same day is not earlier",
            treated([course(.scig, from: "2026-01-15"), course(.ivig, from: "2026-01-15")]),
            not: treated([course(.scig, from: "2026-01"), course(.ivig, from: "2026-01-15")])
        ),
        CautionExample(
            .scigOffLabelInMmn,
            treated([course(.scig)]),
            not: treated([course(.scig)], protocolCode: "cidp")
        ),
    ]
}
