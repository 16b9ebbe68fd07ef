// The forms of results that are one or a few values: an antibody, cerebrospinal fluid, a blood test.
import Domain
import Reports

extension FindingFormParts {
    /// The groups of an antibody result.
    mutating func addAntibody(origin: String) {
        addOrigin(sampled: true, origin: origin)
        let isotypes = FormField(
            "/body/isotype",
            .choice(FormOption.all(Isotype.self, language)),
            label: wording(ResultFormWord.isotype),
            isRequired: true,
            value: body.take("/isotype")
        )
        let fields = [
            field(
                "/antigen",
                .text,
                ResultFormWord.antigen,
                hint: ResultFormWord.antigenHint,
                isRequired: true,
                isShort: true
            ),
            isotypes,
            list("/band", AntibodyBand.self, ResultFormWord.band, hint: ResultFormWord.antibodyBandHint),
        ]
        groups.append(FormGroup(wording(ResultFormWord.antibody), fields))
        let value = [
            list("/comparator", Comparator.self, ResultFormWord.comparator),
            number("/value", ResultFormWord.value, unit: nil),
            field("/unit", .text, ResultFormWord.unit, hint: ResultFormWord.antibodyUnitHint, isShort: true),
            field("/method", .text, ResultFormWord.method, hint: ResultFormWord.methodHint),
        ]
        groups.append(FormGroup(wording(ResultFormWord.measured), value))
        addNote()
    }

    /// The groups of a sample of cerebrospinal fluid.
    mutating func addCerebrospinalFluid(origin: String) {
        addOrigin(sampled: true, origin: origin)
        var limit = number("/proteinUpperGramPerLitre", ResultFormWord.proteinUpper, unit: "g/L")
        limit.hint = wording(ResultFormWord.proteinUpperHint)
        let fields = [
            number("/proteinGramPerLitre", ResultFormWord.protein, unit: "g/L"), limit,
            number("/leukocytesPerMicrolitre", ResultFormWord.leukocytes, unit: "/µL"),
        ]
        groups.append(FormGroup(wording(ResultFormWord.measured), fields))
        addNote()
    }

    /// The groups of one blood test.
    mutating func addLaboratoryResult(origin: String) {
        addOrigin(origin: origin)
        let tests = FormOption.all(LaboratoryTest.self, language).sorted {
            $0.label.lowercased() < $1.label.lowercased()
        }
        let fields = [
            open("/code", tests, any: wording(ResultFormWord.choose), label: wording(ResultFormWord.test)),
            number("/value", ResultFormWord.value, unit: nil),
            field("/unit", .text, ResultFormWord.unit, isShort: true),
            list("/band", LaboratoryBand.self, ResultFormWord.band, hint: ResultFormWord.bandHint),
        ]
        groups.append(FormGroup(wording(ResultFormWord.measured), fields))
        addNote()
    }
}
