/* cmd.h - a sub-command, and what all of them say and return
 *
 *     argv ──▶ main.c ──cmd.def──▶ cmd_NAME.run ──▶ libprofstats ──▶ stdout
 *
 * A command parses its own options (opt.h), writes to stdout through stdio,
 * and returns an exit status; main.c then checks that stdout took it all.
 */
#ifndef PROFPASS_TOOLS_CMD_H
#define PROFPASS_TOOLS_CMD_H

#include "opt.h"
#include "profpass/stats.h"

/* The exit statuses of the command; `profpass run` passes its program's on. */
enum {
    EXIT_FINE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_NO_PROFILE = 3,
    EXIT_CANNOT_EXECUTE = 126, /* run: as shells have it */
    EXIT_NOT_FOUND = 127
};

/* Every command that reads profiles ends like this. */
#define CMD_EXITS_USUAL \
    "0 fine, 1 failed, 2 wrong usage, 3 not a readable profile"

typedef struct cmd {
    opt_page page;
    /* Run the command on its arguments, argv[0] being the command's name.
     * Return the exit status. */
    int (*run)(int argc, char **argv);
} cmd;

#define PROFPASS_COMMAND(name, summary) extern const cmd cmd_##name;
#include "cmd.def"

/* Print "profpass: " and a line on stderr. */
void cmd_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The exit status for a failure of the library. */
int cmd_exit_status(profpass_status status);

#endif
