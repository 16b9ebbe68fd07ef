// What a page says of the draft of its form: that one stands, that it is filled in, where it is saved and removed.
package import Domain
import Reports

/// The draft of the form of a page.
package struct FormDrafting: Sendable, Hashable {
    /// What there is of it.
    package enum Standing: Sendable, Hashable {
        case none
        /// There is one, and nothing of it stands in the form.
        case waiting(since: Instant)
        /// The form is filled in from it; what it corrects may have been corrected by somebody else since.
        case shown(since: Instant, isOvertaken: Bool)
    }

    /// The form that is being filled in.
    package var place: FormDraft.Place
    /// What there is of it.
    package var standing = Standing.none

    /// The draft of a form.
    ///
    /// - Parameter place: the form that is being filled in.
    package init(at place: FormDraft.Place) { self.place = place }

    /// Where the draft is saved.
    package var saveAddress: String { below("/draft") }
    /// Where it is removed.
    package var removeAddress: String { below("/draft/removal") }
    /// The page with the form filled in from it.
    package var goOnAddress: String { "\(place.form)\(place.form.contains("?") ? "&" : "?")draft=true" }

    /// An address below that of the form's page, with the same query.
    private func below(_ path: String) -> String {
        let parts = place.form.split(separator: "?", maxSplits: 1)
        return "\(parts.first ?? "")\(path)\(parts.count > 1 ? "?\(parts[1])" : "")"
    }
}

/// The draft of a form as the template reads it.
struct ShownDrafting {
    struct Notice {
        let texts: [String]
        /// Where one goes on with it; nil where the form is filled in from it.
        let goOnAddress: String?
    }

    let saveAddress: String
    let removeAddress: String
    let notice: Notice?
    /// Whether what stands in the form was typed and is in no draft.
    let isUnsaved: Bool
    let goOn: String
    let remove: String
    let save: String
    let failed: String

    init(_ drafting: FormDrafting, isTyped: Bool, _ wording: Wording) {
        saveAddress = drafting.saveAddress
        removeAddress = drafting.removeAddress
        goOn = wording(DraftWord.goOn)
        remove = wording(DraftWord.remove)
        save = wording(DraftWord.save)
        failed = wording(DraftWord.failed)
        switch drafting.standing {
        case .none:
            notice = nil
            isUnsaved = isTyped
        case .waiting(let since):
            notice = Notice(
                texts: ["\(wording(DraftWord.waiting)) \(wording.instant(since)).", wording(DraftWord.waitingHint)],
                goOnAddress: drafting.goOnAddress
            )
            isUnsaved = isTyped
        case .shown(let since, let isOvertaken):
            let texts = ["\(wording(DraftWord.shown)) \(wording.instant(since)).", wording(DraftWord.shownHint)]
            notice = Notice(texts: texts + (isOvertaken ? [wording(DraftWord.overtaken)] : []), goOnAddress: nil)
            isUnsaved = false
        }
    }
}

/// The words of drafts.
package enum DraftWord: String, ReportWord {
    case waiting, waitingHint, shown, shownHint, overtaken, goOn, remove, save, saved, failed, removed, gone

    package var text: Localized {
        switch self {
        case .waiting:
            Localized(
                en: "You began this form before. Your draft was saved on",
                nl: "U bent eerder aan dit formulier begonnen. Uw concept is bewaard op"
            )
        case .waitingHint:
            Localized(
                en: "Nothing of it is recorded, and nothing of it stands below.",
                nl: "Er is niets van vastgelegd, en er staat hieronder niets van."
            )
        case .shown: Localized(en: "This is your draft, saved on", nl: "Dit is uw concept, bewaard op")
        case .shownHint:
            Localized(
                en: "Nothing of it is recorded until you save the form.",
                nl: "Er is niets van vastgelegd tot u het formulier bewaart."
            )
        case .overtaken:
            Localized(
                en: "The finding was changed since you began. When you save, both stand side by side, and you choose.",
                nl: "De bevinding is gewijzigd sinds u begon. Als u bewaart, staan beide naast elkaar en kiest u."
            )
        case .goOn: Localized(en: "Go on with the draft", nl: "Verder met het concept")
        case .remove: Localized(en: "Remove the draft", nl: "Concept verwijderen")
        case .save: Localized(en: "Save as draft", nl: "Als concept bewaren")
        case .saved: Localized(en: "Draft saved", nl: "Concept bewaard")
        case .failed:
            Localized(
                en: "Not saved as a draft. What you typed still stands here: save the form, or try again in a moment.",
                nl:
                    "Niet als concept bewaard. Wat u typte staat hier nog: bewaar het formulier, of probeer het zo opnieuw."
            )
        case .removed: Localized(en: "The draft is removed.", nl: "Het concept is verwijderd.")
        case .gone:
            Localized(
                en: "The draft is not there any more: it was recorded or removed, or its 30 days are over.",
                nl: "Het concept is er niet meer: het is vastgelegd of verwijderd, of de 30 dagen zijn voorbij."
            )
        }
    }
}
