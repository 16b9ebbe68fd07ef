// The fields of an object: name, place in the value, codec, and whether it may be left out.

/// A field of the JSON form of `Root`, giving a `Value` to its initialiser.
package struct Field<Root, Value>: Sendable {
    /// The keys this field reads: one, or several where another object's fields are inlined.
    let keys: [ObjectKey]
    /// Reads the field from an object. The reading's cursor stands at the first of its keys and is moved past them when
    /// the field could be read; where it stays tells which field failed.
    let read: @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value
    let write: @Sendable (Root, inout JSONWriter) -> Void

    private init(
        _ name: String,
        isRequired: Bool,
        schema: @escaping @Sendable () -> Schema,
        read: @escaping @Sendable (JSONValue?, inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Root, inout JSONWriter) -> Void
    ) {
        keys = [ObjectKey(name: name, isRequired: isRequired, schema: schema)]
        self.write = write
        self.read = { (members, reading) throws(Mismatch) in
            let cursor = reading.cursor
            let slot = reading.slots[cursor]
            let value: Value
            if slot >= 0 {
                reading.enter(.key(name))
                value = try read(members[Int(slot)].value, &reading)
                reading.leave()
            } else {
                value = try read(nil, &reading)
            }
            reading.cursor = cursor + 1
            return value
        }
    }

    private init(
        keys: [ObjectKey],
        read: @escaping @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Root, inout JSONWriter) -> Void
    ) {
        self.keys = keys
        self.read = read
        self.write = write
    }

    // MARK: Kinds of field

    /// A field that must be there.
    package static func required(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> Value,
        _ codec: Codec<Value>
    ) -> Field {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: true,
            schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else {
                    reading.report(
                        .missing,
                        at: "/" + JSONPath.escaped(name),
                        en: "This field is required.",
                        nl: "Dit veld is verplicht."
                    )
                    throw Mismatch()
                }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                writer.key(quoted: key)
                codec.write(get(root), &writer)
            }
        )
    }

    /// A field that may be left out; `null` is refused, since leaving out already says "not done".
    package static func optional<Wrapped>(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> Wrapped?,
        _ codec: Codec<Wrapped>
    ) -> Field where Value == Wrapped? {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return nil }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                guard let value = get(root) else { return }
                writer.key(quoted: key)
                codec.write(value, &writer)
            }
        )
    }

    /// A field that may be left out or `null`, which mean the same; it is written only where there is a value.
    package static func nullable<Wrapped>(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> Wrapped?,
        _ codec: Codec<Wrapped>
    ) -> Field where Value == Wrapped? {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: { Schema.oneOf([codec.schema(), Schema(("type", "null"))]) },
            read: { (json, reading) throws(Mismatch) in
                guard let json, json != .null else { return nil }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                guard let value = get(root) else { return }
                writer.key(quoted: key)
                codec.write(value, &writer)
            }
        )
    }

    /// A field that is always written: as `null` where there is no value.
    package static func orNull<Wrapped>(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> Wrapped?,
        _ codec: Codec<Wrapped>
    ) -> Field where Value == Wrapped? {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: { Schema.oneOf([codec.schema(), Schema(("type", "null"))]) },
            read: { (json, reading) throws(Mismatch) in
                guard let json, json != .null else { return nil }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                writer.key(quoted: key)
                if let value = get(root) { codec.write(value, &writer) } else { writer.null() }
            }
        )
    }

    /// A field that stands for a default when it is left out; it is always written.
    package static func defaulted(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> Value,
        _ codec: Codec<Value>,
        _ standard: @escaping @autoclosure @Sendable () -> Value
    ) -> Field {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return standard() }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                writer.key(quoted: key)
                codec.write(get(root), &writer)
            }
        )
    }

    /// A yes-or-no field that is false when left out; false is not written.
    package static func flag(_ name: String, _ get: @escaping @Sendable (Root) -> Bool) -> Field
    where Value == Bool {
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: Codec<Bool>.bool.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return false }
                return try Codec<Bool>.bool.read(json, &reading)
            },
            write: { root, writer in
                guard get(root) else { return }
                writer.key(quoted: key)
                writer.bool(true)
            }
        )
    }

    /// A list, empty when it is left out; an empty list is not written.
    package static func list<Element>(
        _ name: String,
        _ get: @escaping @Sendable (Root) -> [Element],
        _ codec: Codec<Element>,
        max: Int
    ) -> Field where Value == [Element] {
        let list = Codec<[Element]>.list(codec, count: 0...max)
        let key = JSONWriter.quotedKey(name)
        return Field(
            name,
            isRequired: false,
            schema: list.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return [] }
                return try list.read(json, &reading)
            },
            write: { root, writer in
                let elements = get(root)
                guard !elements.isEmpty else { return }
                writer.key(quoted: key)
                list.write(elements, &writer)
            }
        )
    }

    /// The fields of another object, standing directly in this one.
    package static func inlined(
        _ get: @escaping @Sendable (Root) -> Value,
        _ codec: Codec<Value>
    ) -> Field {
        guard let members = codec.members else { preconditionFailure("only the fields of an object can be inlined") }
        return Field(
            keys: members.keys,
            read: members.read,
            write: { members.write(get($0), &$1) }
        )
    }
}
