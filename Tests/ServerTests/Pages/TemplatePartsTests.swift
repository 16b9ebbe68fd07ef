// Models that name their members themselves: they name what reflection finds, with the same values.
import Domain
import Reports
import TestSupport
import Testing

@testable import Pages

@Suite("Models that name their members themselves")
struct TemplatePartsTests {
    @Test("leave out no member and change none", arguments: FindingKind.allCases)
    func parts(kind: FindingKind) {
        for isFaulty in [false, true] {
            var form = FindingForm.form(kind, nil, action: "/", key: "k", Wording(.en, clock: .utc))
            if isFaulty { form.typed = Self.faulty(form) }
            let shown = ShownForm(form)
            let rows = shown.groups.flatMap(\.grids).flatMap(\.rows)
            let fields = shown.groups.flatMap(\.fields) + rows.flatMap(\.cells)
            #expect(!fields.isEmpty)
            #expect(fields.contains { !$0.faults.isEmpty } == isFaulty)
            Self.compare(shown.hidden)
            Self.compare(rows)
            Self.compare(fields)
            Self.compare(fields.flatMap(\.options))
            Self.compare(fields.flatMap(\.faults))
        }
    }

    /// An answer in which every field is wrong.
    private static func faulty(_ form: TeamForm) -> FormTyped {
        let names = form.groups.flatMap(\.allFields).map(\.name)
        return FormTyped(
            values: Dictionary(names.map { ($0, "<a & \"b\">") }) { first, _ in first },
            faults: Dictionary(names.map { ($0, ["'<a>' is wrong"]) }) { first, _ in first }
        )
    }

    private static func compare(_ models: [some TemplateParts]) {
        for model in models {
            let (named, found) = (model.parts, TemplateValue.reflectedMembers(of: model))
            #expect(Set(named.keys) == Set(found.keys))
            for (name, value) in found { #expect(text(named[name]) == text(value), "\(name)") }
        }
    }

    /// What a value of a template comes to, written so that two can be compared.
    private static func text(_ value: Any?) -> String {
        switch value {
        case let list as [Any]: "[\(list.map(text).joined(separator: ", "))]"
        case is TemplateObject: "a model, compared by itself"
        case is TemplateNothing: "nothing"
        case let value?: "\(type(of: value)) \(value)"
        case nil: "not named"
        }
    }
}
