// Objects of several shapes, told apart by one field.

/// One shape of a value of several shapes.
package struct Variant<Value>: Sendable {
    let code: String
    let read: @Sendable (JSONValue, inout Reading) throws(Mismatch) -> Value
    let write: @Sendable (Value, inout JSONWriter) -> Bool
    let schema: @Sendable () -> Schema

    /// The shape whose telling field holds `code`.
    ///
    /// - Parameters:
    ///   - code: what the telling field holds.
    ///   - codec: the object of this shape, the telling field included.
    ///   - wrap: the value out of its shape.
    ///   - unwrap: the shape out of the value; nil when it has another one.
    package init<Shape>(
        _ code: String,
        _ codec: Codec<Shape>,
        wrap: @escaping @Sendable (Shape) -> Value,
        unwrap: @escaping @Sendable (Value) -> Shape?
    ) {
        self.code = code
        schema = codec.schema
        read = { (json, reading) throws(Mismatch) in wrap(try codec.read(json, &reading)) }
        write = { value, writer in
            guard let shape = unwrap(value) else { return false }
            codec.write(shape, &writer)
            return true
        }
    }
}

extension Codec {
    /// An object of one of several shapes, told apart by the text in one of its fields.
    package static func variants(_ name: String, by tag: String, _ variants: [Variant<Value>]) -> Codec {
        let codes = variants.map(\.code).joined(separator: ", ")
        return Codec(
            schema: {
                let schemas = variants.map { $0.schema() }
                // Without it a reader takes the value of the field for the name of a schema.
                let mapping = zip(variants, schemas).compactMap { variant, schema in
                    schema.body["$ref"].map { JSONMember(variant.code, $0) }
                }
                var discriminator = [JSONMember("propertyName", .string(tag))]
                if !mapping.isEmpty { discriminator.append(JSONMember("mapping", .object(mapping))) }
                return Schema.oneOf(schemas).adding("discriminator", .object(discriminator)).named(name)
            },
            read: { (json, reading) throws(Mismatch) in
                guard case .object(let members) = json else {
                    throw reading.wrongType(json, en: "an object", nl: "een object")
                }
                guard let member = members.first(where: { $0.key == tag }) else {
                    reading.report(
                        .missing,
                        at: "/" + tag,
                        en: "This field is required.",
                        nl: "Dit veld is verplicht."
                    )
                    throw Mismatch()
                }
                guard let variant = variants.first(where: { $0.code == member.value.string }) else {
                    reading.report(
                        .unknownCode,
                        at: "/" + tag,
                        en: "Expected one of: \(codes).",
                        nl: "Verwacht een van: \(codes)."
                    )
                    throw Mismatch()
                }
                return try variant.read(json, &reading)
            },
            write: { value, writer in
                for variant in variants where variant.write(value, &writer) { return }
                preconditionFailure("a value without a shape")
            }
        )
    }
}
