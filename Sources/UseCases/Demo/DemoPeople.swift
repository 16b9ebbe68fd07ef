// Who works in the demo clinic, and where. Every name is invented.
import Domain

/// A person of the demo clinic.
struct DemoPerson: Sendable, Hashable {
    let login: String
    let name: String
    let role: Role
    /// The code of the organisation.
    let organisation: String

    init(_ login: String, _ name: String, _ role: Role, at organisation: String) {
        self.login = login
        self.name = name
        self.role = role
        self.organisation = organisation
    }
}

/// The organisations and people of the demo clinic.
enum DemoPeople {
    static let centre = Organisation(
        code: "NMC",
        name: "Spierziektencentrum Noorderbrug (demo)",
        kind: .neuromuscularCentre
    )
    static let regional = Organisation(
        code: "REG",
        name: "Streekziekenhuis De Vlietpoort (demo)",
        kind: .regionalHospital
    )
    static let organisations = [centre, regional]

    static let testinga = DemoPerson("f.testinga", "Dr. Femke Testinga", .neurologist, at: "NMC")
    static let proefstra = DemoPerson("r.proefstra", "Dr. Ruben Proefstra", .neurophysiologist, at: "NMC")
    static let meetsma = DemoPerson("k.meetsma", "Kim Meetsma", .technician, at: "NMC")
    static let monsterman = DemoPerson("l.monsterman", "Lars Monsterman", .laboratory, at: "NMC")
    static let zorgman = DemoPerson("n.zorgman", "Noor Zorgman", .nurse, at: "NMC")
    static let plansma = DemoPerson("c.plansma", "Carla Plansma", .coordinator, at: "NMC")
    static let beheersma = DemoPerson("a.beheersma", "Arno Beheersma", .administrator, at: "NMC")
    static let geheimveld = DemoPerson("p.geheimveld", "Petra Geheimveld", .privacyOfficer, at: "NMC")
    static let zoekveld = DemoPerson("o.zoekveld", "Otto Zoekveld", .researcher, at: "NMC")
    static let voorbeeld = DemoPerson("b.voorbeeld", "Dr. Bram Voorbeeld", .neurologist, at: "REG")
    static let stroomans = DemoPerson("j.stroomans", "Dr. Jef Stroomans", .neurophysiologist, at: "REG")
    static let prikker = DemoPerson("s.prikker", "Saar Prikker", .laboratory, at: "REG")
    static let hulpveld = DemoPerson("w.hulpveld", "Wim Hulpveld", .nurse, at: "REG")

    static let all = [
        testinga, proefstra, meetsma, monsterman, zorgman, plansma, beheersma, geheimveld, zoekveld, voorbeeld,
        stroomans, prikker, hulpveld,
    ]
}

/// The people of one organisation who look after a patient.
struct DemoTeam: Sendable {
    let organisation: Organisation
    let neurologist: DemoPerson
    let neurophysiologist: DemoPerson
    /// Who does the conduction study; the neurophysiologist where there is no technician.
    let technician: DemoPerson
    let laboratory: DemoPerson
    let nurse: DemoPerson

    static let centre = DemoTeam(
        organisation: DemoPeople.centre,
        neurologist: DemoPeople.testinga,
        neurophysiologist: DemoPeople.proefstra,
        technician: DemoPeople.meetsma,
        laboratory: DemoPeople.monsterman,
        nurse: DemoPeople.zorgman
    )
    static let regional = DemoTeam(
        organisation: DemoPeople.regional,
        neurologist: DemoPeople.voorbeeld,
        neurophysiologist: DemoPeople.stroomans,
        technician: DemoPeople.stroomans,
        laboratory: DemoPeople.prikker,
        nurse: DemoPeople.hulpveld
    )

    /// The team of the organisation whose hospital number the patient has.
    static func of(_ file: CaseFile) -> DemoTeam {
        let isRegional = file.patient?.identifiers.contains {
            $0.system == .hospital(organisation: DemoPeople.regional.code)
        }
        return isRegional == true ? regional : centre
    }
}
