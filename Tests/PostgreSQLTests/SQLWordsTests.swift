// What is read off the text of a statement without a server.
import Testing

@testable import PostgreSQL

@Suite("The words of a statement")
struct SQLWordsTests {
    @Test(
        "parameters are those outside of quotes and comments",
        arguments: [
            ("select $1, $2", [1, 2]), ("select '$1', $2", [2]), ("select 'it''s $1' || $12", [12]),
            (#"select e'\'$1' || $2"#, [2]), (#"select E'\\' || $1"#, [1]), (#"select '\' || $1"#, [1]),
            (#"select "$1" from t where a = $3"#, [3]), ("select 1 -- $1\n, $2", [2]),
            ("select /* $1 /* $2 */ $3 */ $4", [4]), ("select $$ $1 $$ || $2", [2]),
            ("select $tag$ $1 $$ $tag$ || $2", [2]), ("select a$1 from t", []), ("select $1::text", [1]),
            ("select ($1)", [1]), ("select 'open", []), ("select $", []), ("select /* open $1", []), ("", []),
            ("select \u{e9}$1, '\u{1F9E0}', $2", [2]), ("select type 'x', $1", [1]),
        ] as [(String, [Int])]
    )
    func parameters(sql: String, parameters: [Int]) {
        #expect(SQLWords(sql).parameters == Set(parameters))
    }

    @Test("calls are words before a parenthesis, whatever stands between")
    func calls() {
        let words = SQLWords(
            #"""
            with x as (select public.Fn (1), "Quoted"(2), 'no('::text, other from t) -- hidden(1)
            select a in (1), count /* ( */ (*), $tag$ inside(1) $tag$ from x
            """#
        )
        #expect(words.calledNames == ["as", "fn", "Quoted", "in", "count"])
        #expect(words.first == "with")
        #expect(words.words.contains("select"))
        #expect(!words.words.contains("hidden"))
    }
}
