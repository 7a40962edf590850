/* cmd_flags.c - profpass flags: the compiler flags that instrument a program
 *
 *     compile   -fplugin=…/libprofpass-14.so   enough by itself (gcc:
 *               …/profpass/gcc-12/profpass.so)
 *     link      -L… -lprofrt                   the shared runtime
 *     archive   …/libprofrt.a                  the runtime inside the program
 *     static    -static …/libprofrt.a          and everything else as well
 */
#include "cmd.h"
#include "compiler.h"
#include "place.h"

#include <stdlib.h>
#include <string.h>

typedef struct arguments {
    const char *cc;
    bool compile, link, archive, static_link;
} arguments;

static const opt options[] = {
    OPT(0, "cc", TEXT, arguments, cc, "COMPILER",
        "the compiler (default: $CC, or clang)"),
    OPT(0, "compile", FLAG, arguments, compile, NULL,
        "flags for compiling; the default"),
    OPT(0, "link", FLAG, arguments, link, NULL,
        "flags for linking with the shared runtime"),
    OPT(0, "archive", FLAG, arguments, archive, NULL,
        "flags for linking the runtime into the program"),
    OPT(0, "static", FLAG, arguments, static_link, NULL,
        "flags for linking everything into the program, -static"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_flags = {
    .page =
        {
            .name = "flags",
            .operands = "",
            .about =
                "Print the flags with which a compiler instruments a program. "
                "The flags for compiling are enough: the program then loads "
                "the runtime when it starts. Linked with it, heap blocks are "
                "seen from the first one on.",
            .options = options,
            .notes = "--compile may be joined with one of the others, for "
                     "compiling and linking at once.",
            .example = "  clang -g -O2 $(profpass flags --cc=clang) demo.c "
                       "-o demo",
            .exits = "0 fine, 1 no plugin for this compiler, 2 wrong usage",
        },
    .run = run,
};

/* Print one flag, after a space if it is not the first. */
static void print_flag(const char *before, const char *path)
{
    static bool is_first = true;
    printf("%s%s%s", is_first ? "" : " ", before, path);
    is_first = false;
    if (strpbrk(path, " \t\n*?[") != NULL)
        cmd_say("%s: $(profpass flags) would fall apart at the special "
                "characters of this path; quote it by hand",
                path);
}

static int say_unsupported(const compiler *cc)
{
    char known[256];
    place_name_plugins(known, sizeof known);
    cmd_say("%s: is \"%s\", for which there is no plugin here; there are: %s",
            cc->command, cc->version, known);
    return EXIT_FAILED;
}

/* Find the plugin of a compiler. */
static bool find_plugin(const compiler *cc, place_plugin *plugin)
{
    place_plugin plugins[PLACE_MAX_PLUGINS];
    int n = place_plugins(plugins);
    for (int i = 0; i < n; i++)
        if (strcmp(plugins[i].compiler, cc->kind) == 0 &&
            plugins[i].major == cc->major) {
            *plugin = plugins[i];
            return true;
        }
    return false;
}

static bool print_compile(const place_plugin *plugin)
{
    char path[PATH_MAX], clean[PATH_MAX];
    if (!place_find(plugin->file, path) || realpath(path, clean) == NULL)
        return false;
    print_flag("-fplugin=", clean);
    return true;
}

static bool print_link(void)
{
    char path[PATH_MAX];
    if (!place_find("libprofrt.so", path))
        return false;
    *strrchr(path, '/') = '\0';
    print_flag("-L", path);
    print_flag("-Wl,-rpath,", path);
    /* Keep it even if nothing in the program refers to it by name. */
    print_flag("-Wl,--push-state,--no-as-needed", "");
    print_flag("-lprofrt", "");
    print_flag("-Wl,--pop-state", "");
    return true;
}

/* The archive stands before the objects that need it: ask for its members. */
static bool print_archive(const char *members)
{
    char path[PATH_MAX];
    if (!place_find("libprofrt.a", path))
        return false;
    print_flag("-Wl,", members);
    print_flag("", path);
    return true;
}

/* In a static program libc's malloc cannot be replaced by name: the linker is
 * told to send each use of it to the runtime. */
static bool print_static(void)
{
    char path[PATH_MAX];
    if (!place_find("libprofrt.wrap", path))
        return false;
    print_flag("-static", "");
    print_flag("-Wl,@", path);
    return print_archive("-u,__profpass_attach,-u,__wrap_malloc");
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    opt_result parsed = opt_parse(&cmd_flags.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc > 1) {
        cmd_say("flags takes no operand %s; name a compiler with --cc=%s",
                argv[1], argv[1]);
        return EXIT_USAGE;
    }
    if (a.link + a.archive + a.static_link > 1) {
        cmd_say("give one of --link, --archive and --static");
        return EXIT_USAGE;
    }
    const char *command = a.cc != NULL ? a.cc : getenv("CC");
    compiler cc;
    if (!compiler_ask(&cc, command != NULL && command[0] ? command : "clang"))
        return EXIT_FAILED;
    place_plugin plugin;
    if (!find_plugin(&cc, &plugin))
        return say_unsupported(&cc);
    bool compiles = a.compile || !(a.link || a.archive || a.static_link);
    bool ok = (!compiles || print_compile(&plugin)) &&
              (!a.link || print_link()) &&
              (!a.archive || print_archive("-u,__profpass_attach,-u,malloc")) &&
              (!a.static_link || print_static());
    if (ok)
        putchar('\n');
    return ok ? EXIT_FINE : EXIT_FAILED;
}
