// The database's own walls in words: what holds, and what is wrong where it does not.
import Domain
import Records

extension DatabaseWall {
    /// What holds.
    var rule: Localized {
        switch self {
        case .tables:
            Localized(
                en: "every table of patients has row-level security, enabled and forced",
                nl: "elke tabel van patiënten heeft beveiliging per rij, aangezet en afgedwongen"
            )
        case .policies:
            Localized(en: "no policy shows the service every row", nl: "geen regel toont de dienst elke rij")
        case .views:
            Localized(
                en: "every view that is granted runs with the rights of its reader",
                nl: "elke toegekende view werkt met de rechten van wie leest"
            )
        case .searchPaths:
            Localized(
                en: "every function with its owner's rights has a fixed search path",
                nl: "elke functie met de rechten van haar eigenaar heeft een vast zoekpad"
            )
        case .knownFunctions:
            Localized(
                en: "every function with its owner's rights is on the list",
                nl: "elke functie met de rechten van haar eigenaar staat op de lijst"
            )
        case .callers:
            Localized(
                en: "not everybody may call the functions with their owner's rights",
                nl: "niet iedereen mag de functies met de rechten van hun eigenaar aanroepen"
            )
        case .owners:
            Localized(
                en: "the service and the machine's administrator own nothing",
                nl: "de dienst en de beheerder van de machine zijn nergens eigenaar van"
            )
        case .roles:
            Localized(
                en: "no role of the program is above row-level security",
                nl: "geen rol van het programma staat boven de beveiliging per rij"
            )
        case .everybody:
            Localized(en: "no table is open to every role", nl: "geen tabel staat open voor elke rol")
        case .partitions:
            Localized(
                en: "no partition is reached beside its whole",
                nl: "geen partitie is te bereiken buiten het geheel om"
            )
        case .guards:
            Localized(
                en: "every constraint and trigger of the log and of access is at work",
                nl: "elke voorwaarde en trigger van het logboek en van toegang is in werking"
            )
        }
    }

    /// What is wrong with the things that are named after it.
    var breach: Localized {
        switch self {
        case .tables:
            Localized(
                en: "tables of patients that row-level security does not guard",
                nl: "tabellen van patiënten die niet per rij beveiligd zijn"
            )
        case .policies:
            Localized(en: "policies that show the service every row", nl: "regels die de dienst elke rij tonen")
        case .views:
            Localized(
                en: "views that show what their owner sees instead of what their reader may",
                nl: "views die tonen wat hun eigenaar ziet in plaats van wat de lezer mag"
            )
        case .searchPaths:
            Localized(
                en: "functions with their owner's rights and without a fixed search path",
                nl: "functies met de rechten van hun eigenaar en zonder vast zoekpad"
            )
        case .knownFunctions:
            Localized(
                en: "functions with their owner's rights that this program does not know, or with another owner",
                nl: "functies met de rechten van hun eigenaar die dit programma niet kent, of met een andere eigenaar"
            )
        case .callers:
            Localized(
                en: "functions with their owner's rights that everybody may call",
                nl: "functies met de rechten van hun eigenaar die iedereen mag aanroepen"
            )
        case .owners:
            Localized(
                en: "things that belong to another than who migrates",
                nl: "zaken die van een ander zijn dan van wie migreert"
            )
        case .roles:
            Localized(
                en: "roles of the program that row-level security does not hold for",
                nl: "rollen van het programma waarvoor de beveiliging per rij niet geldt"
            )
        case .everybody:
            Localized(en: "tables that are open to every role", nl: "tabellen die voor elke rol openstaan")
        case .partitions:
            Localized(
                en: "partitions that are reached beside their whole",
                nl: "partities die buiten het geheel om te bereiken zijn"
            )
        case .guards:
            Localized(
                en: "constraints and triggers of the log and of access that are missing or switched off",
                nl: "voorwaarden en triggers van het logboek en van toegang die ontbreken of uitgezet zijn"
            )
        }
    }
}
