// What the patient's sheet says of treatments: which there are, when they are given, and what to tell.
import Domain

extension SheetFact {
    /// The sentences on treatment.
    var treatment: SourcedSentence {
        switch self {
        case .ivigFirst:
            SourcedSentence(
                en: "The first choice is immunoglobulin through a drip (IVIg).",
                nl: "De eerste keus is immuunglobuline via een infuus (IVIg).",
                "PMC4409549",
                "8a",
                .checked
            )
        case .ivigHelps:
            SourcedSentence(
                en:
                    "It has a fair effect in about 85 of every 100 people. The effect wears off, so most people go on with it.",
                nl:
                    "Het werkt redelijk bij ongeveer 85 van de 100 mensen. Het effect neemt af, dus de meeste mensen gaan ermee door.",
                "spierziekten.nl, leaflets",
                "8c, 8a",
                .secondary
            )
        case .ivigStart:
            SourcedSentence(
                en: "The first treatment is spread over 2 to 5 days in a row.",
                nl: "De eerste kuur is verdeeld over 2 tot 5 dagen achter elkaar.",
                "SmPC Privigen, Intratect, Octagam",
                "8b",
                .checked
            )
        case .ivigContinues:
            SourcedSentence(
                en:
                    "After that it is given every 2 to 8 weeks. After each time you and your team look whether it helps.",
                nl: "Daarna krijgt u het elke 2 tot 8 weken. Na elke keer kijkt u met uw team of het helpt.",
                "SmPC Privigen, Intratect, Octagam",
                "8b",
                .checked
            )
        case .ivigStops:
            SourcedSentence(
                en: "If it does not help within 6 months, it is stopped.",
                nl: "Als het binnen 6 maanden niet helpt, stopt het.",
                "SmPC Privigen, Intratect, Octagam",
                "8b",
                .checked
            )
        case .scig:
            SourcedSentence(
                en:
                    "Later immunoglobulin can be given under the skin (SCIg). In several countries it is not registered for MMN.",
                nl:
                    "Later kan immuunglobuline ook onder de huid (SCIg). In verschillende landen is dat niet geregistreerd voor MMN.",
                "clinical reference",
                "8a, 8d scigOffLabelInMmn",
                .secondary
            )
        case .reactions, .vaccines, .measles, .tellDoctor, .brands, .brandDiffers, .batch: product
        case .otherTreatments:
            SourcedSentence(
                en:
                    "Leaflets also name plasma exchange, cyclophosphamide and other medicines that slow down the immune system. The guideline advises against the first two in MMN, and none of the others is proven.",
                nl:
                    "Folders noemen ook plasmaferese, cyclofosfamide en andere middelen die de afweer remmen. De richtlijn raadt de eerste twee af bij MMN, en van de andere is geen middel bewezen.",
                "PMC4409549, PMC3983019",
                "8a",
                .checked
            )
        case .corticosteroid:
            SourcedSentence(
                en: "Prednisone is not advised in MMN: weakness may get worse.",
                nl: "Prednison wordt bij MMN niet aangeraden: de zwakte kan toenemen.",
                "guideline, Donaghy 1994",
                "8d, corticosteroidInMmn",
                .checked
            )
        case .movement:
            SourcedSentence(
                en: "Physiotherapy and care by several professions together are part of treatment.",
                nl: "Fysiotherapie en zorg door verschillende beroepen samen horen bij de behandeling.",
                "PMC4409549",
                "8a",
                .checked
            )
        default:
            SourcedSentence(
                en: "You, your doctor and the team choose together.",
                nl: "U, uw arts en het team kiezen samen.",
                "leaflets",
                "leaflets",
                .secondary
            )
        }
    }

    private var product: SourcedSentence {
        switch self {
        case .reactions:
            SourcedSentence(
                en:
                    "A reaction is more likely at a high speed, at the first infusion, with another product or after a long gap.",
                nl:
                    "Een reactie komt vaker voor bij een hoge snelheid, bij het eerste infuus, bij een ander product of na een lange pauze.",
                "SmPC",
                "8c",
                .unchecked
            )
        case .vaccines:
            SourcedSentence(
                en:
                    "Vaccines with living germs work less well for 6 weeks to 3 months after immunoglobulin. Ask before you get one.",
                nl:
                    "Vaccins met levende ziektekiemen werken 6 weken tot 3 maanden na immuunglobuline minder goed. Vraag het na voordat u er een krijgt.",
                "SmPC",
                "8c",
                .checked
            )
        case .measles:
            SourcedSentence(
                en: "A vaccine against measles can work less well for up to a year.",
                nl: "Een vaccin tegen mazelen kan tot een jaar minder goed werken.",
                "SmPC",
                "8c",
                .unchecked
            )
        case .tellDoctor:
            SourcedSentence(
                en:
                    "Say it before an infusion if you ever reacted badly to immunoglobulin, or had thrombosis or a kidney disease.",
                nl:
                    "Zeg het vóór een infuus als u ooit slecht op immuunglobuline reageerde, of trombose of een nierziekte had.",
                "SmPC",
                "8c",
                .checked
            )
        case .brands:
            SourcedSentence(
                en:
                    "There are several brands of immunoglobulin. They differ in what else they contain. No brand is proven better.",
                nl:
                    "Er zijn verschillende merken immuunglobuline. Ze verschillen in wat er verder in zit. Van geen merk is bewezen dat het beter is.",
                "spierziekten.nl",
                "8c",
                .checked
            )
        case .brandDiffers:
            SourcedSentence(
                en: "You may do better on one brand than on another. Tell your team what you notice.",
                nl: "U kunt met het ene merk beter af zijn dan met het andere. Vertel uw team wat u merkt.",
                "spierziekten.nl",
                "8c",
                .checked
            )
        default:
            SourcedSentence(
                en: "At every infusion the name of the product and its batch number are written down.",
                nl: "Bij elk infuus worden de naam van het product en het batchnummer opgeschreven.",
                "SmPC section 4.4 of Intratect and HyQvia",
                "8c",
                .checked
            )
        }
    }
}
