extension RiskFramework {
  /// The framework that comes with the program: implementation, children's outcomes and evidence, in three languages.
  ///
  /// Its goalposts, thresholds and weights are proposals.
  ///
  /// - Throws: `ConfigurationError`, which no reader of this version sees: a test reads the text.
  public static func standard() throws(ConfigurationError) -> RiskFramework {
    try RiskFramework(yaml: standardText, file: "risk-framework.yml", use: .table)
  }

  /// The text of the framework, with its comments: a start for one's own.
  public static var standardText: String { String(decoding: PackageResources.risk_framework_yml, as: UTF8.self) }
}
