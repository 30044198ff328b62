/// Columns of the design of a calibration on the way: one per free parameter.
struct DesignColumns {
  private let order: Int
  private(set) var names: [String] = []
  /// Column after column.
  private(set) var elements: [Double] = []

  /// Starts without any column over so many coordinates.
  init(order: Int) { self.order = order }

  private mutating func add(_ name: String, _ entries: [(row: Int, value: Double)]) {
    names.append(name)
    var column = [Double](repeating: 0, count: order)
    for entry in entries { column[entry.row] += entry.value }
    elements += column
  }

  /// One parameter per step of each item: c_k = −Σ w_j δ_j over the steps up to k.
  mutating func addOwnSteps(_ plan: CalibrationPlan, _ family: PartialCreditModel.Family) {
    for (item, parameters) in plan.items.enumerated() where !plan.isAnchored[item] {
      let rows = plan.data.starts[item]..<plan.data.starts[item + 1]
      for (step, row) in rows.enumerated() {
        let weight = Double(parameters.weight(ofStep: step))
        let name = family == .rasch ? "difficulty" : "step\(step + 1)"
        add("\(parameters.item).\(name)", (row..<rows.upperBound).map { ($0, -weight) })
      }
    }
  }

  /// A difficulty per item and, per number of categories, steps τ that all its items share: δ_j = b + τ_j, Σ w_j τ_j = 0.
  mutating func addSharedSteps(_ plan: CalibrationPlan) {
    let free = plan.items.indices.filter { !plan.isAnchored[$0] }
    for item in free {
      let categories = plan.items[item].categories
      let rows = plan.data.starts[item]..<plan.data.starts[item + 1]
      add(
        "\(plan.items[item].item).difficulty",
        rows.enumerated().map { ($1, -Double(categories[$0 + 1] - categories[0])) })
    }
    var kinds: [[Int]] = []
    for item in free where !kinds.contains(plan.items[item].categories) { kinds.append(plan.items[item].categories) }
    for kind in kinds {
      let items = free.filter { plan.items[$0].categories == kind }
      for step in 0..<max(0, kind.count - 2) {
        let weight = Double(kind[step + 1] - kind[step])
        let entries = items.flatMap { item in
          (plan.data.starts[item] + step..<plan.data.starts[item + 1] - 1).map { ($0, -weight) }
        }
        add(kinds.count == 1 ? "step\(step + 1)" : "step\(step + 1).of\(kind.count)", entries)
      }
    }
  }

  /// Means that are not held: all but the reference group's, or all when items are held.
  mutating func addMeans(_ plan: CalibrationPlan) {
    let first = plan.data.interceptCount
    let groups = plan.data.groups
    let isLinked = plan.isAnchored.contains(true)
    if plan.areMeansShared {
      guard isLinked else { return }
      add(groups.count == 1 ? "mean.\(groups[0].name)" : "mean.shared", groups.indices.map { (first + $0, 1) })
    } else {
      for (group, cells) in groups.enumerated() where isLinked || group != plan.reference {
        add("mean.\(cells.name)", [(first + group, 1)])
      }
    }
  }

  /// Logarithms of standard deviations, one per group that has its own.
  mutating func addDeviations(_ plan: CalibrationPlan) {
    let groups = plan.data.groups
    let first = plan.data.interceptCount + groups.count
    for owner in Set(plan.varianceOwner).sorted() {
      let members = groups.indices.filter { plan.varianceOwner[$0] == owner }
      let isCommon = plan.areVariancesShared && groups.count > 1
      add("variance.\(isCommon ? "shared" : groups[owner].name)", members.map { (first + $0, 1) })
    }
  }
}
