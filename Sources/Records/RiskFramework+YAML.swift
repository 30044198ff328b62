extension RiskFramework {
  /// Reads `risk.yml`.
  ///
  /// - Parameters:
  ///   - yaml: Text of the file.
  ///   - file: Name of the file for error messages.
  /// - Throws: `ConfigurationError` with every problem found.
  public init(yaml: String, file: String = "risk.yml") throws(ConfigurationError) {
    self = try YAMLDocument(yaml: yaml, file: file).value(Self.read)
  }

  private static func read(_ root: YAMLField) -> RiskFramework? {
    guard let field = root.keys(required: ["blocks"])?["blocks"] else { return nil }
    var seen: Set<String> = []
    guard let blocks = field.namedEntries({ readBlock(key: $0, $1, seen: &seen) }) else { return nil }
    if blocks.isEmpty { field.report(.emptyList) }
    return RiskFramework(blocks: blocks)
  }

  private static func readBlock(key: String, _ field: YAMLField, seen: inout Set<String>) -> Block? {
    guard let keys = field.keys(required: ["name", "indicators"]) else { return nil }
    let names = keys["name"]?.names()
    let indicators = keys["indicators"]?.namedEntries { key, value in
      if !seen.insert(key).inserted { value.report(.duplicateValue(key)) }
      return readIndicator(key: key, value)
    }
    guard let names, let indicators else { return nil }
    if indicators.isEmpty { keys["indicators"]?.report(.emptyList) }
    return Block(key: key, names: names, indicators: indicators)
  }

  private static func readIndicator(key: String, _ field: YAMLField) -> Indicator? {
    guard let keys = field.keys(required: ["name", "source", "no_risk", "full_risk", "weight"]) else { return nil }
    let names = keys["name"]?.names()
    let source = keys["source"]?.choice(Indicator.Source.self)
    let (noRisk, fullRisk) = (keys["no_risk"]?.number(), keys["full_risk"]?.number())
    let weight = keys["weight"]?.number(in: .positive)
    guard let names, let source, let noRisk, let fullRisk, let weight else { return nil }
    if noRisk == fullRisk { field.report(.equalGoalposts(noRisk)) }
    return Indicator(
      key: key, names: names, source: source, noRisk: noRisk, fullRisk: fullRisk, weight: weight)
  }
}
