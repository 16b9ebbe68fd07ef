// The catalogue of blood tests.

/// A blood test of the catalogue.
package enum LaboratoryTest: String, Code {
    case ck, glucose, hba1c, tsh, b12, folate, creatinine, egfr, alt, haemoglobin, leukocytes, platelets, esr, crp
    case ana, ena, anca
    case hiv, syphilis, hepatitisB, hepatitisC, borrelia
    case igg, iga, igm, antiIga, bloodGroup
    case immunofixation, proteinElectrophoresis, freeLightChains, antiMag, vegf
    case nf155, cntn1, caspr1, panNeurofascin
    case ttr, pmp22

    package var label: Localized {
        switch self {
        case .ck: Localized(en: "creatine kinase", nl: "creatinekinase")
        case .glucose: Localized(en: "glucose", nl: "glucose")
        case .hba1c: Localized(same: "HbA1c")
        case .tsh: Localized(same: "TSH")
        case .b12: Localized(en: "vitamin B12", nl: "vitamine B12")
        case .folate: Localized(en: "folate", nl: "foliumzuur")
        case .creatinine: Localized(en: "creatinine", nl: "kreatinine")
        case .egfr: Localized(same: "eGFR")
        case .alt: Localized(en: "ALT", nl: "ALAT")
        case .haemoglobin: Localized(en: "haemoglobin", nl: "hemoglobine")
        case .leukocytes: Localized(en: "leukocytes", nl: "leukocyten")
        case .platelets: Localized(en: "platelets", nl: "trombocyten")
        case .esr: Localized(en: "erythrocyte sedimentation rate", nl: "bezinking (BSE)")
        case .crp: Localized(same: "CRP")
        case .ana: Localized(same: "ANA")
        case .ena: Localized(same: "ENA")
        case .anca: Localized(same: "ANCA")
        case .hiv: Localized(en: "HIV serology", nl: "hivserologie")
        case .syphilis: Localized(en: "syphilis serology", nl: "syfilisserologie")
        case .hepatitisB: Localized(en: "hepatitis B serology", nl: "hepatitis B-serologie")
        case .hepatitisC: Localized(en: "hepatitis C serology", nl: "hepatitis C-serologie")
        case .borrelia: Localized(en: "Borrelia serology", nl: "borreliaserologie")
        case .igg: Localized(same: "IgG")
        case .iga: Localized(same: "IgA")
        case .igm: Localized(same: "IgM")
        case .antiIga: Localized(en: "anti-IgA antibodies", nl: "antistoffen tegen IgA")
        case .bloodGroup: Localized(en: "blood group", nl: "bloedgroep")
        case .immunofixation: Localized(en: "immunofixation", nl: "immunofixatie")
        case .proteinElectrophoresis: Localized(en: "protein electrophoresis", nl: "eiwitelektroforese")
        case .freeLightChains: Localized(en: "free light chains", nl: "vrije lichte ketens")
        case .antiMag: Localized(en: "anti-MAG antibodies", nl: "antistoffen tegen MAG")
        case .vegf: Localized(same: "VEGF")
        case .nf155: Localized(en: "neurofascin 155 antibodies", nl: "antistoffen tegen neurofascine 155")
        case .cntn1: Localized(en: "contactin 1 antibodies", nl: "antistoffen tegen contactine 1")
        case .caspr1: Localized(en: "Caspr1 antibodies", nl: "antistoffen tegen Caspr1")
        case .panNeurofascin: Localized(en: "pan-neurofascin antibodies", nl: "antistoffen tegen panneurofascine")
        case .ttr: Localized(en: "TTR gene", nl: "TTR-gen")
        case .pmp22: Localized(en: "PMP22 gene", nl: "PMP22-gen")
        }
    }

    /// The unit that laboratories here usually give; nil for a test that has none, or more than one value.
    package var usualUnit: String? {
        switch self {
        case .ck, .alt: "U/L"
        case .glucose: "mmol/L"
        case .hba1c: "mmol/mol"
        case .tsh: "mU/L"
        case .b12: "pmol/L"
        case .folate: "nmol/L"
        case .creatinine: "µmol/L"
        case .egfr: "mL/min/1.73 m²"
        case .haemoglobin: "mmol/L"
        case .leukocytes, .platelets: "10^9/L"
        case .esr: "mm/h"
        case .crp: "mg/L"
        case .igg, .iga, .igm: "g/L"
        case .ana, .ena, .anca, .hiv, .syphilis, .hepatitisB, .hepatitisC, .borrelia, .antiIga, .bloodGroup,
            .immunofixation, .proteinElectrophoresis, .freeLightChains, .antiMag, .vegf, .nf155, .cntn1, .caspr1,
            .panNeurofascin, .ttr, .pmp22:
            nil
        }
    }
}
