// The shape of a criteria file before its rules are read: the head by codec, the rules as trees.
import Domain
import FoundationEssentials

/// A criteria file with its rules unread.
struct CriteriaFile: Sendable {
    /// A named rule as written.
    struct RawRule: Sendable {
        let rule: JSONValue
        let names: Localized?
        let source: String
        let status: CheckStatus

        static let codec: Codec<RawRule> = .object(
            nil,
            RawRule.init(rule:names:source:status:),
            .required("rule", \.rule, .json),
            .optional("names", \.names, CriteriaFile.words),
            .required("source", \.source, .openCode()),
            .required("status", \.status, .code)
        )
    }

    /// A clause as written.
    struct RawClause: Sendable {
        let id: String
        let names: Localized
        let rule: JSONValue
        let source: String
        let status: CheckStatus

        static let codec: Codec<RawClause> = .object(
            nil,
            RawClause.init(id:names:rule:source:status:),
            .required("id", \.id, .openCode(max: 30)),
            .required("names", \.names, CriteriaFile.words),
            .required("rule", \.rule, .json),
            .required("source", \.source, .openCode()),
            .required("status", \.status, .code)
        )
    }

    /// A category as written.
    struct RawLevel: Sendable {
        let category: CriteriaCategory
        let rule: JSONValue
        let source: String
        let status: CheckStatus

        static let codec: Codec<RawLevel> = .object(
            nil,
            RawLevel.init(category:rule:source:status:),
            .required("id", \.category, .code(among: [.definite, .probable, .possible, .cidp])),
            .required("rule", \.rule, .json),
            .required("source", \.source, .openCode()),
            .required("status", \.status, .code)
        )
    }

    /// The names of the segment rules that answer.
    struct RawBlock: Sendable {
        let definite: String
        let probable: String

        static let codec: Codec<RawBlock> = .object(
            nil,
            RawBlock.init(definite:probable:),
            .required("definite", \.definite, .openCode()),
            .required("probable", \.probable, .openCode())
        )
    }

    let head: CriteriaHead
    let segments: [String: RawRule]
    let block: RawBlock?
    let entries: [String: RawRule]
    let nerves: [String: RawRule]
    let clauses: [RawClause]
    let terms: [String: RawRule]
    let categories: [RawLevel]
    let tests: RawCriteriaTests?

    static let codec: Codec<CriteriaFile> = .object(
        nil,
        CriteriaFile.init(head:segments:block:entries:nerves:clauses:terms:categories:tests:),
        .inlined(\.head, CriteriaHead.codec),
        .defaulted("segments", \.segments, .byName(RawRule.codec), [:]),
        .optional("block", \.block, RawBlock.codec),
        .defaulted("entries", \.entries, .byName(RawRule.codec), [:]),
        .defaulted("nerves", \.nerves, .byName(RawRule.codec), [:]),
        .required("clauses", \.clauses, .list(RawClause.codec, count: 1...200)),
        .defaulted("terms", \.terms, .byName(RawRule.codec), [:]),
        .required("categories", \.categories, .list(RawLevel.codec, count: 1...10)),
        .optional("tests", \.tests, RawCriteriaTests.codec)
    )

    /// Words in both languages.
    static let words: Codec<Localized> = .object(
        nil,
        Localized.init(en:nl:),
        .required("en", \.en, .note()),
        .required("nl", \.nl, .note())
    )
}

/// The versions of the file format.
enum CriteriaFileFormat: String, Code {
    case version1 = "workup-criteria/1"

    var label: Localized { Localized(en: "criteria file, version 1", nl: "criteriabestand, versie 1") }
}

/// What a criteria file says of itself.
struct CriteriaHead: Sendable {
    let format: CriteriaFileFormat
    let id: String
    let version: String
    let effectiveFrom: LocalDate
    let disease: CriteriaDisease
    let names: Localized
    let signedOffBy: [String]
    let note: Localized?
    let sources: [CriteriaSource]
    let accuracy: [CriteriaAccuracy]

    static let codec: Codec<CriteriaHead> = .object(
        nil,
        CriteriaHead.init(
            format:
            id:
            version:
            effectiveFrom:
            disease:
            names:
            signedOffBy:
            note:
            sources:
            accuracy:
        ),
        .required("format", \.format, .code),
        .required("id", \.id, .openCode()),
        .required("version", \.version, .text(max: 40)),
        .required("effectiveFrom", \.effectiveFrom, .date),
        .required("disease", \.disease, .code),
        .required("names", \.names, CriteriaFile.words),
        .list("signedOffBy", \.signedOffBy, .text(max: 200), max: 20),
        .optional("note", \.note, CriteriaFile.words),
        .list("sources", \.sources, CriteriaSource.codec, max: 50),
        .list("accuracy", \.accuracy, CriteriaAccuracy.codec, max: 20)
    )
}

extension CriteriaSource {
    static let codec: Codec<CriteriaSource> = .object(
        nil,
        CriteriaSource.init(id:citation:doi:status:),
        .required("id", \.id, .openCode()),
        .required("citation", \.citation, .note()),
        .optional("doi", \.doi, .text(max: 200)),
        .required("status", \.status, .code)
    )
}

extension CriteriaAccuracy {
    static let codec: Codec<CriteriaAccuracy> = .object(
        nil,
        CriteriaAccuracy.init(
            category:
            otherSet:
            sensitivityPercent:
            specificityPercent:
            responseCount:
            patientCount:
            population:
            source:
            status:
        ),
        .required("category", \.category, .code),
        .optional("otherSet", \.otherSet, CriteriaFile.words),
        .optional("sensitivityPercent", \.sensitivityPercent, .decimal(0...100)),
        .optional("specificityPercent", \.specificityPercent, .decimal(0...100)),
        .optional("responseCount", \.responseCount, .integer(0...1_000_000)),
        .optional("patientCount", \.patientCount, .integer(1...1_000_000)),
        .required("population", \.population, CriteriaFile.words),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code)
    )
}
