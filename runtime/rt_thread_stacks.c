/* rt_thread_stacks.c - stacks of threads: from their start to their end
 *
 *     pthread_create ──▶ thread begins ──▶ … ──▶ key destructor
 *          │  count it, whoever is first │          count it out
 *          '─────────────────────────────'
 *
 * A stack has the size that the thread's attributes say, and belongs to the
 * line that makes the thread. One that the program brings is counted where it
 * comes from. Not seen are the first thread's, which the kernel makes, and
 * those of threads that libc makes for itself.
 *
 * A thread that cannot be made has no stack, and one that was made may have
 * ended by the time that pthread_create returns: so a stack is counted by its
 * maker or by the thread itself, whoever comes first, and what we know of it
 * is kept until both are done with it.
 */
#define _GNU_SOURCE
#include "rt_accounts.h"
#include "rt_core.h"

typedef struct stack {
    uint64_t n_bytes;
    rt_site *site;
    union {
        void *(*posix)(void *);
        int (*c11)(void *);
    } run;
    void *argument;
    struct stack *before, *behind; /* of those counted; behind of the spare */
    bool is_counted;
    uint8_t n_holders; /* its maker, its thread */
} stack;

static stack counted = {.before = &counted, .behind = &counted};
static stack *spare;
static RT_TLS stack *own; /* the calling thread's */
static pthread_key_t key;
static bool has_key;

/* ---- under the lock -------------------------------------------------------
 */

static void count_in(stack *s)
{
    if (s->is_counted)
        return;
    s->is_counted = true;
    s->before = &counted;
    s->behind = counted.behind;
    s->before->behind = s->behind->before = s;
    rt_credit(RT_STACKS, s->site, s->n_bytes);
}

static void count_out(const rt_change *change, stack *s)
{
    s->before->behind = s->behind;
    s->behind->before = s->before;
    rt_debit(change, RT_STACKS, s->site, s->n_bytes, true);
}

static void let_go(stack *s)
{
    if (--s->n_holders != 0)
        return;
    s->behind = spare;
    spare = s;
}

static stack *take_spare(void)
{
    stack *s = spare;
    if (s != NULL)
        spare = s->behind;
    else
        s = rt_arena_alloc(sizeof *s);
    return s;
}

/* ---- the thread itself ----------------------------------------------------
 */

/* The thread is not recorded for that: who calls nothing and takes nothing is
 * not in the profile. */
static void note_begin(stack *s)
{
    own = s;
    pthread_setspecific(key, s);
    rt_change change;
    if (!rt_change_begin(&change, rt_self))
        return;
    count_in(s);
    rt_change_end(&change);
}

static void note_end(void *argument)
{
    stack *s = argument;
    rt_change change;
    own = NULL;
    if (!rt_change_begin(&change, rt_self))
        return;
    if (s->is_counted)
        count_out(&change, s);
    let_go(s);
    rt_change_end(&change);
}

/* Calls in tail position: no frame of ours stays on the thread's stack. */
static void *begin_posix(void *argument)
{
    const stack *s = argument;
    void *(*run)(void *) = s->run.posix;
    void *its_own = s->argument;
    note_begin(argument);
    return run(its_own);
}

static int begin_c11(void *argument)
{
    const stack *s = argument;
    int (*run)(void *) = s->run.c11;
    void *its_own = s->argument;
    note_begin(argument);
    return run(its_own);
}

/* ---- its maker ------------------------------------------------------------
 */

/* The size of the stack that libc makes for a thread; 0 if it makes none. */
static size_t stack_bytes(const pthread_attr_t *attributes)
{
    pthread_attr_t usual;
    void *low = NULL;
    size_t n_bytes = 0;
    if (attributes == NULL) {
        if (pthread_attr_init(&usual) != 0)
            return 0;
        pthread_attr_getstacksize(&usual, &n_bytes);
        pthread_attr_destroy(&usual);
        return n_bytes;
    }
    /* Without a stack of its own, what is told begins that far below 0. */
    if (pthread_attr_getstack(attributes, &low, &n_bytes) != 0 ||
        (uintptr_t)low + n_bytes != 0)
        return 0;
    pthread_attr_getstacksize(attributes, &n_bytes);
    return n_bytes;
}

/* Prepare for a thread; NULL if its stack is not to be counted. */
static stack *prepare(size_t n_bytes)
{
    rt_change change;
    if (n_bytes == 0 || !rt_change_begin(&change, rt_thread_current()))
        return NULL;
    stack *s = has_key ? take_spare() : NULL;
    if (s != NULL)
        *s = (stack){.n_bytes = n_bytes,
                     .site = rt_change_site(&change, RT_STACKS),
                     .n_holders = 2};
    else
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
    rt_change_end(&change);
    return s;
}

static void made(stack *s, bool is_made)
{
    rt_change change;
    if (!rt_change_begin(&change, rt_self))
        return;
    if (is_made)
        count_in(s);
    else
        s->n_holders--;
    let_go(s);
    rt_change_end(&change);
}

int rt_do_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                         void *(*run)(void *), void *argument)
{
    stack *s = prepare(stack_bytes(attributes));
    if (s == NULL)
        return rt_apart.pthread_create(thread, attributes, run, argument);
    s->run.posix = run;
    s->argument = argument;
    int error = rt_apart.pthread_create(thread, attributes, begin_posix, s);
    made(s, error == 0);
    return error;
}

int rt_do_thrd_create(thrd_t *thread, int (*run)(void *), void *argument)
{
    stack *s = prepare(stack_bytes(NULL));
    if (s == NULL)
        return rt_apart.thrd_create(thread, run, argument);
    s->run.c11 = run;
    s->argument = argument;
    int error = rt_apart.thrd_create(thread, begin_c11, s);
    made(s, error == thrd_success);
    return error;
}

/* ---- start, fork ----------------------------------------------------------
 */

void rt_thread_stacks_start(void)
{
    has_key = rt_key_create(&key, note_end);
}

void rt_thread_stacks_fork_child(void)
{
    const rt_change change = {.thread = rt_self};
    for (stack *s = counted.behind, *next; s != &counted; s = next) {
        next = s->behind;
        if (s != own)
            count_out(&change, s);
    }
}
