import Findings

extension SampleRun {
  private typealias Indicator = (key: String, name: LocalizedText, unit: RiskFinding.ObservationUnit)

  private static let indicators: [(block: String, name: LocalizedText, members: [Indicator])] = [
    (
      "outcome", LocalizedText(kk: "Балалардың нәтижелері", ru: "Результаты детей", en: "Children's outcomes"),
      [
        ("level_one_share", .init(kk: "I деңгейдегі үлес", ru: "Доля на уровне I", en: "Share at level I"), .child),
        (
          "no_progress_share",
          .init(kk: "Ілгерілеусіз үлес", ru: "Доля без прогресса", en: "Share without progress"), .child
        ),
      ]
    ),
    (
      "implementation",
      LocalizedText(
        kk: "Пилоттық жобаның іске асырылуы", ru: "Реализация пилотного проекта", en: "Implementation of the pilot"),
      [
        (
          "staff_turnover", .init(kk: "Кадрлардың тұрақсыздығы", ru: "Текучесть кадров", en: "Staff turnover"),
          .preschool
        ),
        (
          "wash",
          .init(
            kk: "Ауыз су, бөлек дәретхана, қол жуу орны", ru: "Питьевая вода, раздельные туалеты, умывальники",
            en: "Drinking water, separate toilets, handwashing"), .preschool
        ),
      ]
    ),
    (
      "evidence", LocalizedText(kk: "Деректердің сенімділігі", ru: "Надежность данных", en: "Evidence"),
      [
        (
          "missing_sheets",
          .init(
            kk: "Бақыланбаған бала × кезең", ru: "Пропущенные наблюдения ребенок × этап", en: "Missing child × wave"),
          .child
        ),
        (
          "rater_change", .init(kk: "Бағалаушының ауысуы", ru: "Смена оценивающего", en: "Change of the rater"),
          .preschool
        ),
      ]
    ),
  ]

  /// Three sub-indices; the contributions of their indicators add up to the index.
  static func blocks(_ place: RiskPlace, index: Double) -> [RiskFinding.Block] {
    let shifts = [-5.0, 4, 1]
    let pushes = indicators.indices.map { block in
      indicators[block].members.indices.map { invented(place.key, block, $0 + 3) * index / 50 }
    }
    let total = pushes.flatMap(\.self).reduce(0, +)
    return indicators.enumerated().map { position, block in
      RiskFinding.Block(
        key: block.block, name: block.name, score: .shown(score(min(100, max(0, index + shifts[position])), place)),
        components: zip(block.members, pushes[position]).map { member, push in
          component(member, place, push: push, contribution: index * push / total)
        })
    }
  }

  private static func component(
    _ indicator: Indicator, _ place: RiskPlace, push: Double, contribution: Double
  ) -> RiskFinding.Component {
    let risk = min(100, 70 * push)
    let value = 0.02 + risk / 250
    return RiskFinding.Component(
      indicator: indicator.key, name: indicator.name, value: .shown(value), direct: .shown(value * 1.02),
      standardError: .shown(0.02), shrinkage: indicator.unit == .child ? .shown(0.8) : .noData, risk: .shown(risk),
      contribution: .shown(contribution), rating: .shown(risk < 33 ? .green : risk < 66 ? .amber : .red), weight: 0.5,
      observationCount: .shown(indicator.unit == .child ? place.counts.children : place.counts.preschools),
      observationUnit: indicator.unit, unit: "share")
  }

  /// An injury in Karaganda Region and its like; nothing reported on inspections in Mangystau Region.
  static func flags(_ place: RiskPlace) -> [RiskFinding.Flag] {
    [
      .init(
        key: "injury", name: LocalizedText(kk: "Баланың жарақаты", ru: "Травма ребенка", en: "Injury of a child"),
        isRaised: .shown(["KZ-35", "P-273"].contains(place.code))),
      .init(
        key: "open_violation",
        name: LocalizedText(
          kk: "Жойылмаған санитарлық бұзушылық", ru: "Неустраненное санитарное нарушение",
          en: "Open sanitary violation"),
        isRaised: place.code == "KZ-47" ? .noData : .shown(false)),
    ]
  }

  static func rating(_ index: Double, _ flags: [RiskFinding.Flag]) -> Disclosable<RiskFinding.Rating> {
    if index >= 60 || flags.contains(where: { $0.isRaised == .shown(true) }) { return .shown(.red) }
    if index >= 30 { return .shown(.amber) }
    return flags.contains { $0.isRaised == .noData } ? .noData : .shown(.green)
  }
}
