/* glob.c - matching, with one point to come back to: the last star
 *
 *     parse_{one,t*}_x        at '{' each alternative is tried, and what
 *           └─┬─┘└─┘└┘        follows the braces is its continuation: a ','
 *             └──────▶        or '}' met inside them leads behind them
 *
 * Depends on nothing but libc: the plugins and the runtime hold it, too.
 */
#include "profpass/glob.h"

#include <stddef.h>

/* The ways through all braces of a glob: LLVM's limit. */
enum { WAYS_MOST = 1024 };

/* Return the ']' of the set that begins after '[', or the end of the glob. A
 * ']' that comes first is one of the set. */
static const char *find_set_end(const char *at)
{
    at += *at == '!' || *at == '^';
    do {
        if (*at == '\0')
            return at;
        ++at;
    } while (*at != ']');
    return at;
}

static bool set_has(const char *at, char c)
{
    const bool negated = *at == '!' || *at == '^';
    bool found = false;
    at += negated;
    do {
        const unsigned char low = (unsigned char)*at++;
        unsigned char high = low;
        if (at[0] == '-' && at[1] != ']') {
            high = (unsigned char)at[1];
            at += 2;
        }
        found = found || (low <= (unsigned char)c && (unsigned char)c <= high);
    } while (*at != ']');
    return found != negated;
}

/* Return what is behind the next piece of a glob: a character, a set. */
static const char *skip_piece(const char *glob)
{
    if (*glob == '[')
        return find_set_end(glob + 1) + 1;
    return glob + (*glob == '\\') + 1;
}

/* Return the first ',' or '}' from here on, inside braces. */
static const char *skip_alternative(const char *at)
{
    while (*at != ',' && *at != '}')
        at = skip_piece(at);
    return at;
}

/* Return what is behind the braces, from the end of an alternative. */
static const char *skip_braces(const char *at)
{
    while (*at != '}')
        at = skip_alternative(at + 1);
    return at + 1;
}

static bool matches_one(const char *glob, char c)
{
    if (*glob == '?')
        return true;
    if (*glob == '[')
        return set_has(glob + 1, c);
    return glob[*glob == '\\'] == c;
}

static bool match(const char *glob, bool inside, const char *text);

/* Try the ways that braces offer, each with what follows them. */
static bool match_braces(const char *way, const char *text)
{
    for (; *way != '}'; way = skip_alternative(way + 1))
        if (match(way + 1, true, text))
            return true;
    return false;
}

/* Match from glob on, which is inside braces or not. */
static bool match(const char *glob, bool inside, const char *text)
{
    const char *star = NULL, *star_text = NULL;
    bool star_inside = false;
    for (;;) {
        if (inside && (*glob == ',' || *glob == '}')) {
            glob = skip_braces(glob);
            inside = false;
        } else if (*glob == '*') {
            star = ++glob;
            star_text = text;
            star_inside = inside;
        } else if ((*glob == '\0' && *text == '\0') ||
                   (*glob == '{' && match_braces(glob, text))) {
            return true;
        } else if (*glob != '\0' && *glob != '{' && *text != '\0' &&
                   matches_one(glob, *text)) {
            glob = skip_piece(glob);
            ++text;
        } else if (star != NULL && *star_text != '\0') {
            glob = star;
            text = ++star_text;
            inside = star_inside;
        } else {
            return false;
        }
    }
}

bool profpass_glob_match(const char *glob, const char *text)
{
    return match(glob, false, text);
}

const char *profpass_glob_fault(const char *glob)
{
    bool inside = false;
    unsigned ways = 1, here = 0;
    for (const char *at = glob; *at != '\0';) {
        if (*at == '[' && *find_set_end(at + 1) == '\0')
            return "'[' is not closed";
        if (*at == '\\' && at[1] == '\0')
            return "'\\' at the end escapes nothing";
        if (*at == '{' && inside)
            return "'{' stands within braces";
        if (*at == '{') {
            inside = true;
            here = 1;
        } else if (inside && *at == ',') {
            ++here;
        } else if (inside && *at == '}') {
            inside = false;
            if (here == 1)
                return "its braces hold one alternative only";
            if (here > WAYS_MOST || (ways *= here) > WAYS_MOST)
                return "its braces stand for more than 1024 globs";
        }
        at = skip_piece(at);
    }
    return inside ? "'{' is not closed" : NULL;
}
