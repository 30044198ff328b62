import Foundation
import Probability
import Records

/// The expected values of what the preschools of a region report about the pilot.
struct ReportedTruth {
  let truth: PilotTruth
  let rates: ImplementationRates

  /// By key of the indicator.
  func values(inRegion region: String) -> [String: Double] {
    func expected(_ rate: PilotTruth.Rate, _ key: String, extraDeviation: Double = 0) -> Double {
      rate.expected(shift: rates.shift(rate, key, region: region), extraDeviation: extraDeviation)
    }
    let implementation = truth.implementation
    let season = ImplementationSimulator.seasonalLogitStandardDeviation
    return [
      "staff_turnover": expected(implementation.staffTurnover, "staff_turnover"),
      "pilot_training": expected(implementation.pilotTraining, "pilot_training"),
      "parental_involvement": expected(implementation.parentalInvolvement, "parental_involvement"),
      "environment": expected(implementation.environment, "environment"),
      "attendance": expected(implementation.attendance, "attendance", extraDeviation: season),
      "sessions_held": expected(implementation.sessionsHeld, "sessions_held"),
      "parental_consent": parentalConsent,
      "missing_child_waves": truth.participation.missingWaveRate,
      "item_non_response": truth.participation.missingMarkRate,
      // Of three steps – one of each band within the first school year, one of the younger into the next – one can change.
      "rater_change": truth.raters.changeRate / 3,
    ]
  }

  /// Children with consent at the end of a quarter ÷ children enrolled in it, over the quarters.
  private var parentalConsent: Double {
    let stays = Arm.allCases.flatMap { arm in
      [true, false].flatMap { ExpectedStay.all(in: arm, continues: $0, truth.participation) }
    }
    let withdrawals = PilotCalendar.drawnDays(of: 2026, months: ChildPlanner.withdrawalMonths)
    var (consents, children) = (0.0, 0.0)
    for quarter in PilotCalendar.quarters {
      let enrolled = stays.reduce(0) { $0 + ($1.overlaps(quarter) ? $1.probability : 0) }
      let withdrawn = Double(withdrawals.count { $0 <= quarter.lastDay }) / Double(withdrawals.count)
      let refused = truth.participation.consentRefusedRate + truth.participation.consentWithdrawnRate * withdrawn
      consents += enrolled * (1 - refused)
      children += enrolled
    }
    return consents / children
  }
}

extension PilotTruth.Rate {
  /// The mean rate over the preschools of a region: E[logistic(logit(typical) + shift + N(0, deviation²))].
  ///
  /// The trapezoidal rule over ±9 standard deviations; steps of 0.05 are exact to rounding for an integrand this smooth.
  func expected(shift: Double, extraDeviation: Double) -> Double {
    guard typical > 0, typical < 1 else { return typical }
    let center = log(typical / (1 - typical)) + shift
    let deviation = (logitStandardDeviation * logitStandardDeviation + extraDeviation * extraDeviation).squareRoot()
    return (-180...180).reduce(0) { sum, index in
      let z = Double(index) / 20
      let weight = exp(-z * z / 2) / (20 * (2 * Double.pi).squareRoot())
      return sum + weight / (1 + exp(-center - deviation * z))
    }
  }
}
