import Findings

extension DisclosureRules {
  /// Quality lines with small counts hidden, and totals that the flow hides hidden here too.
  ///
  /// Lines of one check and wave may hold both arms and their total: when one of the three is hidden, the smallest
  /// other one is hidden as well.
  func released(_ lines: [QualityFinding], hidingTotalsOf flow: [FlowFinding]) -> [QualityFinding] {
    var result = lines.map { line in
      let isEnrolment = line.check == .missingSheets && flow.hidesEnrolment(wave: line.wave, arm: line.arm)
      let isSmallLine = (line.count.value.map(isSmall) ?? false) || (line.total.value.map(isSmall) ?? false)
      // Groups whose marks fall are counted, not children, and none is named.
      guard line.check != .fallingMarks else { return line }
      return isSmallLine || isEnrolment ? line.hidden(withTotal: isEnrolment) : line
    }
    for positions in Dictionary(grouping: lines.indices, by: { QualityFamily(lines[$0]) }).values {
      hideSecond(of: positions, in: &result, original: lines)
    }
    return result
  }

  private func hideSecond(of family: [Int], in lines: inout [QualityFinding], original: [QualityFinding]) {
    let hidden = family.filter { lines[$0].count.isSuppressed }
    guard hidden.count == 1, family.contains(where: { lines[$0].arm == nil }) else { return }
    let candidates = family.filter { lines[$0].count.value != nil }
    let second = candidates.min {
      (original[$0].count.value ?? 0, $0) < (original[$1].count.value ?? 0, $1)
    }
    if let second { lines[second] = lines[second].hidden(withTotal: false) }
  }
}

/// The lines that add up: one check at one wave, by arm and in total.
private struct QualityFamily: Hashable {
  let check: QualityFinding.Check
  let wave: String?

  init(_ line: QualityFinding) {
    check = line.check
    wave = line.wave
  }
}

extension QualityFinding {
  fileprivate func hidden(withTotal: Bool) -> QualityFinding {
    var result = self
    result.count = count.hidden
    result.share = share.hidden
    if withTotal { result.total = total.hidden }
    return result
  }
}

extension [FlowFinding] {
  fileprivate func hidesEnrolment(wave: String?, arm: String?) -> Bool {
    contains { $0.enrolled.isSuppressed && (wave == nil || $0.wave == wave) && (arm == nil || $0.arm == arm) }
  }
}
