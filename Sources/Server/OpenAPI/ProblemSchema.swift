// The schema of problem documents.
import Domain

/// The shapes of problem documents and of a page.
enum ProblemSchema {
    /// The whole document.
    static let problem = Schema(
        .object(
            ("type", "object"),
            (
                "properties",
                .object(
                    ("type", text("A reference, relative to the service, that explains the problem.")),
                    ("title", text("What kind of problem it is.")),
                    ("status", .object(("type", "integer"))),
                    ("detail", text("What went wrong this time.")),
                    ("faults", .object(("type", "array"), ("items", fault))),
                    ("currentVersion", .object(("type", "integer"))),
                    (
                        "legalStates",
                        .object(
                            ("type", "array"),
                            (
                                "items",
                                .object(
                                    ("type", "string"),
                                    ("enum", .array(StepState.allCases.map { .string($0.rawValue) }))
                                )
                            )
                        )
                    ),
                    ("retryAfterSeconds", .object(("type", "integer"))),
                    ("requestId", text("The id that the service's log knows this request by."))
                )
            ),
            ("required", .array(["type", "title", "status", "detail", "requestId"])),
            ("additionalProperties", .bool(false))
        )
    ).named("Problem")

    private static let fault: JSONValue = .object(
        ("type", "object"),
        (
            "properties",
            .object(
                ("pointer", text("Where in the body, by RFC 6901.")),
                ("parameter", text("Which parameter or header.")),
                ("code", text("The kind of fault.")),
                ("message", text("What is wrong, for a person."))
            )
        ),
        ("required", .array(["code", "message"])),
        ("additionalProperties", .bool(false))
    )

    private static func text(_ summary: String) -> JSONValue {
        .object(("type", "string"), ("description", .string(summary)))
    }
}
