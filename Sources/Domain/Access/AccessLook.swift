// One act on a patient's record as the log has it, for the patient to read: who, when, for which organisation, what, why.

/// One act on a patient's record.
package struct AccessLook: Sendable, Hashable {
    /// When.
    package let at: Instant
    /// The name of who did it.
    package let who: String
    /// As what they worked; nil for a role this program does not know any more.
    package let role: Role?
    /// The organisation they worked for; nil for the machine's own administrator.
    package let organisation: String?
    /// The code of what was done, such as `ReadWorkup`.
    package let event: String
    /// The categories of what was shown.
    package let categories: [String]
    /// The purpose of use: `TREAT`, `PATADMIN`, `ETREAT`.
    package let purpose: String
    /// Authorisation, treatment relation, consent, emergency button, each as T or F; nil in events of before.
    package let checks: String?
    /// Whether it showed a list of patients.
    package let isList: Bool
    /// Whether it was refused or failed.
    package let isRefused: Bool
    /// The reason that was given.
    package let reason: String?
    /// The record it was about, where that was joined to the one the overview is of; nil for that one.
    package let record: ID<Patient>?

    /// An act as it was logged.
    package init(
        at: Instant,
        who: String,
        role: Role?,
        organisation: String?,
        event: String,
        categories: [String],
        purpose: String,
        checks: String?,
        isList: Bool,
        isRefused: Bool,
        reason: String?,
        record: ID<Patient>? = nil
    ) {
        self.at = at
        self.who = who
        self.role = role
        self.organisation = organisation
        self.event = event
        self.categories = categories
        self.purpose = purpose
        self.checks = checks
        self.isList = isList
        self.isRefused = isRefused
        self.reason = reason
        self.record = record
    }

    /// On what it rested.
    package enum Ground: String, Sendable, Hashable, CaseIterable {
        /// The emergency button.
        case emergency
        /// They treat the patient.
        case treatment
        /// Keeping the record in order, not reading what is in it.
        case administration
        /// The patient stood on a list, which shows only patients with whom they have to do.
        case list
        /// Neither was noted.
        case none
    }

    /// On what it rested, as the log noted it.
    package var ground: Ground {
        let marks = Array(checks ?? "")
        if purpose == "ETREAT" || (marks.count == 4 && marks[3] == "T") { return .emergency }
        if purpose != "TREAT" || organisation == nil { return .administration }
        if isList { return .list }
        return marks.count == 4 && marks[1] == "T" ? .treatment : .none
    }
}
