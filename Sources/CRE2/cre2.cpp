#include "cre2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <string>

struct CRE2Pattern {
  RE2 re;
};

namespace {

// The type that RE2 takes texts in: a StringPiece of its own up to 2022, absl::string_view since.
template <class Text, class Piece>
Piece pieceOf(bool (RE2::*)(Text, size_t, size_t, RE2::Anchor, Piece *, int) const);
using Piece = decltype(pieceOf(&RE2::Match));

// RE2 tells a group that took no part by its null pointer, so an empty text must not have one.
Piece piece(const uint8_t *bytes, size_t length) {
  return Piece(bytes == nullptr ? "" : reinterpret_cast<const char *>(bytes), bytes == nullptr ? 0 : length);
}

CRE2Error errorFor(RE2::ErrorCode code) {
  switch (code) {
    case RE2::NoError: return CRE2ErrorNone;
    case RE2::ErrorBadEscape: return CRE2ErrorEscape;
    case RE2::ErrorBadCharClass: return CRE2ErrorClass;
    case RE2::ErrorBadCharRange: return CRE2ErrorRange;
    case RE2::ErrorMissingBracket: return CRE2ErrorMissingBracket;
    case RE2::ErrorMissingParen: return CRE2ErrorMissingParenthesis;
    case RE2::ErrorUnexpectedParen: return CRE2ErrorUnexpectedParenthesis;
    case RE2::ErrorTrailingBackslash: return CRE2ErrorTrailingBackslash;
    case RE2::ErrorRepeatArgument: return CRE2ErrorRepeatArgument;
    case RE2::ErrorRepeatSize: return CRE2ErrorRepeatSize;
    case RE2::ErrorRepeatOp: return CRE2ErrorRepeatOperator;
    case RE2::ErrorBadPerlOp: return CRE2ErrorPerlOperator;
    case RE2::ErrorBadUTF8: return CRE2ErrorEncoding;
    case RE2::ErrorBadNamedCapture: return CRE2ErrorGroupName;
    case RE2::ErrorPatternTooLarge: return CRE2ErrorTooLarge;
    default: return CRE2ErrorInternal;
  }
}

}  // namespace

extern "C" {

CRE2Pattern *cre2_compile(
    const uint8_t *pattern, size_t length, int64_t memory, CRE2Error *error, char *part, size_t capacity) {
  *error = CRE2ErrorInternal;
  if (capacity > 0) part[0] = 0;
  try {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_longest_match(false);
    options.set_max_mem(memory);
    auto compiled = new CRE2Pattern{RE2(piece(pattern, length), options)};
    *error = errorFor(compiled->re.error_code());
    if (compiled->re.ok()) return compiled;
    if (capacity > 0) {
      const std::string &wrong = compiled->re.error_arg();
      size_t count = std::min(wrong.size(), capacity - 1);
      std::memcpy(part, wrong.data(), count);
      part[count] = 0;
    }
    delete compiled;
  } catch (...) {
  }
  return nullptr;
}

void cre2_free(CRE2Pattern *pattern) { delete pattern; }

int32_t cre2_size(const CRE2Pattern *pattern) { return pattern->re.ProgramSize(); }

int32_t cre2_groups(const CRE2Pattern *pattern) { return pattern->re.NumberOfCapturingGroups(); }

bool cre2_is_found(const CRE2Pattern *pattern, const uint8_t *text, size_t length) {
  try {
    Piece whole = piece(text, length);
    return pattern->re.Match(whole, 0, whole.size(), RE2::UNANCHORED, nullptr, 0);
  } catch (...) {
    return false;
  }
}

bool cre2_match(
    const CRE2Pattern *pattern, const uint8_t *text, size_t length, size_t start, ptrdiff_t *bounds, int32_t count) {
  // What CEL asks for: the whole and the groups that a replacement can name.
  constexpr int32_t most = 10;
  Piece groups[most];
  try {
    Piece whole = piece(text, length);
    int32_t asked = std::min({count, most, pattern->re.NumberOfCapturingGroups() + 1});
    if (!pattern->re.Match(whole, start, whole.size(), RE2::UNANCHORED, groups, asked)) return false;
    for (int32_t group = 0; group < count; group++) {
      bool isPart = group < asked && groups[group].data() != nullptr;
      ptrdiff_t begin = isPart ? groups[group].data() - whole.data() : -1;
      bounds[2 * group] = begin;
      bounds[2 * group + 1] = isPart ? begin + static_cast<ptrdiff_t>(groups[group].size()) : -1;
    }
    return true;
  } catch (...) {
    return false;
  }
}

}  // extern "C"
