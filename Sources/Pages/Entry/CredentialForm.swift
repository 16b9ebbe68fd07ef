// The forms of what one signs in with: few fields, each known to browsers and password stores by what it is for.
import Domain

/// A field for what somebody signs in with.
package struct CredentialField: Sendable, Hashable {
    /// What a field is for; browsers and password stores go by it.
    package enum Kind: String, Sendable, Hashable {
        case login = "username"
        case presentPassword = "current-password"
        case newPassword = "new-password"
        case code = "one-time-code"
    }

    struct ShownFault: Sendable, Hashable {
        let id: String
        let text: String
    }

    let id: String
    let autocomplete: String
    let isSecret: Bool
    let label: String
    let hint: String?
    /// What was typed before; never a secret.
    let value: String?
    let faults: [ShownFault]
    let isInvalid: Bool
    /// The ids of hint and faults; nil where there are none.
    let described: String?

    /// A field. Nothing keeps a person from pasting into it (ASVS 5.0, 6.2.7).
    ///
    /// - Parameters:
    ///   - name: as the form sends it.
    ///   - kind: what it is for.
    ///   - label: what a person reads before it.
    ///   - hint: what helps to fill it in.
    ///   - value: what was typed before; never a secret.
    ///   - trouble: what is wrong with what was typed.
    init(
        _ name: String,
        _ kind: Kind,
        label: String,
        hint: String? = nil,
        value: String = "",
        _ trouble: PageTrouble
    ) {
        id = name
        autocomplete = kind.rawValue
        isSecret = kind == .presentPassword || kind == .newPassword
        self.label = label
        self.hint = hint
        self.value = value.isEmpty ? nil : value
        faults = (trouble.faults[name] ?? []).enumerated().map { index, text in
            ShownFault(id: "\(name)-fault-\(index)", text: text)
        }
        isInvalid = !faults.isEmpty
        let describing = (hint == nil ? [] : ["\(name)-hint"]) + faults.map(\.id)
        described = describing.isEmpty ? nil : describing.joined(separator: " ")
    }
}

/// A form of such fields with one button.
package struct CredentialForm: Sendable, Hashable {
    let action: String
    let fields: [CredentialField]
    let button: String
    /// Whether it is not what the page is for.
    let isSecond: Bool

    /// A form.
    ///
    /// - Parameters:
    ///   - action: the path that it is sent to.
    ///   - fields: what a person fills in; none for a button alone.
    ///   - button: what the button says.
    ///   - isSecond: whether it is not what the page is for.
    init(action: String, fields: [CredentialField] = [], button: String, isSecond: Bool = false) {
        self.action = action
        self.fields = fields
        self.button = button
        self.isSecond = isSecond
    }
}

/// What a person typed that was not right, as a page tells it.
package struct PageTrouble: Sendable, Hashable {
    /// What went wrong as a whole; nil where only fields are at fault.
    package var message: String?
    /// What is wrong with each field, by its name.
    package var faults: [String: [String]] = [:]

    /// What was not right.
    package init(message: String? = nil, faults: [String: [String]] = [:]) {
        self.message = message
        self.faults = faults
    }

    /// Nothing went wrong.
    package static let none = PageTrouble()
}

extension FaultSummary {
    /// What is wrong with some forms; nil where nothing is.
    init?(_ forms: [CredentialForm]) {
        let links = forms.flatMap(\.fields).flatMap { field in
            field.faults.map { Link(address: "#\(field.id)", text: "\(field.label): \($0.text)") }
        }
        guard !links.isEmpty else { return nil }
        self.links = links
        texts = []
    }
}
