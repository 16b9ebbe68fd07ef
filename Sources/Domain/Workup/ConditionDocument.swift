// A condition that makes a treatment riskier: what is said of it, and how the record holds it.

/// What is said of a condition of the patient.
package struct ConditionStatement: Sendable, Hashable {
    /// The condition.
    package let condition: RecordedCondition
    /// `present` or `absent`; a condition nobody asked about is not recorded at all.
    package let answer: Sign
    /// Since when, as far as it is known.
    package let since: PartialDate?
    /// Free words about it.
    package let note: String?

    /// What is said of a condition.
    package init(condition: RecordedCondition, answer: Sign, since: PartialDate? = nil, note: String? = nil) {
        self.condition = condition
        self.answer = answer
        self.since = since
        self.note = note
    }

    /// The JSON form. An absent condition has no beginning.
    package static let codec: Codec<ConditionStatement> = .object(
        "ConditionStatement",
        ConditionStatement.init(condition:answer:since:note:),
        .required("condition", \.condition, .code),
        .required("answer", \.answer, .code(among: [.present, .absent])),
        .optional("since", \.since, .partialDate),
        .optional("note", \.note, .note())
    ).checked { statement, reading in
        guard statement.answer == .absent, statement.since != nil else { return }
        reading.report(
            .contradiction,
            at: "/since",
            en: "A condition that is absent has no beginning.",
            nl: "Een aandoening die afwezig is heeft geen begin."
        )
    }
}

/// The newest version of a condition at one instant.
package struct ConditionDocument: Sendable, Hashable {
    package let id: ID<ConditionDocument>
    package let version: Int
    package let recordedAt: Instant
    package let recordedBy: String?
    package let statement: ConditionStatement

    package init(
        id: ID<ConditionDocument>,
        version: Int,
        recordedAt: Instant,
        recordedBy: String? = nil,
        statement: ConditionStatement
    ) {
        self.id = id
        self.version = version
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.statement = statement
    }

    /// A condition as the record holds it.
    package static let codec: Codec<ConditionDocument> = .object(
        "Condition",
        ConditionDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .inlined(\.statement, ConditionStatement.codec)
    )
}

extension [ConditionDocument] {
    /// The conditions that are present.
    package var present: Set<RecordedCondition> {
        Set(filter { $0.statement.answer == .present }.map(\.statement.condition))
    }
}
