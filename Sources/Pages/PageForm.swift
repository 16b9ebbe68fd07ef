// A form on a plain page: fields with their labels and what is wrong with them, and one button. No script.

/// A form that a browser sends back as a POST.
package struct PageForm: Sendable, Hashable {
    /// A field that a person fills in.
    package struct Field: Sendable, Hashable {
        /// What a field is for; browsers and password stores go by it.
        package enum Kind: String, Sendable, Hashable {
            case login = "username"
            case presentPassword = "current-password"
            case newPassword = "new-password"
            case code = "one-time-code"
        }

        let name: String
        let kind: Kind
        let label: String
        let hint: String?
        /// What was typed before; never a secret.
        let value: String
        let faults: [String]

        /// A field.
        ///
        /// - Parameters:
        ///   - name: as the form sends it.
        ///   - kind: what it is for.
        ///   - label: what a person reads before it.
        ///   - hint: what helps to fill it in.
        ///   - value: what was typed before; never a secret.
        ///   - faults: what is wrong with what was typed.
        package init(
            _ name: String,
            _ kind: Kind,
            label: String,
            hint: String? = nil,
            value: String = "",
            faults: [String] = []
        ) {
            self.name = name
            self.kind = kind
            self.label = label
            self.hint = hint
            self.value = value
            self.faults = faults
        }

        /// The field as HTML. Nothing keeps a person from pasting (ASVS 5.0, 6.2.7).
        fileprivate var html: String {
            let id = HTMLText.escaped(name)
            var lines = ["<label for=\"\(id)\">\(HTMLText.escaped(label))</label>"]
            var described: [String] = []
            if let hint {
                described.append("\(id)-hint")
                lines.append("<p class=\"hint\" id=\"\(id)-hint\">\(HTMLText.escaped(hint))</p>")
            }
            for (index, fault) in faults.enumerated() {
                described.append("\(id)-fault-\(index)")
                lines.append("<p class=\"fault\" id=\"\(id)-fault-\(index)\">\(HTMLText.escaped(fault))</p>")
            }
            var attributes = "id=\"\(id)\" name=\"\(id)\" autocomplete=\"\(kind.rawValue)\" required"
            switch kind {
            case .login: attributes += " type=\"text\" autocapitalize=\"none\" spellcheck=\"false\""
            case .presentPassword, .newPassword: attributes += " type=\"password\""
            case .code: attributes += " type=\"text\" autocapitalize=\"none\" spellcheck=\"false\""
            }
            if !value.isEmpty { attributes += " value=\"\(HTMLText.escaped(value))\"" }
            if !faults.isEmpty { attributes += " aria-invalid=\"true\"" }
            if !described.isEmpty { attributes += " aria-describedby=\"\(described.joined(separator: " "))\"" }
            lines.append("<input \(attributes)>")
            return lines.joined(separator: "\n")
        }
    }

    let action: String
    let fields: [Field]
    let button: String

    /// A form.
    ///
    /// - Parameters:
    ///   - action: the path that it is sent to.
    ///   - fields: what a person fills in; none for a button alone.
    ///   - button: what the button says.
    package init(action: String, fields: [Field] = [], button: String) {
        self.action = action
        self.fields = fields
        self.button = button
    }

    /// The form as HTML.
    var html: String {
        let lines =
            ["<form method=\"post\" action=\"\(HTMLText.escaped(action))\">"] + fields.map(\.html)
            + ["<button type=\"submit\">\(HTMLText.escaped(button))</button>", "</form>"]
        return lines.joined(separator: "\n")
    }
}
