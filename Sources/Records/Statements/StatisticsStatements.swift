// The SQL of statistics: whole workups read one after another, for counts that show nobody.
import Domain
import PostgreSQL

enum StatisticsStatements {
    /// The workups of a protocol in which intravenous immunoglobulin was recorded, by id. A cross-patient read by design.
    static let recordsWithImmunoglobulin = Statement<(String, ID<Workup>?, LocalDate, Int32), (ID<Workup>, JSONBytes)>(
        "statistics.records_with_immunoglobulin",
        """
        select d.workup_id, workup_record(d.workup_id, null, $3)
        from workup_directory d
        join workup w on w.patient_id = d.patient_id and w.id = d.workup_id
        where w.protocol_code = $1 and ($2::uuid is null or d.workup_id > $2)
            and exists (
                select from treatment_course_version v
                where v.patient_id = d.patient_id and v.workup_id = d.workup_id and v.option = 'ivig')
        order by d.workup_id limit $4
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [recordsWithImmunoglobulin]
}
