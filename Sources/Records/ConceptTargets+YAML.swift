extension ConceptTargets {
  /// The targets of the Concept 2023–2029 that concern preschools, which come with the program.
  ///
  /// - Throws: `ConfigurationError`, which no reader of this version sees: a test reads the text.
  public static func standard() throws(ConfigurationError) -> ConceptTargets {
    try ConceptTargets(
      yaml: String(decoding: PackageResources.concept_targets_yml, as: UTF8.self), file: "concept-targets.yml")
  }

  /// Reads targets.
  ///
  /// - Parameters:
  ///   - yaml: Text of the file.
  ///   - file: Name of the file for error messages.
  /// - Throws: `ConfigurationError` with every problem found.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    self = try YAMLDocument(yaml: yaml, file: file).value { root in
      guard let keys = root.keys(required: ["source", "unit", "years", "indicators"]),
        let source = keys["source"]?.names(), keys["unit"]?.word(among: ["percent"]) != nil,
        let years = keys["years"]?.years(), let field = keys["indicators"],
        let indicators = field.namedEntries({ $1.indicator(key: $0, years: years) })
      else { return nil }
      if indicators.isEmpty { field.report(.emptyList) }
      return ConceptTargets(source: source, years: years, indicators: indicators)
    }
  }
}

extension YAMLField {
  fileprivate func years() -> ClosedRange<Int>? {
    guard let keys = keys(required: ["first", "last"]),
      let first = keys["first"]?.wholeNumber(in: .between(1900, 2200)),
      let last = keys["last"]?.wholeNumber(in: .between(Double(first), 2200))
    else { return nil }
    return first...last
  }

  fileprivate func indicator(key: String, years: ClosedRange<Int>) -> ConceptTargets.Indicator? {
    guard let keys = keys(required: ["name", "targets"], optional: ["number"]),
      let names = keys["name"]?.names(), let field = keys["targets"],
      let percents = field.keys(required: years.map(String.init))
    else { return nil }
    var targets: [Int: Double] = [:]
    for year in years { targets[year] = percents[String(year)]?.number(in: .between(0, 100)) }
    return ConceptTargets.Indicator(
      key: key, number: keys["number"]?.wholeNumber(in: .atLeast(1)), names: names, targets: targets)
  }
}
