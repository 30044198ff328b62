public import Tabular

/// A categorical response: its categories in order and the category of every row.
public struct ResponseCategories: Sendable, Equatable {
  /// The response as it stands in the formula.
  public let name: String
  /// One label per category that occurs, lowest first.
  public let labels: [String]
  /// The number of each category; for a text column its place among the sorted levels of the whole column.
  public let values: [Double]
  /// One category per kept row, `0 ..< labels.count`.
  public let codes: [Int32]
  /// Whether the categories are the levels of a text column.
  public let isText: Bool

  /// More categories than this are taken for a measurement.
  public static let maximumCount = 100

  /// Reads the categories of a model's response.
  ///
  /// - Parameters:
  ///   - frame: The model; its response holds numbers, or codes into `levels`.
  ///   - levels: The sorted levels of a text response, as `Frame.codingTextResponse(of:)` gives them.
  /// - Throws: `DesignError.tooManyCategories` above `maximumCount` different values.
  public init(_ frame: ModelFrame, levels: [String]? = nil) throws(DesignError) {
    let coding = FactorCoding(frame.response)
    guard coding.levelCount <= Self.maximumCount else {
      throw .tooManyCategories(
        response: frame.responseName, found: coding.levelCount, limit: Self.maximumCount)
    }
    var values = [Double](repeating: 0, count: coding.levelCount)
    for (code, value) in zip(coding.codes, frame.response) { values[Int(code)] = value }
    name = frame.responseName
    labels = values.map { value in levels.map { $0[Int(value)] } ?? levelLabel(value) }
    self.values = values
    codes = coding.codes
    isText = levels != nil
  }
}

extension Frame {
  /// The frame with a text response turned into the numbers of its sorted levels, counted from 0.
  ///
  /// - Parameter formula: A model; only a response that is a bare column of text is changed.
  /// - Returns: The frame to lay the model out on, and the levels; `nil` for a response of numbers.
  /// - Throws: `DesignError.missingColumn`.
  public func codingTextResponse(of formula: Formula) throws(DesignError) -> (frame: Frame, levels: [String]?) {
    guard let response = formula.response, case .column(let name) = response.kind,
      case .categorical(let column) = try required(name).values
    else { return (self, nil) }
    let order = column.levels.indices.sorted {
      column.levels[$0].utf8.lexicographicallyPrecedes(column.levels[$1].utf8)
    }
    var rank = [Double](repeating: 0, count: order.count)
    for (position, level) in order.enumerated() { rank[level] = Double(position) }
    let numbers = column.codes.map { $0 == CategoricalColumn.missingCode ? .nan : rank[Int($0)] }
    let columns = columns.map { $0.name == name ? Column(name: name, numbers: numbers) : $0 }
    do { return (try Frame(columns: columns), order.map { column.levels[$0] }) } catch {
      preconditionFailure("the columns of a frame have distinct names and one length")
    }
  }
}
