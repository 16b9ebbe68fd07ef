// The table of exit codes, written out: the numbers never change.
import Domain
import EmbeddedPostgreSQL
import Testing
import UseCases

@testable import AdminCommands

@Suite("Exit codes")
struct ExitCodeTests {
    @Test(
        "each category of a use case's refusal has its exit code",
        arguments: [
            (UseCaseError.Category.invalidInput, 64), (.unauthenticated, 4), (.forbidden, 4), (.notFound, 1),
            (.conflict, 1), (.preconditionFailed, 1), (.preconditionRequired, 1), (.tooLarge, 1), (.tooMany, 75),
            (.busy, 75), (.unavailable, 69), (.outcomeUnknown, 75), (.fault, 1),
        ]
    )
    func categories(category: UseCaseError.Category, code: Int) {
        #expect(Int(ExitCode(category).rawValue) == code)
    }

    @Test("every category is in the table above")
    func complete() {
        #expect(UseCaseError.Category.allCases.count == 13)
    }

    @Test(
        "each failure of the private server has its exit code",
        arguments: [
            (EmbeddedServerError.Code.notInstalled, 69), (.versionMismatch, 69), (.initialisationFailed, 69),
            (.startFailed, 69), (.folderUnusable, 78), (.inUse(processIdentifier: 1), 75), (.stopFailed, 1),
        ]
    )
    func ownServer(code: EmbeddedServerError.Code, exit: Int) {
        #expect(Int(ExitCode(code).rawValue) == exit)
    }

    @Test("a stale version names the newest one and the flag to give")
    func stale() {
        let failure = CommandFailure(UseCaseError.stale(current: 7), isVerbose: false)
        #expect(failure.exit == .failed)
        #expect(failure.details == [.init(key: "currentVersion", value: .integer(7))])
        #expect(failure.hint?.en.contains("--expecting 7") == true)
    }

    @Test("an illegal move lists the legal states as data")
    func legalStates() throws {
        var error = UseCaseError(.conflict, "illegal-transition", en: "No.", nl: "Nee.")
        error.legalStates = [.requested, .notNeeded]
        let text = FailureText(language: .en, isJSON: true, isColoured: false).render(
            CommandFailure(error, isVerbose: false)
        )
        let json = try JSONReader.read(Array(text.utf8))["error"]
        #expect(json?["legalStates"] == .array(["requested", "notNeeded"]))
        #expect(json?["code"] == "illegal-transition")
    }

    @Test("a failure is told in two lines, with every fault between")
    func lines() {
        var failure = CommandFailure.faultyInput(
            "case.json",
            Faults([Fault("/patient", .missing, en: "is missing", nl: "ontbreekt")])
        )
        failure.hint = Localized(en: "add it", nl: "voeg toe")
        #expect(
            FailureText(language: .en, isJSON: false, isColoured: false).render(failure)
                == "error: case.json has 1 fault; nothing was stored\n  /patient: is missing\nhint: add it\n"
        )
        #expect(
            FailureText(language: .nl, isJSON: false, isColoured: false).render(failure)
                == "fout: case.json heeft 1 fout; er is niets opgeslagen\n  /patient: ontbreekt\ntip: voeg toe\n"
        )
    }
}
