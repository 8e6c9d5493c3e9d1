import Foundation
import PackagePlugin

/// Puts the spec packages that ship with Treaty into the binary: those below `specs/models`, `specs/connectors` and
/// `specs/profiles` become Swift source.
@main
struct EmbedPackages: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    let root = context.package.directoryURL
    let folders = ["specs/models", "specs/connectors", "specs/profiles"].map { root.appending(path: $0) }
    var inputs: [URL] = []
    for folder in folders {
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        if file.lastPathComponent == "treaty.yaml" || file.lastPathComponent.hasSuffix(".treaty.yaml") {
          inputs.append(file)
        }
      }
    }
    inputs.sort { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedPackages.swift")
    return [
      .buildCommand(
        displayName: "Embed the packages that ship with Treaty",
        executable: try context.tool(named: "embed-packages").url,
        arguments: [output.path] + inputs.map(\.path), inputFiles: inputs, outputFiles: [output])
    ]
  }
}
