import Mustache

/// The frame of development cards: sheets of A4 across, one card each; no script, nothing loaded from elsewhere.
enum CardFrame {
  /// Fills the frame.
  ///
  /// - Throws: When the template itself cannot be read.
  static func rendered(title: String, language: Language, body: String) throws -> String {
    let content: [String: Any] = ["language": language.rawValue, "title": title, "style": style, "body": body]
    return try MustacheTemplate(string: text).render(content)
  }

  private static let text = """
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    {{{body}}}
    </body>
    </html>

    """

  private static let style = """
    body{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;font-size:7pt;line-height:1.22;color:#111;margin:0}
    .card{width:281mm;margin:0 auto;padding:6mm 0;break-after:page}.card:last-child{break-after:auto}
    h1{font-size:12pt;text-align:center;margin:0 0 2mm}
    .identity{display:flex;flex-wrap:wrap;gap:1mm 6mm;font-size:8.5pt;margin:0 0 2mm}
    .blank{display:inline-block;width:52mm;border-bottom:.3mm solid #111}
    table{border-collapse:collapse;width:100%;table-layout:fixed}
    th,td{border:.3mm solid #111;padding:.8mm 1.2mm;text-align:left;vertical-align:top}
    thead th{font-weight:400;text-align:center;vertical-align:middle}
    thead b{white-space:nowrap}th:first-child{width:28mm;font-weight:600}th:last-child{width:33mm}
    td p{margin:0 0 .3mm}.absent{color:#555}.line{height:4mm;border-bottom:.2mm solid #777}
    tr{break-inside:avoid}.note{font-size:6.5pt;margin:1mm 0 0}
    @page{size:A4 landscape;margin:7mm 8mm}
    @media print{.card{width:auto;padding:0}}
    """
}
