extension Sequence where Element: Equatable {
  /// The elements in the order of their first appearance; for a handful of them.
  var withoutRepetition: [Element] {
    reduce(into: []) { found, element in
      if !found.contains(element) { found.append(element) }
    }
  }
}
