extension YAMLKeys {
  /// An indicator from its keys, which are known to be allowed.
  func riskIndicator(key: String, _ field: YAMLField, needsGoalposts: Bool) -> RiskFramework.Indicator? {
    let names = self["name"].flatMap { $0.names() }
    let goalposts = riskGoalposts(field, areReported: needsGoalposts)
    guard let names, let direction = riskDirection(goalposts, field, isReported: !needsGoalposts) else { return nil }
    var indicator = RiskFramework.Indicator(key: key, names: names, direction: direction)
    (indicator.noRisk, indicator.fullRisk) = (goalposts?.noRisk, goalposts?.fullRisk)
    indicator.source = self["source"].flatMap { $0.choice(RiskFramework.Indicator.Source.self) }
    indicator.weight = self["weight"].map { $0.number(in: .notNegative) ?? 1 } ?? 1
    indicator.unit = self["unit"].flatMap { $0.text() }
    indicator.denominator = self["denominator"].flatMap { $0.names() }
    indicator.origin = self["origin"].flatMap { $0.text() }
    indicator.date = self["date"].flatMap { $0.date() }
    indicator.thresholds = self["thresholds"].flatMap { $0.thresholds(in: nil, rising: direction == .moreIsRisk) }
    indicator.minimumCount = self["minimum_count"].flatMap { $0.wholeNumber(in: .atLeast(0)) } ?? 0
    indicator.missingRule =
      self["missing"].flatMap { $0.choice(RiskFramework.Indicator.MissingRule.self) } ?? .range
    return indicator
  }

  private func riskGoalposts(_ field: YAMLField, areReported: Bool) -> (noRisk: Double, fullRisk: Double)? {
    let (low, high) = (self["no_risk"], self["full_risk"])
    // One without the other; a reader that requires both has said so already.
    if !areReported, (low == nil) != (high == nil) { field.report(.missingKey(low == nil ? "no_risk" : "full_risk")) }
    guard let noRisk = low.flatMap({ $0.number() }), let fullRisk = high.flatMap({ $0.number() }) else { return nil }
    if noRisk == fullRisk { field.report(.equalGoalposts(noRisk)) }
    return (noRisk, fullRisk)
  }

  /// The direction that is given, or that of the goalposts; both must be the same.
  private func riskDirection(
    _ goalposts: (noRisk: Double, fullRisk: Double)?, _ field: YAMLField, isReported: Bool
  ) -> RiskFramework.Indicator.Direction? {
    let ofGoalposts = goalposts.map { posts -> RiskFramework.Indicator.Direction in
      posts.fullRisk > posts.noRisk ? .moreIsRisk : .lessIsRisk
    }
    guard let direction = self["direction"] else {
      // A goalpost that could not be read was reported already.
      if isReported, self["no_risk"] == nil { field.report(.missingKey("direction")) }
      return ofGoalposts
    }
    guard let given = direction.choice(RiskFramework.Indicator.Direction.self) else { return nil }
    if let ofGoalposts, ofGoalposts != given { direction.report(.againstGoalposts(ofGoalposts.rawValue)) }
    return given
  }
}

extension YAMLField {
  /// Reports weights of which none is above 0.
  func checkSum(_ weights: [Double]) {
    if weights.reduce(0, +) <= 0 { report(.weightsSumToZero) }
  }

  /// Values from which amber and red begin.
  func thresholds(in range: ConfigurationProblem.Range?, rising: Bool) -> RiskFramework.Thresholds? {
    guard let keys = keys(required: ["amber"], optional: ["red", "agreed"]) else { return nil }
    let agreed = keys["agreed"].map { $0.flag() ?? false } ?? false
    guard let amber = keys["amber"].flatMap({ $0.number(in: range) }) else { return nil }
    let red = keys["red"].flatMap { $0.number(in: range) }
    if let red, rising ? red < amber : red > amber { report(.thresholdsOutOfOrder(amber: amber, red: red)) }
    return RiskFramework.Thresholds(amber: amber, red: red, areAgreed: agreed)
  }

  func riskMethod() -> RiskFramework.Method? {
    guard
      let keys = keys(
        required: [],
        optional: ["normalisation", "outliers", "weights", "between_blocks", "minimum_weight_share", "rise"])
    else { return nil }
    var method = RiskFramework.Method()
    method.normalisation =
      keys["normalisation"].flatMap { $0.choice(RiskFramework.Normalisation.self) } ?? method.normalisation
    method.outliers = keys["outliers"].flatMap { $0.choice(RiskFramework.Outliers.self) } ?? method.outliers
    method.weights = keys["weights"].flatMap { $0.choice(RiskFramework.Weights.self) } ?? method.weights
    method.betweenBlocks =
      keys["between_blocks"].flatMap { $0.choice(RiskFramework.Mean.self) } ?? method.betweenBlocks
    method.minimumWeightShare =
      keys["minimum_weight_share"].flatMap { $0.number(in: .unitAboveZero) } ?? method.minimumWeightShare
    method.rise = keys["rise"].flatMap { $0.number(in: .notNegative) } ?? method.rise
    return method
  }

  func riskUncertainty() -> RiskFramework.Uncertainty? {
    guard
      let keys = keys(required: [], optional: ["weight_spread", "weights", "normalisations", "between_blocks"])
    else { return nil }
    func choices<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type) -> [Choice]
    where Choice.RawValue == String {
      let words = keys[key].flatMap { $0.distinct { $0.word(among: Choice.allCases.map(\.rawValue)) } } ?? []
      return words.compactMap(Choice.init(rawValue:))
    }
    var uncertainty = RiskFramework.Uncertainty()
    uncertainty.weightSpread = keys["weight_spread"].flatMap { $0.number(in: .between(0, 0.99)) } ?? 0
    uncertainty.weights = choices("weights", RiskFramework.Weights.self)
    uncertainty.normalisations = choices("normalisations", RiskFramework.Normalisation.self)
    uncertainty.betweenBlocks = choices("between_blocks", RiskFramework.Mean.self)
    return uncertainty
  }
}
