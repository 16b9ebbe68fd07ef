// The recall question: who received a batch. Nobody is left out because a product was written in another way, or not at all.
import Criteria
package import Domain
import Records

/// Finds who received a batch: the recall question.
package enum FindLot {
    /// The batch and, where it is known, the product.
    package struct Input: Sendable, Hashable {
        package let lot: String
        package let product: String?

        package init(lot: String, product: String?) {
            self.lot = lot
            self.product = product
        }

        /// The JSON of the question.
        package static let codec: Codec<Input> = .object(
            "LotSearch",
            Input.init(lot:product:),
            .required("lot", \.lot, .text(max: 100)),
            .optional("product", \.product, .text(max: 200))
        )
    }

    /// At most this many are shown; a recall never silently leaves some out.
    package static let resultCountMax = 10_000

    /// Lists the administrations of the batch; every patient shown is in the log.
    ///
    /// Where a product is named, only administrations of a product that is certainly another one are left out. Each line says
    /// whether it is of that product, or of one that was not recorded or cannot be told apart from it. How many patients
    /// more received the batch, of whatever product, is said without naming them: a recall that stays silent about those
    /// whom the caller may not see would leave them out.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "FindLot",
            action: .execute,
            objectType: "administration",
            query: Input.codec.encode(input),
            categories: ["prescription"]
        )
        return try await call.list(.findLots, note, in: environment) { transaction in
            let found = try await transaction.administrations(lot: input.lot, limit: resultCountMax + 1)
            guard found.count <= resultCountMax else {
                throw UseCaseError(
                    .tooLarge,
                    "too-many-results",
                    en: "More than \(resultCountMax) administrations have this batch number: too many for one list. "
                        + "Export the cases to search them.",
                    nl: "Meer dan \(resultCountMax) toedieningen hebben dit batchnummer: te veel voor één lijst. "
                        + "Exporteer de casussen om ze te doorzoeken."
                )
            }
            let others = try await transaction.countOtherPatients(lot: input.lot, than: found.map(\.patient))
            guard let product = input.product else {
                let page = Page(items: found.map(\.item), next: nil, otherPatientCount: others)
                return (page, found.map(\.patient))
            }
            let question = ProductQuestion(product, among: try await transaction.activeProducts(environment))
            let shown = try found.compactMap { line in
                try question.marked(line.item).map { (patient: line.patient, item: $0) }
            }
            return (Page(items: shown.map(\.item), next: nil, otherPatientCount: others), shown.map(\.patient))
        }
    }
}

/// How the product of an administration stands to the one that was asked for.
package enum ProductMatch: String, CaseIterable, Sendable {
    case same
    /// Nobody recorded a product: it may be this one.
    case notRecorded
    /// A name that may mean the product.
    case unclear
}

/// A product that somebody asks for, and the products that the protocols know.
struct ProductQuestion {
    private let asked: String
    private let known: [ProtocolProduct]
    /// The products that are meant; none where no protocol knows it.
    private let meant: NamedProducts

    init(_ asked: String, among known: [ProtocolProduct]) {
        self.asked = asked
        self.known = known
        meant = NamedProducts(in: asked, known)
    }

    /// How a product stands to the one asked for; nil where it is certainly another: a known one, as the one asked for is.
    /// A text with more than one known name may mean any product: it is never left out.
    func match(_ product: String?) -> ProductMatch? {
        guard let product, product.contains(where: { $0.isLetter || $0.isNumber }) else { return .notRecorded }
        let named = NamedProducts(in: product, known)
        guard named.later.isEmpty else { return .unclear }
        if ProtocolProduct.leads(asked, product) || ProtocolProduct.leads(product, asked) { return .same }
        if !named.first.isDisjoint(with: meant.first) { return .same }
        if named.first.isEmpty || meant.first.isEmpty { return .unclear }
        return named.first.isDisjoint(with: meant.later) ? nil : .unclear
    }

    /// A line of the list with how its product stands to the one asked for; nil where it is certainly another.
    func marked(_ line: [UInt8]) throws -> [UInt8]? {
        guard case .object(let members) = try JSONReader.read(line) else { return line }
        let product = members.first { $0.key == "product" }?.value.string
        guard let match = match(product) else { return nil }
        return JSONValue.object(members + [JSONMember("productMatch", .string(match.rawValue))]).bytes
    }
}

/// The codes of the products that a written text names.
private struct NamedProducts {
    /// Those whose name it begins with.
    let first: Set<String>
    /// The others, which it names further on.
    let later: Set<String>

    init(in text: String, _ known: [ProtocolProduct]) {
        let first = Set(known.filter { $0.isMeant(by: text) }.map(\.code))
        self.first = first
        later = Set(known.filter { $0.isNamed(laterIn: text) }.map(\.code)).subtracting(first)
    }
}

extension RecordTransaction {
    /// The products of the protocols that are in use.
    fileprivate func activeProducts(_ environment: Environment) async throws -> [ProtocolProduct] {
        var products: [ProtocolProduct] = []
        for bytes in try await protocols(limit: 1_000) {
            let line = try JSONReader.read(bytes)
            guard line["isActive"] == .bool(true), let code = line["code"]?.string,
                let version = (line["version"]?.text).flatMap({ Int($0) })
            else { continue }
            products += try await careProtocol(code: code, version: version, environment).products
        }
        return products
    }
}
