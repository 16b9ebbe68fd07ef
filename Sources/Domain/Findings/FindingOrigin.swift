// What every finding may say about itself: when, by whom, where, and in what words.

/// When, by whom and where a finding was made, and a note.
package struct FindingOrigin: Hashable, Sendable {
    /// The day of the study, or as much of it as is known.
    package let performedOn: PartialDate?
    /// Who did it.
    package let performedBy: String?
    /// Where it was done.
    package let organisation: String?
    /// Free words about it.
    package let note: String?

    /// An origin of which nothing or something is known.
    package init(
        performedOn: PartialDate? = nil,
        performedBy: String? = nil,
        organisation: String? = nil,
        note: String? = nil
    ) {
        self.performedOn = performedOn
        self.performedBy = performedBy
        self.organisation = organisation
        self.note = note
    }

    /// The four fields, to be inlined into each finding.
    package static let codec: Codec<FindingOrigin> = .object(
        nil,
        FindingOrigin.init(performedOn:performedBy:organisation:note:),
        .optional("performedOn", \.performedOn, .partialDate),
        .optional("performedBy", \.performedBy, .text(max: 200)),
        .optional("organisation", \.organisation, .text(max: 200)),
        .optional("note", \.note, .note())
    )
}
