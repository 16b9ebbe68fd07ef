// The rules of new passwords, as a table: what is taken, what is refused, and for which reason.
import Domain
import Records
import Testing

@Suite("Password rules")
struct PasswordRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let password: String
        let codes: [FaultCode]
        let why: String

        init(_ password: String, _ why: String) {
            self.init(password, [], why)
        }

        init(_ password: String, _ codes: [FaultCode], _ why: String) {
            self.password = password
            self.codes = codes
            self.why = why
        }

        var testDescription: String { why }
    }

    private static let context = PasswordRules.Context(
        login: "a.vandenberg",
        name: "Anna van den Berg",
        organisation: "UMCX"
    )

    /// So many letters, none of them in a pattern that repeats soon.
    private static func letters(_ count: Int) -> String {
        String(decoding: (0..<count).map { UInt8(97 + $0 * 7 % 26) }, as: UTF8.self)
    }

    static let cases: [Case] = [
        Case("kade mist orgel", "fifteen characters, several words"),
        Case("gtfiwelu", "the fewest characters"),
        Case("gtfiwel", [.outOfRange], "one character too few"),
        Case("", [.outOfRange], "nothing"),
        Case(String(repeating: "kade mist orgel ", count: 4), "sixty-four characters are allowed"),
        Case(letters(1_024), "the longest"),
        Case(letters(1_025), [.outOfRange], "one byte too long"),
        Case("        kade", "spaces count"),
        Case("жаба на причале", "any letters"),
        Case("🐸🪨🎹🧱🛶🌫🧊🪵", "eight characters of four bytes each"),
        Case("password1", [.commonPassword], "on the list"),
        Case("PassWord1", [.commonPassword], "on the list but for capital letters"),
        Case("wachtwoord", [.commonPassword], "on the list, in Dutch"),
        Case("Welkom2026!", [.commonPassword], "a listed word with digits and a sign around it"),
        Case("12345678", [.commonPassword], "on the list, digits"),
        Case("aaaaaaaaaaaaaaaaaaaa", [.commonPassword], "one letter over and over"),
        Case("xq7zxq7zxq7zxq7z", [.commonPassword], "four characters over and over"),
        Case("xq7zkxq7zkxq7zk", "five characters over and over"),
        Case("a.vandenberg", [.knownPassword], "the login"),
        Case("VandenBerg2026", [.knownPassword], "the name with a year"),
        Case("workup-UMCX-anna", [.knownPassword], "nothing but what is known"),
        Case("anna speelt orgel op de kade", "a name among enough other words"),
    ]

    @Test("take and refuse as the table says", arguments: cases)
    func table(_ each: Case) {
        let faults = PasswordRules.faults(of: each.password, PasswordRulesTests.context)
        #expect(faults.map(\.code) == each.codes)
        #expect(faults.allSatisfy { $0.pointer == "/password" && !$0.message.en.isEmpty && !$0.message.nl.isEmpty })
    }

    @Test("never show the password in what they say")
    func quiet() {
        for each in PasswordRulesTests.cases where each.password.count > 4 && each.password != "wachtwoord" {
            for fault in PasswordRules.faults(of: each.password, PasswordRulesTests.context) {
                #expect(!fault.message.en.contains(each.password) && !fault.message.nl.contains(each.password))
            }
        }
    }

    @Test("know what is shorter than what is asked for, and take it all the same")
    func short() {
        #expect(PasswordRules.isShort("gtfiwelu"))
        #expect(PasswordRules.isShort("fourteen chars"))
        #expect(!PasswordRules.isShort("fifteen letters"))
    }

    @Test("rest on a list of more than three thousand that are long enough (ASVS 5.0, 6.2.4)")
    func list() {
        #expect(CommonPasswords.count > 15_000)
        #expect(CommonPasswords.contain("qwertyuiop"))
        #expect(!CommonPasswords.contain("kade mist orgel"))
        #expect(!CommonPasswords.contain("# source: common-passwords.txt.gz"))
    }
}
