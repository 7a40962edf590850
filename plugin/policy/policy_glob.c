/* policy_glob.c - glob matching, the hash of a name, and reserved names
 *
 * Iterative with one point to come back to: the last star. Linear in practice,
 * |glob| * |text| at worst.
 */
#include <string.h>

#include "policy.h"

/* Match c against the set that begins after '['. Returns the glob behind ']',
 * or NULL if the set is not closed; *matches says whether c is in it. */
static const char *match_set(const char *glob, char c, bool *matches)
{
    const bool negated = *glob == '!' || *glob == '^';
    bool found = false;
    const char *at = glob + negated;
    do {
        if (*at == '\0')
            return NULL;
        const unsigned char low = (unsigned char)*at++;
        unsigned char high = low;
        if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
            high = (unsigned char)at[1];
            at += 2;
        }
        found = found || (low <= (unsigned char)c && (unsigned char)c <= high);
    } while (*at != ']');
    *matches = found != negated;
    return at + 1;
}

/* Match one character; returns the rest of the glob, NULL if it does not. */
static const char *match_one(const char *glob, char c)
{
    bool matches = false;
    if (*glob == '?')
        return glob + 1;
    if (*glob == '[') {
        const char *rest = match_set(glob + 1, c, &matches);
        if (rest)
            return matches ? rest : NULL;
    }
    if (*glob == '\\' && glob[1] != '\0')
        ++glob;
    return *glob == c ? glob + 1 : NULL;
}

bool policy_glob_match(const char *glob, const char *text)
{
    const char *star = NULL;
    const char *star_text = NULL;
    while (*text) {
        if (*glob == '*') {
            star = ++glob;
            star_text = text;
            continue;
        }
        const char *rest = *glob ? match_one(glob, *text) : NULL;
        if (rest) {
            glob = rest;
            ++text;
        } else if (star) {
            glob = star;
            text = ++star_text;
        } else {
            return false;
        }
    }
    while (*glob == '*')
        ++glob;
    return *glob == '\0';
}

uint32_t policy_hash(const char *linkage_name)
{
    uint32_t hash = 2166136261u; /* FNV-1a's offset basis and prime, 32 bit */
    for (const char *at = linkage_name; *at; ++at)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    return hash;
}

bool policy_name_is_reserved(const char *linkage_name)
{
    static const char *const prefixes[] = {
        "__profpass_",   /* ours */
        "_GLOBAL__",     /* constructors of a translation unit */
        "__cxx_global_", /* initialisers of globals, array dtors */
        "__clang_call_terminate",
        "__static_initialization_and_destruction_",
        "__tls_init",
        "__dtor_", /* registered destructors of globals */
        "_ZTW",
        "_ZTH", /* thread_local: wrapper, init */
        "_ZTh",
        "_ZTv",
        "_ZTc", /* thunks */
        "__llvm_",
        "__sanitizer_",
        "__asan_",
        "__tsan_",
        "__msan_",
        "__ubsan_",
        "asan.",
        "tsan.",
        "msan.",
        "hwasan.",
        "sancov.",
        "llvm.",
        "__llvm.",
        "__copy_helper_",
        "__destroy_helper_",
        ".omp",
        "__omp_offloading",
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; ++i)
        if (strncmp(linkage_name, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    /* The static twin of a lambda without captures: calls operator(). */
    return strstr(linkage_name, "8__invokeE") || strstr(linkage_name, "4_FUNE");
}
