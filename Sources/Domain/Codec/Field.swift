// The fields of an object: name, place in the value, codec, and whether it may be left out.

/// A field of the JSON form of `Root`, giving a `Value` to its initialiser.
package struct Field<Root, Value>: Sendable {
    /// The keys this field reads: one, or several where another object's fields are inlined.
    let keys: [ObjectKey]
    /// Reads the field from an object; the reading's cursor stands at the first of its keys.
    let read: @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value
    let write: @Sendable (Root, inout JSONWriter) -> Void

    private init(
        _ name: String, isRequired: Bool, schema: @escaping @Sendable () -> Schema,
        read: @escaping @Sendable (JSONValue?, inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Root, inout JSONWriter) -> Void
    ) {
        keys = [ObjectKey(name: name, isRequired: isRequired, schema: schema)]
        self.write = write
        self.read = { (members, reading) throws(Mismatch) in
            let slot = reading.slots[reading.cursor]
            guard slot >= 0 else { return try read(nil, &reading) }
            reading.enter(.key(name))
            let value = try read(members[Int(slot)].value, &reading)
            reading.leave()
            return value
        }
    }

    private init(
        keys: [ObjectKey], read: @escaping @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Root, inout JSONWriter) -> Void
    ) {
        self.keys = keys
        self.read = read
        self.write = write
    }

    // MARK: Kinds of field

    /// A field that must be there.
    package static func required(
        _ name: String, _ path: any KeyPath<Root, Value> & Sendable, _ codec: Codec<Value>
    ) -> Field {
        Field(
            name, isRequired: true, schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else {
                    reading.report(
                        .missing, at: "/" + JSONPath.escaped(name), en: "This field is required.",
                        nl: "Dit veld is verplicht.")
                    throw Mismatch()
                }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                writer.key(name)
                codec.write(root[keyPath: path], &writer)
            })
    }

    /// A field that may be left out; `null` is refused, since leaving out already says "not done".
    package static func optional<Wrapped>(
        _ name: String, _ path: any KeyPath<Root, Wrapped?> & Sendable, _ codec: Codec<Wrapped>
    ) -> Field where Value == Wrapped? {
        Field(
            name, isRequired: false, schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return nil }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                guard let value = root[keyPath: path] else { return }
                writer.key(name)
                codec.write(value, &writer)
            })
    }

    /// A field that may be left out or `null`, which mean the same; it is written only where there is a value.
    package static func nullable<Wrapped>(
        _ name: String, _ path: any KeyPath<Root, Wrapped?> & Sendable, _ codec: Codec<Wrapped>
    ) -> Field where Value == Wrapped? {
        Field(
            name, isRequired: false,
            schema: { Schema.oneOf([codec.schema(), Schema(("type", "null"))]) },
            read: { (json, reading) throws(Mismatch) in
                guard let json, json != .null else { return nil }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                guard let value = root[keyPath: path] else { return }
                writer.key(name)
                codec.write(value, &writer)
            })
    }

    /// A field that stands for a default when it is left out; it is always written.
    package static func defaulted(
        _ name: String, _ path: any KeyPath<Root, Value> & Sendable, _ codec: Codec<Value>,
        _ standard: @escaping @autoclosure @Sendable () -> Value
    ) -> Field {
        Field(
            name, isRequired: false, schema: codec.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return standard() }
                return try codec.read(json, &reading)
            },
            write: { root, writer in
                writer.key(name)
                codec.write(root[keyPath: path], &writer)
            })
    }

    /// A yes-or-no field that is false when left out; false is not written.
    package static func flag(_ name: String, _ path: any KeyPath<Root, Bool> & Sendable) -> Field
    where Value == Bool {
        Field(
            name, isRequired: false, schema: Codec<Bool>.bool.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return false }
                return try Codec<Bool>.bool.read(json, &reading)
            },
            write: { root, writer in
                guard root[keyPath: path] else { return }
                writer.key(name)
                writer.bool(true)
            })
    }

    /// A list, empty when it is left out; an empty list is not written.
    package static func list<Element>(
        _ name: String, _ path: any KeyPath<Root, [Element]> & Sendable, _ codec: Codec<Element>, max: Int
    ) -> Field where Value == [Element] {
        let list = Codec<[Element]>.list(codec, count: 0...max)
        return Field(
            name, isRequired: false, schema: list.schema,
            read: { (json, reading) throws(Mismatch) in
                guard let json else { return [] }
                return try list.read(json, &reading)
            },
            write: { root, writer in
                let elements = root[keyPath: path]
                guard !elements.isEmpty else { return }
                writer.key(name)
                list.write(elements, &writer)
            })
    }

    /// The fields of another object, standing directly in this one.
    package static func inlined(
        _ path: any KeyPath<Root, Value> & Sendable, _ codec: Codec<Value>
    ) -> Field {
        guard let members = codec.members else { preconditionFailure("only the fields of an object can be inlined") }
        return Field(
            keys: members.keys, read: members.read, write: { members.write($0[keyPath: path], &$1) })
    }
}
