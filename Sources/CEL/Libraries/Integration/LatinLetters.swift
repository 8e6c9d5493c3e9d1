/// The letters a to z that a Latin letter is written with where there are no others.
///
/// A diacritic goes, whatever it means in a language: `ü` is `u` here, though German would write `ue` and Turkish `u`. A letter that is two
/// in one becomes both: `æ` is `ae`, `ß` is `ss`.
enum LatinLetters {
  /// The letters for a letter; `nil` for one of another script, and for what is no letter.
  static func plain(_ scalar: Unicode.Scalar) -> String? { byScalar[scalar] }

  /// Whether it is a diacritic that stands behind its letter, as decomposed texts have them.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

  private static let byScalar: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, others) in table { for scalar in others.unicodeScalars { letters[scalar] = plain } }
    return letters
  }()

  /// Latin-1, Latin Extended-A to C and Additional, IPA's variants, and ligatures: their letters by Unicode's decompositions, and by hand
  /// for those that have none, such as `ł`.
  private static let table: [(String, String)] = [
    ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧȺḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặⱥª"),
    ("ae", "ÆæǢǣǼǽ"),
    ("b", "ƀƁƃɃɓḂḃḄḅḆḇ"),
    ("c", "ÇçĆćĈĉĊċČčƇƈȻȼḈḉ"),
    ("d", "ÐðĎďĐđƉƊɖɗḊḋḌḍḎḏḐḑḒḓ"),
    ("dz", "ǄǅǆǱǲǳ"),
    ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěƎƏƐǝȄȅȆȇȨȩɆɇəɛḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ"),
    ("f", "ƒḞḟ"),
    ("ff", "ﬀ"),
    ("ffi", "ﬃ"),
    ("ffl", "ﬄ"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
    ("g", "ĜĝĞğĠġĢģƓǤǥǦǧǴǵɠɡḠḡ"),
    ("h", "ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ"),
    ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıƗǏǐȈȉȊȋɨḬḭḮḯỈỉỊị"),
    ("ij", "Ĳĳ"),
    ("j", "ĴĵǰȷɈɉⱼ"),
    ("k", "ĶķĸƘƙǨǩḰḱḲḳḴḵ"),
    ("l", "ĹĺĻļĽľĿŀŁłƚȽḶḷḸḹḺḻḼḽ"),
    ("lj", "Ǉǈǉ"),
    ("m", "ḾḿṀṁṂṃ"),
    ("n", "ÑñŃńŅņŇňŉŊŋƝƞǸǹɲṄṅṆṇṈṉṊṋ"),
    ("nj", "Ǌǋǌ"),
    ("o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőƆƟƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱɔɵṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợº"),
    ("oe", "Œœ"),
    ("p", "ƤƥṔṕṖṗ"),
    ("r", "ŔŕŖŗŘřȐȑȒȓɌɍṘṙṚṛṜṝṞṟ"),
    ("s", "ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ"),
    ("ss", "ßẞ"),
    ("st", "ﬅﬆ"),
    ("t", "ŢţŤťŦŧƫƬƭƮȚțȾʈṪṫṬṭṮṯṰṱẗⱦ"),
    ("th", "Þþ"),
    ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗɄʉṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự"),
    ("v", "ƲʋṼṽṾṿⱽ"),
    ("w", "ŴŵẀẁẂẃẄẅẆẇẈẉẘ"),
    ("x", "ẊẋẌẍ"),
    ("y", "ÝýÿŶŷŸƳƴȲȳɎɏẎẏẙỲỳỴỵỶỷỸỹ"),
    ("z", "ŹźŻżŽžƵƶȤȥẐẑẒẓẔẕ"),
  ]
}
