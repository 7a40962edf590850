/* browse_input.c - the terminal's side of the browser
 *
 *     a terminal    libedit: editing, history, Tab; long output through a pager
 *     anything else lines as they come, the prompt before each, as Python's
 */
#include "browse.h"

#include <editline/readline.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { HISTORY_LINES = 1000 };

static struct {
    browse *b;
    bool has_editing;
    char *prompt;
} input;

/* ---- completion ------------------------------------------------------------
 */

/* Where the search for what begins with a word has come to. */
static struct {
    const browse_command *command; /* whose argument it is; NULL: a command */
    size_t at;
} search;

/* The i-th word that could stand here; NULL after the last. */
static const char *candidate(size_t i)
{
    size_t n = 0;
    if (search.command == NULL ||
        search.command->completes == BROWSE_COMMANDS) {
        for (; browse_commands[n].name != NULL; n++)
            if (n == i)
                return browse_commands[n].name;
        return browse_memory_commands[i - n].name;
    }
    if (search.command->completes == BROWSE_KEYS)
        return profpass_sort_keys()[i].name;
    if (search.command->completes == BROWSE_FUNCTIONS &&
        input.b->stats != NULL && i < profpass_stats_n_rows(input.b->stats))
        return profpass_stats_row_at(input.b->stats, (uint32_t)i)->name;
    return NULL;
}

/* The next candidate that begins with a word, to be freed by libedit. */
static char *next_match(const char *word, int state)
{
    const char *text;
    if (state == 0)
        search.at = 0;
    while ((text = candidate(search.at)) != NULL) {
        search.at++;
        if (strncmp(text, word, strlen(word)) == 0)
            return strdup(text);
    }
    return NULL;
}

static char **complete(const char *word, int start, int end)
{
    const char *line = rl_line_buffer;
    (void)end;
    line += strspn(line, " \t");
    size_t n = strcspn(line, " \t");
    bool is_argument = line + n < rl_line_buffer + start;
    search.command = is_argument ? browse_find(line, n) : NULL;
    rl_attempted_completion_over = 1; /* no names of files instead */
    if (is_argument && search.command == NULL)
        return NULL;
    if (is_argument && search.command->completes == BROWSE_FILES) {
        rl_attempted_completion_over = 0;
        return NULL;
    }
    return rl_completion_matches(word, next_match);
}

/* ---- lines -----------------------------------------------------------------
 */

void browse_input_start(browse *b)
{
    input.b = b;
    b->out = stdout;
    input.has_editing = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (!input.has_editing)
        return;
    setlocale(LC_CTYPE, "");
    rl_readline_name = "profpass";
    rl_basic_word_break_characters = " \t\n";
    rl_attempted_completion_function = complete;
    using_history();
    stifle_history(HISTORY_LINES);
}

/* "FILE% "; NULL if there is no memory. */
static const char *prompt(void)
{
    const char *path = input.b->path != NULL ? input.b->path : "";
    free(input.prompt);
    input.prompt = malloc(strlen(path) + sizeof "% ");
    if (input.prompt == NULL)
        return "% ";
    strcpy(input.prompt, path);
    return strcat(input.prompt, "% ");
}

char *browse_input_line(void)
{
    if (input.has_editing) {
        char *line = readline(prompt());
        if (line != NULL && line[strspn(line, " \t")] != '\0')
            add_history(line);
        return line;
    }
    char *line = NULL;
    size_t room = 0;
    fputs(prompt(), stdout);
    fflush(stdout);
    if (getline(&line, &room, stdin) >= 0)
        return line;
    free(line);
    return NULL;
}

/* ---- output ----------------------------------------------------------------
 */

/* How many lines the terminal shows; 0: not known. */
static size_t terminal_lines(void)
{
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

/* Show a text by the user's pager; false if there is none. */
static bool show_by_pager(const char *text, size_t n_bytes)
{
    const char *pager = getenv("PAGER");
    if (pager == NULL || pager[0] == '\0' || strcmp(pager, "cat") == 0)
        return false;
    FILE *pipe = popen(pager, "we");
    if (pipe == NULL)
        return false;
    /* A reader may leave before the end. */
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    fwrite(text, 1, n_bytes, pipe);
    int status = pclose(pipe);
    signal(SIGPIPE, before);
    return status != 127 << 8; /* sh found no such command */
}

bool browse_input_run(const char *line)
{
    char *text = NULL;
    size_t n_bytes = 0;
    FILE *memory = input.has_editing ? open_memstream(&text, &n_bytes) : NULL;
    if (memory == NULL)
        return browse_run(input.b, line);
    input.b->out = memory;
    bool go_on = browse_run(input.b, line);
    input.b->out = stdout;
    fclose(memory);
    size_t n_lines = 0, most = terminal_lines();
    for (size_t i = 0; i < n_bytes; i++)
        n_lines += text[i] == '\n';
    if (most == 0 || n_lines < most || !show_by_pager(text, n_bytes))
        fwrite(text, 1, n_bytes, stdout);
    free(text);
    return go_on;
}
