import Records

/// The first and the last wave at which a child has a sheet, with the probability of the pair.
struct SheetPattern {
  let first: PilotWave
  let last: PilotWave
  let probability: Double

  /// All pairs for the children of a kind of group; what is left to 1 are children without a sheet.
  ///
  /// Given the stay, waves are independent: each has its own day, and sheets are lost one by one.
  static func all(
    in arm: Arm, continues: Bool, _ participation: PilotTruth.ParticipationTruth
  ) -> [SheetPattern] {
    let waves = PilotWave.allCases
    let stays = ExpectedStay.all(in: arm, continues: continues, participation).map { stay in
      (
        probability: stay.probability,
        sheets: waves.map { stay.presence(at: $0) * (1 - participation.missingWaveRate) }
      )
    }
    return waves.indices.flatMap { first in
      (first..<waves.count).map { last in
        let probability = stays.reduce(0) { sum, stay in
          let outside = stay.sheets.indices.filter { $0 < first || $0 > last }
          let ends = Set([first, last]).map { stay.sheets[$0] }.reduce(1, *)
          return sum + stay.probability * outside.reduce(ends) { $0 * (1 - stay.sheets[$1]) }
        }
        return SheetPattern(first: waves[first], last: waves[last], probability: probability)
      }
    }
  }
}
