// What may stand in a path or a query: declared once, for reading, for faults and for the API document.
import Domain

/// A value in the path or in the query.
struct Parameter<Value: Sendable>: Sendable {
    /// Where the value stands.
    enum Place: String, Sendable {
        case path, query
    }

    let name: String
    let place: Place
    let summary: String
    let codec: Codec<Value>

    /// A value that every request of the route has, in its path.
    static func path(_ name: String, _ summary: String, _ codec: Codec<Value>) -> Parameter {
        Parameter(name: name, place: .path, summary: summary, codec: codec)
    }

    /// A value that may stand in the query.
    static func query(_ name: String, _ summary: String, _ codec: Codec<Value>) -> Parameter {
        Parameter(name: name, place: .query, summary: summary, codec: codec)
    }

    /// Reads the value from its text.
    ///
    /// - Throws: `Faults`.
    func value(of text: String) throws(Faults) -> Value {
        do throws(Faults) {
            return try codec.decode(.string(text))
        } catch {
            // A number or a yes-or-no: in a URL both come as plain text.
            guard let json = try? JSONReader.read(Array(text.utf8)), json.isScalarOtherThanText,
                let value = try? codec.decode(json)
            else { throw error }
            return value
        }
    }

    /// The parameter without its type, for the route table.
    var declaration: ParameterDeclaration {
        ParameterDeclaration(
            name: name,
            place: place.rawValue,
            isRequired: place == .path,
            summary: summary,
            schema: codec.schema(),
            faults: faults
        )
    }

    /// What is wrong with a text, if anything.
    func faults(in text: String) -> [ProblemFault] {
        do throws(Faults) {
            _ = try value(of: text)
            return []
        } catch {
            return error.all.map { ProblemFault(.parameter(name), $0.code, $0.message) }
        }
    }
}

/// A parameter as the route table holds it.
struct ParameterDeclaration: Sendable {
    let name: String
    /// `path` or `query`, as OpenAPI calls it.
    let place: String
    let isRequired: Bool
    let summary: String
    let schema: Schema
    /// What is wrong with a text, if anything.
    let faults: @Sendable (String) -> [ProblemFault]
}

extension JSONValue {
    fileprivate var isScalarOtherThanText: Bool {
        switch self {
        case .number, .bool: true
        case .null, .string, .array, .object: false
        }
    }
}
