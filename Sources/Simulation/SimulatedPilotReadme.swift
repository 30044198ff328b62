import Records

/// The README of a simulated pilot folder, which says first of all that nothing in it is real.
struct SimulatedPilotReadme {
  let simulator: PilotSimulator
  let command: String

  var text: String {
    """
    # Synthetic pilot

    **These data are SYNTHETIC.** No child, group, educator or preschool in this folder exists; every code is invented. Only
    the regions and the structure of the observation sheets are those of the pilot. Nothing here says anything about a real
    institution or about the effect of the real pilot.

    Made by

        \(command)

    which writes the same files again. Seed \(simulator.seed), \(simulator.shape.preschoolCount) preschools, arms assigned by \
    \(simulator.shape.assignment.rawValue).

    | file | what it holds |
    |---|---|
    | `regions.csv` | regions with their ISO 3166-2 codes and names |
    | `preschools.csv` | preschools: region, locality, ownership |
    | `groups.csv` | one row per group and school year; a group of band 4 goes on as band 5, a group of band 5 leaves for school |
    | `children.csv` | children by pseudonym, with consent; some refused, some withdrew |
    | `enrolments.csv` | who was in which group from when to when; some join late, some leave early |
    | `assessments.csv` | observation sheets of January, May and September 2026; an empty mark is missing, `na` does not apply |
    | `indicators.csv` | implementation by preschool and quarter |
    | `sessions.csv` | sessions of the experimental groups by direction and month |
    | `feedback.csv` | answers of educators of experimental groups, 1 to 5 |
    | `instrument.yml` | items, forms and the rule from points to levels |
    | `plan.yml`, `risk.yml` | what to evaluate, and the goalposts of the risk index |
    | `truth.json` | the truth behind the data, and the effects in mean points (`implied_effects`) that an evaluation should find |

    `truth.json` states effects on the scale of the latent trait; `implied_effects` are their expectations on the scale of the
    sheets, computed from the model by numerical integration.

    """
  }
}
