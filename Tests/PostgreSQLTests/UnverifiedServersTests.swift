// Which connections go over a network without making sure who is at the other end; libpq reads the settings, nothing connects.
import PostgreSQL
import Testing

@Suite("Servers that would be reached unverified")
struct UnverifiedServersTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let settings: String
        /// Nil where every server is on this machine or verified.
        let hosts: [String]?
        var mode = "prefer"
        var testDescription: String { settings }
    }

    private static let rows: [Row] = [
        // On this machine there is no network between.
        Row(settings: "host=/run/postgresql", hosts: nil),
        Row(settings: "host=@abstract sslmode=disable", hosts: nil),
        Row(settings: "host=localhost", hosts: nil), Row(settings: "host=LOCALHOST", hosts: nil),
        Row(settings: "host=127.0.0.1 sslmode=disable", hosts: nil), Row(settings: "host=127.9.9.9", hosts: nil),
        Row(settings: "host=::1", hosts: nil), Row(settings: "host=0:0:0:0:0:0:0:1", hosts: nil),
        Row(settings: "postgresql://u@[::1]:5432/d", hosts: nil),
        Row(settings: "host=db.example.org hostaddr=127.0.0.1", hosts: nil),
        // Elsewhere only the one mode will do.
        Row(settings: "host=db.example.org sslmode=verify-full", hosts: nil),
        Row(settings: "postgresql://u@db.example.org/d?sslmode=verify-full", hosts: nil),
        Row(settings: "host=a,b sslmode=verify-full", hosts: nil),
        Row(settings: "host=db.example.org", hosts: ["db.example.org"]),
        Row(settings: "postgresql://u@db.example.org:6543/d", hosts: ["db.example.org"]),
        Row(settings: "host=10.0.0.1 sslmode=disable", hosts: ["10.0.0.1"], mode: "disable"),
        Row(settings: "host=10.0.0.1 sslmode=allow", hosts: ["10.0.0.1"], mode: "allow"),
        Row(settings: "host=10.0.0.1 sslmode=require", hosts: ["10.0.0.1"], mode: "require"),
        Row(settings: "host=10.0.0.1 sslmode=verify-ca", hosts: ["10.0.0.1"], mode: "verify-ca"),
        Row(settings: "host=10.0.0.1 sslmode=''", hosts: ["10.0.0.1"]),
        Row(settings: "hostaddr=10.0.0.1", hosts: ["10.0.0.1"]),
        // What is connected to counts, not the name that it goes by.
        Row(settings: "host=localhost hostaddr=10.0.0.1", hosts: ["localhost"]),
        Row(settings: "host=/run hostaddr=10.0.0.1", hosts: ["/run"]),
        Row(settings: "host=localhost.example.org", hosts: ["localhost.example.org"]),
        Row(settings: "host=127.0.0.1.example.org", hosts: ["127.0.0.1.example.org"]),
        Row(settings: "host=::ffff:10.0.0.1", hosts: ["::ffff:10.0.0.1"]), Row(settings: "host=::", hosts: ["::"]),
        Row(settings: "host=0.0.0.0", hosts: ["0.0.0.0"]),
        // Of several hosts each counts.
        Row(settings: "host=localhost,db,/run,10.0.0.2 port=1", hosts: ["db", "10.0.0.2"]),
        Row(settings: "postgresql://u@127.0.0.1:1,db:2/d?target_session_attrs=read-write", hosts: ["db"]),
        Row(settings: "host=a,b hostaddr=127.0.0.1,10.0.0.2", hosts: ["b"]),
        Row(settings: "host=a,, hostaddr=,10.0.0.2,", hosts: ["a", "10.0.0.2"]),
        // Nothing is said of what may be a password.
        Row(settings: "postgresql://ann:hunter2@db/x/y", hosts: []),
        // A name that no host has; connecting tells that the password was not escaped.
        Row(settings: "postgresql://ann:hun@ter2@db/x", hosts: nil),
        // What libpq cannot use connects to nobody.
        Row(settings: "host=db sslmode=sometimes", hosts: nil),
        Row(settings: "host=a,b port=1,2,3", hosts: nil),
    ]

    @Test("are those on other machines with less than verify-full", arguments: rows)
    func found(_ row: Row) throws {
        let unverified = try ConnectionSettings(url: row.settings).unverifiedServers
        #expect(unverified?.hosts == row.hosts)
        if unverified != nil { #expect(unverified?.mode == row.mode) }
    }
}
