// How far somebody has come with signing in.

/// How far somebody has come with signing in.
package enum SessionStage: String, Sendable, Hashable, CaseIterable {
    /// By a one-time set-up secret: a password has to be chosen, and nothing else can be done.
    case password
    /// The password was right and there is no second factor yet: one has to be set up, and nothing else can be done.
    case enrolment
    /// The password was right: the second factor is asked for, and nothing else can be done.
    case factor
    /// Signed in.
    case full
}
