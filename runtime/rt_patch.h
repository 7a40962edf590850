/* rt_patch.h - stand-ins put into the slots of loaded objects
 *
 *     object's GOT ──▶ stand-in ──▶ rt_real.malloc, rt_jumps.longjmp, …
 */
#ifndef PROFPASS_RT_PATCH_H
#define PROFPASS_RT_PATCH_H

#include <setjmp.h>
#include <sys/types.h>
#include <ucontext.h>

#include "rt.h"

struct rlimit;
struct rlimit64;

#pragma GCC visibility push(hidden)

/* The real functions of rt_jumps.def; NULL until found. */
#define RT_NO_RETURN __attribute__((noreturn))

typedef struct rt_jump_table {
    void (*longjmp)(jmp_buf buffer, int value) RT_NO_RETURN;
    void (*_longjmp)(jmp_buf buffer, int value) RT_NO_RETURN;
    void (*siglongjmp)(jmp_buf buffer, int value) RT_NO_RETURN;
    void (*__longjmp_chk)(jmp_buf buffer, int value) RT_NO_RETURN;
    const void *makecontext, *swapcontext;
    int (*setcontext)(const ucontext_t *context);
    const void *setjmp, *_setjmp, *__sigsetjmp;
    void *(*__cxa_begin_catch)(void *exception);
    void (*exit)(int status) RT_NO_RETURN;
    void (*_exit)(int status) RT_NO_RETURN;
    void (*_Exit)(int status) RT_NO_RETURN;
    void (*quick_exit)(int status) RT_NO_RETURN;
    void (*abort)(void) RT_NO_RETURN;
    void (*__assert_fail)(const char *assertion, const char *file,
                          unsigned line, const char *function) RT_NO_RETURN;
    int (*setrlimit)(int resource, const struct rlimit *limit);
    int (*setrlimit64)(int resource, const struct rlimit64 *limit);
    int (*prlimit)(pid_t process, int resource, const struct rlimit *limit,
                   struct rlimit *before);
    int (*prlimit64)(pid_t process, int resource, const struct rlimit64 *limit,
                     struct rlimit64 *before);
    int (*daemon)(int no_chdir, int no_close);
    void *(*dlopen)(const char *file, int mode);
} rt_jump_table;
extern rt_jump_table rt_jumps;

_Noreturn void rt_do_longjmp(jmp_buf buffer, int value);
_Noreturn void rt_do__longjmp(jmp_buf buffer, int value);
_Noreturn void rt_do_siglongjmp(jmp_buf buffer, int value);
_Noreturn void rt_do___longjmp_chk(jmp_buf buffer, int value);
void rt_do_makecontext(void); /* not to be called, like what follows */
void rt_do_swapcontext(void);
int rt_do_setcontext(const ucontext_t *context);
void rt_do_setjmp(void);
void rt_do__setjmp(void);
void rt_do___sigsetjmp(void);
void *rt_do___cxa_begin_catch(void *exception);
_Noreturn void rt_do_exit(int status);
_Noreturn void rt_do__exit(int status);
_Noreturn void rt_do__Exit(int status);
_Noreturn void rt_do_quick_exit(int status);
_Noreturn void rt_do_abort(void);
_Noreturn void rt_do___assert_fail(const char *assertion, const char *file,
                                   unsigned line, const char *function);
int rt_do_setrlimit(int resource, const struct rlimit *limit);
int rt_do_setrlimit64(int resource, const struct rlimit64 *limit);
int rt_do_prlimit(pid_t process, int resource, const struct rlimit *limit,
                  struct rlimit *before);
int rt_do_prlimit64(pid_t process, int resource, const struct rlimit64 *limit,
                    struct rlimit64 *before);
int rt_do_daemon(int no_chdir, int no_close);
void *rt_do_dlopen(const char *file, int mode);

/* The activation that was on top when setjmp filled the buffer, called with the
 * stack pointer at address; NULL if that is not known. */
rt_frame *rt_setjmp_find(rt_thread *thread, const void *buffer,
                         uintptr_t address);

/* Begin to patch: the jumps, and the allocator too if heap. */
void rt_patch_start(bool heap);

/* In the child of a fork: whoever was at it in the parent is not here. */
void rt_patch_fork(void);

#pragma GCC visibility pop

#endif
