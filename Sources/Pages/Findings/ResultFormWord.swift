// The words of the forms of results from the laboratory.
package import Domain
import Reports

/// The words of the forms of results from the laboratory.
package enum ResultFormWord: String, ReportWord {
    case antibody, antigen, antigenHint, isotype, band, antibodyBandHint, bandHint, comparator, value, unit
    case antibodyUnitHint, method, methodHint, measured, protein, proteinUpper, proteinUpperHint, leukocytes
    case test, choose, panelTitle, panelTests, otherTests, panelHint, panelSaved

    package var text: Localized {
        switch self {
        case .antibody: Localized(en: "Antibody", nl: "Antistof")
        case .antigen: Localized(en: "Directed against", nl: "Gericht tegen")
        case .antigenHint: Localized(en: "Such as GM1, GM2 or GD1a", nl: "Zoals GM1, GM2 of GD1a")
        case .isotype: Localized(en: "Class", nl: "Klasse")
        case .band: Localized(en: "The laboratory's reading", nl: "Oordeel van het laboratorium")
        case .antibodyBandHint:
            Localized(
                en: "Criteria read this and never the value: values of different methods cannot be compared.",
                nl:
                    "Criteria lezen dit en nooit de waarde: waarden van verschillende methoden zijn niet te vergelijken."
            )
        case .bandHint:
            Localized(
                en: "For a test without a number this is the result.",
                nl: "Bij een bepaling zonder getal is dit de uitslag."
            )
        case .comparator: Localized(en: "The value is", nl: "De waarde is")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .unit: Localized(en: "Unit", nl: "Eenheid")
        case .antibodyUnitHint: Localized(en: "Such as %, titre or IU/L", nl: "Zoals %, titer of IU/L")
        case .method: Localized(en: "Method", nl: "Methode")
        case .methodHint: Localized(en: "Such as ELISA", nl: "Zoals ELISA")
        case .measured: Localized(en: "What was measured", nl: "Wat er is gemeten")
        case .protein: Localized(en: "Protein", nl: "Eiwit")
        case .proteinUpper: Localized(en: "Highest normal protein", nl: "Hoogste normale eiwit")
        case .proteinUpperHint:
            Localized(
                en: "The laboratory's own limit. Where it is left open, criteria take 0.45 g/L.",
                nl: "De grens van het laboratorium zelf. Blijft die open, dan nemen criteria 0,45 g/L."
            )
        case .leukocytes: Localized(en: "White cells", nl: "Leukocyten")
        case .test: Localized(en: "Test", nl: "Bepaling")
        case .choose: Localized(en: "choose a test", nl: "kies een bepaling")
        case .panelTitle: Localized(en: "Record results", nl: "Uitslagen vastleggen")
        case .panelTests: Localized(en: "Tests of this step", nl: "Bepalingen van deze stap")
        case .otherTests: Localized(en: "Other tests", nl: "Andere bepalingen")
        case .panelHint:
            Localized(
                en: "One day for all. A test without a value and without a reading is not recorded.",
                nl: "Eén dag voor alle. Een bepaling zonder waarde en zonder oordeel wordt niet vastgelegd."
            )
        case .panelSaved: Localized(en: "The results are saved.", nl: "De uitslagen zijn bewaard.")
        }
    }
}
