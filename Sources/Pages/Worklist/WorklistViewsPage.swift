// The page on which a view of the worklist is kept under a name, and on which kept views are removed.
package import Domain
import Reports

/// The kept views, and the form that keeps another one.
package struct WorklistViewsPage: PageModel {
    /// Its words.
    package typealias Words = WorklistViewWord
    /// The name of its template.
    package static let template = "worklistviews"

    struct Row {
        let name: String
        let address: String
        let whose: String
        let remove: ShownForm
    }

    package let title: String
    let faults: FaultSummary?
    /// What the view asks, in words.
    let chosen: [String]
    let order: String
    let form: ShownForm
    let rows: [Row]
    let hasRows: Bool

    /// The page.
    ///
    /// - Parameters:
    ///   - matter: what was asked of the list, and what it is put into words with; its lines do not matter.
    ///   - views: the kept views with what each asks.
    ///   - teams: the teams that a view can be kept for, by code and name.
    ///   - key: of the forms.
    ///   - typed: what was typed, where it comes again.
    package init(
        _ matter: WorklistMatter,
        views: [(view: WorklistView, asked: WorklistAsked)],
        teams: [(code: String, name: String)],
        key: String,
        _ typed: FormTyped? = nil
    ) {
        let (wording, asked) = (matter.wording, matter.asked)
        title = wording(WorklistViewWord.title)
        chosen = WorklistFilterForm(matter).chosen
        order = wording(asked.order.caption)
        let ours = "\(wording(WorklistViewWord.everybody)) (\(matter.reader.organisationCode ?? ""))"
        var form = TeamForm(
            action: "/worklist/views",
            [
                FormGroup(
                    nil,
                    [
                        FormField(
                            "/name",
                            .text,
                            label: wording(WorklistViewWord.name),
                            hint: wording(WorklistViewWord.nameHint),
                            isRequired: true
                        ),
                        FormField(
                            "/team",
                            .list(teams.map { FormOption($0.code, $0.name) }, any: ours),
                            label: wording(WorklistViewWord.forWhom),
                            isRequired: true
                        ),
                    ]
                )
            ],
            button: wording(WorklistViewWord.keep),
            key: key
        )
        form.given = [TeamForm.Given("/query", asked.keptQuery)]
        form.cancelAddress = asked.address
        form.typed = typed
        self.form = ShownForm(form)
        faults = FaultSummary(form)
        rows = views.map { view, asked in
            Row(
                name: view.name,
                address: asked.address,
                whose: view.team ?? ours,
                remove: ShownForm(
                    TeamForm(
                        action: "/worklist/views/\(view.id)/removal",
                        [],
                        button: "\(wording(WorklistViewWord.remove)) \(view.name)",
                        key: "\(key)-\(view.id)"
                    )
                )
            )
        }
        hasRows = !rows.isEmpty
    }
}

/// The words of the page of kept views.
package enum WorklistViewWord: String, ReportWord {
    case title, now, name, nameHint, forWhom, everybody, keep, remove, removal, caption, view, whose, none, kept,
        removed
    case back

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Views of the worklist", nl: "Weergaven van de werklijst")
        case .now: Localized(en: "What the new view shows", nl: "Wat de nieuwe weergave toont")
        case .name: Localized(en: "Name", nl: "Naam")
        case .nameHint:
            Localized(
                en: "What the view is for. Everybody who has it reads the name: never a patient's.",
                nl: "Waar de weergave voor is. Iedereen die haar heeft leest de naam: nooit die van een patiënt."
            )
        case .forWhom: Localized(en: "For", nl: "Voor")
        case .everybody: Localized(en: "everybody of my organisation", nl: "iedereen van mijn organisatie")
        case .keep: Localized(en: "Keep this view", nl: "Deze weergave bewaren")
        case .remove: Localized(en: "Remove", nl: "Verwijder")
        case .removal: Localized(en: "Removing", nl: "Verwijderen")
        case .caption: Localized(en: "Kept views", nl: "Bewaarde weergaven")
        case .view: Localized(en: "View", nl: "Weergave")
        case .whose: Localized(en: "Whose", nl: "Van wie")
        case .none: Localized(en: "No view has been kept yet.", nl: "Er is nog geen weergave bewaard.")
        case .kept:
            Localized(
                en: "The view is kept: it stands above the worklist.",
                nl: "De weergave is bewaard: zij staat boven de werklijst."
            )
        case .removed: Localized(en: "The view is removed.", nl: "De weergave is verwijderd.")
        case .back: Localized(en: "To the worklist", nl: "Naar de werklijst")
        }
    }
}
