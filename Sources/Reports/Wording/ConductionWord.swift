// Words of nerve conduction and needle EMG.
package import Domain

/// The words of the sections on nerve conduction and needle EMG.
package enum ConductionWord: String, ReportWord {
    case segments, segment, amplitude, amplitudeReduction, area, areaReduction, duration, durationIncrease, velocity
    case remark, entrapment, long, proximalAbsent, distalAbsent, absent, motorNerves, nerve, distalLatency
    case distalAmplitude, fWave, persistence, sensory, site, latency, response, temperature
    case laboratory, filter, limits, limitsOwn, noStudy, study, noSegments
    case arrowNote, needle, muscle, insertional, fibrillations, positiveSharpWaves, fasciculations, unitDuration
    case unitAmplitude, polyphasia, recruitment, noNeedle, gradeNote, noMotor, noSensory, performedBy, notStated
    case singleSite, nervesToErb, nervesForCidp, missing, tooCold, derived, measure, value, meaning, derivedNote
    case motorSites, siteLatency, distance

    package var text: Localized {
        switch self {
        case .segments:
            Localized(en: "Motor segments, distal → proximal", nl: "Motorische segmenten, distaal → proximaal")
        case .segment: Localized(en: "Segment", nl: "Segment")
        case .amplitude: Localized(en: "Amplitude", nl: "Amplitude")
        case .amplitudeReduction: Localized(en: "Amplitude fall", nl: "Daling amplitude")
        case .area: Localized(en: "Area", nl: "Oppervlakte")
        case .areaReduction: Localized(en: "Area fall", nl: "Daling oppervlakte")
        case .duration: Localized(en: "Duration", nl: "Duur")
        case .durationIncrease: Localized(en: "Duration rise", nl: "Toename duur")
        case .velocity: Localized(en: "Velocity", nl: "Snelheid")
        case .remark: Localized(en: "Remark", nl: "Opmerking")
        case .entrapment: Localized(en: "entrapment site", nl: "plaats van beknelling")
        case .long: Localized(en: "long segment", nl: "lang segment")
        case .proximalAbsent: Localized(en: "proximal response absent", nl: "proximale respons afwezig")
        case .distalAbsent: Localized(en: "distal response absent", nl: "distale respons afwezig")
        case .absent: Localized(en: "absent", nl: "afwezig")
        case .motorNerves:
            Localized(
                en: "Motor nerves: values at the most distal site, and F-waves",
                nl: "Motorische zenuwen: waarden op de meest distale plaats, en F-golven"
            )
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .distalLatency: Localized(en: "Latency", nl: "Latentie")
        case .distalAmplitude: Localized(en: "Amplitude", nl: "Amplitude")
        case .fWave: Localized(en: "Minimal F latency", nl: "Minimale F-latentie")
        case .persistence: Localized(en: "F persistence", nl: "F-persistentie")
        case .sensory: Localized(en: "Sensory conduction", nl: "Sensibele geleiding")
        case .site: Localized(en: "Site", nl: "Plaats")
        case .latency: Localized(en: "Peak latency", nl: "Pieklatentie")
        case .response: Localized(en: "Reading of the laboratory", nl: "Oordeel van het laboratorium")
        case .temperature: Localized(en: "Skin temperature", nl: "Huidtemperatuur")
        case .laboratory: Localized(en: "Laboratory", nl: "Laboratorium")
        case .filter: Localized(en: "Low-frequency filter", nl: "Laagfrequentfilter (hoogdoorlaat)")
        case .limits: Localized(en: "Limits", nl: "Normaalwaarden")
        case .limitsOwn: Localized(en: "of the laboratory", nl: "van het laboratorium")
        case .noStudy:
            Localized(en: "No nerve conduction study is recorded", nl: "Er is geen zenuwgeleidingsonderzoek vastgelegd")
        case .study: Localized(en: "Study", nl: "Onderzoek")
        case .noSegments:
            Localized(en: "No nerve was stimulated at two sites.", nl: "Geen zenuw is op twee plaatsen geprikkeld.")
        case .arrowNote:
            Localized(
                en:
                    "Falls and rises are computed from the values shown, and rounded only here. A segment at an entrapment site does not count for block.",
                nl:
                    "Dalingen en toenamen zijn berekend uit de getoonde waarden en alleen hier afgerond. Een segment op een beknellingsplaats telt niet mee voor blok."
            )
        case .needle: Localized(en: "Needle EMG", nl: "Naald-EMG")
        case .muscle: Localized(en: "Muscle", nl: "Spier")
        case .insertional: Localized(en: "Insertional activity", nl: "Insertieactiviteit")
        case .fibrillations: Localized(en: "Fibrillations", nl: "Fibrillaties")
        case .positiveSharpWaves: Localized(en: "Positive sharp waves", nl: "Positieve scherpe golven")
        case .fasciculations: Localized(en: "Fasciculations", nl: "Fasciculaties")
        case .unitDuration: Localized(en: "Unit duration", nl: "Duur MUP")
        case .unitAmplitude: Localized(en: "Unit amplitude", nl: "Amplitude MUP")
        case .polyphasia: Localized(en: "Polyphasia", nl: "Polyfasie")
        case .recruitment: Localized(en: "Recruitment", nl: "Rekrutering")
        case .noNeedle: Localized(en: "No needle EMG is recorded", nl: "Er is geen naald-EMG vastgelegd")
        case .gradeNote:
            Localized(
                en: "Spontaneous activity is graded 0 to 4.",
                nl: "Spontane activiteit is gegradeerd van 0 tot 4."
            )
        case .noMotor: Localized(en: "No motor nerve was studied.", nl: "Er is geen motorische zenuw onderzocht.")
        case .noSensory: Localized(en: "No sensory nerve was studied.", nl: "Er is geen sensibele zenuw onderzocht.")
        case .performedBy: Localized(en: "Performed by", nl: "Uitgevoerd door")
        case .notStated: Localized(en: "not stated", nl: "niet vermeld")
        case .nervesToErb:
            Localized(en: "Arm nerves stimulated up to Erb's point", nl: "Armzenuwen geprikkeld tot het punt van Erb")
        case .nervesForCidp:
            Localized(
                en: "Motor nerves of the CIDP minimum set (one side asked)",
                nl: "Motorische zenuwen van de minimale set voor CIDP (één zijde gevraagd)"
            )
        case .missing: Localized(en: "Missing from the study", nl: "Ontbreekt in het onderzoek")
        case .tooCold: Localized(en: "Too cold", nl: "Te koud")
        case .singleSite: Localized(en: "one site only", nl: "slechts één plaats")
        case .derived: Localized(en: "Derived metrics", nl: "Afgeleide maten")
        case .measure: Localized(en: "Measure", nl: "Maat")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .meaning: Localized(en: "What it suggests", nl: "Waar het op wijst")
        case .motorSites:
            Localized(
                en: "Motor responses site by site, as measured; the distance is that from the site before",
                nl: "Motorische responsen per plaats, zoals gemeten; de afstand is die vanaf de vorige plaats"
            )
        case .siteLatency: Localized(en: "Latency", nl: "Latentie")
        case .distance: Localized(en: "Distance", nl: "Afstand")
        case .derivedNote:
            Localized(
                en: "No criterion uses the derived metrics; their bounds come from secondary sources.",
                nl: "Geen criterium gebruikt de afgeleide maten; hun grenzen komen uit secundaire bronnen."
            )
        }
    }
}
