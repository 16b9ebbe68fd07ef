// One declaration per shape: how it is read with all its faults, how it is written, and its JSON Schema.

/// Reads, writes and describes the JSON form of a value.
///
/// A noun declares its fields once, as `static let codec`, with `Codec.object`; reading, writing and the API
/// document all come from that declaration, so they can not drift apart.
package struct Codec<Value>: Sendable {
    /// Reads a value, or reports what is wrong and throws.
    package let read: @Sendable (JSONValue, inout Reading) throws(Mismatch) -> Value
    /// Writes a value.
    package let write: @Sendable (Value, inout JSONWriter) -> Void
    /// The JSON Schema (2020-12); made when it is asked for.
    package let schema: @Sendable () -> Schema
    /// The fields, where this is an object.
    let members: Members<Value>?

    /// A codec out of its three parts.
    package init(
        schema: @escaping @Sendable () -> Schema,
        read: @escaping @Sendable (JSONValue, inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Value, inout JSONWriter) -> Void
    ) {
        self.init(schema: schema, read: read, write: write, members: nil)
    }

    init(
        schema: @escaping @Sendable () -> Schema,
        read: @escaping @Sendable (JSONValue, inout Reading) throws(Mismatch) -> Value,
        write: @escaping @Sendable (Value, inout JSONWriter) -> Void,
        members: Members<Value>?
    ) {
        self.read = read
        self.write = write
        self.schema = schema
        self.members = members
    }

    // MARK: From and to bytes

    /// Reads a value from UTF-8 JSON, listing every fault of text and shape at once.
    ///
    /// - Throws: `Faults`.
    package func decode(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(Faults) -> Value {
        let (json, textFaults) = JSONReader.parse(bytes, limits: limits)
        guard let json else { throw Faults(textFaults) }
        let value: Value
        do throws(Faults) {
            value = try decode(json)
        } catch {
            // A stand-in for a faulty text may be faulty in shape too; the first fault of a place is the telling one.
            let places = Set(textFaults.map(\.pointer))
            throw Faults(textFaults + error.all.filter { !places.contains($0.pointer) })
        }
        guard textFaults.isEmpty else { throw Faults(textFaults) }
        return value
    }

    /// Reads a value from a tree, listing every fault at once.
    ///
    /// - Throws: `Faults`.
    package func decode(_ json: JSONValue) throws(Faults) -> Value {
        var reading = Reading()
        do throws(Mismatch) {
            return try read(json, &reading)
        } catch {
            // A codec that throws without having said why would otherwise refuse in silence.
            let unsaid = Fault("", .badFormat, en: "This could not be read.", nl: "Dit kon niet worden gelezen.")
            let found = reading.faults.isEmpty ? [unsaid] : reading.faults
            throw Faults(found + hiddenFaults(in: json, behind: found))
        }
    }

    /// The value as compact UTF-8 JSON.
    package func encode(_ value: Value) -> [UInt8] {
        var writer = JSONWriter()
        write(value, &writer)
        return writer.bytes
    }

    /// The value as compact JSON text.
    package func text(_ value: Value) -> String {
        String(decoding: encode(value), as: UTF8.self)
    }

    // MARK: Refining

    /// Adds a rule across fields; it is asked once every field could be read.
    package func checked(_ check: @escaping @Sendable (Value, inout Reading) -> Void) -> Codec {
        let read = read
        let checkedRead: @Sendable (JSONValue, inout Reading) throws(Mismatch) -> Value = {
            (json, reading) throws(Mismatch) in
            let value = try read(json, &reading)
            let before = reading.faultCount
            check(value, &reading)
            guard reading.faultCount == before else { throw Mismatch() }
            return value
        }
        return Codec(schema: schema, read: checkedRead, write: write, members: members?.checked(check))
    }

    /// The same JSON for another type, whose rules report their own faults.
    package func refined<Other>(
        _ make: @escaping @Sendable (Value, inout Reading) throws(Mismatch) -> Other,
        back: @escaping @Sendable (Other) -> Value
    ) -> Codec<Other> {
        let (read, write) = (read, write)
        return Codec<Other>(
            schema: schema,
            read: { (json, reading) throws(Mismatch) in try make(try read(json, &reading), &reading) },
            write: { write(back($0), &$1) }
        )
    }

    /// The same JSON for another type.
    ///
    /// - Parameters:
    ///   - expecting: what the fault says was expected.
    ///   - make: gives nil where the value can not be made, which is reported as `badFormat`.
    ///   - back: the value that is written.
    /// - Returns: a codec of the other type.
    package func map<Other>(
        expecting: Localized,
        _ make: @escaping @Sendable (Value) -> Other?,
        back: @escaping @Sendable (Other) -> Value
    ) -> Codec<Other> {
        refined(
            { (value, reading) throws(Mismatch) in
                guard let other = make(value) else {
                    throw reading.mismatch(
                        .badFormat,
                        en: "Expected \(expecting.en).",
                        nl: "Verwacht: \(expecting.nl)."
                    )
                }
                return other
            },
            back: back
        )
    }

    /// Adds a sentence to the schema.
    package func described(_ text: String) -> Codec {
        let schema = schema
        return Codec(
            schema: { schema().adding("description", .string(text)) },
            read: read,
            write: write,
            members: members
        )
    }
}
