import Hummingbird
import TreatyEngine
import TreatyPlan

/// The plan that a host carries out.
struct PlanReport: Codable, Sendable {
  /// Text of the plan's file.
  let text: String
}

extension ControlDesk {
  /// The plan, and another one.
  var planRoutes: [ControlRoute] {
    [
      // A plan holds no secret, and no value of an input.
      .get("/plan", .viewer) { _ in .json(PlanReport(text: String(decoding: current.value.text, as: UTF8.self))) },
      // A plan is bounded, as every body is.
      .post("/plan", .admin, mostBody: 64 << 20) { request in .json(await apply(try wish(request))) },
    ]
  }

  /// What is wanted of a plan: its file is the body.
  private func wish(_ request: ControlRequest) throws(Problem) -> PlanKeeper<StoreType>.Wish {
    let file: PlanFile
    do { file = try PlanFile.read(request.body) } catch {
      throw Problem(400, "no-plan", "That is no plan", "\(error)")
    }
    var wish = PlanKeeper<StoreType>.Wish(file: file, origin: request.origin)
    for (name, value) in request.query {
      switch name {
      case "dry-run": wish.isDryRun = true
      case "even-if": if let kind = PlanObstacle.Kind(rawValue: value) { wish.evenIf.insert(kind) }
      case "input":
        let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 { wish.inputs[parts[0]] = parts[1] }
      default: continue
      }
    }
    return wish
  }
}
