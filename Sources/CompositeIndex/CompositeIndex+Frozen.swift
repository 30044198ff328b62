extension CompositeIndex {
  /// The index with the scales and weights that some areas give, fixed: the same method for other areas and times.
  ///
  /// With goalposts and given weights it is the index itself.
  ///
  /// - Throws: `CompositeIndexError` as scoring does, and for a scale on which the areas do not differ.
  package func frozen(on areas: [AreaIndicators]) throws(CompositeIndexError) -> CompositeIndex {
    if normalisation == .goalposts, weighting == .given, winsorising == nil { return self }
    try check(areas)
    return try PreparedIndex(self, areas: areas).frozen()
  }
}
