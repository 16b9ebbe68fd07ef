// The forms of what is given and measured: a new administration or outcome, its correction, and taking it back.
import Criteria
package import Domain
import FoundationEssentials
import Reports

extension TreatmentForms {
    /// An administration of a course, before it is looked at by the rules: it is sent to be checked first.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - course: the course.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func administration(_ subject: WorkupSubject, _ course: CourseDocument, key: String) -> TeamForm {
        let last = course.administrations.max { $0.on < $1.on }
        return form(
            subject,
            "/treatment/courses/\(course.id)/administrations/check",
            groups(subject, course, nil, last: last),
            LedgerWord.checkNext,
            key
        )
    }

    /// The correction of an administration, filled in with what stands.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - course: the course.
    ///   - recorded: what stands.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func correction(
        _ subject: WorkupSubject,
        _ course: CourseDocument,
        _ recorded: AdministrationDocument,
        key: String
    ) -> TeamForm {
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: subject.wording(LedgerWord.correctReason),
            isRequired: true
        )
        var form = form(
            subject,
            "/treatment/courses/\(course.id)/administrations/\(recorded.id)/correct",
            groups(subject, course, recorded, last: nil) + [FormGroup(nil, [reason])],
            StepPageWord.save,
            key
        )
        form.version = recorded.version
        // What the form does not ask stays as it is.
        form.given = times(recorded)
        return form
    }

    /// Taking back an administration: the record keeps what it said.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - course: the course.
    ///   - recorded: what stands.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func withdrawal(
        _ subject: WorkupSubject,
        _ course: CourseDocument,
        _ recorded: AdministrationDocument,
        key: String
    ) -> TeamForm {
        let path = "/treatment/courses/\(course.id)/administrations/\(recorded.id)/withdraw"
        var form = withdrawal(subject, path, key)
        form.version = recorded.version
        form.given =
            groups(subject, course, recorded, last: nil).flatMap { $0.allFields }.filter { !$0.value.isEmpty }
            .map { TeamForm.Given($0.name, $0.value) } + times(recorded)
        return form
    }

    /// A measured outcome; of one that is recorded, its correction.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - recorded: what stands; nil for a new one.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func outcome(_ subject: WorkupSubject, _ recorded: OutcomeDocument? = nil, key: String) -> TeamForm {
        var fields = outcomeFields(subject, recorded)
        guard let recorded else {
            return form(subject, "/treatment/outcomes/new", [FormGroup(nil, fields)], StepPageWord.save, key)
        }
        let reason = subject.wording(LedgerWord.correctReason)
        fields.append(FormField("/reason", .area(rows: 2), label: reason, isRequired: true))
        let path = "/treatment/outcomes/\(recorded.id)/correct"
        var form = form(subject, path, [FormGroup(nil, fields)], StepPageWord.save, key)
        form.version = recorded.version
        return form
    }

    /// Taking back a measurement.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - recorded: what stands.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func withdrawal(_ subject: WorkupSubject, _ recorded: OutcomeDocument, key: String) -> TeamForm {
        var form = withdrawal(subject, "/treatment/outcomes/\(recorded.id)/withdraw", key)
        form.version = recorded.version
        form.given = outcomeFields(subject, recorded).filter { !$0.value.isEmpty }
            .map { TeamForm.Given($0.name, $0.value) }
        return form
    }

    private static func withdrawal(_ subject: WorkupSubject, _ path: String, _ key: String) -> TeamForm {
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: subject.wording(LedgerWord.withdrawReason),
            isRequired: true
        )
        return form(subject, path, [FormGroup(nil, [reason])], LedgerWord.withdraw, key)
    }

    /// Begin and end of an infusion, which no field asks for.
    private static func times(_ recorded: AdministrationDocument) -> [TeamForm.Given] {
        let times = [
            ("/details/startedAt", recorded.details?.startedAt), ("/details/endedAt", recorded.details?.endedAt),
        ]
        return times.compactMap { name, instant in instant.map { TeamForm.Given(name, $0.description) } }
    }

    private static func groups(
        _ subject: WorkupSubject,
        _ course: CourseDocument,
        _ recorded: AdministrationDocument?,
        last: AdministrationDocument?
    ) -> [FormGroup] {
        let wording = subject.wording
        return [
            FormGroup(wording(TreatmentPageWord.whatWasGiven), given(subject, course, recorded, last: last)),
            reactions(recorded?.details, wording),
        ]
    }

    private static func given(
        _ subject: WorkupSubject,
        _ course: CourseDocument,
        _ recorded: AdministrationDocument?,
        last: AdministrationDocument?
    ) -> [FormField] {
        let wording = subject.wording
        let details = recorded?.details
        let product = recorded?.product ?? last?.product ?? ""
        var products = subject.careProtocol.products.map { FormOption($0.name, $0.name) }
        let isProduct = course.option.isImmunoglobulin && !products.isEmpty
        // A name that the protocol does not know stays what was written.
        if !product.isEmpty, !products.contains(where: { $0.value == product }) {
            products.append(FormOption(product, product))
        }
        func number(_ value: Decimal?) -> String { value.map { wording.number($0) } ?? "" }
        return [
            FormField(
                "/on",
                .day,
                label: wording(TreatmentPageWord.givenOn),
                hint: wording(StepPageWord.dayHint),
                isRequired: true,
                value: (recorded?.on ?? subject.document.today).description
            ),
            FormField(
                "/product",
                isProduct ? .list(products, any: wording(NothingWord.notRecorded)) : .text,
                label: wording(TreatmentPageWord.product),
                value: product
            ),
            FormField(
                "/lot",
                .text,
                label: wording(TreatmentPageWord.lot),
                hint: wording(TreatmentPageWord.lotHint),
                value: recorded?.lot ?? ""
            ),
            FormField(
                "/grams",
                .number(unit: "g"),
                label: wording(TreatmentPageWord.grams),
                value: number(recorded?.grams)
            ),
            FormField(
                "/bodyWeightKg",
                .number(unit: "kg"),
                label: wording(TreatmentPageWord.weight),
                value: number(recorded?.bodyWeightKg)
            ),
            FormField(
                "/details/manufacturer",
                .text,
                label: wording(TreatmentPageWord.manufacturer),
                value: details?.manufacturer ?? ""
            ),
            day("/details/expiresOn", .expiresOn, details?.expiresOn?.description, wording),
            FormField(
                "/details/ratesMlPerKgPerHour[]",
                .area(rows: 2),
                label: wording(LedgerWord.rates),
                hint: wording(LedgerWord.ratesHint),
                value: (details?.ratesMlPerKgPerHour ?? []).map { wording.number($0) }.joined(separator: "\n")
            ),
            FormField("/note", .area(rows: 2), label: wording(StepWord.note), value: recorded?.note ?? ""),
        ]
    }

    private static func reactions(_ details: AdministrationDetails?, _ wording: Wording) -> FormGroup {
        let noted = details?.reactions ?? []
        var fields = [
            FormField(
                "/details/reactions",
                .mark("[]"),
                label: wording(LedgerWord.askedNone),
                value: details?.reactions?.isEmpty == true ? "[]" : ""
            )
        ]
        for place in 0...noted.count {
            let reaction = noted.indices.contains(place) ? noted[place] : nil
            func label(_ word: TreatmentPageWord) -> String {
                place == 0 ? wording(word) : "\(wording(word)) \(place + 1)"
            }
            fields += [
                FormField(
                    "/details/reactions/\(place)/code",
                    .list(
                        FormOption.all(ReactionCode.self, wording.language),
                        any: wording(TreatmentPageWord.noReaction)
                    ),
                    label: label(.reaction),
                    value: reaction?.code.rawValue ?? ""
                ),
                FormField(
                    "/details/reactions/\(place)/severity",
                    .list(
                        FormOption.all(ReactionSeverity.self, wording.language),
                        any: wording(NothingWord.notRecorded)
                    ),
                    label: label(.severity),
                    value: reaction?.severity?.rawValue ?? ""
                ),
                FormField(
                    "/details/reactions/\(place)/note",
                    .area(rows: 2),
                    label: label(.reactionNote),
                    value: reaction?.note ?? ""
                ),
            ]
        }
        return FormGroup(wording(TreatmentPageWord.reaction), fields)
    }

    private static func outcomeFields(_ subject: WorkupSubject, _ recorded: OutcomeDocument?) -> [FormField] {
        let wording = subject.wording
        var measures = subject.careProtocol.outcomeMeasures.map { measure in
            FormOption(measure.code.rawValue, "\(measure.names[wording.language]) (\(measure.scale[wording.language]))")
        }
        if let recorded, !measures.contains(where: { $0.value == recorded.measure.rawValue }) {
            measures.append(FormOption(recorded.measure.rawValue, wording(recorded.measure.label)))
        }
        return [
            FormField(
                "/on",
                .day,
                label: wording(TreatmentPageWord.measuredOn),
                hint: wording(StepPageWord.dayHint),
                isRequired: true,
                value: (recorded?.on ?? subject.document.today).description
            ),
            FormField(
                "/measure",
                .list(measures, any: nil),
                label: wording(TreatmentPageWord.measure),
                isRequired: true,
                value: recorded?.measure.rawValue ?? measures.first?.value ?? ""
            ),
            FormField(
                "/side",
                .list(FormOption.all(Side.self, wording.language), any: wording(TreatmentPageWord.noSide)),
                label: wording(TreatmentPageWord.side),
                value: recorded?.side?.rawValue ?? ""
            ),
            FormField(
                "/value",
                .number(unit: nil),
                label: wording(TreatmentPageWord.value),
                isRequired: true,
                value: recorded.map { wording.number($0.value) } ?? ""
            ),
            FormField("/note", .area(rows: 2), label: wording(StepWord.note), value: recorded?.note ?? ""),
        ]
    }
}
