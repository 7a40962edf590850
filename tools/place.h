/* place.h - where the parts of profpass are: found from the executable's path
 *
 *     PREFIX/bin/profpass
 *     PREFIX/lib/libprofrt.so libprofrt.a
 *               libprofpass-14.so …          of clang 14
 *               profpass/gcc-12/profpass.so  of gcc 12
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

/* A plugin and the compiler that it is for. */
typedef struct place_plugin {
    const char *compiler; /* "clang" or "gcc"               */
    int major;            /* of the compiler's version      */
    char file[40];        /* below the library directory    */
} place_plugin;

/* Fill in what plugins there are: clang before gcc, then by major; return how
 * many. */
int place_plugins(place_plugin plugins[PLACE_MAX_PLUGINS]);

/* Write "clang 14, gcc 12", or "none", into text[n_text], cut short if need be.
 */
void place_name_plugins(char *text, size_t n_text);

#endif
