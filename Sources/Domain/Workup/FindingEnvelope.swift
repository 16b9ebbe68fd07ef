// The JSON around a finding's body wherever one stands outside a case file: kind, body in the shape of that kind,
// where it came from, why it changed.

/// Kind and body of a finding, before the body is read in the shape of its kind.
package struct FindingEnvelope: Sendable {
    package let kind: FindingKind
    package let body: JSONValue
    package let origin: String?
    package let reason: String?

    init(kind: FindingKind, body: JSONValue, origin: String?, reason: String?) {
        self.kind = kind
        self.body = body
        self.origin = origin
        self.reason = reason
    }

    /// A finding, ready to be written.
    package init(finding: Finding, origin: String?, reason: String?) {
        self.init(kind: finding.kind, body: finding.json, origin: origin, reason: reason)
    }

    /// Whether a reason stands in the envelope.
    package enum Reason: Sendable {
        case absent, optional, required
    }

    /// A codec for what is made of an envelope and its finding. Faults of the body are told with their place in it.
    package static func codec<Value>(
        _ name: String,
        reason: Reason,
        _ make: @escaping @Sendable (FindingEnvelope, Finding) -> Value,
        back: @escaping @Sendable (Value) -> FindingEnvelope
    ) -> Codec<Value> {
        let envelope: Codec<FindingEnvelope> =
            switch reason {
            case .absent:
                .object(
                    name,
                    { FindingEnvelope(kind: $0, body: $1, origin: $2, reason: nil) },
                    .required("kind", \.kind, .code),
                    .required("body", \.body, Finding.bodyCodec),
                    .optional("origin", \.origin, .text(max: 200))
                )
            case .optional:
                .object(
                    name,
                    { FindingEnvelope(kind: $0, body: $1, origin: $2, reason: $3) },
                    .required("kind", \.kind, .code),
                    .required("body", \.body, Finding.bodyCodec),
                    .optional("origin", \.origin, .text(max: 200)),
                    .optional("reason", \.reason, .note())
                )
            case .required:
                .object(
                    name,
                    { FindingEnvelope(kind: $0, body: $1, origin: $2, reason: $3) },
                    .required("kind", \.kind, .code),
                    .required("body", \.body, Finding.bodyCodec),
                    .optional("origin", \.origin, .text(max: 200)),
                    .required("reason", \.knownReason, .note())
                )
            }
        return envelope.refined(
            { (envelope, reading) throws(Mismatch) in
                make(envelope, try Finding.read(envelope.kind, envelope.body, &reading))
            },
            back: back
        )
    }

    private var knownReason: String { reason ?? "" }
}

extension Finding {
    /// A body of any kind, as JSON; the schema names the shape of each kind.
    static let bodyCodec = Codec<JSONValue>(
        schema: { Schema.oneOf(FindingKind.allCases.map { Finding.codec(for: $0).schema() }) },
        read: { (json, _) throws(Mismatch) in json },
        write: { json, writer in writer.value(json) }
    )

    /// Reads the body under the key `body`, so that its faults name their place.
    static func read(_ kind: FindingKind, _ body: JSONValue, _ reading: inout Reading) throws(Mismatch) -> Finding {
        reading.enter(.key("body"))
        let finding = try codec(for: kind).read(body, &reading)
        reading.leave()
        return finding
    }
}
