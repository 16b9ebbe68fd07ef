// One patient's workup in one file: the form of import, export, evaluation and test cases.

/// The versions of the case format.
package enum CaseFormat: String, Code {
    case version1 = "workup-case/1"

    package var label: Localized { Localized(en: "case file, version 1", nl: "casusbestand, versie 1") }
}

/// One patient's workup, complete in one file.
///
/// `source` may be left out although the format shows it, since nothing is decided by it; `workup` with protocol and
/// day of opening may not, since ages and cautions depend on them.
package struct CaseFile: Hashable, Sendable {
    /// The version of the format.
    package let format: CaseFormat
    /// Where the case comes from.
    package let source: CaseSource?
    /// The patient; may be left out for an evaluation, not for an import.
    package let patient: Patient?
    /// Protocol, question and referrer.
    package let workup: CaseWorkup
    /// Neurological examinations.
    package let examinations: [NeurologicalExamination]
    /// Nerve conduction studies.
    package let nerveConductionStudies: [NerveConductionStudy]
    /// Needle examinations.
    package let needleExaminations: [NeedleExamination]
    /// Antibody results.
    package let antibodies: [AntibodyResult]
    /// Samples of cerebrospinal fluid.
    package let cerebrospinalFluids: [CerebrospinalFluid]
    /// Images.
    package let imaging: [Imaging]
    /// Blood tests.
    package let laboratory: [LaboratoryResult]
    /// Courses of treatment.
    package let treatments: [Treatment]
    /// Outcome measurements.
    package let outcomes: [OutcomeMeasurement]
    /// The clinician's conclusion.
    package let diagnosis: Diagnosis?

    /// A case out of its lists.
    package init(
        format: CaseFormat = .version1,
        source: CaseSource?,
        patient: Patient?,
        workup: CaseWorkup,
        examinations: [NeurologicalExamination] = [],
        nerveConductionStudies: [NerveConductionStudy] = [],
        needleExaminations: [NeedleExamination] = [],
        antibodies: [AntibodyResult] = [],
        cerebrospinalFluids: [CerebrospinalFluid] = [],
        imaging: [Imaging] = [],
        laboratory: [LaboratoryResult] = [],
        treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = [],
        diagnosis: Diagnosis? = nil
    ) {
        self.format = format
        self.source = source
        self.patient = patient
        self.workup = workup
        self.examinations = examinations
        self.nerveConductionStudies = nerveConductionStudies
        self.needleExaminations = needleExaminations
        self.antibodies = antibodies
        self.cerebrospinalFluids = cerebrospinalFluids
        self.imaging = imaging
        self.laboratory = laboratory
        self.treatments = treatments
        self.outcomes = outcomes
        self.diagnosis = diagnosis
    }

    /// The JSON form.
    package static let codec: Codec<CaseFile> = .object(
        "CaseFile",
        CaseFile.init(
            format:
            source:
            patient:
            workup:
            examinations:
            nerveConductionStudies:
            needleExaminations:
            antibodies:
            cerebrospinalFluids:
            imaging:
            laboratory:
            treatments:
            outcomes:
            diagnosis:
        ),
        .required("format", \.format, .code),
        .optional("source", \.source, CaseSource.codec),
        .optional("patient", \.patient, Patient.codec),
        .required("workup", \.workup, CaseWorkup.codec),
        .list("examinations", \.examinations, NeurologicalExamination.codec, max: 500),
        .list("nerveConductionStudies", \.nerveConductionStudies, NerveConductionStudy.codec, max: 200),
        .list("needleExaminations", \.needleExaminations, NeedleExamination.codec, max: 200),
        .list("antibodies", \.antibodies, AntibodyResult.codec, max: 1_000),
        .list("cerebrospinalFluids", \.cerebrospinalFluids, CerebrospinalFluid.codec, max: 200),
        .list("imaging", \.imaging, Imaging.codec, max: 200),
        .list("laboratory", \.laboratory, LaboratoryResult.codec, max: 10_000),
        .list("treatments", \.treatments, Treatment.codec, max: 500),
        .list("outcomes", \.outcomes, OutcomeMeasurement.codec, max: 10_000),
        .optional("diagnosis", \.diagnosis, Diagnosis.codec)
    )

    /// Reads a case from UTF-8 JSON, listing every fault with its pointer.
    ///
    /// - Throws: `Faults`.
    package static func read(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(Faults) -> CaseFile {
        try codec.decode(bytes, limits: limits)
    }
}
