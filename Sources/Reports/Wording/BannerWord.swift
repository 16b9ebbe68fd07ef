// How a patient stands to whoever looks, in words: the numbers of other records, and the emergency by which they are seen.
package import Domain

/// The words of a banner that depend on who looks.
package enum BannerWord: String, ReportWord {
    case samePerson, withoutNumber, notShared, emergency

    package var text: Localized {
        switch self {
        case .samePerson: Localized(en: "also known as", nl: "ook bekend als")
        case .withoutNumber: Localized(en: "a record without a number", nl: "een dossier zonder nummer")
        case .notShared:
            Localized(en: "a record that is not shared with you", nl: "een dossier dat niet met u is gedeeld")
        case .emergency: Localized(en: "Emergency access until", nl: "Noodtoegang tot")
        }
    }
}

extension PatientStanding {
    /// The numbers of the other records of the same person.
    package func facts(_ wording: Wording) -> [ReportFact] {
        others.map { other in
            let numbers = other.identifiers.map { numbers in
                numbers.isEmpty
                    ? wording(BannerWord.withoutNumber)
                    : numbers.map { "\($0.system.label(wording.language)) \($0.masked)" }.joined(separator: ", ")
            }
            return ReportFact(
                code: "samePerson",
                label: wording(BannerWord.samePerson),
                value: ReportValue(numbers ?? wording(BannerWord.notShared))
            )
        }
    }

    /// `Emergency access until 2 Mar 2026 13:00`, with its reason. A long reason is cut here; it stands whole where it is told who
    /// may see the patient.
    package func emergency(_ wording: Wording) -> ReportFact? {
        emergency.map { opened in
            let reason = opened.reason.count > 200 ? "\(opened.reason.prefix(200))…" : opened.reason
            return ReportFact(
                code: "emergency",
                label: "\(wording(BannerWord.emergency)) \(wording.date(wording.day(of: opened.until))) "
                    + wording.time(opened.until),
                value: ReportValue(reason)
            )
        }
    }
}
