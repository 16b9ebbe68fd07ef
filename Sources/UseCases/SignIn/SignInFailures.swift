// How many attempts to get in failed, for whoever watches the service. No label names a user, a login or an address.
import Metrics

/// What an attempt failed at.
enum SignInFailure: String, Sendable {
    /// Login or password.
    case password
    /// The second factor.
    case factor
    /// The hospital's own sign-in.
    case provider
    /// It was not looked at: too many before it had failed.
    case delayed

    /// Counts it (`workup_login_failures_total`).
    func count() {
        Counter(label: "workup_login_failures_total", dimensions: [("at", rawValue)]).increment()
    }
}
