// `workup config`: values with their sources, faults with exit 78.
import AdminCommands
import Domain
import Testing

@Suite("Config commands")
struct ConfigCommandTests {
    @Test("config show names the source and blanks the secret")
    func show() async throws {
        let ran = await run(
            "config",
            "show",
            "--output",
            "json",
            environment: ["WORKUP_DATABASE_URL": "postgresql://u:secret@h/d", "WORKUP_HTTP_PORT": "9000"]
        )
        #expect(ran.code == .done)
        #expect(!ran.output.contains("secret"))
        #expect(
            ran.output.contains(
                #"{"key":"database.url","value":"user=u password=*** host=h dbname=d","source":"WORKUP_DATABASE_URL"}"#
            )
        )
        #expect(ran.output.contains(#"{"key":"http.port","value":9000,"source":"WORKUP_HTTP_PORT"}"#))
        #expect(ran.output.contains(#"{"key":"data","value":null,"source":"not set"}"#))
    }

    @Test("config check exits with 78 and tells every fault")
    func check() async {
        let ran = await run(
            "config",
            "check",
            environment: ["WORKUP_HTTP_PORT": "no", "WORKUP_LOG_LEVEL": "loud", "WORKUP_X": "1"]
        )
        #expect(ran.code == .badConfiguration)
        #expect(ran.output.isEmpty)
        for name in ["WORKUP_HTTP_PORT", "WORKUP_LOG_LEVEL", "WORKUP_X"] { #expect(ran.talk.contains(name)) }
    }

    @Test(
        "config check finds what libpq refuses, in both languages and without the values",
        arguments: [
            "sslmode=hunter2", "port=hunter2", "host=a,b port=1,2,3", "connect_timeout=hunter2", "service=hunter2",
            "http://u:hunter2@h/d", "host=h pasword=hunter2", "postgresql://u:hunter2/x@h/d",
            "dbname=postgresql://u:hunter2@h/d",
        ]
    )
    func connectionFaults(url: String) async {
        let english = await run("config", "check", environment: ["WORKUP_DATABASE_URL": url])
        let dutch = await run("config", "check", "--language", "nl", environment: ["WORKUP_DATABASE_URL": url])
        for ran in [english, dutch] {
            #expect(ran.code == .badConfiguration)
            #expect(ran.talk.contains("WORKUP_DATABASE_URL: "))
            #expect(!ran.talk.contains("hunter2"))
        }
        #expect(english.talk.contains("password") && dutch.talk.contains("wachtwoord") || url.hasPrefix("service"))
        let shown = await run("config", "show", environment: ["WORKUP_DATABASE_URL": url])
        #expect(shown.code == .done)
        #expect(!shown.output.contains("hunter2") || url.first != "h" && !url.contains("://"))
    }

    @Test("a time for connecting that nobody waits for is told")
    func timeout() async {
        let ran = await run(
            "config",
            "check",
            environment: ["WORKUP_DATABASE_URL": "host=h sslmode=verify-full connect_timeout=30"]
        )
        #expect(ran.code == .done)
        #expect(ran.talk.contains("connect_timeout is 30 s, but `database.timeoutMilliseconds` ends the wait sooner"))
        let fitting = await run(
            "config",
            "check",
            environment: ["WORKUP_DATABASE_URL": "host=h sslmode=verify-full connect_timeout=8"]
        )
        #expect(fitting.talk == "The configuration has no faults.\n")
    }

    @Test("config check says that all is well")
    func wellConfigured() async {
        let ran = await run("config", "check")
        #expect(ran.code == .done)
        #expect(ran.talk == "The configuration has no faults.\n")
        let dutch = await run("config", "check", "--language", "nl")
        #expect(dutch.talk == "De configuratie heeft geen fouten.\n")
    }

    @Test("with --output json a failure is one JSON document on standard error")
    func jsonFailure() async throws {
        let ran = await run("config", "check", "--output", "json", environment: ["WORKUP_HTTP_PORT": "70000"])
        #expect(ran.output.isEmpty)
        let error = try JSONReader.read(Array(ran.talk.utf8))["error"]
        #expect(error?["code"] == "bad-configuration")
        #expect(error?["exitCode"] == .integer(78))
        #expect(error?["faults"]?[0]?["pointer"] == "WORKUP_HTTP_PORT")
    }
}
