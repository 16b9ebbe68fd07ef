// Where a case comes from, its frame, and the clinician's conclusion.

/// Where a case comes from.
package enum CaseSourceKind: String, Code {
    case clinic
    case published
    case synthetic

    package var label: Localized {
        switch self {
        case .clinic: Localized(en: "from a clinic", nl: "uit een kliniek")
        case .published: Localized(en: "from a publication", nl: "uit een publicatie")
        case .synthetic: Localized(en: "invented", nl: "verzonnen")
        }
    }
}

/// The source of a case.
package struct CaseSource: Hashable, Sendable {
    /// Where it comes from.
    package let kind: CaseSourceKind
    /// The publication.
    package let citation: String?
    /// Its digital object identifier.
    package let doi: String?
    /// Free words about it.
    package let note: String?

    /// A source.
    package init(kind: CaseSourceKind, citation: String? = nil, doi: String? = nil, note: String? = nil) {
        self.kind = kind
        self.citation = citation
        self.doi = doi
        self.note = note
    }

    /// The JSON form.
    package static let codec: Codec<CaseSource> = .object(
        "CaseSource",
        CaseSource.init(kind:citation:doi:note:),
        .required("kind", \.kind, .code),
        .optional("citation", \.citation, .note(max: 2_000)),
        .optional("doi", \.doi, .text(max: 300)),
        .optional("note", \.note, .note())
    )
}

/// What a case says about its workup.
package struct CaseWorkup: Hashable, Sendable {
    /// The code of the protocol; an open set, since protocols are data.
    package let protocolCode: String
    /// The day on which the workup was opened.
    package let openedOn: LocalDate
    /// The question.
    package let question: String?
    /// Who referred the patient.
    package let referredBy: String?

    /// A workup.
    package init(protocolCode: String, openedOn: LocalDate, question: String? = nil, referredBy: String? = nil) {
        self.protocolCode = protocolCode
        self.openedOn = openedOn
        self.question = question
        self.referredBy = referredBy
    }

    /// The JSON form.
    package static let codec: Codec<CaseWorkup> = .object(
        "CaseWorkup",
        CaseWorkup.init(protocolCode:openedOn:question:referredBy:),
        .required("protocol", \.protocolCode, .openCode()),
        .required("openedOn", \.openedOn, .date),
        .optional("question", \.question, .note()),
        .optional("referredBy", \.referredBy, .text(max: 200))
    )
}

/// The clinician's own conclusion; never set by the computer.
package struct Diagnosis: Hashable, Sendable {
    /// The diagnosis in the clinician's words.
    package let text: String
    /// Who stated it.
    package let statedBy: String?
    /// When.
    package let statedOn: PartialDate?

    /// A diagnosis.
    package init(text: String, statedBy: String? = nil, statedOn: PartialDate? = nil) {
        self.text = text
        self.statedBy = statedBy
        self.statedOn = statedOn
    }

    /// The JSON form.
    package static let codec: Codec<Diagnosis> = .object(
        "Diagnosis",
        Diagnosis.init(text:statedBy:statedOn:),
        .required("text", \.text, .note()),
        .optional("statedBy", \.statedBy, .text(max: 200)),
        .optional("statedOn", \.statedOn, .partialDate)
    )
}
