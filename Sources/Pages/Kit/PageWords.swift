// Every word that the pages say of themselves, so that a test can walk them all.
package import Domain
import Reports

/// The words of all pages.
package enum PageWords {
    /// Each with the name of its set and its code.
    package static var all: [(code: String, text: Localized)] {
        sets.flatMap { set in set() }
    }

    /// The sets, each by itself: one expression for all of them would take the compiler minutes.
    private static let sets: [@Sendable () -> [(code: String, text: Localized)]] = [
        { ReportWords.words(AccessFormWord.self) },
        { ReportWords.words(AccessPageWord.self) },
        { ReportWords.words(AccountWord.self) },
        { ReportWords.words(AdministrationWord.self) },
        { ReportWords.words(AskingWord.self) },
        { ReportWords.words(BatchWord.self) },
        { ReportWords.words(CheckWord.self) },
        { ReportWords.words(ConditionWord.self) },
        { ReportWords.words(ConductionFormWord.self) },
        { ReportWords.words(CriteriaPageWord.self) },
        { ReportWords.words(DraftWord.self) },
        { ReportWords.words(EmergencyWord.self) },
        { ReportWords.words(ExaminationFormWord.self) },
        { ReportWords.words(FindingFormWord.self) },
        { ReportWords.words(FindingWord.self) },
        { ReportWords.words(ImagingFormWord.self) },
        { ReportWords.words(KeptFormWord.self) },
        { ReportWords.words(LedgerWord.self) },
        { ReportWords.words(MeetingPageWord.self) },
        { ReportWords.words(MergeWord.self) },
        { ReportWords.words(NeedleFormWord.self) },
        { ReportWords.words(PageFrameWord.self) },
        { ReportWords.words(PapersWord.self) },
        { ReportWords.words(PatientPageWord.self) },
        { ReportWords.words(ProblemPageWord.self) },
        { ReportWords.words(ProtocolPageWord.self) },
        { ReportWords.words(ResultFormWord.self) },
        { ReportWords.words(ReviewWord.self) },
        { ReportWords.words(SignInWord.self) },
        { ReportWords.words(StatisticsPageWord.self) },
        { ReportWords.words(StepPageWord.self) },
        { ReportWords.words(TaskWord.self) },
        { ReportWords.words(TimelineWord.self) },
        { ReportWords.words(TreatmentPageWord.self) },
        { ReportWords.words(UserPageWord.self) },
        { ReportWords.words(WelcomeWord.self) },
        { ReportWords.words(WorklistViewWord.self) },
        { ReportWords.words(WorklistWord.self) },
        { ReportWords.words(WorkupFormWord.self) },
        { ReportWords.words(WorkupWord.self) },
    ]
}
