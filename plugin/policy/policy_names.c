/* policy_names.c - what names tell: who made a function, and its twins
 *
 * The one list of what is never instrumented, for all compilers. What a
 * compiler can tell better than a name does is policy_subject.compiler_made.
 */
#include <string.h>

#include "policy.h"

static const char *const beginnings[] = {
    "__profpass_", /* ours */

    "_GLOBAL__",     /* constructors and destructors of a translation unit */
    "__cxx_global_", /* clang: initialisers of globals, destructors of arrays */
    "__tcf_",        /* gcc: destructors of static arrays */
    "__dtor_",       /* clang: registered destructors of globals */
    "__tls_init",    /* thread_local: all of a unit, */
    "_ZTH",          /* one, */
    "_ZTW",          /* the wrapper */
    "_ZGI",          /* initialisers of modules */
    "_ZGTt",         /* gcc: transactional clones */

    "_ZTh", /* thunks: this adjusted by a number, */
    "_ZTv", /* by a virtual table, */
    "_ZTc", /* and the result, too */
    "__clang_call_terminate",

    "__copy_helper_", /* blocks */
    "__destroy_helper_",
    ".omp", /* clang: bodies of OpenMP regions */
    "__omp_offloading",

    "__llvm_", /* sanitizers, coverage, LLVM's own */
    "__sanitizer_",
    "__asan_",
    "__tsan_",
    "__msan_",
    "__ubsan_",
    "__gcov_",
    "asan.",
    "tsan.",
    "msan.",
    "hwasan.",
    "sancov.",
    "llvm.",
    "__llvm.",
};

static const char *const middles[] = {
    "8__invokeE", /* clang: the static twin of a lambda without captures */
    "4_FUNE",     /* gcc: the same */
    "__static_initialization_and_destruction_", /* gcc: of a unit */
    "._omp_fn.", /* gcc: bodies of OpenMP regions */
    ".omp_outlined",
};

static const char *const ends[] = {
    ".resolver", /* of the clones of a target_clones function */
};

#define N(array) (sizeof(array) / sizeof *(array))

/* Whether a closure becomes a pointer to function here: …$_0cvPFiiE… of clang,
 * …UliE_cvPFiiE… of all. */
static bool is_closure_conversion(const char *linkage_name)
{
    const char *at = linkage_name;
    while ((at = strstr(at, "cvP")) != NULL) {
        const char *before = at++;
        while (before > linkage_name && before[-1] >= '0' && before[-1] <= '9')
            --before;
        if (before - linkage_name >= 2 && before[-1] == '_' &&
            (before[-2] == '$' || before[-2] == 'E' ||
             (before[-2] >= '0' && before[-2] <= '9')))
            return true;
    }
    return false;
}

bool policy_name_is_reserved(const char *linkage_name)
{
    const size_t length = strlen(linkage_name);
    for (size_t i = 0; i < N(beginnings); ++i)
        if (strncmp(linkage_name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    for (size_t i = 0; i < N(middles); ++i)
        if (strstr(linkage_name, middles[i]))
            return true;
    for (size_t i = 0; i < N(ends); ++i) {
        const size_t n = strlen(ends[i]);
        if (length > n && strcmp(linkage_name + length - n, ends[i]) == 0)
            return true;
    }
    return is_closure_conversion(linkage_name);
}

uint32_t policy_hash(const char *linkage_name)
{
    uint32_t hash = 2166136261u; /* FNV-1a's offset basis and prime, 32 bit */
    for (const char *at = linkage_name; *at; ++at)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    return hash;
}

bool policy_name_is_twin_below(const char *caller, const char *callee)
{
    size_t at = 0;
    while (caller[at] != '\0' && caller[at] == callee[at])
        at++;
    return at > 0 && (caller[at - 1] == 'C' || caller[at - 1] == 'D') &&
           caller[at] >= '0' && caller[at] < callee[at] && callee[at] <= '4' &&
           strcmp(caller + at + 1, callee + at + 1) == 0;
}

size_t policy_name_close_brackets(char *name)
{
    char *end = name;
    for (const char *at = name; *at != '\0'; at++) {
        bool is_gap =
            *at == ' ' && at[1] == '>' && end > name && end[-1] == '>';
        if (!is_gap)
            *end++ = *at;
    }
    *end = '\0';
    return (size_t)(end - name);
}
