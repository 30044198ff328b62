extension Instrument {
  /// The text of `instrument.yml`; reading it gives an equal instrument, and equal instruments give equal text.
  public var yaml: String {
    var lines: [String] = []
    if !developmentAreas.isEmpty {
      lines.append("areas:")
      lines += developmentAreas.map { "  \($0.key): {\(Self.entries(of: $0.names))}" }
    }
    if !items.isEmpty {
      lines.append("items:")
      lines += items.map { item in
        let activity = item.activity.isEmpty ? "" : ", activity: \(Self.quoted(item.activity))"
        return "  - {code: \(Self.scalar(item.code)), area: \(item.area)\(activity)}"
      }
    }
    if !forms.isEmpty {
      lines.append("forms:")
      lines += forms.flatMap(Self.lines)
    }
    if !continuousOutcomes.isEmpty {
      lines.append("continuous:")
      lines += continuousOutcomes.map {
        "  \($0.key): {\(Self.entries(of: $0.names)), minimum: \($0.minimum), maximum: \($0.maximum)}"
      }
    }
    if let levelRule { lines.append(Self.line(levelRule, direction)) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func entries(of names: Names) -> String {
    "kk: \(quoted(names.kk)), ru: \(quoted(names.ru)), en: \(quoted(names.en))"
  }

  /// A form's head on one line, its items ten to a line below.
  private static func lines(_ form: Form) -> [String] {
    let codes = form.items.map(scalar)
    let rows = stride(from: 0, to: codes.count, by: 10).map { start in
      "      " + codes[start..<min(start + 10, codes.count)].joined(separator: ", ")
    }
    return [
      "  \(scalar(form.key)):", "    age_band: \(form.ageBand)", "    official_wave: \(form.officialWave.rawValue)",
      "    items: [", rows.joined(separator: ",\n"), "    ]",
    ]
  }

  private static func line(_ rule: LevelRule, _ direction: ScaleDirection?) -> String {
    let cuts = rule.cuts.map { "\($0)" }.joined(separator: ", ")
    let rounding = rule.roundingDecimals.map { "rounding_decimals: \($0), " } ?? ""
    let end = direction.map { ", direction: \($0.rawValue)" } ?? ""
    return "levels: {cuts: [\(cuts)], \(rounding)minimum_item_share: \(rule.minimumItemShare)\(end)}"
  }

  /// A code without quotes when it is letters, digits, full stops and hyphens beginning with a letter or digit.
  private static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789.-".unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty && text.first != "-" && text.first != "." ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"", "\\": result += "\\\(character)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }
}
