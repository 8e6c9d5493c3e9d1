#ifndef CRE2_H
#define CRE2_H

// RE2, as much of it as CEL needs, for a language that cannot call C++. No C++ exception leaves these functions.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __clang__
#define CRE2_CLOSED __attribute__((enum_extensibility(closed)))
#else
#define CRE2_CLOSED
#define _Nonnull
#define _Nullable
#endif

/// Why a pattern cannot be read. Numbers of our own: those of RE2 may change with its version.
typedef enum CRE2_CLOSED CRE2Error {
  CRE2ErrorNone,
  /// Out of memory, or an error in RE2.
  CRE2ErrorInternal,
  CRE2ErrorEscape,
  CRE2ErrorClass,
  CRE2ErrorRange,
  CRE2ErrorMissingBracket,
  CRE2ErrorMissingParenthesis,
  CRE2ErrorUnexpectedParenthesis,
  CRE2ErrorTrailingBackslash,
  CRE2ErrorRepeatArgument,
  CRE2ErrorRepeatSize,
  CRE2ErrorRepeatOperator,
  CRE2ErrorPerlOperator,
  CRE2ErrorEncoding,
  CRE2ErrorGroupName,
  CRE2ErrorTooLarge
} CRE2Error;

/// A compiled pattern. All functions that take it as `const` may be called from several threads at once.
typedef struct CRE2Pattern CRE2Pattern;

/// Compiles a pattern (UTF-8, leftmost-first). The program and what it remembers while searching take some `memory` bytes at most.
///
/// Returns null with `*error` and, NUL-terminated and cut to `capacity` bytes, the part of the pattern that is wrong.
CRE2Pattern *_Nullable cre2_compile(
    const uint8_t *_Nullable pattern, size_t length, int64_t memory, CRE2Error *_Nonnull error, char *_Nonnull part,
    size_t capacity);

/// Frees a pattern.
void cre2_free(CRE2Pattern *_Nonnull pattern);

/// Number of instructions, a measure of what a step of the search may cost.
int32_t cre2_size(const CRE2Pattern *_Nonnull pattern);

/// Number of capturing groups; the whole match is not counted.
int32_t cre2_groups(const CRE2Pattern *_Nonnull pattern);

/// Whether the pattern is found anywhere.
bool cre2_is_found(const CRE2Pattern *_Nonnull pattern, const uint8_t *_Nullable text, size_t length);

/// Searches from byte `start` on, which sees what stands before it (for `^` and `\b`).
///
/// Writes two offsets for each of `count` groups, the whole match first; -1 for a group that took no part or does not exist.
bool cre2_match(
    const CRE2Pattern *_Nonnull pattern, const uint8_t *_Nullable text, size_t length, size_t start,
    ptrdiff_t *_Nonnull bounds, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
