// The SQL of what speaks of a patient beside the lines of the log, and goes with them when the patient is lawfully forgotten.
import Domain
import FoundationEssentials
import PostgreSQL

enum LogForgettingStatements {
    /// The events that go with a patient, each with its leaf, where it was sealed: those about them, those of what was judged
    /// of access to them, and those that name them beside another, as a merge does.
    static let events = Statement<ID<Patient>, (Instant, UUID, Int32?, Int64?)>(
        "log.forgetting_events",
        """
        select e.recorded_at, e.id, l.epoch, l.leaf_no
        from audit_event e left join audit_leaf l on l.event_id = e.id and l.recorded_at = e.recorded_at
        where e.patient_id = $1 or (e.object_type = 'patient' and e.object_id = $1::text)
            or (e.object_type = 'review' and e.object_id in (
                select r.id::text from audit_review r where r.patient_id = $1))
        order by l.epoch, l.leaf_no limit 10000000
        """
    )

    /// What was told outside of unusual access to a patient.
    static let deleteNotices = Statement<ID<Patient>, Void>(
        "log.forgetting_delete_notices",
        "delete from notice where subject_id in (select id from audit_review where patient_id = $1)"
    )

    /// What was made of unusual access to a patient.
    static let deleteJudgements = Statement<ID<Patient>, Void>(
        "log.forgetting_delete_judgements",
        "delete from audit_judgement where review_id in (select id from audit_review where patient_id = $1)"
    )

    /// Unusual access to a patient.
    static let deleteReviews = Statement<ID<Patient>, RowCount>(
        "log.forgetting_delete_reviews",
        "delete from audit_review where patient_id = $1"
    )

    static let all: [any AnyStatement] = [events, deleteNotices, deleteJudgements, deleteReviews]
}
