import Findings

extension DevelopmentCard {
  /// One page: title, whose card it is, the form, and what must be known to read it.
  func html(_ words: Wording, preschool: String) -> String {
    let labels = words.labels
    let title = labels.text("card_title", ["year": words.fullYears(schoolYear)])
    let scope = labels.text("card_scope", ["preschool": preschool])
    let kind = words.pilot.isSynthetic ? words.capitalized(labels["synthetic_data"]) + ". " : ""
    return """
      <section class="card">
      <h1>\(title.markupEscaped)</h1>
      \(identity(words))
      \(form(words))
      <p class="note">\(words.cardNote.markupEscaped)</p>
      <p class="note"><b>\((kind + scope).markupEscaped)</b></p>
      </section>
      """
  }

  /// Whose card it is; name and birth date are written by hand, because the store holds neither.
  private func identity(_ words: Wording) -> String {
    let labels = words.labels
    let organisation = [last.preschoolName, last.preschool].filter { !$0.isEmpty }.joined(separator: ", ")
    let band = words.ageGroup(last.ageBand).map { "\(last.group) (\($0))" } ?? last.group
    let entries = [
      (labels["card_name"], nil), (labels["card_birth_date"], nil), (labels["card_code"], child),
      (labels["card_group"], band), (words.capitalized(labels["preschool"]), organisation),
    ]
    return "<p class=\"identity\">"
      + entries.map { name, value in
        let shown = value.map { "<b>\($0.markupEscaped)</b>" } ?? "<span class=\"blank\"></span>"
        return "<span>\(name.markupEscaped): \(shown)</span>"
      }.joined(separator: " ") + "</p>"
  }

  private func form(_ words: Wording) -> String {
    let days = Self.officialWaves.map { sheets[$0].map { " " + words.writtenDate($0.observedOn) } ?? "" }
    let titles = zip(["competences"] + Self.officialWaves + ["conclusion"], [""] + days + [""])
    let head = titles.map { key, day in
      "<th scope=\"col\">\(words.labels["card_\(key)"].markupEscaped)<b>\(day.markupEscaped)</b></th>"
    }.joined()
    let rows = words.pilot.outcomes.map { outcome in
      let cells = Self.officialWaves.map { "<td>\(cell(outcome.key, at: $0, words))</td>" }.joined()
      return "<tr><th scope=\"row\">\(outcome.name[words.language].markupEscaped)</th>\(cells)"
        + "<td>\(conclusion(outcome.key, words))</td></tr>"
    }
    return "<table><thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
  }

  /// What a sheet says of an area, above lines for the measures.
  private func cell(_ outcome: String, at officialWave: String, _ words: Wording) -> String {
    guard let area = area(outcome, at: officialWave), area.markedCount > 0 else {
      return "<p class=\"absent\">\(words.labels["card_no_marks"].markupEscaped)</p>" + Self.emptyLines
    }
    let result = words.result(area)
    // A code is not to be broken at its hyphen.
    let items = words.itemLines(area).map { name, codes in
      "\(name.markupEscaped): <b>\(codes.replacing("-", with: "\u{2011}").markupEscaped)</b>."
    }
    return "<p><b>\(result.level.markupEscaped)</b> \(result.points.markupEscaped) "
      + "<b>\(result.certainty.markupEscaped)</b></p><p>\(items.joined(separator: " "))</p>" + Self.emptyLines
  }

  /// The level at the year's final wave; empty lines as long as there is none.
  private func conclusion(_ outcome: String, _ words: Wording) -> String {
    let level = area(outcome, at: "final")?.level.map { "<p><b>\(words.level($0).markupEscaped)</b></p>" }
    return (level ?? "") + Self.emptyLines
  }

  private static let emptyLines = String(repeating: "<div class=\"line\"></div>", count: 2)
}
