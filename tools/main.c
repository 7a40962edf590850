/* main.c - the profpass command: find the sub-command, run it, check stdout */
#include "cmd.h"
#include "output.h"
#include "place.h"

#include <stdarg.h>
#include <string.h>

typedef struct row {
    const char *name, *summary;
    const cmd *command;
} row;

static const row rows[] = {
#define PROFPASS_COMMAND(name, summary) {#name, summary, &cmd_##name},
#include "cmd.def"
    {NULL, NULL, NULL},
};

void cmd_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("profpass: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

int cmd_exit_status(profpass_status status)
{
    switch (status) {
    case PROFPASS_OK:
        return EXIT_FINE;
    case PROFPASS_EFORMAT:
    case PROFPASS_EVERSION:
        return EXIT_NO_PROFILE;
    case PROFPASS_EINVAL:
        return EXIT_USAGE;
    case PROFPASS_ENOMEM:
    case PROFPASS_EIO:
    case PROFPASS_ENOTFOUND:
        break;
    }
    return EXIT_FAILED;
}

static void print_help(FILE *stream)
{
    fprintf(stream,
            "Usage: profpass COMMAND [OPTION]... [ARGUMENT]...\n"
            "\n"
            "Memory by source line and time by call, for C and C++ programs\n"
            "built with the profpass compiler plugin.\n"
            "\n"
            "Commands:\n");
    for (const row *r = rows; r->name != NULL; r++)
        fprintf(stream, "  %-8s %s\n", r->name, r->summary);
    fprintf(stream,
            "  help     print the help of a command: profpass help COMMAND\n"
            "\n"
            "Options:\n"
            "  -h, --help     print this help\n"
            "  -V, --version  print the version, and the formats and compilers "
            "known\n"
            "\n"
            "Example:\n"
            "  clang -g -O2 $(profpass flags) demo.c -o demo\n"
            "  profpass run ./demo\n"
            "  profpass report\n"
            "\n"
            "Exit status: " CMD_EXITS_USUAL ";\n"
            "             run passes on the status of its program\n"
            "Manual: man profpass\n");
}

static int print_version(void)
{
    char compilers[256];
    place_name_plugins(compilers, sizeof compilers);
    printf("profpass %s\n", profpass_version());
    printf("export formats:");
    for (const profpass_exporter *e = profpass_exporters(); e->name; e++)
        printf(" %s", e->name);
    printf("\ncompilers: %s\n", compilers);
    return EXIT_FINE;
}

static const char *row_name(const void *context, size_t i)
{
    (void)context;
    return rows[i].name;
}

static const cmd *find_command(const char *name)
{
    for (const row *r = rows; r->name != NULL; r++)
        if (strcmp(r->name, name) == 0)
            return r->command;
    const char *nearest = opt_nearest(name, row_name, NULL);
    if (nearest != NULL)
        cmd_say("there is no command %s; did you mean %s?", name, nearest);
    else
        cmd_say("there is no command %s; see profpass --help", name);
    return NULL;
}

static int help(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stdout);
        return EXIT_FINE;
    }
    const cmd *command = find_command(argv[1]);
    if (command == NULL)
        return EXIT_USAGE;
    opt_print_help(&command->page, stdout);
    return EXIT_FINE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        print_help(stdout);
        return EXIT_FINE;
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        return print_version();
    if (strcmp(word, "help") == 0)
        return help(argc - 1, argv + 1);
    if (word[0] == '-') {
        cmd_say("there is no option %s before the command; see profpass --help",
                word);
        return EXIT_USAGE;
    }
    const cmd *command = find_command(word);
    return command == NULL ? EXIT_USAGE : command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    int status = dispatch(argc, argv);
    if (!output_check(stdout, "standard output") && status == EXIT_FINE)
        status = EXIT_FAILED;
    return status;
}
