// The forms of treatment: a choice made together, a course.
import Criteria
package import Domain
import Reports

/// Makes the forms of treatment.
package enum TreatmentForms {
    /// The choice of an option, with what the treatment has to show by when.
    package static func choice(_ subject: WorkupSubject, _ option: TreatmentOption, key: String) -> TeamForm {
        let wording = subject.wording
        let guidance = TreatmentGuidance(of: subject.document, by: subject.careProtocol)
        let needsReason = guidance.needsReason(choosing: option, on: subject.document.today)
        let fields = [
            FormField(
                "/chosenOn",
                .day,
                label: wording(TreatmentPageWord.chosenOn),
                hint: wording(StepPageWord.dayHint),
                isRequired: true,
                value: subject.document.today.description
            ),
            FormField(
                "/participants[]",
                .area(rows: 4),
                label: wording(TreatmentPageWord.participants),
                hint: wording(TreatmentPageWord.participantsHint),
                isRequired: true
            ),
            FormField(
                "/patientPreference",
                .area(rows: 3),
                label: wording(TreatmentPageWord.preference),
                isRequired: true
            ),
            FormField(
                "/reason",
                .area(rows: 3),
                label: wording(StepPageWord.reason),
                hint: wording(needsReason ? TreatmentPageWord.reasonNeeded : TreatmentPageWord.reasonHint),
                isRequired: needsReason
            ),
        ]
        var groups = [FormGroup(nil, fields)]
        if option.isImmunoglobulin { groups.append(trial(subject)) }
        var form = form(subject, "/treatment/choose/\(option.rawValue)", groups, TreatmentPageWord.keepChoice, key)
        form.given = [TeamForm.Given("=/option", option.rawValue)]
        if option.isImmunoglobulin {
            form.given.append(TeamForm.Given("=/trial/chosenOn", subject.document.today.description))
        }
        return form
    }

    private static func trial(_ subject: WorkupSubject) -> FormGroup {
        let wording = subject.wording
        let measures = subject.careProtocol.outcomeMeasures.map {
            FormOption($0.code.rawValue, $0.names[wording.language])
        }
        return FormGroup(
            wording(TreatmentPageWord.trial),
            hint: wording(TreatmentPageWord.trialHint),
            [
                FormField("/trial/goal", .area(rows: 2), label: wording(TreatmentPageWord.goal)),
                FormField(
                    "/trial/measure",
                    .list(measures, any: wording(TreatmentPageWord.noMeasure)),
                    label: wording(TreatmentPageWord.measure)
                ),
                FormField(
                    "/trial/side",
                    .list(FormOption.all(Side.self, wording.language), any: wording(TreatmentPageWord.noSide)),
                    label: wording(TreatmentPageWord.side)
                ),
                FormField("/trial/target/value", .number(unit: nil), label: wording(TreatmentPageWord.targetValue)),
                FormField(
                    "/trial/target/improvement",
                    .number(unit: nil),
                    label: wording(TreatmentPageWord.targetImprovement)
                ),
                FormField(
                    "/trial/judgedOn",
                    .day,
                    label: wording(TreatmentPageWord.judgedOn),
                    hint: wording(StepPageWord.dayHint)
                ),
                FormField("/trial/stoppingRule/text", .area(rows: 2), label: wording(TreatmentPageWord.stoppingRule)),
            ]
        )
    }

    /// A course: a new one, or a new version of one that is there.
    package static func course(_ subject: WorkupSubject, _ course: CourseDocument?, key: String) -> TeamForm {
        let wording = subject.wording
        let improvement: [Sign] = [.present, .absent, .notExamined]
        var fields = [
            FormField(
                "/option",
                .list(
                    subject.careProtocol.options.map { FormOption($0.code.rawValue, $0.names[wording.language]) },
                    any: nil
                ),
                label: wording(TreatmentPageWord.option),
                isRequired: true,
                value: course?.option.rawValue ?? subject.document.choices.last?.option.rawValue ?? ""
            ),
            FormField("/substance", .text, label: wording(TreatmentPageWord.substance), value: course?.substance ?? ""),
            day("/startedOn", .startedOn, course?.startedOn?.description, wording),
            day("/endedOn", .endedOn, course?.endedOn?.description, wording),
            FormField(
                "/objectiveImprovement",
                .list(FormOption.some(improvement, wording.language), any: wording(NothingWord.notRecorded)),
                label: wording(TreatmentPageWord.improvement),
                hint: wording(TreatmentPageWord.improvementHint),
                value: course?.objectiveImprovement?.rawValue ?? ""
            ),
            FormField(
                "/performedBy",
                .text,
                label: wording(FindingFormWord.performedBy),
                value: course?.performedBy ?? ""
            ),
            FormField(
                "/organisation",
                .text,
                label: wording(FindingFormWord.organisation),
                value: course?.organisation ?? ""
            ),
            FormField("/note", .area(rows: 3), label: wording(StepWord.note), value: course?.note ?? ""),
        ]
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: wording(StepPageWord.reason),
            hint: course == nil ? wording(TreatmentPageWord.courseReasonHint) : nil,
            isRequired: course != nil
        )
        fields.append(reason)
        let path = course.map { "/treatment/courses/\($0.id)/change" } ?? "/treatment/courses/new"
        var form = form(subject, path, [FormGroup(nil, fields)], StepPageWord.save, key)
        form.version = course?.version
        return form
    }

    static func day(_ name: String, _ word: TreatmentPageWord, _ value: String?, _ wording: Wording)
        -> FormField
    {
        FormField(name, .day, label: wording(word), hint: wording(FindingFormWord.dayHint), value: value ?? "")
    }

    static func form(
        _ subject: WorkupSubject,
        _ path: String,
        _ groups: [FormGroup],
        _ button: some ReportWord,
        _ key: String
    ) -> TeamForm {
        var form = TeamForm(
            action: "/workups/\(subject.document.id)\(path)",
            groups,
            button: subject.wording(button),
            key: key
        )
        form.cancelAddress = subject.address("/treatment")
        return form
    }
}
