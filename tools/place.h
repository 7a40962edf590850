/* place.h - where the parts of profpass are: found from the executable's path
 *
 *     PREFIX/bin/profpass
 *     PREFIX/lib/libprofrt.so libprofrt.a libprofpass-14.so …
 *
 * The same in a build tree and in an installation, wherever it was moved.
 */
#ifndef PROFPASS_TOOLS_PLACE_H
#define PROFPASS_TOOLS_PLACE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* Write the absolute path of a file of the library directory. False if there
 * is no such file: said so on stderr. */
bool place_find(const char *name, char path[PATH_MAX]);

enum { PLACE_MAX_PLUGINS = 64 };

/* Fill the majors of the clangs that have a plugin, ascending; return how
 * many. */
int place_plugins(int majors[PLACE_MAX_PLUGINS]);

#endif
