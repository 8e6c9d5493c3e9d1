package import CEL
package import TreatyDiagnostics
package import TreatyPlan
package import TreatySpec
package import TreatySyntax

/// An expression that was found sound, and what it is there.
package struct ExpressionSite: Sendable {
  /// The scalar in which it stands.
  package var node: Node
  /// Where it begins in the text of the scalar, in bytes.
  package var offset: Int
  /// The expression.
  package var source: String
  /// What its names stand for.
  package var place: Place
  /// What it is there, parsed and typed.
  package var compilation: Compilation
}

/// What a field says of itself that is no part of a type.
package struct FieldCare: Sendable {
  /// Who may read it.
  package var visibility: Located<VisibilityWord>?
  /// System that has the last word on it.
  package var owner: Located<String>?
  /// What the number counts.
  package var unit: String?
  /// Whether a list holds nothing twice.
  package var isUnique: Bool
}

/// What the compiler learnt of expressions and of the fields that they read: enough to look at any of them anew, in its own place.
package struct ExpressionKnowledge: Sendable {
  /// All types.
  package var types = TypeCatalogue()
  /// Where fields of types stand, by `type.field`.
  package var fieldPlaces: [String: Span] = [:]
  /// What fields say of themselves, by `type.field`; those are left out that say nothing.
  package var fieldCares: [String: FieldCare] = [:]
  /// Each expression, with its place.
  package var sites: [ExpressionSite] = []
  /// Inputs in scope.
  package var inputs: [PlannedInput] = []
  /// Secrets in scope.
  package var secrets: [PlannedSecret] = []
  /// Tables in scope.
  package var tables: [PlannedTable] = []
}
