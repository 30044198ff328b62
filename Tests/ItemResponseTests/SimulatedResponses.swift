import Foundation
import ItemResponse
import Moments
import TestSupport

/// Responses from a partial credit model with normal abilities.
///
/// - Parameters:
///   - seed: Seed of the random numbers.
///   - personCount: Number of rows.
///   - items: The truth.
///   - means: Mean of each group, whose persons follow each other in turn.
///   - isAsked: Whether an item is asked of a person, by person and item.
/// - Returns: One row per person.
func simulatedResponses(
  seed: UInt64, personCount: Int, items: [ItemParameters], means: [Double] = [0],
  isAsked: (Int, Int) -> Bool = { _, _ in true }
) -> ItemResponses {
  var random = RepeatableRandom(seed: seed)
  let categories = (0..<personCount).flatMap { person -> [UInt8] in
    let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    let theta = means[person % means.count] + normal
    return items.enumerated().map { number, item in
      let z = item.locations.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + theta - $1) }.map { exp($0) }
      var draw = Double.random(in: 0..<1, using: &random) * z.reduce(0, +)
      let category = z.firstIndex { term in
        draw -= term
        return draw < 0
      }
      return isAsked(person, number) ? UInt8(category ?? z.count - 1) : ItemResponses.missing
    }
  }
  return ItemResponses(
    items: items.map(\.item), categoryCounts: items.map(\.categoryCount),
    groups: means.indices.map { "g\($0)" }, groupOfPerson: (0..<personCount).map { $0 % means.count },
    categories: categories)
}

/// Items with evenly spread difficulties.
func spreadItems(_ count: Int, steps: [Double] = [-0.6, 0.6]) -> [ItemParameters] {
  (0..<count).map { number in
    let difficulty = -1 + 2 * Double(number) / Double(max(1, count - 1))
    return ItemParameters(item: "i\(number)", locations: steps.map { difficulty + $0 })
  }
}

extension ItemResponses {
  /// The same marks with some columns changed.
  func mapping(_ transform: (_ person: Int, _ item: Int, _ mark: UInt8) -> UInt8) -> ItemResponses {
    ItemResponses(
      items: items, categoryCounts: categoryCounts, groups: groups, groupOfPerson: groupOfPerson,
      categories: categories.indices.map { transform($0 / items.count, $0 % items.count, categories[$0]) })
  }
}

/// The marginal log-likelihood by looking at every row, on 801 nodes from −20 to 20.
func logLikelihoodOfRows(
  _ responses: ItemResponses, items: [ItemParameters], groups: [AbilityDistribution]
) -> Double {
  let nodes = (0...800).map { -20 + 0.05 * Double($0) }
  let tables = items.map { item in nodes.map { theta in categoryLogs(item, theta) } }
  let places = responses.items.map { name in items.firstIndex { $0.item == name } }
  return (0..<responses.groupOfPerson.count).reduce(0) { sum, person in
    let name = responses.groups[responses.groupOfPerson[person]]
    guard let group = groups.first(where: { $0.group == name }) else { return sum }
    var logs = nodes.map {
      log(0.05) - 0.5 * log(2 * .pi * group.variance) - ($0 - group.mean) * ($0 - group.mean) / (2 * group.variance)
    }
    for (number, place) in places.enumerated() {
      let mark = responses.categories[person * responses.items.count + number]
      guard let place, mark != ItemResponses.missing,
        let category = items[place].categories.firstIndex(of: Int(mark))
      else { continue }
      for node in nodes.indices { logs[node] += tables[place][node][category] }
    }
    let largest = logs.max() ?? 0
    return sum + largest + log(logs.reduce(0) { $0 + exp($1 - largest) })
  }
}

private func categoryLogs(_ item: ItemParameters, _ theta: Double) -> [Double] {
  var z = [0.0]
  for (step, location) in item.locations.enumerated() {
    z.append(z[step] + Double(item.categories[step + 1] - item.categories[step]) * (theta - location))
  }
  let total = log(z.reduce(0) { $0 + exp($1) })
  return z.map { $0 - total }
}
