/* profpass.h - marks for programs that are to be profiled
 *
 *     #include <profpass/profpass.h>
 *
 *     PROFPASS_PROFILE int parse(const char *text);
 *     PROFPASS_PROFILE_OPTIONS("lines=calls") void fill(table *t);
 *
 * Each mark stands before the declaration or the definition of a function, of
 * a method or of a template, and vanishes when the compiler runs without the
 * plugin, which defines __PROFPASS__. C99 or C++11 and later: options are
 * variadic.
 */
#ifndef PROFPASS_PROFPASS_H
#define PROFPASS_PROFPASS_H

#ifdef __PROFPASS__

/* Profile the function: its calls, and all its lines. */
#define PROFPASS_PROFILE __attribute__((__profile__))

/* The same with options, one string each:
 *     "lines=off"    calls alone
 *     "lines=calls"  only the lines that call, which can move the heap
 *     "lines=all"    all lines (default) */
#define PROFPASS_PROFILE_OPTIONS(...) __attribute__((__profile__(__VA_ARGS__)))

#else

#define PROFPASS_PROFILE
#define PROFPASS_PROFILE_OPTIONS(...)

#endif

#endif
