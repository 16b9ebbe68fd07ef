// Objects out of their fields.

/// One key of an object, and its schema.
struct ObjectKey: Sendable {
    let name: String
    let isRequired: Bool
    let schema: @Sendable () -> Schema
}

/// The fields of an object, without the braces around them.
struct Members<Value>: Sendable {
    let keys: [ObjectKey]
    /// Reads all fields; the reading's cursor stands at the first slot. Every field is read exactly once, whatever
    /// the others hold.
    let read: @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value
    let write: @Sendable (Value, inout JSONWriter) -> Void

    func checked(_ check: @escaping @Sendable (Value, inout Reading) -> Void) -> Members {
        let read = read
        return Members(
            keys: keys,
            read: { (members, reading) throws(Mismatch) in
                let start = reading.cursor
                let value = try read(members, &reading)
                let before = reading.faultCount
                check(value, &reading)
                guard reading.faultCount == before else {
                    // Back at its own fields: what follows them in the object around them is still to be read.
                    reading.cursor = start
                    throw Mismatch()
                }
                return value
            },
            write: write
        )
    }
}

extension Codec {
    /// An object whose fields are declared here, in the order in which they are written.
    ///
    /// Unknown fields are refused. An object with a name becomes a named schema of the API document.
    package static func object<each Part>(
        _ name: String?,
        _ make: @escaping @Sendable (repeat each Part) -> Value,
        _ fields: repeat Field<Value, each Part>
    ) -> Codec {
        var keys: [ObjectKey] = []
        for field in repeat each fields {
            keys += field.keys
        }
        precondition(Set(keys.map(\.name)).count == keys.count, "a field is declared twice")
        // Only the closures go into the loops below: whole fields would be copied at every step.
        let readers = (repeat (each fields).read)
        var writers: [@Sendable (Value, inout JSONWriter) -> Void] = []
        var keyCounts: [Int] = []
        for field in repeat each fields {
            writers.append(field.write)
            keyCounts.append(field.keys.count)
        }
        let read: @Sendable ([JSONMember], inout Reading) throws(Mismatch) -> Value = {
            [keyCounts] (members, reading) throws(Mismatch) in
            let start = reading.cursor
            let depth = reading.depth
            do throws(Mismatch) {
                return make(repeat try (each readers)(members, &reading))
            } catch {
                // One field failed: read the ones after it too, so that all faults are told at once.
                let failed = reading.cursor
                var place = start
                var index = 0
                for reader in repeat each readers {
                    if place > failed {
                        reading.leave(to: depth)
                        reading.cursor = place
                        _ = try? reader(members, &reading)
                    }
                    place += keyCounts[index]
                    index += 1
                }
                reading.leave(to: depth)
                reading.cursor = failed
                throw error
            }
        }
        let write: @Sendable (Value, inout JSONWriter) -> Void = { [writers] value, writer in
            for writeField in writers { writeField(value, &writer) }
        }
        return object(name, Members(keys: keys, read: read, write: write))
    }

    private static func object(_ name: String?, _ members: Members<Value>) -> Codec {
        let names = members.keys.map(\.name)
        return Codec(
            schema: {
                let schema = objectSchema(members.keys)
                return name.map { schema.named($0) } ?? schema
            },
            read: { (json, reading) throws(Mismatch) in
                guard case .object(let found) = json else {
                    throw reading.wrongType(json, en: "an object", nl: "een object")
                }
                let base = reading.slots.count
                let outer = reading.cursor
                let known = reading.place(found, names)
                reading.cursor = base
                defer {
                    reading.slots.removeSubrange(base...)
                    reading.cursor = outer
                }
                let value = try members.read(found, &reading)
                guard known else { throw Mismatch() }
                return value
            },
            write: { value, writer in
                writer.beginObject()
                members.write(value, &writer)
                writer.endObject()
            },
            members: members
        )
    }

    private static func objectSchema(_ keys: [ObjectKey]) -> Schema {
        let schemas = keys.map { $0.schema() }
        var parts: [JSONMember] = [
            JSONMember("type", "object"),
            JSONMember("properties", .object(zip(keys, schemas).map { JSONMember($0.name, $1.body) })),
        ]
        let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { parts.append(JSONMember("required", .array(required))) }
        parts.append(JSONMember("additionalProperties", .bool(false)))
        return Schema(.object(parts), definitions: Schema.merged(schemas))
    }
}

extension Reading {
    /// Finds the member of every declared name, pushing one slot per name (-1: left out), and reports unknown fields.
    ///
    /// Members mostly come in the declared order, so the name after the last one found is tried first.
    mutating func place(_ members: [JSONMember], _ names: [String]) -> Bool {
        let base = slots.count
        var areAllKnown = true
        slots.append(contentsOf: repeatElement(-1, count: names.count))
        var guess = 0
        for index in members.indices {
            var found = -1
            for offset in 0..<names.count {
                let candidate = guess + offset < names.count ? guess + offset : guess + offset - names.count
                if names[candidate] == members[index].key {
                    found = candidate
                    break
                }
            }
            if found >= 0 {
                slots[base + found] = Int32(truncatingIfNeeded: index)
                guess = found + 1 < names.count ? found + 1 : 0
            } else {
                areAllKnown = false
                report(
                    .unknownField,
                    at: "/" + JSONPath.escaped(members[index].key),
                    en: "This field is not known here.",
                    nl: "Dit veld is hier niet bekend."
                )
            }
        }
        return areAllKnown
    }
}
