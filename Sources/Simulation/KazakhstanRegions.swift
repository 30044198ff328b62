public import Records

/// The 20 first-level units of Kazakhstan.
///
/// **Source.** ISO 3166-2:KZ (codes since November 2022); official names in Kazakh and Russian.
public enum KazakhstanRegions {
  /// In the order of their codes.
  public static let all: [Region] = oblasts.map { region($0, kind: "oblast") } + cities.map { region($0, kind: "city") }

  private typealias Row = (code: String, kk: String, ru: String, en: String)

  private static let oblasts: [Row] = [
    ("KZ-10", "Абай облысы", "область Абай", "Abai Region"),
    ("KZ-11", "Ақмола облысы", "Акмолинская область", "Akmola Region"),
    ("KZ-15", "Ақтөбе облысы", "Актюбинская область", "Aktobe Region"),
    ("KZ-19", "Алматы облысы", "Алматинская область", "Almaty Region"),
    ("KZ-23", "Атырау облысы", "Атырауская область", "Atyrau Region"),
    ("KZ-27", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region"),
    ("KZ-31", "Жамбыл облысы", "Жамбылская область", "Zhambyl Region"),
    ("KZ-33", "Жетісу облысы", "область Жетісу", "Zhetisu Region"),
    ("KZ-35", "Қарағанды облысы", "Карагандинская область", "Karaganda Region"),
    ("KZ-39", "Қостанай облысы", "Костанайская область", "Kostanay Region"),
    ("KZ-43", "Қызылорда облысы", "Кызылординская область", "Kyzylorda Region"),
    ("KZ-47", "Маңғыстау облысы", "Мангистауская область", "Mangystau Region"),
    ("KZ-55", "Павлодар облысы", "Павлодарская область", "Pavlodar Region"),
    ("KZ-59", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region"),
    ("KZ-61", "Түркістан облысы", "Туркестанская область", "Turkistan Region"),
    ("KZ-62", "Ұлытау облысы", "область Ұлытау", "Ulytau Region"),
    ("KZ-63", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"),
  ]

  /// Cities of republican significance.
  private static let cities: [Row] = [
    ("KZ-71", "Астана қаласы", "город Астана", "Astana"),
    ("KZ-75", "Алматы қаласы", "город Алматы", "Almaty"),
    ("KZ-79", "Шымкент қаласы", "город Шымкент", "Shymkent"),
  ]

  private static func region(_ row: Row, kind: String) -> Region {
    Region(code: row.code, names: Names(kk: row.kk, ru: row.ru, en: row.en), kind: kind)
  }
}
