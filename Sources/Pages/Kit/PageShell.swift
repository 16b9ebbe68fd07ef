// What stands around every page: who is signed in, where one can go, the language, what was just done.
package import Domain

/// The parts of the service that a person can go to, in the order of the bar.
package enum PageArea: String, Sendable, Hashable, CaseIterable {
    case worklist, tasks, patients, meetings, statistics, review, administration, account

    /// Its address.
    package var address: String {
        switch self {
        case .worklist: "/worklist"
        case .tasks: "/tasks"
        case .patients: "/patients"
        case .meetings: "/meetings"
        case .statistics: "/statistics"
        case .review: "/audit/review"
        case .administration: "/administration"
        case .account: "/account"
        }
    }

    /// What the bar says.
    var word: PageFrameWord {
        switch self {
        case .worklist: .worklist
        case .tasks: .tasks
        case .patients: .patients
        case .meetings: .meetings
        case .statistics: .statistics
        case .review: .review
        case .administration: .administration
        case .account: .account
        }
    }
}

/// What stands around a page.
package struct PageShell: Sendable, Hashable {
    /// When somebody is signed out who does nothing.
    package struct Idle: Sendable, Hashable {
        let seconds: Int
        /// The time of the day, as it is told.
        let time: String

        /// When somebody is signed out who does nothing.
        ///
        /// - Parameters:
        ///   - seconds: how long from now.
        ///   - time: the time of the day, as it is told.
        package init(seconds: Int, time: String) {
            self.seconds = seconds
            self.time = time
        }
    }

    /// Who is signed in.
    package struct Person: Sendable, Hashable {
        let name: String
        let role: String
        let organisation: String?
        /// Where this person can go.
        let areas: [PageArea]
        /// When they are signed out if they do nothing; nil where nobody knows.
        let idle: Idle?

        /// Somebody who is signed in.
        package init(name: String, role: String, organisation: String?, areas: [PageArea], idle: Idle? = nil) {
            self.idle = idle
            self.name = name
            self.role = role
            self.organisation = organisation
            self.areas = areas
        }
    }

    /// The language of the page.
    package let language: Language
    /// The address of the page, for the switch of languages.
    package let address: String
    /// Who is signed in; nil on pages for everybody.
    package let person: Person?
    /// The part that the page belongs to.
    package let area: PageArea?
    /// What was just done.
    package var notice: String?
    /// What went wrong.
    package var alert: String?

    /// What stands around a page.
    package init(
        language: Language,
        address: String,
        person: Person? = nil,
        area: PageArea? = nil,
        notice: String? = nil,
        alert: String? = nil
    ) {
        self.language = language
        self.address = address
        self.person = person
        self.area = area
        self.notice = notice
        self.alert = alert
    }
}

/// The shell as the template reads it.
struct ShownShell {
    struct Link {
        let label: String
        let address: String
        let isCurrent: Bool
    }

    struct Choice {
        let code: String
        let name: String
        let isCurrent: Bool
    }

    struct Idle {
        let seconds: Int
        let sentence: String
    }

    struct Person {
        let name: String
        let role: String
        let organisation: String?
    }

    let language: String
    let address: String
    let styleSheet: String
    let script: String
    let icon: String
    let person: Person?
    let idle: Idle?
    let links: [Link]
    let languages: [Choice]
    let notice: String?
    let alert: String?

    init(_ shell: PageShell) {
        language = shell.language.rawValue
        address = shell.address
        styleSheet = PageFiles.styleSheet.address
        script = PageFiles.script.address
        icon = PageFiles.icon.address
        person = shell.person.map { Person(name: $0.name, role: $0.role, organisation: $0.organisation) }
        idle = shell.person?.idle.map { idle in
            let (at, unless) = (PageFrameWord.idleAt.text, PageFrameWord.idleUnless.text)
            let sentence = "\(at[shell.language]) \(idle.time) \(unless[shell.language])"
            return Idle(seconds: idle.seconds, sentence: sentence)
        }
        links = (shell.person?.areas ?? []).map { area in
            Link(label: area.word.text[shell.language], address: area.address, isCurrent: area == shell.area)
        }
        languages = Language.allCases.map { language in
            Choice(
                code: language.rawValue,
                name: language == .en ? "English" : "Nederlands",
                isCurrent: language == shell.language
            )
        }
        notice = shell.notice
        alert = shell.alert
    }
}
