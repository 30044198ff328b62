internal import LinearAlgebra
internal import Tabular

/// A variable on the rows of the model, a factor with its levels.
enum CodedVariable: Sendable {
  case numbers([Double])
  case factor(FactorCoding)

  init(_ values: VariableValues) {
    switch values {
    case .numbers(let numbers): self = .numbers(numbers)
    case .categories(let column): self = .factor(FactorCoding(column))
    case .numericLevels(let numbers): self = .factor(FactorCoding(numbers))
    }
  }

  var isFactor: Bool {
    switch self {
    case .numbers: false
    case .factor: true
    }
  }
}

extension DesignMatrix {
  /// The largest model matrix that is made, in elements of eight bytes.
  private static let maximumElementCount = 1 << 30

  /// Lays out terms on the rows of their variables.
  ///
  /// - Parameters:
  ///   - terms: The terms of one side of the model.
  ///   - variables: One entry per variable of `terms`, all with `rowCount` values.
  ///   - rowCount: Rows of the model.
  /// - Throws: `DesignError.singleLevelFactor`, `.noTerms`, `.tooLarge`.
  init(_ terms: ModelTerms, _ variables: [CodedVariable], rowCount: Int) throws(DesignError) {
    for (variable, values) in zip(terms.variables, variables) {
      if case .factor(let coding) = values, coding.levelCount < 2 { throw .singleLevelFactor(name: variable.text) }
    }
    try Self.checkSize(terms, variables, rowCount)
    let plans = Self.plans(terms, variables)
    let elements = [Double](unsafeUninitializedCapacity: rowCount * plans.count) { elements, count in
      nonisolated(unsafe) let shared = elements
      _ = concurrentMap(plans.count) { column in
        plans[column].fill(
          UnsafeMutableBufferPointer(rebasing: shared[(column * rowCount)..<((column + 1) * rowCount)]))
      }
      count = elements.count
    }
    self.init(
      matrix: Matrix(rowCount: rowCount, columnCount: plans.count, elements: elements),
      termNames: plans.map(\.name), termGroups: plans.map(\.group), termLabels: terms.terms.map(terms.label),
      indicatorColumns: plans.map(\.isIndicator), referenceLevels: Self.referenceLevels(terms, variables))
  }

  private static func referenceLevels(_ terms: ModelTerms, _ variables: [CodedVariable]) -> [String: String] {
    var levels: [String: String] = [:]
    for (variable, values) in zip(terms.variables, variables) {
      if case .factor(let coding) = values { levels[variable.text] = coding.labels[0] }
    }
    return levels
  }

  private static func checkSize(
    _ terms: ModelTerms, _ variables: [CodedVariable], _ rowCount: Int
  ) throws(DesignError) {
    var columnCount = terms.hasIntercept ? 1 : 0
    for term in terms.terms {
      var width = 1
      for variable in term {
        if case .factor(let coding) = variables[variable] { width *= coding.levelCount }
        if width > maximumElementCount { throw .tooLarge(rowCount: rowCount, columnCount: width) }
      }
      columnCount += width
    }
    guard columnCount > 0 else { throw .noTerms }
    guard columnCount <= maximumElementCount / max(1, rowCount) else {
      throw .tooLarge(rowCount: rowCount, columnCount: columnCount)
    }
  }

  private static func plans(_ terms: ModelTerms, _ variables: [CodedVariable]) -> [ColumnPlan] {
    let uses = factorUses(
      terms: terms.terms, isFactor: variables.map(\.isFactor), hasIntercept: terms.hasIntercept)
    let columns = terms.terms.indices.flatMap { index -> [ColumnPlan] in
      let factors = zip(terms.terms[index], uses[index]).map { variable, use in
        parts(of: variables[variable], named: terms.variables[variable].text, use, group: index + 1)
      }
      return factors.dropFirst().reduce(factors.first ?? []) { product($0, $1) }
    }
    return (terms.hasIntercept ? [.intercept] : []) + columns
  }

  /// The columns that one variable brings to a term.
  private static func parts(
    of variable: CodedVariable, named name: String, _ use: FactorUse, group: Int
  ) -> [ColumnPlan] {
    switch variable {
    case .numbers(let numbers):
      return [ColumnPlan(name: name, group: group, factors: [.values(numbers)])]
    case .factor(let coding):
      return ((use == .contrasts ? 1 : 0)..<coding.levelCount).map { level in
        ColumnPlan(
          name: name + coding.labels[level], group: group,
          factors: [.indicator(codes: coding.codes, level: Int32(level))])
      }
    }
  }

  /// Every column of the left combined with every column of the right, the left ones varying fastest.
  private static func product(_ left: [ColumnPlan], _ right: [ColumnPlan]) -> [ColumnPlan] {
    right.flatMap { b in
      left.map { a in ColumnPlan(name: "\(a.name):\(b.name)", group: a.group, factors: a.factors + b.factors) }
    }
  }
}
