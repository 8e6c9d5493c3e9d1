import Foundation

/// Writes Swift source that holds spec files: `embed-packages OUTPUT FILE…`. The folder of a file names its package.
@main
enum EmbedPackagesTool {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else { throw CocoaError(.fileNoSuchFile) }
    var lines = [
      "/// The spec packages that ship with Treaty. Written by the build from `specs/`.",
      "let embeddedPackages: [(package: String, path: String, base64: String)] = [",
    ]
    for path in arguments.dropFirst() {
      let file = URL(filePath: path)
      let package = file.deletingLastPathComponent().lastPathComponent
      let text = try Data(contentsOf: file).base64EncodedString()
      lines.append("  (\"std/\(package)\", \"\(file.lastPathComponent)\", \"\(text)\"),")
    }
    lines.append("]\n")
    try lines.joined(separator: "\n").write(toFile: output, atomically: true, encoding: .utf8)
  }
}
