extension RiskFramework {
  /// What a framework is read for.
  public enum Use: Sendable {
    /// The plan of a pilot: values come from its records.
    case pilot
    /// A file of values, one row per area.
    case table
  }

  /// Reads `risk.yml`, or the framework of any other composite.
  ///
  /// - Parameters:
  ///   - yaml: Text of the file.
  ///   - file: Name of the file for error messages.
  ///   - use: For a pilot an indicator without a source is that of the records which its key names, or else one of
  ///     `indicators.csv`.
  /// - Throws: `ConfigurationError` with every problem found.
  public init(yaml: String, file: String = "risk.yml", use: Use = .pilot) throws(ConfigurationError) {
    self = try YAMLDocument(yaml: yaml, file: file).value { root in
      var reader = RiskFrameworkReader(use: use)
      return reader.read(root)
    }
  }
}

/// Reads the tree of blocks and remembers which keys it has met.
struct RiskFrameworkReader {
  let use: RiskFramework.Use
  private var indicatorKeys: Set<String> = []
  private var blockKeys: Set<String> = []
  /// Set before the blocks are read.
  var needsGoalposts = true

  init(use: RiskFramework.Use) { self.use = use }

  mutating func read(_ root: YAMLField) -> RiskFramework? {
    guard let keys = root.keys(required: ["blocks"], optional: ["name", "method", "uncertainty", "zones"]),
      let field = keys["blocks"]
    else { return nil }
    var framework = RiskFramework(blocks: [])
    framework.names = keys["name"].flatMap { $0.names() }
    framework.method = keys["method"].flatMap { $0.riskMethod() } ?? framework.method
    framework.uncertainty = keys["uncertainty"].flatMap { $0.riskUncertainty() } ?? framework.uncertainty
    framework.zones = keys["zones"].flatMap { $0.thresholds(in: .between(0, 100), rising: true) }
    needsGoalposts = framework.needsGoalposts
    guard let blocks = readBlocks(field) else { return nil }
    framework.blocks = blocks
    return framework
  }

  private mutating func readBlocks(_ field: YAMLField) -> [RiskFramework.Block]? {
    guard let blocks = field.namedEntries({ readBlock(key: $0, $1) }) else { return nil }
    if blocks.isEmpty { field.report(.emptyList) } else { field.checkSum(blocks.map(\.weight)) }
    return blocks
  }

  private mutating func readBlock(key: String, _ field: YAMLField) -> RiskFramework.Block? {
    guard
      let keys = field.keys(required: ["name"], optional: ["indicators", "blocks", "weight", "within", "flags"])
    else { return nil }
    if !blockKeys.insert(key).inserted { field.report(.duplicateValue(key)) }
    guard let names = keys["name"].flatMap({ $0.names() }) else { return nil }
    var block = RiskFramework.Block(key: key, names: names)
    block.weight = keys["weight"].map { $0.number(in: .notNegative) ?? 1 } ?? 1
    block.within = keys["within"].flatMap { $0.choice(RiskFramework.Mean.self) } ?? .arithmetic
    if let field = keys["indicators"] {
      guard let indicators = field.namedEntries({ readIndicator(key: $0, $1) }) else { return nil }
      if indicators.isEmpty { field.report(.emptyList) } else { field.checkSum(indicators.map(\.weight)) }
      block.indicators = indicators
    }
    if let field = keys["blocks"] { block.blocks = readBlocks(field) ?? [] }
    if keys["indicators"] == nil && keys["blocks"] == nil { field.report(.missingKey("indicators")) }
    block.flags = keys["flags"].flatMap { $0.namedEntries { readFlag(key: $0, $1) } } ?? []
    return block
  }

  private mutating func readFlag(key: String, _ field: YAMLField) -> RiskFramework.SafetyFlag? {
    guard let keys = field.keys(required: ["name"], optional: ["above", "origin"]) else { return nil }
    if !indicatorKeys.insert(key).inserted { field.report(.duplicateValue(key)) }
    guard let names = keys["name"].flatMap({ $0.names() }) else { return nil }
    return RiskFramework.SafetyFlag(
      key: key, names: names, limit: keys["above"].map { $0.number() ?? 0 } ?? 0,
      origin: keys["origin"].flatMap { $0.text() })
  }

  private mutating func readIndicator(key: String, _ field: YAMLField) -> RiskFramework.Indicator? {
    var required = ["name"]
    var optional = [
      "direction", "weight", "unit", "denominator", "origin", "date", "thresholds", "source", "minimum_count",
      "missing",
    ]
    if needsGoalposts { required += ["no_risk", "full_risk"] } else { optional += ["no_risk", "full_risk"] }
    guard let keys = field.keys(required: required, optional: optional) else { return nil }
    if !indicatorKeys.insert(key).inserted { field.report(.duplicateValue(key)) }
    var indicator = keys.riskIndicator(key: key, field, needsGoalposts: needsGoalposts)
    if use == .pilot, keys["source"] == nil { indicator?.source = .named(key) }
    return indicator
  }
}
