/* rt_select.c - which functions this run records: only=GLOB, exclude=GLOB
 *
 *     only=a*  only=b*  exclude=*_x     (a* or b*) and not *_x
 *
 * Asked once for each function, when its module registers: the record of one
 * that is left out gets an id that no node has, and its probes do nothing. So
 * its calls and lines are not recorded, and its time and its bytes are its
 * caller's, as if it had been compiled without probes.
 */
#include "rt_core.h"

#include <string.h>

#include "profpass/glob.h"

enum { NAME_BYTES_MAX = 4096 }; /* a longer one is known with parameters only */

/* A qualified name as it stands before its parameters: what the globs of the
 * plugins match. */
static const char *without_parameters(const char *name)
{
    static char copy[NAME_BYTES_MAX];
    size_t n = strlen(name);
    if (n == 0 || name[n - 1] != ')' || n >= sizeof copy)
        return name;
    size_t open = 0;
    do {
        n--;
        open += name[n] == ')';
        open -= name[n] == '(';
    } while (open != 0 && n != 0);
    memcpy(copy, name, n);
    copy[n] = '\0';
    return copy;
}

bool rt_is_selected(const char *name, const char *linkage_name,
                    const char *file)
{
    if (rt_options.only == NULL && rt_options.exclude == NULL)
        return true;
    const char *const texts[] = {name, without_parameters(name), linkage_name,
                                 file};
    bool wanted = rt_options.only == NULL, unwanted = false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (const rt_glob *g = rt_options.only; g != NULL; g = g->next)
            wanted |= profpass_glob_match(g->text, texts[i]);
        for (const rt_glob *g = rt_options.exclude; g != NULL; g = g->next)
            unwanted |= profpass_glob_match(g->text, texts[i]);
    }
    return wanted && !unwanted;
}
