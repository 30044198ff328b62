/// Recognises personal data by the names of columns and by the look of cells.
enum PersonalData {
  /// Whether a column of this name holds names, numbers, addresses or birthdays of persons.
  static func isPersonal(column name: String) -> Bool {
    columns.contains(
      String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic })))
  }

  /// What the cell looks like, if it looks like personal data.
  static func kind(of cell: some Collection<UInt8>) -> IntakeIssue.PersonalValue? {
    guard cell.count >= 10, let first = cell.first,
      isDigit(first) || first == UInt8(ascii: "+") || first == UInt8(ascii: "(")
    else { return nil }
    var digits: [UInt8] = []
    for byte in cell {
      if isDigit(byte) {
        digits.append(byte)
      } else if !separators.contains(byte) {
        return nil
      }
    }
    switch digits.count {
    case 12: return .identificationNumber
    case 11 where digits[0] == UInt8(ascii: "7") || digits[0] == UInt8(ascii: "8"): return .telephoneNumber
    case 10 where digits[0] == UInt8(ascii: "7"): return .telephoneNumber
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// What people put between digits: spaces (also no-break, as UTF-8), hyphens, brackets and a plus.
  private static let separators: Set<UInt8> = [32, 0xC2, 0xA0, 40, 41, 43, 45]

  /// Letters only, lower case, in English, Russian and Kazakh.
  private static let columns: Set<String> = [
    "name", "fullname", "firstname", "lastname", "surname", "patronymic", "childname", "iin", "phone", "telephone",
    "mobile", "email", "address", "birthdate", "dateofbirth", "birthday",
    "фио", "имя", "фамилия", "отчество", "фамилияимяотчество", "фиоребенка", "фиоребёнка", "иин", "телефон", "адрес",
    "датарождения",
    "таә", "аты", "тегі", "атыжөні", "тегіаты", "баланыңатыжөні", "балалардыңатыжөні", "жсн", "мекенжай", "мекенжайы",
    "туғанкүні",
  ]
}
