/// What a column's cells are taken for while a chunk is parsed.
enum CellKind: Sendable, Equatable {
  case number
  case text
  /// Passed over: the column has been parsed already.
  case skipped
}

/// One column of one chunk.
struct ChunkColumn: Sendable {
  /// Becomes `skipped` when a cell of a numeric column turns out to be text.
  var kind: CellKind
  var numbers: [Double] = []
  var codes: [Int32] = []
  var dictionary = ByteDictionary()
}

/// The rows of one contiguous piece of a file.
struct CSVChunk: Sendable {
  var columns: [ChunkColumn]
  /// What stopped the parse, if anything did.
  var fault: CSVFault?
}
