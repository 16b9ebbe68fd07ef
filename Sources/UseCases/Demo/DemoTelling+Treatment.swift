// Tells the treatment in a case file as it happened: the course begins, is given, measured, judged, and ends.
import Domain

extension DemoTelling {
    /// Courses, what was given and measured, and the diagnosis.
    var treatment: [DemoEvent] {
        var events: [DemoEvent] = []
        for (index, treatment) in file.treatments.enumerated() {
            events += course(treatment.course, index)
            for (place, administration) in treatment.administrations.enumerated() {
                let details = story.details["/treatments/\(index)/administrations/\(place)"]
                events.append(
                    DemoEvent(
                        calendar.at(administration.on, 10),
                        team.nurse,
                        .give(name, index, administration, details)
                    )
                )
            }
        }
        for (index, outcome) in file.outcomes.enumerated() {
            events.append(DemoEvent(calendar.at(outcome.on, 8, index % 50), team.nurse, .measure(name, outcome)))
        }
        if let diagnosis = file.diagnosis, let day = diagnosis.statedOn?.exactDay {
            events.append(DemoEvent(calendar.at(day, 14), team.neurologist, .diagnose(name, diagnosis)))
        }
        return events
    }

    /// The course begins; its effect is judged after two months, and its end recorded when it comes.
    private func course(_ course: TreatmentCourse, _ index: Int) -> [DemoEvent] {
        guard let startedOn = course.startedOn?.firstDay else { return [] }
        var events = [DemoEvent(calendar.at(startedOn, 9), team.neurologist, .start(name, index, course.begun))]
        let judged = course.with(improvement: course.objectiveImprovement, endedOn: nil)
        if course.objectiveImprovement == .present || course.objectiveImprovement == .absent {
            events.append(
                DemoEvent(
                    calendar.at(calendar.past(startedOn.addingDays(56)), 14, 30),
                    team.neurologist,
                    .change(
                        name,
                        index,
                        to: judged,
                        reason: "Effect judged on the measurements of the first two months."
                    )
                )
            )
        }
        if let endedOn = course.endedOn?.firstDay {
            events.append(
                DemoEvent(
                    calendar.at(endedOn, 15),
                    team.neurologist,
                    .change(name, index, to: course, reason: "The course has ended.")
                )
            )
        }
        return events
    }
}
