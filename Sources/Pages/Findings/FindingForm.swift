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

    /// The kinds that have a form.
    package static let kinds: [FindingKind] = [.nerveConductionStudy]

    /// The form of a new finding, or of the correction of one.
    ///
    /// - Parameters:
    ///   - kind: of the finding.
    ///   - recorded: what is corrected; nil for a new finding.
    ///   - action: where it is sent to.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form; nil for a kind that has none.
    package static func form(
        _ kind: FindingKind,
        _ recorded: Recorded?,
        action: String,
        key: String,
        _ wording: Wording
    ) -> TeamForm? {
        var parts = FindingFormParts(recorded?.body, wording)
        let origin = recorded?.origin ?? ""
        switch kind {
        case .nerveConductionStudy: parts.addConduction(origin: origin)
        case .neurologicalExamination, .needleExamination, .antibody, .cerebrospinalFluid, .imaging, .laboratory:
            return nil
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
