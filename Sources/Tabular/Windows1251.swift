import Glibc

/// The Cyrillic code page of Windows, as spreadsheets write it.
enum Windows1251 {
  private static let name = "WINDOWS-1251"

  /// Converts bytes to UTF-8.
  ///
  /// - Throws: `TabularError.invalidEncoding` at the first undefined byte (0x98), `.encodingUnavailable` when the
  ///   system's iconv does not know the code page.
  static func decoded(_ text: UnsafeBufferPointer<UInt8>) throws(TabularError) -> [UInt8] {
    guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
      throw .encodingUnavailable(name: name)
    }
    defer { iconv_close(converter) }
    // A byte of the code page takes at most three bytes in UTF-8 (the euro sign).
    var failure: Int?
    let output = [UInt8](unsafeUninitializedCapacity: text.count * 3) { output, outputCount in
      var source = text.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }?.assumingMemoryBound(to: CChar.self)
      var target = output.baseAddress.map { UnsafeMutableRawPointer($0) }?.assumingMemoryBound(to: CChar.self)
      var sourceLeft = text.count
      var targetLeft = output.count
      let status = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
      if status == -1 { failure = text.count - sourceLeft }
      outputCount = output.count - targetLeft
    }
    if let failure {
      throw .invalidEncoding(line: text.line(at: failure), byteOffset: failure)
    }
    return output
  }
}
