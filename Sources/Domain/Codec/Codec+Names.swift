// Objects whose keys are names that the codec does not know.

extension Codec {
    /// An object of values by name; written with its names sorted.
    package static func byName<Element>(_ element: Codec<Element>) -> Codec where Value == [String: Element] {
        Codec(
            schema: {
                let value = element.schema()
                return Schema(
                    .object(("type", "object"), ("additionalProperties", value.body)),
                    definitions: value.definitions
                )
            },
            read: { (json, reading) throws(Mismatch) in
                guard case .object(let members) = json else {
                    throw reading.wrongType(json, en: "an object", nl: "een object")
                }
                var values: [String: Element] = [:]
                let depth = reading.depth
                for member in members {
                    reading.enter(.key(member.key))
                    if let value = try? element.read(member.value, &reading) { values[member.key] = value }
                    reading.leave(to: depth)
                }
                guard values.count == members.count else { throw Mismatch() }
                return values
            },
            write: { values, writer in
                writer.beginObject()
                for name in values.keys.sorted() {
                    guard let value = values[name] else { continue }
                    writer.key(name)
                    element.write(value, &writer)
                }
                writer.endObject()
            }
        )
    }
}
