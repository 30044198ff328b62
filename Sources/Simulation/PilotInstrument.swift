public import Records

/// The observation sheets of the pilot: items of age bands 4 and 5, and the forms of its three waves.
///
/// Items carry the code, development area and activity of the item bank, without texts. How a band's items are split
/// between the half-years is not public, so the interim and the final sheet of a band both carry all of them; the
/// September sheet of band 5 carries the items of band 4. The September sheet of band 4 (items of band 3) is used by no
/// wave of the pilot and is left out.
///
/// **Source.** Structure of the item bank of a working observation workbook (counts per activity); names of the areas
/// as on the official forms.
public enum PilotInstrument {
  /// The instrument of the pilot of 2026.
  ///
  /// Levels by the usual rule: mean points rounded to one decimal, up to 1.6 level I, up to 2.3 level II. The official cut
  /// points are not public, so they are data of the instrument, to be confirmed.
  public static let standard = Instrument(
    developmentAreas: areas.map { Instrument.DevelopmentArea(key: $0.key, names: $0.names) },
    items: items(ageBand: 4) + items(ageBand: 5),
    forms: [
      form(ageBand: 4, .interim, itemsOf: 4), form(ageBand: 4, .final, itemsOf: 4),
      form(ageBand: 5, .start, itemsOf: 4), form(ageBand: 5, .interim, itemsOf: 5),
      form(ageBand: 5, .final, itemsOf: 5),
    ],
    continuousOutcomes: [],
    levelRule: LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.75)
  )

  private struct Area {
    let key: String
    /// Letter of the item codes.
    let letter: String
    let names: Names
    /// Activities in the order of the codes; `literacy` only in band 5.
    let activities: [String]
  }

  private static let literacy = "Сауат ашу негіздері"

  private static let areas = [
    Area(
      key: "physical", letter: "Ф",
      names: Names(
        kk: "Физикалық қасиеттерді дамыту", ru: "Развитие физических качеств", en: "Physical development"),
      activities: ["Дене тәрбиесі"]),
    Area(
      key: "communicative", letter: "К",
      names: Names(
        kk: "Коммуникативтік дағдыларды дамыту", ru: "Развитие коммуникативных навыков", en: "Communication skills"),
      activities: ["Тіл дамыту", "Көркем әдебиет", literacy, "Қазақ тілі"]),
    Area(
      key: "cognitive", letter: "Т",
      names: Names(
        kk: "Танымдық және зияткерлік дағдыларды дамыту", ru: "Развитие познавательных и интеллектуальных навыков",
        en: "Cognitive and intellectual skills"),
      activities: ["Математика"]),
    Area(
      key: "creative", letter: "Ш",
      names: Names(
        kk: "Шығармашылық дағдыларды, зерттеу іс-әрекетін дамыту",
        ru: "Развитие творческих навыков, исследовательской деятельности",
        en: "Creative skills and research activities"),
      activities: ["Сурет салу", "Мүсіндеу", "Жапсыру", "Құрастыру", "Музыка"]),
    Area(
      key: "social_emotional", letter: "Ә",
      names: Names(
        kk: "Әлеуметтік-эмоционалды дағдыларды қалыптастыру", ru: "Формирование социально-эмоциональных навыков",
        en: "Social and emotional skills"),
      activities: ["Қоршаған әлеммен танысу"]),
  ]

  /// The items of a band: 6 for each activity in band 4 and 7 in band 5, where literacy begins.
  private static func items(ageBand: Int) -> [Instrument.Item] {
    let itemsPerActivity = ageBand == 4 ? 6 : 7
    return areas.flatMap { area in
      let activities = area.activities.filter { ageBand == 5 || $0 != literacy }
      return (0..<activities.count * itemsPerActivity).map { position in
        Instrument.Item(
          code: "\(ageBand)-\(area.letter).\(position + 1)", area: area.key,
          activity: activities[position / itemsPerActivity])
      }
    }
  }

  private static func form(ageBand: Int, _ wave: OfficialWave, itemsOf itemBand: Int) -> Instrument.Form {
    Instrument.Form(
      key: "\(ageBand)-\(wave.rawValue)", ageBand: ageBand, officialWave: wave,
      items: items(ageBand: itemBand).map(\.code))
  }
}
