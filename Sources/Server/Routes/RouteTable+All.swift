// The table of all routes.

extension RouteTable {
    /// Every route of the service, in the order of the API document.
    static let all = RouteTable(
        routes: ServiceRoutes.all + PatientRoutes.all + AccessRoutes.all + AccessRequestRoutes.all
            + WorkupRoutes.all + WorklistViewRoutes.all + StepRoutes.all
            + FindingRoutes.all
            + EvaluationRoutes.all + TreatmentRoutes.all + AdministrationRoutes.all + ConditionRoutes.all
            + ResponseRoutes.all + StatisticsRoutes.all
            + ReportRoutes.all
            + MeetingRoutes.all
            + ProtocolRoutes.all + AccountRoutes.all + ManagementRoutes.all + ReviewRoutes.all + SessionRoutes.all
            + SignInPageRoutes.all
            + ReviewPageRoutes.all + PageFileRoutes.all + WorklistPageRoutes.all + WorklistViewPageRoutes.all
            + WorklistChangeRoutes.all
            + WorkupPageRoutes.all + CriteriaPageRoutes.all + FindingPageRoutes.all
            + WorkupFormRoutes.all + PatientPageRoutes.all + AccessPageRoutes.all + MergePageRoutes.all
            + EmergencyPageRoutes.all + AskingPageRoutes.all + TreatmentPageRoutes.all + ConditionPageRoutes.all
            + ManagementPageRoutes.all + UserPageRoutes.all + ProtocolPageRoutes.all
            + MeetingPageRoutes.all + MeetingRoomPageRoutes.all
            + PanelPageRoutes.all + StatisticsPageRoutes.all
    )
}
