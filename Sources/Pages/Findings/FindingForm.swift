// The form in which a finding of a kind is recorded or corrected.
package import Domain
package import Reports

/// Makes the forms of findings.
package enum FindingForm {
    /// The version that a correction is made against.
    package struct Recorded: Sendable {
        let version: Int
        let body: JSONValue
        let origin: String?

        /// A version of a finding.
        package init(version: Int, body: JSONValue, origin: String?) {
            self.version = version
            self.body = body
            self.origin = origin
        }
    }

    /// The form of a new finding, or of the correction of one.
    ///
    /// - Parameters:
    ///   - kind: of the finding.
    ///   - recorded: what is corrected; nil for a new finding.
    ///   - action: where it is sent to.
    ///   - key: of the form.
    ///   - modality: of a new image.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(
        _ kind: FindingKind,
        _ recorded: Recorded?,
        action: String,
        key: String,
        modality: ImagingModality = .mri,
        _ wording: Wording
    ) -> TeamForm {
        var parts = FindingFormParts(recorded?.body, wording)
        let origin = recorded?.origin ?? ""
        switch kind {
        case .nerveConductionStudy: parts.addConduction(origin: origin)
        case .neurologicalExamination: parts.addExamination(origin: origin)
        case .needleExamination: parts.addNeedle(origin: origin)
        case .antibody: parts.addAntibody(origin: origin)
        case .cerebrospinalFluid: parts.addCerebrospinalFluid(origin: origin)
        case .imaging: parts.addImaging(modality, origin: origin)
        case .laboratory: parts.addLaboratoryResult(origin: origin)
        }
        var form = TeamForm(
            action: action,
            parts.groups,
            button: wording(FindingFormWord.save),
            key: key,
            version: recorded?.version
        )
        if recorded != nil {
            let reason = FormField(
                "/reason",
                .area(rows: 2),
                label: wording(FindingFormWord.reason),
                hint: wording(FindingFormWord.reasonHint),
                isRequired: true
            )
            form.groups.append(FormGroup(wording(FindingFormWord.correction), [reason]))
        }
        form.given = [TeamForm.Given("=/kind", kind.rawValue)] + parts.given + parts.body.leftovers
        return form
    }
}
