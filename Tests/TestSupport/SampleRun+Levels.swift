public import Findings

extension SampleRun {
  /// Three waves of children at levels I, II, III: a chain from wave to wave with some not observed at the next.
  static func chain(outcome: Int, arm: Int) -> (levels: [[Int]], moves: [[[Int]]]) {
    var levels = [[620 + 11 * outcome, 2_310 + 17 * arm, 470 + 23 * outcome]]
    var moves: [[[Int]]] = []
    for step in 0..<2 {
      let before = levels[step]
      let rise = 0.22 + 0.05 * Double(arm) + 0.02 * invented(outcome, arm, step)
      let matrix = (0..<3).map { level -> [Int] in
        let stayed = Double(before[level]) * (step == 0 ? 0.93 : 0.55)
        let up = level < 2 ? stayed * rise : 0
        let down = level > 0 ? stayed * 0.08 : 0
        var row = [0, 0, 0]
        row[level] = Int(stayed - up - down)
        if level < 2 { row[level + 1] += Int(up * 0.9) }
        if level == 0 { row[2] += Int(up * 0.1) }
        if level > 0 { row[level - 1] += Int(down) }
        if level == 2 { row[0] += Int(down * 0.3) }
        return row
      }
      moves.append(matrix)
      let newcomers = [41 + outcome, 95 + arm, 58]
      levels.append((0..<3).map { level in matrix.reduce(newcomers[level]) { $0 + $1[level] } })
    }
    return (levels, moves)
  }

  static func counts(children: Int) -> Counts { Counts(children: children, groups: 150, preschools: 50) }

  static var levels: [LevelShareFinding] {
    outcomes.enumerated().flatMap { outcome, key in
      arms.enumerated().flatMap { arm, armName in
        chain(outcome: outcome, arm: arm).levels.enumerated().map { wave, children in
          levelTable(outcome: key, wave: waves[wave], arm: armName, children: children)
        }
      }
    }
  }

  static var transitions: [TransitionFinding] {
    outcomes.enumerated().flatMap { outcome, key in
      arms.enumerated().flatMap { arm, armName in
        chain(outcome: outcome, arm: arm).moves.enumerated().map { step, children in
          transition(
            outcome: key, from: waves[step], to: waves[step + 1], arm: armName, children: children)
        }
      }
    }
  }

  /// A level table made from its three counts.
  public static func levelTable(
    outcome: String, wave: String, arm: String, children: [Int]
  ) -> LevelShareFinding {
    let total = children.reduce(0, +)
    return LevelShareFinding(
      address: "levels:\(outcome).\(wave).\(arm)", outcome: outcome, wave: wave, arm: arm,
      counts: .shown(counts(children: total)), children: children.map { .shown($0) },
      shares: children.map { total == 0 ? .noData : .shown(Double($0) / Double(total)) },
      intervals: children.map { total == 0 ? .noData : .shown(interval(of: $0, total: total)) })
  }

  /// An interval around a share, as wide as for independent children.
  private static func interval(of count: Int, total: Int) -> Interval {
    let share = Double(count) / Double(total)
    let halfWidth = 2 * (share * (1 - share) / Double(total)).squareRoot()
    return Interval(lower: max(0, share - halfWidth), upper: min(1, share + halfWidth), level: 0.95)
  }

  /// A transition matrix made from its nine counts.
  public static func transition(
    outcome: String, from: String, to: String, arm: String, children: [[Int]]
  ) -> TransitionFinding {
    TransitionFinding(
      address: "transition:\(outcome).\(from).\(to).\(arm)", outcome: outcome, fromWave: from, toWave: to, arm: arm,
      counts: .shown(counts(children: children.joined().reduce(0, +))),
      children: children.map { row in row.map { .shown($0) } },
      shares: children.map { row in
        let total = row.reduce(0, +)
        return row.map { total == 0 ? .noData : .shown(Double($0) / Double(total)) }
      },
      intervals: children.map { row in
        let total = row.reduce(0, +)
        return row.map { total == 0 ? .noData : .shown(interval(of: $0, total: total)) }
      },
      symmetry: .shown(.init(statistic: 31.25, degreesOfFreedom: 3, pValue: 0.000_01, clusterCount: 50)),
      marginalHomogeneity: .shown(.init(statistic: 30.5, degreesOfFreedom: 2, pValue: 0.000_01, clusterCount: 50)))
  }
}
