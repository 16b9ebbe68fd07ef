// The one place where what went wrong becomes an HTTP status and a problem document.
import Domain
import HTTPTypes
import Hummingbird
import Reports
import UseCases

/// Maps every error to a problem. Nothing of the inside of a fault is told to the caller.
enum ErrorMapping {
    /// The problem that an error is for the caller.
    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as UseCaseError: problem(for: error)
        case let faults as Faults: problem(for: faults)
        case let error as PDFError: problem(for: error)
        case is CancellationError: Problem(.deadlineExceeded).retrying(afterSeconds: 1)
        default: Problem(.fault)
        }
    }

    /// The problem that an error of a request is for the caller. After a read there is nothing of which the outcome
    /// could matter to the caller, whether its line in the log was kept or not.
    static func problem(for error: any Error, ofReading isRead: Bool) -> Problem {
        let problem = problem(for: error)
        guard isRead, problem.code == .outcomeUnknown else { return problem }
        return Problem(.readInterrupted).retrying(afterSeconds: 1)
    }

    /// The HTTP status of a category.
    static func status(of category: UseCaseError.Category) -> HTTPResponse.Status {
        switch category {
        case .invalidInput: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .preconditionFailed: .preconditionFailed
        case .preconditionRequired: .preconditionRequired
        case .tooLarge: .contentTooLarge
        case .tooMany: .tooManyRequests
        case .busy, .unavailable, .outcomeUnknown: .serviceUnavailable
        case .fault: .internalServerError
        }
    }

    private static func problem(for error: UseCaseError) -> Problem {
        guard error.category != .fault else { return Problem(.fault) }
        var problem = Problem(
            status: status(of: error.category),
            code: ProblemCode(rawValue: error.code),
            detail: error.message
        )
        problem.faults = error.faults.map { ProblemFault($0) }
        problem.currentVersion = error.currentVersion
        problem.legalStates = error.legalStates
        problem.retryAfterSeconds = error.retryAfterSeconds ?? standardRetrySeconds(error.category)
        return problem
    }

    private static func problem(for error: PDFError) -> Problem {
        switch error {
        case .noRenderer, .unusable: Problem(.pdfUnavailable).retrying(afterSeconds: 60)
        case .timedOut: Problem(.pdfTimedOut).retrying(afterSeconds: 60)
        case .tooLarge: Problem(.pdfTooLarge)
        case .failed: Problem(.pdfFailed)
        case .busy, .stopped: Problem(.busy).retrying(afterSeconds: 5)
        }
    }

    private static func problem(for faults: Faults) -> Problem {
        let isTooLarge = faults.all.contains { $0.code == .tooLarge && $0.pointer.isEmpty }
        var problem = Problem(isTooLarge ? .tooLarge : .invalidInput)
        problem.faults = faults.all.map { ProblemFault($0) }
        return problem
    }

    private static func standardRetrySeconds(_ category: UseCaseError.Category) -> Int? {
        switch category {
        case .busy, .outcomeUnknown: 1
        case .unavailable: 5
        case .tooMany: 60
        default: nil
        }
    }
}

extension Problem {
    /// The same problem, worth another try after some seconds.
    func retrying(afterSeconds seconds: Int) -> Problem {
        var problem = self
        problem.retryAfterSeconds = seconds
        return problem
    }

    /// The whole answer.
    func response(language: Language, requestID: String) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        if let currentVersion { headers[.eTag] = EntityTag.text(currentVersion) }
        if status == .unauthorized, headers[.wwwAuthenticate] == nil {
            headers[.wwwAuthenticate] = #"Bearer realm="workup""#
        }
        let bytes = document(language: language, requestID: requestID)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
