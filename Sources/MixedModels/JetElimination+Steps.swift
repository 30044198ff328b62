extension NestedElimination.JetElimination {
  func differentiateLogDeterminant(_ step: Step) {
    let (size, square) = (step.size, step.size * step.size)
    for i in 0..<step.innerCount {
      let product = step.weighted + i * square
      logDeterminant[ParameterJet.first(i)] = weigh(ParameterJet.first(i), into: product, step)
      for j in 0...i {
        let other = step.weighted + j * square
        var trace = weigh(ParameterJet.second(i, j), into: step.block, step)
        for row in 0..<size {
          for column in 0..<size { trace -= product[column * size + row] * other[row * size + column] }
        }
        logDeterminant[ParameterJet.second(i, j)] = trace
      }
    }
  }

  /// *M A_c,SS* of a component; returns its trace.
  private func weigh(_ component: Int, into product: UnsafeMutablePointer<Double>, _ step: Step) -> Double {
    let (source, columns, size) = (matrix(component), step.parameters.columns, step.size)
    var trace = 0.0
    for column in 0..<size {
      for row in 0..<size {
        var sum = 0.0
        for k in 0..<size { sum += reducer.middle[k * size + row] * source[columns[column] * order + columns[k]] }
        product[column * size + row] = sum
      }
      trace += product[column * size + column]
    }
    return trace
  }

  /// *X_i = A_i,·S − A_·S M A_i,SS*.
  func keepSlope(_ i: Int, _ step: Step) {
    copyColumns(of: ParameterJet.first(i), to: step.slopes + i * order * step.size, less: 1, step)
  }

  /// *A_c,·S − share · A_·S M A_c,SS*.
  private func copyColumns(
    of component: Int, to target: UnsafeMutablePointer<Double>, less share: Double, _ step: Step
  ) {
    let (source, columns) = (matrix(component), step.parameters.columns)
    for column in 0..<step.size {
      let (from, to) = (source + columns[column] * order, target + column * order)
      for row in 0..<order { to[row] = from[row] }
      guard share != 0 else { continue }
      for k in 0..<step.size {
        let weight = share * from[columns[k]]
        let projection = reducer.projection + k * order
        for row in 0..<order { to[row] -= weight * projection[row] }
      }
    }
  }

  /// *A⁺*, and its columns *N*.
  func transformValue(_ step: Step) {
    copyColumns(of: 0, to: step.left, less: 0, step)
    addSymmetricProduct(-0.5, step.left, reducer.projection, step.size, to: 0)
    copyColumns(of: 0, to: step.columns, less: 0, step)
  }

  /// *LᵀA_c L*.
  func transform(_ component: Int, _ step: Step) {
    copyColumns(of: component, to: step.left, less: 0.5, step)
    addSymmetricProduct(-1, step.left, reducer.projection, step.size, to: component)
  }

  func transformSecond(_ i: Int, _ j: Int, _ step: Step) {
    let (component, panel) = (ParameterJet.second(i, j), order * step.size)
    transform(component, step)
    multiply(step.slopes + i * panel, by: reducer.middle, step.size, into: step.left)
    addSymmetricProduct(-1, step.left, step.slopes + j * panel, step.size, to: component)
  }

  /// The derivatives that one of the factor's own parameters adds.
  func differentiate(_ own: Int, _ step: Step) {
    let (size, direction) = (step.size, step.parameters.directions[own])
    let parameter = step.innerCount + own
    let first = ParameterJet.first(parameter)
    direction.withUnsafeBufferPointer { multiply(step.columns, by: $0.baseAddress!, size, into: step.left) }
    clear(first)
    addSymmetricProduct(-0.5, step.left, step.columns, size, to: first)
    logDeterminant[first] = trace(direction, of: 0, step)
    for inner in 0..<step.innerCount {
      let component = ParameterJet.second(parameter, inner)
      clear(component)
      copyColumns(of: ParameterJet.first(inner), to: step.right, less: 0, step)
      addSymmetricProduct(-1, step.left, step.right, size, to: component)
      logDeterminant[component] = trace(direction, of: ParameterJet.first(inner), step)
    }
    for other in 0...own {
      let component = ParameterJet.second(parameter, step.innerCount + other)
      clear(component)
      weighColumns(by: step.parameters.directions[other], step)
      multiply(step.left, by: step.block, size, into: step.right)
      addSymmetricProduct(1, step.right, step.columns, size, to: component)
      logDeterminant[component] = -traceOfProduct(direction, step)
    }
  }

  /// *A⁺_SS F* into `block`.
  private func weighColumns(by direction: [Double], _ step: Step) {
    let (size, columns) = (step.size, step.parameters.columns)
    for column in 0..<size {
      for row in 0..<size {
        step.block[column * size + row] = (0..<size).reduce(0) {
          $0 + matrices[columns[$1] * order + columns[row]] * direction[column * size + $1]
        }
      }
    }
  }

  /// *tr(A⁺_SS E · block)*.
  private func traceOfProduct(_ direction: [Double], _ step: Step) -> Double {
    let (size, columns) = (step.size, step.parameters.columns)
    var sum = 0.0
    for row in 0..<size {
      for column in 0..<size {
        let left = (0..<size).reduce(0) {
          $0 + matrices[columns[$1] * order + columns[row]] * direction[column * size + $1]
        }
        sum += left * step.block[row * size + column]
      }
    }
    return sum
  }

  /// *tr(E A_c,SS)*.
  private func trace(_ direction: [Double], of component: Int, _ step: Step) -> Double {
    let (source, columns, size) = (matrix(component), step.parameters.columns, step.size)
    var sum = 0.0
    for column in 0..<size {
      for row in 0..<size { sum += direction[column * size + row] * source[columns[column] * order + columns[row]] }
    }
    return sum
  }

  private func clear(_ component: Int) { matrix(component).update(repeating: 0, count: order * order) }

  /// *P B* for an order × |S| panel and a |S| × |S| block.
  private func multiply(
    _ panel: UnsafePointer<Double>, by block: UnsafePointer<Double>, _ size: Int,
    into target: UnsafeMutablePointer<Double>
  ) {
    for column in 0..<size {
      let to = target + column * order
      for row in 0..<order { to[row] = 0 }
      for k in 0..<size {
        let (weight, from) = (block[column * size + k], panel + k * order)
        for row in 0..<order { to[row] += weight * from[row] }
      }
    }
  }

  /// Adds *factor · (P Qᵀ + Q Pᵀ)* for two order × |S| panels.
  private func addSymmetricProduct(
    _ factor: Double, _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ size: Int, to component: Int
  ) {
    let target = matrix(component)
    for k in 0..<size {
      let (p, q) = (left + k * order, right + k * order)
      for column in 0..<order {
        let (a, b) = (factor * q[column], factor * p[column])
        let to = target + column * order
        for row in 0..<order { to[row] += a * p[row] + b * q[row] }
      }
    }
  }
}
