// Words of laboratory, antibodies, cerebrospinal fluid and imaging.
package import Domain

/// The words of the sections on laboratory and imaging.
package enum TestWord: String, ReportWord {
    case bloodTests, test, result, band, date, antibodies, antigen, method, laboratory, fluid, protein
    case proteinUpper, leukocytes, noBlood, noAntibodies, noFluid, negativeDoesNotExclude
    case imaging, region, signal, swelling, ultrasound, nerve, level, area, noMri, noUltrasound, mri, note,
        noMeasurements
    package var text: Localized {
        switch self {
        case .bloodTests: Localized(en: "Blood tests", nl: "Bloedonderzoek")
        case .test: Localized(en: "Test", nl: "Bepaling")
        case .result: Localized(en: "Result", nl: "Uitslag")
        case .band: Localized(en: "Band of the laboratory", nl: "Klasse van het laboratorium")
        case .date: Localized(en: "Date", nl: "Datum")
        case .antibodies:
            Localized(en: "Anti-ganglioside and other antibodies", nl: "Antigangliosiden- en andere antistoffen")
        case .antigen: Localized(en: "Antibody", nl: "Antistof")
        case .method: Localized(en: "Method", nl: "Methode")
        case .laboratory: Localized(en: "Laboratory", nl: "Laboratorium")
        case .fluid: Localized(en: "Cerebrospinal fluid", nl: "Hersenvocht (liquor)")
        case .protein: Localized(en: "Protein", nl: "Eiwit")
        case .proteinUpper: Localized(en: "Upper limit of protein", nl: "Bovengrens van eiwit")
        case .leukocytes: Localized(en: "Leukocytes", nl: "Leukocyten")
        case .noBlood: Localized(en: "No blood test is recorded", nl: "Er is geen bloedonderzoek vastgelegd")
        case .noAntibodies: Localized(en: "No antibody result is recorded", nl: "Er is geen antistofuitslag vastgelegd")
        case .noFluid:
            Localized(
                en: "No cerebrospinal fluid result is recorded",
                nl: "Er is geen uitslag van hersenvocht vastgelegd"
            )
        case .negativeDoesNotExclude:
            Localized(
                en:
                    "A negative antibody result does not exclude the disease. Results of different methods or units are not compared.",
                nl:
                    "Een negatieve antistofuitslag sluit de ziekte niet uit. Uitslagen van verschillende methoden of eenheden worden niet vergeleken."
            )
        case .imaging: Localized(en: "Imaging", nl: "Beeldvorming")
        case .region: Localized(en: "Region", nl: "Gebied")
        case .signal: Localized(en: "Raised T2 signal", nl: "Verhoogd T2-signaal")
        case .swelling: Localized(en: "Diffuse nerve swelling", nl: "Diffuse zenuwzwelling")
        case .ultrasound: Localized(en: "Nerve ultrasound, cross-section", nl: "Zenuwecho, doorsnede")
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .level: Localized(en: "Level", nl: "Niveau")
        case .area: Localized(en: "Cross-section", nl: "Doorsnede")
        case .noMri: Localized(en: "No MRI is recorded", nl: "Er is geen MRI vastgelegd")
        case .noUltrasound: Localized(en: "No nerve ultrasound is recorded", nl: "Er is geen zenuwecho vastgelegd")
        case .mri: Localized(en: "Magnetic resonance imaging (MRI)", nl: "Magnetische resonantie (MRI)")
        case .note: Localized(en: "Note", nl: "Opmerking")
        case .noMeasurements: Localized(en: "no measurements", nl: "geen metingen")
        }
    }
}
