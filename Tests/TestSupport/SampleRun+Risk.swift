import Findings

extension SampleRun {
  static var risk: RiskFindings {
    RiskFindings(places: regions)
  }

  private static var regions: [RiskFinding] {
    SampleRegions.all.enumerated().map { position, region in
      position == 15 ? emptyRegion(region.code, region.name) : filledRegion(position, region.code, region.name)
    }
  }

  private static func filledRegion(_ position: Int, _ code: String, _ name: LocalizedText) -> RiskFinding {
    let index = 12 + 62 * invented(position, 1)
    let children = 290 + Int(90 * invented(position, 2))
    return RiskFinding(
      level: .region, place: code, region: code, name: name,
      counts: .shown(Counts(children: children, groups: 15, preschools: 5)), index: .shown(score(index)),
      blocks: [
        .init(
          key: "outcome",
          name: LocalizedText(kk: "Балалардың дамуы", ru: "Развитие детей", en: "Children's development"),
          score: .shown(score(index - 5)),
          components: [
            component(
              "level_one_share", "төмен деңгей үлесі", "доля низкого уровня", "share at the low level",
              0.04 + 0.3 * invented(position, 3), children: children),
            component(
              "no_progress_share", "ілгерілеу жоқ", "прогресс отсутствует", "no progress",
              0.1 + 0.4 * invented(position, 4), children: children),
          ]),
        .init(
          key: "implementation",
          name: LocalizedText(
            kk: "Пилоттық жобаны іске асыру", ru: "Реализация пилотного проекта", en: "Implementation of the pilot"),
          score: .shown(score(index + 4)),
          components: [
            component(
              "staff_turnover", "кадрлардың тұрақсыздығы", "текучесть кадров", "staff turnover",
              0.3 * invented(position, 5), children: nil)
          ]),
      ], probabilityInHighestFifth: .shown(index > 55 ? 0.72 : 0.04), warnings: [])
  }

  private static func emptyRegion(_ code: String, _ name: LocalizedText) -> RiskFinding {
    RiskFinding(
      level: .region, place: code, region: code, name: name, counts: .noData, index: .noData, blocks: [],
      probabilityInHighestFifth: .noData,
      warnings: [FindingWarning(.insufficientData, "No observation sheets.")])
  }

  private static func score(_ value: Double) -> RiskFinding.Score {
    .init(value: value, interval: Interval(lower: max(0, value - 8), upper: min(100, value + 9), level: 0.95))
  }

  private static func component(
    _ key: String, _ kk: String, _ ru: String, _ en: String, _ value: Double, children: Int?
  ) -> RiskFinding.Component {
    .init(
      indicator: key, name: LocalizedText(kk: kk, ru: ru, en: en), value: .shown(value),
      direct: .shown(value * 1.02), standardError: .shown(0.02), shrinkage: children == nil ? .noData : .shown(0.8),
      risk: .shown(min(100, 200 * value)), weight: 0.5, observationCount: .shown(children ?? 5),
      observationUnit: children == nil ? .preschool : .child)
  }
}
