public import Findings

/// The 20 regions of the pilot, as the sample run names them.
public enum SampleRegions {
  public static let all: [(code: String, name: LocalizedText)] = [
    ("KZ-10", LocalizedText(kk: "Абай облысы", ru: "область Абай", en: "Abai Region")),
    ("KZ-11", LocalizedText(kk: "Ақмола облысы", ru: "Акмолинская область", en: "Akmola Region")),
    ("KZ-15", LocalizedText(kk: "Ақтөбе облысы", ru: "Актюбинская область", en: "Aktobe Region")),
    ("KZ-19", LocalizedText(kk: "Алматы облысы", ru: "Алматинская область", en: "Almaty Region")),
    ("KZ-23", LocalizedText(kk: "Атырау облысы", ru: "Атырауская область", en: "Atyrau Region")),
    (
      "KZ-27",
      LocalizedText(kk: "Батыс Қазақстан облысы", ru: "Западно-Казахстанская область", en: "West Kazakhstan Region")
    ),
    ("KZ-31", LocalizedText(kk: "Жамбыл облысы", ru: "Жамбылская область", en: "Zhambyl Region")),
    ("KZ-33", LocalizedText(kk: "Жетісу облысы", ru: "область Жетісу", en: "Zhetisu Region")),
    ("KZ-35", LocalizedText(kk: "Қарағанды облысы", ru: "Карагандинская область", en: "Karaganda Region")),
    ("KZ-39", LocalizedText(kk: "Қостанай облысы", ru: "Костанайская область", en: "Kostanay Region")),
    ("KZ-43", LocalizedText(kk: "Қызылорда облысы", ru: "Кызылординская область", en: "Kyzylorda Region")),
    ("KZ-47", LocalizedText(kk: "Маңғыстау облысы", ru: "Мангистауская область", en: "Mangystau Region")),
    ("KZ-55", LocalizedText(kk: "Павлодар облысы", ru: "Павлодарская область", en: "Pavlodar Region")),
    (
      "KZ-59",
      LocalizedText(kk: "Солтүстік Қазақстан облысы", ru: "Северо-Казахстанская область", en: "North Kazakhstan Region")
    ),
    ("KZ-61", LocalizedText(kk: "Түркістан облысы", ru: "Туркестанская область", en: "Turkistan Region")),
    ("KZ-62", LocalizedText(kk: "Ұлытау облысы", ru: "область Ұлытау", en: "Ulytau Region")),
    (
      "KZ-63",
      LocalizedText(kk: "Шығыс Қазақстан облысы", ru: "Восточно-Казахстанская область", en: "East Kazakhstan Region")
    ),
    ("KZ-71", LocalizedText(kk: "Астана қаласы", ru: "город Астана", en: "Astana")),
    ("KZ-75", LocalizedText(kk: "Алматы қаласы", ru: "город Алматы", en: "Almaty")),
    ("KZ-79", LocalizedText(kk: "Шымкент қаласы", ru: "город Шымкент", en: "Shymkent")),
  ]
}
