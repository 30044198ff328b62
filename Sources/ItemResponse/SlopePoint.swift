internal import Foundation

/// All parameters of a slope model.
struct SlopePoint: Sendable, Equatable {
  /// Mean and standard deviation of abilities in one group.
  struct Group: Sendable, Equatable {
    var mean = 0.0
    var deviation = 1.0
  }

  var items: [SlopeIntercepts]
  var groups: [Group]

  /// One of the parameters.
  enum Coordinate: Sendable, Equatable {
    /// The slope (0) or an intercept of an item.
    case item(Int, parameter: Int)
    case mean(group: Int)
    case deviation(group: Int)

    var isDeviation: Bool {
      if case .deviation = self { return true }
      return false
    }
  }

  subscript(coordinate: Coordinate) -> Double {
    get {
      switch coordinate {
      case .item(let item, let parameter): items[item][parameter]
      case .mean(let group): groups[group].mean
      case .deviation(let group): groups[group].deviation
      }
    }
    set {
      switch coordinate {
      case .item(let item, let parameter): items[item][parameter] = newValue
      case .mean(let group): groups[group].mean = newValue
      case .deviation(let group): groups[group].deviation = newValue
      }
    }
  }

  /// The point a part of a step away.
  func moved(_ coordinates: [Coordinate], by step: [Double], factor: Double) -> SlopePoint {
    var moved = self
    for (coordinate, change) in zip(coordinates, step) { moved[coordinate] += factor * change }
    return moved
  }

  /// Whether every category has a probability above 0 and every deviation is positive.
  func isPossible(_ family: SlopeModel.Family) -> Bool {
    groups.allSatisfy { $0.deviation > 0 } && items.allSatisfy { $0.isPossible(family) }
  }

  /// The largest part of a step, 1 at most, that changes no parameter by more than it can be trusted.
  func trustedFactor(_ coordinates: [Coordinate], _ step: [Double]) -> Double {
    zip(coordinates, step).reduce(1) { factor, change in
      let limit =
        switch change.0 {
        case .item(_, parameter: 0): max(0.5, 0.5 * abs(self[change.0]))
        case .item: max(2, 0.5 * abs(self[change.0]))
        case .mean: 1.5
        case .deviation: 0.5 * self[change.0]
        }
      return min(factor, limit / abs(change.1))
    }
  }
}

extension SlopeIntercepts {
  /// Whether every category has a probability above 0.
  func isPossible(_ family: SlopeModel.Family) -> Bool {
    family == .generalizedPartialCredit || zip(intercepts, intercepts.dropFirst()).allSatisfy { $0 > $1 }
  }

  /// What an item's parameters are on the scale of slopes and intercepts.
  init(_ item: ItemParameters, family: SlopeModel.Family) {
    slope = item.slope
    points = item.categories.map { Double($0 - item.categories[0]) }
    switch family {
    case .gradedResponse: intercepts = item.locations.map { -item.slope * $0 }
    case .generalizedPartialCredit:
      var sum = 0.0
      intercepts = item.locations.enumerated().map { step, location in
        sum -= item.slope * Double(item.weight(ofStep: step)) * location
        return sum
      }
    }
  }

  /// Thresholds or step difficulties; infinite for a slope of 0.
  func locations(_ family: SlopeModel.Family) -> [Double] {
    switch family {
    case .gradedResponse: intercepts.map { -$0 / slope }
    case .generalizedPartialCredit:
      intercepts.indices.map { step in
        -(intercepts[step] - (step > 0 ? intercepts[step - 1] : 0)) / (slope * (points[step + 1] - points[step]))
      }
    }
  }
}
