import Probability
import Records

/// Fills the observation sheets of a group's children.
struct SheetSimulator {
  let truth: PilotTruth
  let trait: LatentTrait
  let draws: PilotDraws
  private let response: GradedResponse
  private let sheets: [SheetKey: Sheet]

  private struct SheetKey: Hashable {
    let ageBand: Int
    let officialWave: OfficialWave
  }

  /// A form with, for each of its items, the position of the development area and the thresholds.
  private struct Sheet {
    let form: String
    let items: [(area: Int, thresholds: ItemThresholds)]
  }

  init(truth: PilotTruth, instrument: Instrument, draws: PilotDraws) {
    self.truth = truth
    self.draws = draws
    let areas = instrument.developmentAreas.map(\.key)
    trait = LatentTrait(truth: truth, areas: areas, draws: draws)
    response = GradedResponse(slope: truth.items.slope)
    let positions = Dictionary(uniqueKeysWithValues: zip(areas, 0...))
    let areaOfItem = Dictionary(uniqueKeysWithValues: instrument.items.map { ($0.code, positions[$0.area]) })
    sheets = Dictionary(
      uniqueKeysWithValues: instrument.forms.map { form in
        let items = form.items.map { code in
          guard case let area?? = areaOfItem[code] else { preconditionFailure("item \(code) of no area") }
          return (area: area, thresholds: truth.items.thresholds(of: code, draws))
        }
        let key = SheetKey(ageBand: form.ageBand, officialWave: form.officialWave)
        return (key, Sheet(form: form.key, items: items))
      })
  }

  /// The sheets of all children of a group, child by child in the order of the waves.
  func assessments(of children: [ChildPlan], in group: GroupPlan) -> [Assessment] {
    let place = trait.placeEffects(of: group)
    let days = PilotWave.allCases.map { wave in
      var stream = draws.stream(.group, "\(group.code)/\(wave.rawValue)")
      return wave.day(stream.nextInteger(in: 0...14))
    }
    return children.flatMap { child in
      let level = zip(place, trait.childEffects(of: child)).map { $0 + $1 }
      return zip(PilotWave.allCases, days).compactMap { wave, day in
        assessment(of: child, in: group, at: wave, on: day, level: level)
      }
    }
  }

  /// One sheet, or `nil` when the child is not in the group on that day or was not observed.
  private func assessment(
    of child: ChildPlan, in group: GroupPlan, at wave: PilotWave, on day: CalendarDate, level: [Double]
  ) -> Assessment? {
    let key = SheetKey(ageBand: wave.ageBand(firstYearBand: group.ageBand), officialWave: wave.officialWave)
    guard child.enrolment.covers(day), let sheet = sheets[key] else { return nil }
    var stream = draws.stream(.sheet, "\(child.name)/\(wave.rawValue)")
    if stream.nextUniform() < truth.participation.missingWaveRate { return nil }
    let educator = group.educator(at: wave)
    let leniency = leniency(of: educator, arm: group.arm, at: wave)
    let traits = zip(level, trait.waveEffects(of: child, in: group, at: wave)).map { $0 + $1 + leniency }
    return Assessment(
      child: child.record.pseudonym, schoolYear: wave.schoolYear, officialWave: wave.officialWave, observedOn: day,
      assessor: educator, form: sheet.form, marks: marks(of: child, on: sheet, traits: traits, &stream))
  }

  private func leniency(of educator: String, arm: Arm, at wave: PilotWave) -> Double {
    var stream = draws.stream(.educator, educator)
    let own = truth.raters.leniencyStandardDeviation * stream.nextNormal()
    return own + (arm == .experimental && wave != .baseline ? truth.raters.experimentalExtraLeniency : 0)
  }

  private func marks(
    of child: ChildPlan, on sheet: Sheet, traits: [Double], _ stream: inout RandomStream
  ) -> [Mark] {
    let missing = truth.participation.missingMarkRate
    let notApplicable =
      child.record.hasSpecialNeeds == true
      ? truth.participation.specialNeedsNotApplicableRate : truth.participation.notApplicableRate
    return sheet.items.map { item in
      let presence = stream.nextUniform()
      let uniform = stream.nextUniform()
      if presence < notApplicable { return .notApplicable }
      // Among the items that apply, the share `missing` stays empty.
      if presence < notApplicable + (1 - notApplicable) * missing { return .missing }
      return response.mark(trait: traits[item.area], item.thresholds, uniform: uniform)
    }
  }
}
