extension Instrument {
  /// Reads `instrument.yml`.
  ///
  /// - Parameters:
  ///   - yaml: Text of the file.
  ///   - file: Name of the file for error messages.
  /// - Throws: `ConfigurationError` with every problem found.
  public init(yaml: String, file: String = "instrument.yml") throws(ConfigurationError) {
    self = try YAMLDocument(yaml: yaml, file: file).value(Self.read)
  }

  private static func read(_ root: YAMLField) -> Instrument? {
    guard let keys = root.keys(required: [], optional: ["areas", "items", "forms", "continuous", "levels"])
    else { return nil }
    let areas = keys["areas"].map(readAreas) ?? []
    let items = keys["items"].map { readItems($0, areas: areas?.map(\.key)) } ?? []
    let forms = keys["forms"].map { readForms($0, items: items?.map(\.code)) } ?? []
    let continuous = keys["continuous"].map { readContinuous($0, areas: areas?.map(\.key) ?? []) } ?? []
    let levels = keys["levels"].map(readLevels)
    guard let areas, let items, let forms, let continuous else { return nil }
    if items.isEmpty && continuous.isEmpty { root.report(.nothingMeasured) }
    for key in ["areas", "forms", "levels"] where !items.isEmpty && keys[key] == nil { root.report(.missingKey(key)) }
    return Instrument(
      developmentAreas: areas, items: items, forms: forms, continuousOutcomes: continuous,
      levelRule: levels??.rule, direction: levels??.direction)
  }

  private static func readAreas(_ field: YAMLField) -> [DevelopmentArea]? {
    field.namedEntries { key, value in value.names().map { DevelopmentArea(key: key, names: $0) } }
  }

  private static func readItems(_ field: YAMLField, areas: [String]?) -> [Item]? {
    var seen: Set<String> = []
    return field.list { element in
      guard let keys = element.keys(required: ["code", "area"], optional: ["activity"]) else { return nil }
      let code = keys["code"]?.text().map(ItemCode.canonical)
      let area = areas.flatMap { keys["area"]?.word(among: $0) }
      let activity = keys["activity"].map { $0.text() } ?? ""
      guard let code, let area, let activity else { return nil }
      if !seen.insert(code).inserted { element.report(.duplicateValue(code)) }
      return Item(code: code, area: area, activity: activity)
    }
  }

  private static func readForms(_ field: YAMLField, items: [String]?) -> [Form]? {
    let known = Set(items ?? [])
    guard let mapping = field.textEntries() else { return nil }
    var forms: [Form] = []
    for (key, value) in mapping {
      guard let keys = value.keys(required: ["age_band", "official_wave", "items"]) else { continue }
      let ageBand = keys["age_band"]?.wholeNumber(in: .between(0, 99))
      let wave = keys["official_wave"]?.choice(OfficialWave.self)
      let codes = keys["items"]?.distinct { readFormItem($0, known: items == nil ? nil : known) }
      guard let ageBand, let wave, let codes else { continue }
      forms.append(Form(key: key, ageBand: ageBand, officialWave: wave, items: codes))
    }
    return forms
  }

  private static func readFormItem(_ field: YAMLField, known: Set<String>?) -> String? {
    guard let code = field.text().map(ItemCode.canonical) else { return nil }
    if let known, !known.contains(code) {
      field.report(.notAllowed(value: code, allowed: ["a code listed under items"]))
    }
    return code
  }

  private static func readContinuous(_ field: YAMLField, areas: [String]) -> [ContinuousOutcome]? {
    let taken = Set(areas + Plan.recordCovariates)
    return field.namedEntries { key, value in
      if taken.contains(key) { value.report(.duplicateValue(key)) }
      guard let keys = value.keys(required: ["kk", "ru", "en", "minimum", "maximum"]) else { return nil }
      let (kk, ru, en) = (keys["kk"]?.text(), keys["ru"]?.text(), keys["en"]?.text())
      let (minimum, maximum) = (keys["minimum"]?.number(), keys["maximum"]?.number())
      guard let kk, let ru, let en, let minimum, let maximum else { return nil }
      if minimum >= maximum { value.report(.emptyRange(minimum: minimum, maximum: maximum)) }
      return ContinuousOutcome(
        key: key, names: Names(kk: kk, ru: ru, en: en), minimum: minimum, maximum: maximum)
    }
  }

  private static func readLevels(_ field: YAMLField) -> (rule: LevelRule, direction: ScaleDirection?)? {
    guard
      let keys = field.keys(required: ["cuts", "minimum_item_share"], optional: ["rounding_decimals", "direction"])
    else { return nil }
    let cuts = keys["cuts"]?.list { $0.number(in: .between(1, 3)) }
    let decimals = keys["rounding_decimals"].map { $0.wholeNumber(in: .between(0, 6)) }
    let share = keys["minimum_item_share"]?.number(in: .unitAboveZero)
    let direction = keys["direction"].map { $0.choice(ScaleDirection.self) }
    guard let cuts, let share else { return nil }
    guard cuts.count == 2, cuts[0] < cuts[1] else {
      keys["cuts"]?.report(.cutsNotIncreasing)
      return nil
    }
    let rule = LevelRule(cuts: cuts, roundingDecimals: decimals ?? nil, minimumItemShare: share)
    return (rule, direction ?? nil)
  }
}
