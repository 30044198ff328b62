import Probability
import Records

/// Lays out the preschools of a pilot and their groups.
struct PreschoolPlanner {
  let shape: PilotShape
  let truth: PilotTruth
  let regions: [Region]
  let draws: PilotDraws

  /// Directions of practice of the pilot, by the keys of their labels.
  static let directions = ["jewellery", "culinary", "crafts", "construction", "engineering", "sewing", "garden"]

  /// Position of the region that the preschool of a position lies in.
  func regionIndex(at position: Int) -> Int { position % regions.count }

  /// The preschool of a position in the pilot; no other position matters.
  func preschool(at position: Int) -> PreschoolPlan {
    let regionIndex = regionIndex(at: position)
    let rank = position / regions.count
    let code = "P-\(padded(position + 1))"
    var stream = draws.stream(.preschool, code)
    let isUrban = regions[regionIndex].kind == "city" || stream.nextUniform() < shape.urbanShare
    let record = Preschool(
      code: code, name: "Synthetic preschool \(code)", region: regions[regionIndex].code, district: nil,
      locality: isUrban ? .urban : .rural, ownership: ownership(rank: rank, regionIndex: regionIndex))
    let groupCount = stream.nextInteger(in: shape.groupsPerPreschool)
    let moreYounger = stream.nextBernoulli(0.5)
    let youngerCount = (groupCount + (moreYounger ? 1 : 0)) / 2
    let educatorChangeRate = truth.inRegion(record.region, draws).raters.changeRate
    let groups = (0..<groupCount).map { index in
      group(
        index, ageBand: index < youngerCount ? 4 : 5, of: record, rank: rank, educatorChangeRate: educatorChangeRate)
    }
    return PreschoolPlan(record: record, groups: groups)
  }

  /// Three state and two private preschools of every five, and one more state preschool in every tenth region.
  ///
  /// With 100 preschools in 20 regions: 62 state and 38 private, as in the order.
  private func ownership(rank: Int, regionIndex: Int) -> Preschool.Ownership {
    rank % 5 < (regionIndex % 10 == 0 ? 4 : 3) ? .state : .private
  }

  private func group(
    _ index: Int, ageBand: Int, of preschool: Preschool, rank: Int, educatorChangeRate: Double
  ) -> GroupPlan {
    let code = "G\(preschool.code.dropFirst(1))-\(letter(index))"
    var stream = draws.stream(.group, code)
    let language = stream.nextUniform() < shape.kazakhLanguageShare ? "kk" : "ru"
    let childCount = stream.nextInteger(in: shape.childrenPerGroup)
    let educator = "E\(code.dropFirst(1))"
    let hasNextEducator = stream.nextUniform() < educatorChangeRate
    let directions = directions(&stream)
    let arm = arm(of: preschool, rank: rank, groupIndex: index)
    return GroupPlan(
      code: code, preschool: preschool.code, region: preschool.region, ageBand: ageBand, language: language, arm: arm,
      directions: arm == .experimental ? directions : [], educator: educator,
      nextEducator: hasNextEducator ? educator + "2" : educator, childCount: childCount)
  }

  /// Arms by a coin: one per pair of preschools of a region, or one per preschool for its alternating groups.
  private func arm(of preschool: Preschool, rank: Int, groupIndex: Int) -> Arm {
    let (coinName, turn) =
      switch shape.assignment {
      case .preschool: ("\(preschool.region)/\(rank / 2)", rank)
      case .group: (preschool.code, groupIndex)
      }
    var stream = draws.stream(.arm, coinName)
    let isFirst = stream.nextBernoulli(0.5)
    return (turn % 2 == 0) == isFirst ? .experimental : .control
  }

  /// Two or three directions in the order of the list.
  private func directions(_ stream: inout RandomStream) -> [String] {
    var left = Array(Self.directions.indices)
    let count = stream.nextInteger(in: 2...3)
    let chosen = (0..<count).map { _ in left.remove(at: stream.nextInteger(in: 0...left.count - 1)) }
    return chosen.sorted().map { Self.directions[$0] }
  }

  private func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(65 + index))) }

  private func padded(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
  }
}
