/// The sum of products of two buffers over eight running sums, in an order that depends on the count alone.
func dotProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
  var (first, second) = (SIMD4<Double>(), SIMD4<Double>())
  let (x, y) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  var i = 0
  while i &+ 8 <= count {
    let (near, far) = (i &* 8, i &* 8 &+ 32)
    first +=
      x.loadUnaligned(fromByteOffset: near, as: SIMD4<Double>.self)
      * y.loadUnaligned(fromByteOffset: near, as: SIMD4<Double>.self)
    second +=
      x.loadUnaligned(fromByteOffset: far, as: SIMD4<Double>.self)
      * y.loadUnaligned(fromByteOffset: far, as: SIMD4<Double>.self)
    i &+= 8
  }
  var total = (first + second).sum()
  while i < count {
    total += a[i] * b[i]
    i &+= 1
  }
  return total
}
