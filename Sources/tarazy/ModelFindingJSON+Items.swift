import Findings

extension ModelFindingJSON {
  func encode(_ calibration: ItemCalibration, in object: inout KeyedEncodingContainer<Key>) throws {
    try object.encode(calibration.items.map(ItemRow.init), forKey: "items")
    try object.encode(calibration.abilities.map(AbilityRow.init), forKey: "ability")
    try object.encode([("reliability", calibration.reliability)])
    if let scores = calibration.scores { try object.encode(scores.map(ScoreRow.init), forKey: "scores") }
  }

  private struct ItemRow: Encodable {
    let row: ItemCalibration.Item

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.item, forKey: "item")
      try object.encode(row.parameters.map(ParameterRow.init), forKey: "parameters")
      try object.encode([("infit", row.infit), ("outfit", row.outfit)])
    }
  }

  private struct ParameterRow: Encodable {
    let row: ItemCalibration.Parameter

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.name, forKey: "name")
      try object.encode([("estimate", row.estimate), ("std_error", row.standardError)])
    }
  }

  private struct AbilityRow: Encodable {
    let row: ItemCalibration.Ability

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.group, forKey: "group")
      try object.encode([("mean", row.mean), ("variance", row.variance)])
    }
  }

  private struct ScoreRow: Encodable {
    let row: ItemCalibration.Score

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode([("estimate", row.estimate), ("std_error", row.standardError)])
    }
  }
}
