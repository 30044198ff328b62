import Foundation
import Records

/// What the truth means in mean points of an area: the effect that an evaluation of the sheets should find.
public struct ImpliedEffect: Sendable, Equatable, Codable {
  public var area: String
  /// `interim` or `final`.
  public var wave: String
  /// Age band of the group at the wave; its items are those of the wave's form.
  public var ageBand: Int
  /// Expected mean points of control children, in 1 … 3.
  public var controlMean: Double
  /// Standard deviation of the mean points of control children on complete sheets, between all children of the band.
  public var controlStandardDeviation: Double
  /// Expected mean points of experimental children minus those of control children.
  public var effectInPoints: Double
  /// `effectInPoints` ÷ `controlStandardDeviation`; `nil` when control children do not differ.
  public var effectInStandardDeviations: Double?
}

/// Integrates the simulator's model over the children instead of drawing them.
///
/// Expectations are over regions, preschools, groups, educators and children alike; marks that are missing or do not
/// apply do not change them, because they fall at random. The only part left out is that a sheet with too few marks in
/// an area has no score, which touches far less than one sheet in a thousand. An extra leniency of experimental
/// educators is part of what the sheets show, so it is part of the implied effect too. Growth and rates are the typical
/// ones of `PilotTruth`, also where regions have their own.
///
/// **Numerical notes.** The trait is a mixture of 48 normals (month of birth × sex × special needs) with one variance;
/// the trapezoidal rule with 20 nodes per standard deviation is exact to about 1e-12 for integrands this smooth.
struct ImpliedEffects {
  let truth: PilotTruth
  let instrument: Instrument
  let draws: PilotDraws

  /// For each area, after-wave and age band that has a form then.
  func all() -> [ImpliedEffect] {
    let nodes = traitDistribution()
    return instrument.developmentAreas.flatMap { area in
      [PilotWave.interim, .final].flatMap { wave in
        instrument.forms.filter { $0.officialWave == wave.officialWave }.map { form in
          effect(area: area.key, wave: wave, form: form, nodes)
        }
      }
    }
  }

  private func effect(area: String, wave: PilotWave, form: Instrument.Form, _ nodes: [Node]) -> ImpliedEffect {
    let codes = Set(instrument.items.filter { $0.area == area }.map(\.code))
    let items = form.items.filter(codes.contains).map { truth.items.thresholds(of: $0, draws) }
    let control = moments(of: items, shift: truth.systematicChange(area: area, arm: .control, wave: wave), nodes)
    let experimentalShift =
      truth.systematicChange(area: area, arm: .experimental, wave: wave) + truth.raters.experimentalExtraLeniency
    let difference = moments(of: items, shift: experimentalShift, nodes).mean - control.mean
    let deviation = control.variance.squareRoot()
    return ImpliedEffect(
      area: area, wave: wave.rawValue, ageBand: form.ageBand, controlMean: control.mean,
      controlStandardDeviation: deviation, effectInPoints: difference,
      effectInStandardDeviations: deviation > Self.negligibleDeviation ? difference / deviation : nil)
  }

  /// A value of the trait with its probability.
  private typealias Node = (trait: Double, weight: Double)

  /// Mean and variance of the mean points: Var E[mean | trait] + E Var[mean | trait].
  private func moments(
    of items: [ItemThresholds], shift: Double, _ nodes: [Node]
  ) -> (mean: Double, variance: Double) {
    let response = GradedResponse(slope: truth.items.slope)
    let count = Double(items.count)
    let means = nodes.map { node in
      items.reduce(0) { $0 + response.expectedPoints(trait: node.trait + shift, $1) } / count
    }
    let mean = zip(nodes, means).reduce(0) { $0 + $1.0.weight * $1.1 }
    let variance = zip(nodes, means).reduce(0) { sum, pair in
      let (node, nodeMean) = pair
      let within = items.reduce(0) { $0 + response.pointVariance(trait: node.trait + shift, $1) } / (count * count)
      return sum + node.weight * ((nodeMean - mean) * (nodeMean - mean) + within)
    }
    return (mean, variance)
  }

  /// The trait of control children at baseline, leniency included: nodes of the trapezoidal rule.
  private func traitDistribution() -> [Node] {
    let mixture = truth.children.kinds.map { (trait: $0.shift, weight: $0.share) }
    let leniency = truth.raters.leniencyStandardDeviation
    let deviation = (truth.variances.total + leniency * leniency).squareRoot()
    guard deviation > Self.negligibleDeviation else { return mixture }
    let centres = mixture.map(\.trait)
    let spread = (centres.max() ?? 0) - (centres.min() ?? 0)
    // Where the kinds of children lie far apart, each has a grid of its own.
    let parts = spread > Self.widestCommonGrid * deviation ? mixture.map { [$0] } : [mixture]
    return parts.flatMap { grid(over: $0, deviation: deviation) }
  }

  /// One grid for normals with these centres and weights and one standard deviation.
  private func grid(over components: [Node], deviation: Double) -> [Node] {
    let centres = components.map(\.trait)
    let step = deviation / Self.nodesPerDeviation
    let lowest = (centres.min() ?? 0) - Self.reach * deviation
    let highest = (centres.max() ?? 0) + Self.reach * deviation
    return (0...Int((highest - lowest) / step)).map { index in
      let trait = lowest + Double(index) * step
      let density = components.reduce(0) { sum, component in
        let z = (trait - component.trait) / deviation
        return sum + component.weight * exp(-z * z / 2)
      }
      return (trait, density / ((2 * Double.pi).squareRoot() * Self.nodesPerDeviation))
    }
  }

  private static let nodesPerDeviation = 20.0
  /// Standard deviations covered beyond the outermost component.
  private static let reach = 9.0
  /// Spread below which children are taken as equal; the error is of its square.
  private static let negligibleDeviation = 1e-7
  /// Standard deviations between the outermost kinds of children up to which they share a grid.
  private static let widestCommonGrid = 100.0
}
