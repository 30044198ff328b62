/// The description of the service that `/openapi.json` answers with: `Resources/openapi.json`, part of the program.
enum OpenAPIDocument {
  static let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
}
