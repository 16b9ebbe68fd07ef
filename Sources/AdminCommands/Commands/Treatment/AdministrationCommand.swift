// `workup administration`: what was given, with product and batch.
import ArgumentParser

/// `workup administration`.
struct AdministrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "administration",
        "Record, list and correct administrations with product, batch and dose.",
        examples: [
            "workup administration add WORKUP COURSE --on 2026-03-01 --product Kiovig",
            "workup administration list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [
            AdministrationAdd.self, AdministrationList.self, AdministrationCorrect.self, AdministrationWithdraw.self,
        ]
    )
}
