internal import Tabular

/// The variables of a model worked out on every row of the frame, and the rows where none is missing.
struct ModelLayout {
  private let formula: Formula
  private let response: Expression
  private let fixedTerms: ModelTerms
  private let clusters: String?
  private let weights: String?
  private let absorbed: [String]
  /// Keyed by the variable's text, grouping columns by their quoted name.
  private var variables: [String: VariableValues] = [:]
  private let rowCount: Int
  private var keptRows: [Int32] = []

  init(
    _ formula: Formula, _ frame: Frame, clusters: String?, weights: String?, absorbing: [String]
  ) throws(DesignError) {
    guard let response = formula.response else { throw .missingResponse }
    self.formula = formula
    self.response = response
    self.clusters = clusters
    self.weights = weights
    absorbed = absorbing
    rowCount = frame.rowCount
    fixedTerms = try Self.fixedTerms(formula, response, frame)
    try workOut(frame)
    try keepCompleteRows()
  }

  func modelFrame() throws(DesignError) -> ModelFrame {
    let groups = formula.randomParts.flatMap(\.groups)
    let codings = groupCodings(groups.flatMap(\.columns) + absorbed + [clusters].compactMap { $0 })
    func factor(_ column: String) -> GroupingFactor { GroupingFactor(name: column, coding: codings(column)) }
    return ModelFrame(
      response: numbers(response.text), responseName: response.text,
      fixed: try design(fixedTerms), random: try randomTerms(),
      grouping: groupingFactors(groups, codings), clusters: clusters.map(factor), absorbed: absorbed.map(factor),
      weights: weights.map { numbers(quotedIfNeeded($0)) },
      keptRows: keptRows, droppedRowCount: rowCount - keptRows.count)
  }

  private static func fixedTerms(
    _ formula: Formula, _ response: Expression, _ frame: Frame
  ) throws(DesignError) -> ModelTerms {
    let used = Set(response.columns + formula.randomParts.flatMap { $0.groups.flatMap(\.columns) })
    do throws(FormulaError) {
      return try ModelTerms(
        formula.fixedPart, otherColumns: frame.columnNames.filter { !used.contains($0) })
    } catch {
      throw .invalidFormula(error)
    }
  }

  private mutating func workOut(_ frame: Frame) throws(DesignError) {
    let modelVariables = fixedTerms.variables + formula.randomParts.flatMap(\.terms.variables)
    let groupColumns = formula.randomParts.flatMap { $0.groups.flatMap(\.columns) } + absorbed
    let columns = (groupColumns + [clusters, weights].compactMap { $0 }).map { name in
      let expression = Expression(kind: .column(name), position: 0)
      return ModelVariable(text: expression.text, expression: expression)
    }
    variables[response.text] = .numbers(try arithmetic(response, in: frame))
    for variable in modelVariables + columns where variables[variable.text] == nil {
      variables[variable.text] = try VariableValues(variable.expression, in: frame)
    }
    if let weights, case .categories = variables[quotedIfNeeded(weights)] { throw .notNumeric(column: weights) }
  }

  private mutating func keepCompleteRows() throws(DesignError) {
    var isKept = [Bool](repeating: true, count: rowCount)
    let values = Array(variables.values)
    let areComplete = concurrentMap(values.count) { values[$0].isComplete }
    for (values, isComplete) in zip(values, areComplete) where !isComplete { values.clearMissing(in: &isKept) }
    if let weights { try clearZeroWeights(numbers(quotedIfNeeded(weights)), in: &isKept) }
    keptRows = Self.positions(of: isKept)
    guard !keptRows.isEmpty else { throw .noRowsLeft(rowCount: rowCount) }
    if keptRows.count < rowCount { variables = variables.mapValues { $0.selecting(keptRows) } }
    let names = variables.keys.sorted()
    let infiniteRows = concurrentMap(names.count) { [variables] in variables[names[$0]]?.firstInfiniteRow }
    for case (let name, let row?) in zip(names, infiniteRows) {
      throw .notFinite(variable: name, row: Int(keptRows[row]) + 1)
    }
  }

  private static func positions(of isKept: [Bool]) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: isKept.count) { rows, count in
      // Every row is written, and the next one over it when it is not kept.
      for row in isKept.indices {
        rows[count] = Int32(row)
        count += isKept[row] ? 1 : 0
      }
    }
  }

  private func clearZeroWeights(_ weights: [Double], in isKept: inout [Bool]) throws(DesignError) {
    for row in weights.indices {
      if weights[row] < 0 { throw .negativeWeight(row: row + 1) }
      isKept[row] = isKept[row] && weights[row] > 0
    }
  }

  private func numbers(_ name: String) -> [Double] {
    guard case .numbers(let numbers)? = variables[name] else { preconditionFailure("\(name) has no numbers") }
    return numbers
  }

  private func design(_ terms: ModelTerms) throws(DesignError) -> DesignMatrix {
    let coded = terms.variables.compactMap { variables[$0.text].map(CodedVariable.init) }
    return try DesignMatrix(terms, coded, rowCount: keptRows.count)
  }

  private func randomTerms() throws(DesignError) -> [RandomTerm] {
    var terms: [RandomTerm] = []
    for part in formula.randomParts {
      let design = try design(part.terms)
      for _ in part.groups { terms.append(RandomTerm(groupingIndex: terms.count, design: design)) }
    }
    return terms
  }

  /// The codings of columns by name, each made once.
  private func groupCodings(_ names: [String]) -> (String) -> FactorCoding {
    let columns = Array(Set(names)).sorted()
    let codings = concurrentMap(columns.count) { variables[quotedIfNeeded(columns[$0])]?.groupCoding }
    let known = Dictionary(uniqueKeysWithValues: zip(columns, codings))
    return { column in
      guard case let coding?? = known[column] else { preconditionFailure("\(column) is not laid out") }
      return coding
    }
  }

  /// The factors of the grouping expressions; a combination made for one is used again inside the next.
  private func groupingFactors(
    _ groups: [GroupingExpression], _ codings: (String) -> FactorCoding
  ) -> [GroupingFactor] {
    var known: [GroupingExpression: FactorCoding] = [:]
    for column in groups.flatMap(\.columns) { known[.column(column)] = codings(column) }
    return groups.map { GroupingFactor(name: $0.name, coding: coding(of: $0, &known)) }
  }

  private func coding(
    of group: GroupingExpression, _ known: inout [GroupingExpression: FactorCoding]
  ) -> FactorCoding {
    if let coding = known[group] { return coding }
    guard case .combination(let inner, let outer) = group else {
      preconditionFailure("\(group.name) is not coded")
    }
    let coding = FactorCoding(inner: coding(of: inner, &known), outer: coding(of: outer, &known))
    known[group] = coding
    return coding
  }
}
