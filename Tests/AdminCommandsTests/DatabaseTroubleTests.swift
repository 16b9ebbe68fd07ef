// What keeps the database from being used, in both languages, and the exit codes of it.
import Domain
import Records
import Testing

@testable import AdminCommands

@Suite("Troubles of the database in words")
struct DatabaseTroubleTests {
    @Test("every trouble has a sentence in both languages", arguments: DatabaseTrouble.Kind.allCases)
    func sentences(kind: DatabaseTrouble.Kind) {
        let sentence = DatabaseTrouble(kind).sentence
        #expect(!sentence.en.isEmpty && !sentence.nl.isEmpty)
        #expect(sentence.en != sentence.nl)
        for text in [sentence.en, sentence.nl] { #expect(!text.hasSuffix(".") && !text.contains("  ")) }
    }

    @Test("every trouble has advice in both languages, unless waiting is all there is to do")
    func advice() {
        let without = DatabaseTrouble.Kind.allCases.filter { kind in
            guard let advice = DatabaseTrouble(kind).advice else { return true }
            #expect(!advice.en.isEmpty && !advice.nl.isEmpty && advice.en != advice.nl, "\(kind)")
            return false
        }
        // A missing right has advice that depends on what it is for.
        #expect(without == [.serverNotReady, .lost, .forbidden])
    }

    @Test("no two troubles say the same in Dutch, but for the two kinds of settings")
    func distinct() {
        let sentences = DatabaseTrouble.Kind.allCases.map { DatabaseTrouble($0).sentence.nl }
        #expect(Set(sentences).count == sentences.count - 1)
    }

    @Test("names stand in the Dutch sentence, and what cannot be shown leaves no gap")
    func names() {
        var trouble = DatabaseTrouble(.databaseForbidden)
        #expect(trouble.sentence.nl == "de server laat de gebruiker niet in de database")
        trouble.address = "db:5432"
        trouble.userName = "ann"
        trouble.databaseName = "workup"
        #expect(trouble.sentence.nl == "de server op db:5432 laat gebruiker ann niet in database workup")
    }
}
