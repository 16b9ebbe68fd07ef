// A form as it was sent: its values, its key, and the version it was made against.
import Crypto
import Domain
import FoundationEssentials
import Pages
import UseCases

/// What somebody sent with a form of a page.
struct SubmittedForm: Sendable {
    /// The fields that every form has beside its own.
    static let ownFields = ["key", "version"]

    let text: FormText
    /// What the form itself wrote into its fields, where it was made of what is recorded; by name.
    private var standing: [String: String] = [:]
    private let path: String
    private let body: [UInt8]

    init(_ body: [UInt8], path: String, others: [String]) throws {
        self.path = path
        self.body = body
        text = try FormText(body, pointersAnd: SubmittedForm.ownFields + others)
    }

    /// The same, with what the form itself wrote into its fields: a number that was not touched is not asked about.
    func made(of form: TeamForm) -> SubmittedForm {
        var made = self
        let fields = form.groups.flatMap(\.allFields).map { ($0.name, $0.value) }
        made.standing = Dictionary(fields) { first, _ in first }
        return made
    }

    /// The values by the names of the fields.
    var values: [String: String] { Dictionary(uniqueKeysWithValues: text.entries.map { ($0.name, $0.value) }) }

    /// The key under which a repeated sending is recognised; nil where none was sent.
    var idempotency: Call.Idempotency? {
        let key = text["key"]
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        var hash = SHA256()
        hash.update(data: Array("POST \(path)\n".utf8))
        hash.update(data: body)
        return Call.Idempotency(key: key, requestHash: Array(hash.finalize()))
    }

    /// The version that the form was made against.
    ///
    /// - Throws: `Problem` where the form has none, which no form of ours does.
    func version() throws -> Int {
        guard let version = Int(text["version"]), version > 0 else { throw Problem(.versionRequired) }
        return version
    }

    /// What was typed, as the JSON that REST would take.
    func document<Value>(_ codec: Codec<Value>) -> FormDocument {
        FormDocument(text.entries, schema: codec.schema(), standing: standing)
    }

    /// What was typed, as a value.
    ///
    /// - Throws: `FormFaults`, each with the field that it is about.
    func value<Value>(_ codec: Codec<Value>) throws -> Value {
        let document = document(codec)
        var faults: [Fault] = []
        do throws(Faults) {
            let value = try codec.decode(document.json)
            if document.emptied.isEmpty, document.contradicted.isEmpty { return value }
        } catch {
            faults = error.all
        }
        faults += document.emptied.map { name in
            Fault(
                name,
                .missing,
                en: "What stands here can be changed, not emptied.",
                nl: "Wat hier staat kan gewijzigd worden, niet leeggemaakt."
            )
        }
        faults += document.contradicted.map { name in
            Fault(
                name,
                .contradiction,
                en: "This says that there is nothing, while something is filled in below it. Take one of the two away.",
                nl: "Dit zegt dat er niets is, terwijl eronder iets is ingevuld. Haal een van de twee weg."
            )
        }
        throw FormFaults(.invalid(Faults(faults)), document)
    }

    /// Does something with a value that was typed, and joins what is wrong with the fields it is about.
    ///
    /// - Throws: `FormFaults`, or what `body` throws.
    func using<Value, Result>(_ codec: Codec<Value>, _ body: (Value) async throws -> Result) async throws -> Result {
        let document = document(codec)
        do {
            return try await body(try value(codec))
        } catch let error as UseCaseError where !error.faults.isEmpty {
            throw FormFaults(error, document)
        }
    }
}

/// A refusal whose faults are joined with the fields of a form.
struct FormFaults: Error {
    let error: UseCaseError
    let byField: [String: [Fault]]
    /// The nearest field that was sent, by the names of those that were not.
    let nearest: [String: String]
    let others: [Fault]

    init(_ error: UseCaseError, _ document: FormDocument) {
        self.error = error
        var byField: [String: [Fault]] = [:]
        var nearest: [String: String] = [:]
        var others: [Fault] = []
        for told in error.faults {
            let fault = document.misreadNumbers[told.pointer].map { Fault(told.pointer, $0) } ?? told
            if let unsent = document.unsentField(of: fault.pointer) {
                byField[unsent, default: []].append(fault)
                nearest[unsent] = document.field(of: fault.pointer)
            } else if let field = document.field(of: fault.pointer) {
                byField[field, default: []].append(fault)
            } else {
                others.append(fault)
            }
        }
        self.byField = byField
        self.nearest = nearest
        self.others = others
    }
}

extension Fault {
    /// What to type in place of something that is not taken for a number.
    fileprivate init(_ pointer: String, _ misread: SchemaShape.Misread) {
        switch misread {
        case .noNumber:
            self.init(
                pointer,
                .badFormat,
                en: "This is no number. Type digits with at most one comma or point, such as 12.5: no spaces, < or >.",
                nl: "Dit is geen getal. Typ cijfers met hooguit één komma of punt, zoals 12,5: geen spaties, < of >."
            )
        case .thousandsOrDecimals(let whole, let fraction):
            self.init(
                pointer,
                .badFormat,
                en: "This can mean \(whole)\(fraction) or \(whole).\(fraction)0. Type one of these two.",
                nl: "Dit kan \(whole)\(fraction) of \(whole),\(fraction)0 betekenen. Typ een van deze twee."
            )
        }
    }
}
