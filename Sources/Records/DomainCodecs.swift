// How the values of Domain travel to and from PostgreSQL.
package import Domain
package import FoundationEssentials
package import PostgreSQL

extension ID: PostgreSQLMapped {
    /// Travels as `uuid`.
    package var postgreSQLBase: UUID { uuid }
    /// Wraps what was read.
    package init(postgreSQLBase: UUID) { self.init(postgreSQLBase) }
}

extension LocalDate: PostgreSQLMapped {
    /// Travels as `date`.
    package var postgreSQLBase: LocalDay { LocalDay(year: Int32(year), month: Int32(month), day: Int32(day)) }
    /// - Throws: `StoredValueFault` for a day outside the years 1 to 9999, infinity included.
    package init(postgreSQLBase: LocalDay) throws {
        guard
            let date = LocalDate(
                year: Int(postgreSQLBase.year),
                month: Int(postgreSQLBase.month),
                day: Int(postgreSQLBase.day)
            )
        else { throw StoredValueFault(expected: "a day of the years 1 to 9999") }
        self = date
    }
}

extension Instant: PostgreSQLMapped {
    /// Travels as `timestamptz`.
    package var postgreSQLBase: Timestamp { Timestamp(microsecondsSince1970: microsecondsSince1970) }
    /// - Throws: `StoredValueFault` for an instant outside the years 1 to 9999, infinity included.
    package init(postgreSQLBase: Timestamp) throws {
        self.init(microsecondsSince1970: postgreSQLBase.microsecondsSince1970)
        guard microsecondsSince1970 == postgreSQLBase.microsecondsSince1970 else {
            throw StoredValueFault(expected: "an instant of the years 1 to 9999")
        }
    }
}

extension PartialDate: PostgreSQLMapped {
    /// Travels as text: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    package var postgreSQLBase: String { description }
    /// - Throws: `StoredValueFault` for other text.
    package init(postgreSQLBase: String) throws {
        guard let date = PartialDate(postgreSQLBase) else { throw StoredValueFault(expected: "a partial date") }
        self = date
    }
}

/// A stored value that Domain has no place for; the schema's checks should have kept it out.
package struct StoredValueFault: Error, Sendable, CustomStringConvertible {
    let expected: String
    /// What was expected; the value itself is not shown.
    package var description: String { "the stored value is not \(expected)" }
}

extension AccessScope: PostgreSQLCodable {}
extension AccessGround: PostgreSQLCodable {}
extension StepState: PostgreSQLCodable {}
extension WorkupStatus: PostgreSQLCodable {}
extension MeetingStatus: PostgreSQLCodable {}
extension MeetingCaseStatus: PostgreSQLCodable {}
extension MeetingActionState: PostgreSQLCodable {}
extension Sex: PostgreSQLCodable {}
extension Sign: PostgreSQLCodable {}
extension Side: PostgreSQLCodable {}
extension Role: PostgreSQLCodable {}
extension TokenScope: PostgreSQLCodable {}
extension SessionStage: PostgreSQLCodable {}
extension OrganisationKind: PostgreSQLCodable {}
extension FindingKind: PostgreSQLCodable {}
extension TreatmentOption: PostgreSQLCodable {}
extension OutcomeMeasure: PostgreSQLCodable {}
extension RecordedCondition: PostgreSQLCodable {}
extension ReactionCode: PostgreSQLCodable {}
extension ReactionSeverity: PostgreSQLCodable {}
