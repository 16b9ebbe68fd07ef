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
                #"{"key":"database.url","value":"postgresql://u:***@h/d","source":"WORKUP_DATABASE_URL"}"#
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
