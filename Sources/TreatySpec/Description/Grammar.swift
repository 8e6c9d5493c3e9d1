// Whoever reads declarations reads what their small grammars give: both come with one import. A host, which reads no spec, imports the
// grammars alone.
@_exported public import TreatyGrammar
