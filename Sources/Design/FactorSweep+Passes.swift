internal import Tabular

// The passes over the rows: chunk by chunk on several threads, summed in the order of the chunks.
extension FactorSweep {
  /// Copies a column in order of the places and gives its weighted sum and the sum of the weights.
  func place(
    _ column: UnsafeBufferPointer<Double>, in result: UnsafeMutableBufferPointer<Double>
  ) -> (sum: Double, weight: Double) {
    nonisolated(unsafe) let (column, x) = (column, result)
    let partial = concurrentMap(rows.chunks.count) { chunk in
      let places = rows.places(rows.chunks[chunk])
      if let order = rows.order {
        for place in places { x[place] = column[Int(order[place])] }
      } else {
        for place in places { x[place] = column[place] }
      }
      var (sum, weight) = (0.0, Double(places.count))
      if let weights {
        weight = 0
        for place in places {
          sum += weights[place] * x[place]
          weight += weights[place]
        }
      } else {
        sum = Design.sum(x, places)
      }
      return (sum, weight)
    }
    return partial.reduce((sum: 0, weight: 0)) { ($0.sum + $1.0, $0.weight + $1.1) }
  }

  /// What a pass over the rows found: squares before and after the means went, and sums by level after.
  struct Pass {
    var squaresBefore = 0.0
    var squaresAfter = 0.0
    var levelSums: [Double]
  }

  /// Subtracts a shift and the effects of the other levels from each row, then from each segment its mean.
  func clear(_ values: UnsafeMutableBufferPointer<Double>, shift: Double, effects: [Double]?) -> Pass {
    nonisolated(unsafe) let x = values
    let partial = concurrentMap(rows.chunks.count) { chunk in
      var pass = Pass(levelSums: [Double](repeating: 0, count: levelWeights.count))
      rows.forEachBlock(of: rows.chunks[chunk]) { segments in
        let places = rows.places(segments)
        if let effects { subtract(effects, from: x, places) }
        if shift != 0 { for place in places { x[place] -= shift } }
        pass.squaresBefore += squares(x, places)
        for segment in segments { centre(x, rows.starts[segment]..<rows.starts[segment + 1]) }
        pass.squaresAfter += squares(x, places)
        addLevelSums(of: x, places, to: &pass.levelSums)
      }
      return pass
    }
    var total = Pass(levelSums: [Double](repeating: 0, count: levelWeights.count))
    for pass in partial {
      total.squaresBefore += pass.squaresBefore
      total.squaresAfter += pass.squaresAfter
      for level in total.levelSums.indices { total.levelSums[level] += pass.levelSums[level] }
    }
    return total
  }

  private func subtract(_ effects: [Double], from x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) {
    effects.withUnsafeBufferPointer { effects in
      for codes in otherCodes {
        codes.withUnsafeBufferPointer { codes in
          for place in places { x[place] -= effects[Int(codes[place])] }
        }
      }
    }
  }

  private func centre(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) {
    guard !places.isEmpty else { return }
    var (sum, weight) = (0.0, Double(places.count))
    if let weights {
      weight = 0
      for place in places {
        sum += weights[place] * x[place]
        weight += weights[place]
      }
    } else {
      sum = Design.sum(x, places)
    }
    let mean = sum / weight
    for place in places { x[place] -= mean }
  }

  private func squares(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) -> Double {
    var sum = 0.0
    if let weights {
      for place in places { sum += weights[place] * x[place] * x[place] }
    } else {
      sum = sumOfSquares(x, places)
    }
    return sum
  }

  private func addLevelSums(
    of x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>, to sums: inout [Double]
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      for codes in otherCodes {
        codes.withUnsafeBufferPointer { codes in
          if let weights {
            for place in places { sums[Int(codes[place])] += weights[place] * x[place] }
          } else {
            for place in places { sums[Int(codes[place])] += x[place] }
          }
        }
      }
    }
  }
}

/// Sum over eight running sums, in an order that depends on the number of places only.
private func sum(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) -> Double {
  running(places) { x[$0] }
}

private func sumOfSquares(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) -> Double {
  running(places) { x[$0] * x[$0] }
}

@inline(__always)
private func running(_ places: Range<Int>, _ term: (Int) -> Double) -> Double {
  var (lanes, place) = (SIMD8<Double>(), places.lowerBound)
  while place + 8 <= places.upperBound {
    for lane in 0..<8 { lanes[lane] += term(place &+ lane) }
    place += 8
  }
  var total = lanes.sum()
  while place < places.upperBound {
    total += term(place)
    place += 1
  }
  return total
}
