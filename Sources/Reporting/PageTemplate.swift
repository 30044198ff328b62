import Mustache

/// The frame of every page: language, title, banner, style; no script, nothing loaded from elsewhere.
enum PageTemplate {
  /// Fills the frame.
  ///
  /// - Throws: When the template itself cannot be read.
  static func rendered(
    title: String, banner: String, isSynthetic: Bool, language: Language, navigation: String = "", body: String
  ) throws -> String {
    let template = try MustacheTemplate(string: text)
    let content: [String: Any] = [
      "language": language.rawValue, "title": title, "banner": banner, "navigation": navigation, "body": body,
      "style": style, "kind": isSynthetic ? "synthetic" : "real",
    ]
    return template.render(content)
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
    <header>{{{navigation}}}
    <h1>{{title}}</h1>
    <p class="banner {{kind}}">{{banner}}</p></header>
    <main>
    {{{body}}}
    </main>
    </body>
    </html>

    """

  private static let style = """
    body{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;font-size:15px;line-height:1.5;color:#222;\
    max-width:960px;margin:0 auto;padding:16px 20px}
    h1{font-size:1.7em;line-height:1.25;margin:.3em 0}h2{font-size:1.3em;border-bottom:2px solid #1f5a7a;margin-top:2em}
    h3{font-size:1.05em;margin:1.4em 0 .4em}\
    h4{font-size:.95em;margin:1em 0 .2em}summary{cursor:pointer;font-size:.9em;color:#1f5a7a}details{margin:.6em 0}
    .banner{padding:8px 12px;border:2px solid #222;font-weight:600}.synthetic{background:#fff3c9}.real{background:#e9f2e4}
    .table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.8em;margin:.6em 0}
    th,td{padding:4px 6px;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}
    th{border-bottom:2px solid #555;font-weight:600;line-height:1.25;vertical-align:bottom}
    .number{text-align:right;font-variant-numeric:tabular-nums}
    .hidden{color:#555;font-style:italic;background:repeating-linear-gradient(45deg,#fff,#fff 4px,#eee 4px,#eee 6px)}
    .absent{color:#666}td.alert{font-weight:700;color:#8a0f1a;border-left:4px solid #8a0f1a;background:#fdeceb}#reproducibility td{overflow-wrap:anywhere}
    td:last-child:not(.number):not(.hidden):not(.absent){min-width:11em}
    figure{margin:1em 0;break-inside:avoid}svg{width:100%;max-width:764px;height:auto}
    figcaption{font-size:.85em;color:#444}li{margin:.25em 0}nav a{margin-right:1em}a{color:#1f5a7a}
    @page{size:A4;margin:16mm 14mm}
    @media (max-width:950px){table{font-size:.68em}th,td{padding:3px}}
    @media print{body{font-size:10pt;max-width:none;padding:0}table{font-size:7.5pt}h2,h3{break-after:avoid}\
    tr{break-inside:avoid}.table{overflow:visible}nav{display:none}\
    details::details-content{content-visibility:visible}\
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
    """
}
