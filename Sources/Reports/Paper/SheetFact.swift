// What the patient's sheet says of the disease and the tests, in plain words: nothing that its source does not say.
import Domain

/// The sentences of fact on the patient's sheet.
package enum SheetFact: String, SourcedSentences {
    case wire, sheath, rare, onset, spread, wheelchair
    case testsDiffer, examination, conduction, needle, blood, antibodiesAbsent, fluid, imaging
    case ivigFirst, ivigHelps, ivigStart, ivigContinues, ivigStops, scig, reactions, vaccines, measles, tellDoctor
    case brands, brandDiffers, batch, otherTreatments, corticosteroid, movement, together
    case anaesthesia, centre, nearby

    /// The sentence with its source.
    package var sentence: SourcedSentence {
        switch self {
        case .wire, .sheath, .rare, .onset, .spread, .wheelchair: disease
        case .testsDiffer, .examination, .conduction, .needle, .blood, .antibodiesAbsent, .fluid, .imaging: test
        case .anaesthesia:
            SourcedSentence(
                en: "With MMN there is no restriction on spinal, epidural or general anaesthesia.",
                nl: "Bij MMN is er geen beperking voor een ruggenprik, een epidurale verdoving of een narcose.",
                "spierziekten.nl",
                "8c",
                .checked
            )
        case .centre:
            SourcedSentence(
                en:
                    "Finding out whether you have MMN, and choosing the treatment, belongs with people who see this disease often.",
                nl:
                    "Uitzoeken of u MMN hebt en de behandeling kiezen hoort bij mensen die deze ziekte vaak zien: een spierziektencentrum.",
                "leaflets",
                "leaflets",
                .secondary
            )
        case .nearby:
            SourcedSentence(
                en: "Check-ups can be at a hospital closer to your home.",
                nl: "Controles kunnen in een ziekenhuis dichter bij huis.",
                "leaflets",
                "leaflets",
                .secondary
            )
        default: treatment
        }
    }

    private var disease: SourcedSentence {
        switch self {
        case .wire:
            leaflet(
                en: "A nerve is like an electric wire: a core with a sheath around it.",
                nl: "Een zenuw lijkt op een elektriciteitsdraad: een kern met een laagje eromheen."
            )
        case .sheath:
            leaflet(
                en:
                    "In MMN (multifocal motor neuropathy) your immune system damages the sheath of nerves that move muscles. Signals then slow down or are blocked, and muscles get weaker.",
                nl:
                    "Bij MMN (multifocale motorische neuropathie) beschadigt uw afweer het laagje om zenuwen die spieren bewegen. Signalen gaan dan langzamer of komen niet aan, en spieren worden zwakker."
            )
        case .rare:
            leaflet(
                en: "Why this happens is not known. The disease is rare.",
                nl: "Hoe dit komt, is niet bekend. De ziekte is zeldzaam."
            )
        case .onset:
            leaflet(
                en: "It mostly starts between the ages of 30 and 50, and in men more often.",
                nl: "Het begint meestal tussen de 30 en 50 jaar, en vaker bij mannen."
            )
        case .spread:
            leaflet(
                en:
                    "It usually begins in the hands and arms and gets worse slowly, on one side more than the other. Later the legs often take part, the lower leg more than the thigh. In some people it begins there.",
                nl:
                    "Het begint meestal in de handen en armen en wordt langzaam erger, aan de ene kant meer dan aan de andere. Later doen vaak de benen mee, het onderbeen meer dan het bovenbeen. Bij sommige mensen begint het daar."
            )
        default:
            leaflet(
                en: "Most people do not come to need a wheelchair.",
                nl: "De meeste mensen krijgen geen rolstoel nodig."
            )
        }
    }

    private func leaflet(en: String, nl: String) -> SourcedSentence {
        SourcedSentence(en: en, nl: nl, "leaflets", "leaflets", .secondary)
    }

    private var test: SourcedSentence {
        switch self {
        case .testsDiffer:
            SourcedSentence(
                en: "Everybody has the examination and the nerve test. The other tests are for some people.",
                nl:
                    "Iedereen krijgt het lichamelijk onderzoek en het zenuwonderzoek. De andere onderzoeken zijn voor sommige mensen.",
                "PMC4409549",
                "1",
                .checked
            )
        case .examination:
            SourcedSentence(
                en: "Examination: the doctor tests your strength, your reflexes and your feeling.",
                nl: "Lichamelijk onderzoek: de arts onderzoekt uw kracht, uw reflexen en uw gevoel.",
                "house",
                "1",
                .unchecked
            )
        case .conduction:
            SourcedSentence(
                en:
                    "Nerve test (nerve conduction study): it measures how well nerves pass signals on, and where a signal is blocked.",
                nl:
                    "Zenuwonderzoek (zenuwgeleidingsonderzoek): dit meet hoe goed zenuwen signalen doorgeven, en waar een signaal wordt tegengehouden.",
                "PMC4409549",
                "1",
                .checked
            )
        case .needle:
            SourcedSentence(
                en: "Needle EMG: a thin needle measures how muscles work. It helps to tell other diseases from MMN.",
                nl:
                    "Naald-EMG: een dunne naald meet hoe spieren werken. Dat helpt om andere ziekten van MMN te onderscheiden.",
                "house",
                "7a",
                .unchecked
            )
        case .blood:
            SourcedSentence(
                en:
                    "Blood tests: they look for other causes, and for antibodies against GM1. About half of the people with MMN have these.",
                nl:
                    "Bloedonderzoek: dit zoekt naar andere oorzaken, en naar antistoffen tegen GM1. Ongeveer de helft van de mensen met MMN heeft die.",
                "leaflets; published series",
                "7b",
                .secondary
            )
        case .antibodiesAbsent:
            SourcedSentence(
                en: "Without these antibodies you can still have MMN.",
                nl: "Ook zonder deze antistoffen kunt u MMN hebben.",
                "clinical reference",
                "11, antiGm1NegativeDoesNotExclude",
                .checked
            )
        case .fluid:
            SourcedSentence(
                en: "Lumbar puncture: the fluid around the spinal cord is examined. In MMN it is usually normal.",
                nl:
                    "Lumbaalpunctie (ruggenprik): het vocht rond het ruggenmerg wordt onderzocht. Bij MMN is dat meestal normaal.",
                "published series",
                "7c",
                .secondary
            )
        default:
            SourcedSentence(
                en: "Ultrasound or MRI: pictures can show that nerves are thicker.",
                nl: "Echo of MRI: beelden kunnen laten zien dat zenuwen dikker zijn.",
                "thesis M. van Rosmalen, Utrecht",
                "7d",
                .checked
            )
        }
    }
}
