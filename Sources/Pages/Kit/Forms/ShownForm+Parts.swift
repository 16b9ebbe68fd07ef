// The members of a form's fields by name: a large form has hundreds of fields with two dozen members each.

extension ShownForm.Hidden: TemplateParts {
    var parts: [String: Any] { ["name": TemplateValue.part(name), "value": TemplateValue.part(value)] }
}

extension ShownForm.Fault: TemplateParts {
    var parts: [String: Any] { ["id": TemplateValue.part(id), "text": TemplateValue.part(text)] }
}

extension ShownForm.Option: TemplateParts {
    var parts: [String: Any] {
        [
            "id": TemplateValue.part(id),
            "name": TemplateValue.part(name),
            "value": TemplateValue.part(value),
            "label": TemplateValue.part(label),
            "fullLabel": TemplateValue.part(fullLabel),
            "hint": TemplateValue.part(hint),
            "isChosen": isChosen,
            "described": TemplateValue.part(described),
        ]
    }
}

extension ShownForm.Field: TemplateParts {
    var parts: [String: Any] {
        [
            "id": TemplateValue.part(id),
            "name": TemplateValue.part(name),
            "label": TemplateValue.part(label),
            "hint": TemplateValue.part(hint),
            "faults": TemplateValue.part(faults),
            "isInvalid": isInvalid,
            "isOptional": isOptional,
            "isShort": isShort,
            "value": TemplateValue.part(value),
            "hasValue": hasValue,
            "described": TemplateValue.part(described),
            "unit": TemplateValue.part(unit),
            "rows": TemplateValue.part(rows),
            "options": TemplateValue.part(options),
            "isText": isText,
            "isNumber": isNumber,
            "isDay": isDay,
            "isArea": isArea,
            "isList": isList,
            "isChoice": isChoice,
            "isTick": isTick,
            "isTicked": isTicked,
            "tickValue": TemplateValue.part(tickValue),
            "words": TemplateValue.part(words),
        ]
    }
}

extension ShownForm.Row: TemplateParts {
    var parts: [String: Any] {
        [
            "heading": TemplateValue.part(heading),
            "cells": TemplateValue.part(cells),
            "width": TemplateValue.part(width),
            "detail": TemplateValue.part(detail),
            "detailID": TemplateValue.part(detailID),
        ]
    }
}
