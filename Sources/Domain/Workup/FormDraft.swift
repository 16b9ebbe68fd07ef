// What somebody typed into a form and has not sent yet: a draft, kept for its author alone and for a while.

/// A page on which a form is filled in: one that is opened anew is another.
package enum FormSheet {}

/// What somebody typed into a form and has not sent yet.
package struct FormDraft: Sendable, Hashable {
    /// For how many days it is kept after it was last saved.
    package static let days = 30

    /// A form that is being filled in.
    package struct Place: Sendable, Hashable {
        /// The address of the form's page.
        package let form: String
        /// The page that it is filled in on.
        package let sheet: ID<FormSheet>

        /// A form that is being filled in.
        ///
        /// - Parameters:
        ///   - form: the address of the form's page.
        ///   - sheet: the page that it is filled in on.
        package init(form: String, sheet: ID<FormSheet>) {
            self.form = form
            self.sheet = sheet
        }
    }

    /// What is known of a draft without a look at what was typed.
    package struct Head: Sendable, Hashable {
        /// The page that it was typed on.
        package let sheet: ID<FormSheet>
        /// The version that it corrects; nil where the form corrects nothing.
        package let baseVersion: Int?
        /// When it was last saved.
        package let savedAt: Instant

        /// What is known of a draft.
        ///
        /// - Parameters:
        ///   - sheet: the page that it was typed on.
        ///   - baseVersion: the version that it corrects; nil where the form corrects nothing.
        ///   - savedAt: when it was last saved.
        package init(sheet: ID<FormSheet>, baseVersion: Int?, savedAt: Instant) {
            self.sheet = sheet
            self.baseVersion = baseVersion
            self.savedAt = savedAt
        }
    }

    /// What is known of it.
    package let head: Head
    /// What was typed, by the names of the fields; a field that is left out is empty.
    package let values: [String: String]

    /// A draft.
    ///
    /// - Parameters:
    ///   - head: what is known of it.
    ///   - values: what was typed, by the names of the fields.
    package init(head: Head, values: [String: String]) {
        self.head = head
        self.values = values
    }
}
