// A published set of criteria as data: thresholds, clauses, categories, sources. `CriteriaSetLoader` reads it from a file.
package import Domain
package import FoundationEssentials

/// The disease that a set is about.
package enum CriteriaDisease: String, Code {
    case mmn
    case cidp

    package var label: Localized {
        switch self {
        case .mmn: Localized(en: "multifocal motor neuropathy", nl: "multifocale motorische neuropathie")
        case .cidp: Localized(en: "CIDP", nl: "CIDP")
        }
    }
}

/// Where a rule comes from.
package struct CriteriaSource: Sendable, Hashable {
    /// The id by which rules name it.
    package let id: String
    /// The reference.
    package let citation: String
    /// Its DOI.
    package let doi: String?
    /// How far it was checked.
    package let status: CheckStatus
}

/// What was published of a set's accuracy, shown beside a verdict.
package struct CriteriaAccuracy: Sendable, Hashable {
    /// The category it is about.
    package let category: CriteriaCategory
    /// The set that was really studied, where it is another one: its figures are never this set's own.
    package let otherSet: Localized?
    /// The part of patients that fulfil it.
    package let sensitivityPercent: Decimal?
    /// The part of controls that do not.
    package let specificityPercent: Decimal?
    /// How many of those in the category responded to treatment.
    package let responseCount: Int?
    /// How many there were.
    package let patientCount: Int?
    /// Who was studied.
    package let population: Localized
    /// The id of the source.
    package let source: String
    /// How far the figures were checked.
    package let status: CheckStatus
}

/// A clause of a set: what people discuss, with its own verdict and reason.
package struct CriteriaClause: Sendable, Hashable {
    /// The id, such as `K1`.
    package let id: String
    /// What it asks.
    package let names: Localized
    /// The place of its rule among the patient rules.
    let index: Int
}

/// A category of a set.
package struct CriteriaLevel: Sendable, Hashable {
    /// The category.
    package let category: CriteriaCategory
    /// What it asks.
    package let rule: Rule<PatientLeaf>
    /// The weakest check status among this rule and all that it uses.
    package let status: CheckStatus
}

/// A rule about the patient that has a name: a clause, or a term that clauses and categories share.
package struct PatientRule: Sendable, Hashable {
    /// The rule with its name, status and source.
    package let named: NamedRule<PatientLeaf>
    /// What a person reads; nil for a term that needs no name.
    package let names: Localized?
    /// Whether it is a clause, with a verdict of its own in the answer.
    package let isClause: Bool
}

/// Which segment rules give the answers *definite* and *probable*.
package struct BlockRules: Sendable, Hashable {
    /// The place of the rule for definite block.
    let definite: Int
    /// The place of the rule for probable block.
    let probable: Int
}

/// A set of criteria.
package struct CriteriaSet: Sendable, Hashable {
    /// The id, such as `efns-pns-2010-mmn`.
    package let id: String
    /// The version of the file.
    package let version: String
    /// The day from which this version is used.
    package let effectiveFrom: LocalDate
    /// The disease.
    package let disease: CriteriaDisease
    /// The name.
    package let names: Localized
    /// The neurologists who signed it off; empty until then.
    package let signedOffBy: [String]
    /// What a reader of a verdict should know.
    package let note: Localized?
    /// The sources.
    package let sources: [CriteriaSource]
    /// Published accuracy.
    package let accuracy: [CriteriaAccuracy]
    /// Rules about segments.
    package let segments: [NamedRule<SegmentLeaf>]
    /// The segment rules that give the answers about block; nil for a set that does not speak of it.
    package let block: BlockRules?
    /// Rules about motor entries.
    package let entries: [NamedRule<EntryLeaf>]
    /// Rules about nerves.
    package let nerves: [NamedRule<NerveLeaf>]
    /// Rules about the patient: clauses and terms.
    package let patient: [PatientRule]
    /// The clauses, in the order of the file.
    package let clauses: [CriteriaClause]
    /// The categories, highest first.
    package let levels: [CriteriaLevel]
    /// The test cases that stand in the file itself; those of the file beside it are read by themselves.
    package let tests: [CriteriaTest]

    /// The rule of a clause with its status and source.
    package func rule(of clause: CriteriaClause) -> NamedRule<PatientLeaf> { patient[clause.index].named }

    /// The weakest check status of all categories: what stands beside the set as a whole.
    package var status: CheckStatus { levels.map(\.status).min() ?? .unchecked }
}
