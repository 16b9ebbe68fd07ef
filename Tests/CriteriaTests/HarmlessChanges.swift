// The errors that may be put into criteria files without any test noticing, since no case is answered differently.

/// A change to a rule that no test can find, and why it does not matter.
struct HarmlessChange: Sendable {
    let file: String
    /// The name of the rule.
    let rule: String
    /// What a line of it becomes.
    let outcome: String
    let reason: String

    init(_ file: String, _ rule: String, _ outcome: String, _ reason: String) {
        self.file = file
        self.rule = rule
        self.outcome = outcome
        self.reason = reason
    }

    static let all: [HarmlessChange] = [
        HarmlessChange(
            "aaem-2003-mmn.yaml",
            "dispersed",
            "rule: {all: [ {durationIncreasePercent: {atMost: 60}}]}",
            "without dispersion a large block is a moderate one too"
        ),
        HarmlessChange(
            "aaem-2003-mmn.yaml",
            "dispersed",
            """
            rule: {all: [{durationIncreasePercent: {atLeast: 30}}, {durationIncreasePercent: \
            {atMost: 60}}]}
            """,
            "without dispersion a large block is a moderate one too"
        ),
        HarmlessChange(
            "aaem-2003-mmn.yaml",
            "dispersed",
            """
            rule: {all: [{durationIncreasePercent: {above: 29}}, {durationIncreasePercent: {atMost: \
            60}}]}
            """,
            "without dispersion a large block is a moderate one too"
        ),
        HarmlessChange(
            "aaem-2003-mmn.yaml",
            "startsDistally",
            "startsDistally: {rule: {not: {distalSite: [axilla]}}, source: house, status: unchecked}",
            "no segment begins at Erb's point"
        ),
        HarmlessChange(
            "efns-pns-2010-mmn.yaml",
            "core",
            "core: {rule: {all: [K1, X8, X9, X10, X11]}, source: efns-pns-2010, status: checked}",
            "K2 and X10 ask the same"
        ),
        HarmlessChange(
            "efns-pns-2010-mmn.yaml",
            "core",
            "core: {rule: {all: [K1, K2, X8, X9, X11]}, source: efns-pns-2010, status: checked}",
            "K2 and X10 ask the same"
        ),
        HarmlessChange(
            "efns-pns-2010-mmn.yaml",
            "coreOneNerve",
            """
            coreOneNerve: {rule: {all: [K1one, X8, X9, X10, X11]}, source: efns-pns-2010, status: \
            checked}
            """,
            "K2 and X10 ask the same"
        ),
        HarmlessChange(
            "efns-pns-2010-mmn.yaml",
            "coreOneNerve",
            """
            coreOneNerve: {rule: {all: [K1one, K2, X8, X9, X11]}, source: efns-pns-2010, status: \
            checked}
            """,
            "K2 and X10 ask the same"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "studied",
            "rule: {all: [ {distalResponse: present}]}",
            "every count of nerves names them"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "Ma",
            "rule: {all: [ {not: {nerve: [median]}}, {distalLatencyPercentOfLimit: {atLeast: 150}}]}",
            "of an absent distal response there is nothing to compare"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "Md",
            "rule: {all: [ {fWave: absent}, {distalAmplitudePercentOfLimit: {atLeast: 20}}]}",
            "of an absent distal response there is nothing to compare"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "Me",
            "without - studied",
            "of an absent distal response there is nothing to compare"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "Mg",
            "without - studied",
            "of an absent distal response there is nothing to compare"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "outside",
            "without - {nerve: [median, ulnar, peroneal, tibial]}",
            "every count of nerves names them"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "outside",
            "without - {distalResponse: absent}",
            "an absent response is below the limit of the amplitude"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "without - {distalResponse: present}",
            "an absent response is below the limit of the amplitude"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {not: {any: [ Mb, Me, Mf, Mg]}}",
            "a latency of 150 % is above its limit"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {not: {any: [Ma, Me, Mf, Mg]}}",
            "a velocity of 70 % is below its limit"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {all: [{fWave: present}, {fLatencyPercentOfLimit: {atMost: 100}}]}",
            "an F latency within its limit is neither long nor absent"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {all: [{fWave: present}, {fLatencyPercentOfLimit: {atMost: 100}}, {not: {any: [ Md]}}]}",
            "an F latency within its limit is neither long nor absent"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {all: [{fWave: present}, {fLatencyPercentOfLimit: {atMost: 100}}, {not: {any: [Mc]}}]}",
            "an F latency within its limit is neither long nor absent"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            """
            - {all: [{fWave: present}, {fLatencyPercentOfLimit: {atMost: 100}}, {not: {all: [Mc, \
            Md]}}]}
            """,
            "an F latency within its limit is neither long nor absent"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "normal",
            "- {all: [ {fLatencyPercentOfLimit: {atMost: 100}}, {not: {any: [Mc, Md]}}]}",
            "an F latency within its limit is neither long nor absent"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "M2",
            """
            - {nerves: {different: [Md, Md, {any: [Ma, Mb, Mc, Me, Mf]}], among: [median, ulnar, \
            peroneal, tibial]}}
            """,
            "Mg with Md is enough"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "M2",
            """
            - {nerves: {different: [Me, {any: [Ma, Mb, Mc, Mf]}], among: [median, ulnar, peroneal, \
            tibial]}}
            """,
            "Mg with Me is enough by the last rule"
        ),
        HarmlessChange(
            "ean-pns-2021-cidp.yaml",
            "M2",
            """
            - {nerves: {different: [Mg, {any: [Ma, Mb, Mc, Md, Mf, Mg]}], among: [median, ulnar, \
            peroneal, tibial]}}
            """,
            "Me with Mg is enough by the rule of Me"
        ),
    ]
}
