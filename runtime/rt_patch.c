/* rt_patch.c - put our stand-ins into the slots of every loaded object
 *
 *     object            before                 after
 *     JUMP_SLOT free    its PLT, or libc's  ──▶ slot_free ──▶ rt_real.free
 *     GLOB_DAT  malloc  libc's              ──▶ slot_malloc
 *     R_64      malloc  libc's              ──▶ slot_malloc
 *
 * By name, in all objects but the dynamic linker and this library. A slot that
 * holds anything but the process's function is left alone: whoever bound it
 * meant it. Objects that come later are patched when dlopen returns, or when a
 * module in them attaches. Nothing is put back: this library is not unloaded.
 */
#define _GNU_SOURCE
#include "rt_patch.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#include "rt_accounts.h"
#include "rt_api.h"
#include "rt_family.h"

/* ---- what is put where ----------------------------------------------------
 */

#define RT_FAMILY(result, name, parameters, arguments) \
    static result slot_##name parameters               \
    {                                                  \
        return rt_do_##name arguments;                 \
    }
#define RT_FAMILY_VOID(name, parameters, arguments) \
    static void slot_##name parameters              \
    {                                               \
        rt_do_##name arguments;                     \
    }
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"

typedef void (*any_function)(void);

typedef struct stand_in {
    const char *name;
    any_function function;
    any_function *real; /* where the real one is kept */
    enum { OF_HEAP, APART, OF_JUMPS } matter;
} stand_in;

static const stand_in stand_ins[] = {
#define RT_FAMILY(result, name, parameters, arguments) \
    {#name, (any_function)slot_##name,                 \
     (any_function *)(void *)&rt_real_plain.name, OF_HEAP},
#define RT_FAMILY_VOID(name, parameters, arguments) \
    RT_FAMILY(void, name, parameters, arguments)
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"
#define RT_APART(result, name, parameters, arguments) \
    {#name, (any_function)rt_do_##name,               \
     (any_function *)(void *)&rt_apart.name, APART},
#include "rt_apart.def"
#define RT_JUMP(name)                   \
    {#name, (any_function)rt_do_##name, \
     (any_function *)(void *)&rt_jumps.name, OF_JUMPS},
#include "rt_jumps.def"
};
#define N_STAND_INS (sizeof stand_ins / sizeof *stand_ins)

static bool patch_heap;
static unsigned requests;
static unsigned long long patched_adds; /* of the dynamic linker, then */
static bool catch_is_wanted;            /* by an object, but not yet found */

/* ---- one object -----------------------------------------------------------
 */

typedef struct object {
    const struct dl_phdr_info *info;
    uintptr_t begin, end;             /* of its segments */
    uintptr_t relro_begin, relro_end; /* read-only after relocation */
    bool unlocked;                    /* … but for now writable */
    const ElfW(Sym) * symbols;
    const char *names;
    const ElfW(Rela) * rela, *plt;
    size_t rela_bytes, plt_bytes;
} object;

static uintptr_t page_down(uintptr_t address)
{
    return address & ~((uintptr_t)getauxval(AT_PAGESZ) - 1);
}

/* glibc relocates these pointers in place; others leave them relative. */
static const void *dynamic_pointer(const object *o, ElfW(Addr) value)
{
    uintptr_t base = o->info->dlpi_addr;
    return (const void *)(value < base ? base + value : value);
}

static bool read_object(const struct dl_phdr_info *info, object *o)
{
    const ElfW(Dyn) *dynamic = NULL;
    *o = (object){.info = info, .begin = UINTPTR_MAX};
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t begin = info->dlpi_addr + segment->p_vaddr;
        uintptr_t end = begin + segment->p_memsz;
        if (segment->p_type == PT_DYNAMIC) {
            dynamic = (const void *)begin;
        } else if (segment->p_type == PT_GNU_RELRO) {
            o->relro_begin = page_down(begin);
            o->relro_end = page_down(end);
        } else if (segment->p_type == PT_LOAD) {
            o->begin = begin < o->begin ? begin : o->begin;
            o->end = end > o->end ? end : o->end;
        }
    }
    for (; dynamic != NULL && dynamic->d_tag != DT_NULL; ++dynamic) {
        const ElfW(Addr) value = dynamic->d_un.d_ptr;
        switch (dynamic->d_tag) {
        case DT_SYMTAB:
            o->symbols = dynamic_pointer(o, value);
            break;
        case DT_STRTAB:
            o->names = dynamic_pointer(o, value);
            break;
        case DT_RELA:
            o->rela = dynamic_pointer(o, value);
            break;
        case DT_RELASZ:
            o->rela_bytes = value;
            break;
        case DT_JMPREL:
            o->plt = dynamic_pointer(o, value);
            break;
        case DT_PLTRELSZ:
            o->plt_bytes = value;
            break;
        default:
            break;
        }
    }
    return o->symbols != NULL && o->names != NULL;
}

static bool holds(const object *o, uintptr_t address)
{
    return address >= o->begin && address < o->end;
}

static const stand_in *find_stand_in(const char *name)
{
    for (size_t i = 0; i < N_STAND_INS; ++i)
        if (name[0] == stand_ins[i].name[0] &&
            strcmp(name, stand_ins[i].name) == 0)
            return &stand_ins[i];
    return NULL;
}

/* Is the slot bound to the process's function, or will it be? Before its first
 * call a JUMP_SLOT points back into the object's own PLT; an object that has
 * the function itself, as libc has malloc, could also be bound to that. */
static bool is_bound_to(const object *o, const ElfW(Rela) * relocation,
                        uintptr_t value, uintptr_t real)
{
    if (value == real)
        return true;
    if (ELF64_R_TYPE(relocation->r_info) != R_X86_64_JUMP_SLOT ||
        !holds(o, value))
        return false;
    const ElfW(Sym) *symbol = &o->symbols[ELF64_R_SYM(relocation->r_info)];
    return symbol->st_shndx == SHN_UNDEF || holds(o, real) ||
           value != o->info->dlpi_addr + symbol->st_value;
}

static bool write_slot(object *o, uintptr_t at, uintptr_t value)
{
    if (!o->unlocked && at >= o->relro_begin && at < o->relro_end) {
        if (mprotect((void *)o->relro_begin, o->relro_end - o->relro_begin,
                     PROT_READ | PROT_WRITE) != 0)
            return false;
        o->unlocked = true;
    }
    __atomic_store_n((uintptr_t *)at, value, __ATOMIC_RELEASE);
    return true;
}

/* An allocator's memory is counted as the blocks that it makes of it. */
static bool is_wanted(const object *o, const stand_in *in)
{
    uintptr_t allocator = (uintptr_t)rt_real_plain.malloc;
    return in->matter == OF_HEAP ? patch_heap
           : in->matter == APART ? !holds(o, allocator)
                                 : true;
}

static bool patch_slot(object *o, const ElfW(Rela) * relocation)
{
    unsigned type = (unsigned)ELF64_R_TYPE(relocation->r_info);
    if (type != R_X86_64_JUMP_SLOT && type != R_X86_64_GLOB_DAT &&
        type != R_X86_64_64)
        return true;
    const ElfW(Sym) *symbol = &o->symbols[ELF64_R_SYM(relocation->r_info)];
    const stand_in *in = find_stand_in(o->names + symbol->st_name);
    if (in == NULL || !is_wanted(o, in) ||
        (type == R_X86_64_64 && relocation->r_addend != 0))
        return true;
    uintptr_t real = (uintptr_t)*in->real;
    if (real == 0) {
        catch_is_wanted = true;
        return true;
    }
    uintptr_t slot = o->info->dlpi_addr + relocation->r_offset;
    if (!is_bound_to(o, relocation, *(const uintptr_t *)slot, real))
        return true;
    return write_slot(o, slot, (uintptr_t)in->function);
}

static bool patch_table(object *o, const ElfW(Rela) * table, size_t n_bytes)
{
    for (size_t i = 0; table != NULL && i < n_bytes / sizeof *table; ++i)
        if (!patch_slot(o, &table[i]))
            return false;
    return true;
}

/* ---- all objects ----------------------------------------------------------
 */

static bool is_off_limits(const object *o)
{
    bool is_program = o->info->dlpi_name[0] == '\0';
    return o->info->dlpi_addr == getauxval(AT_BASE) ||
           (!is_program && holds(o, (uintptr_t)stand_ins));
}

static int patch_object(struct dl_phdr_info *info, size_t size, void *unused)
{
    object o;
    (void)size;
    (void)unused;
    patched_adds = info->dlpi_adds;
    if (!read_object(info, &o) || is_off_limits(&o))
        return 0;
    if (!patch_table(&o, o.rela, o.rela_bytes) ||
        !patch_table(&o, o.plt, o.plt_bytes))
        rt_loss(PROFPASS_LOSS_LIBRARIES, 1);
    if (o.unlocked)
        mprotect((void *)o.relro_begin, o.relro_end - o.relro_begin, PROT_READ);
    return 0;
}

static int read_adds(struct dl_phdr_info *info, size_t size, void *adds)
{
    (void)size;
    *(unsigned long long *)adds = info->dlpi_adds;
    return 1;
}

/* Not from within the walk: it holds a lock that dlsym takes in other order. */
static void find_catch(void)
{
    void *real = dlsym(RTLD_DEFAULT, "__cxa_begin_catch");
    if (real == NULL)
        dlerror(); /* an error that is ours to forget */
    else
        memcpy(&rt_jumps.__cxa_begin_catch, &real, sizeof real);
}

static void patch_all(void)
{
    unsigned long long adds = 0;
    dl_iterate_phdr(read_adds, &adds);
    if (adds == patched_adds)
        return;
    catch_is_wanted = false;
    dl_iterate_phdr(patch_object, NULL);
    rt_api_offer();
    if (!catch_is_wanted)
        return;
    find_catch();
    if (rt_jumps.__cxa_begin_catch != NULL)
        dl_iterate_phdr(patch_object, NULL);
}

void rt_patch_refresh(void)
{
    if (rt_jumps.longjmp == NULL) /* not started */
        return;
    int saved = errno;
    /* One at a time; who comes meanwhile leaves word to look again. */
    if (__atomic_fetch_add(&requests, 1, __ATOMIC_ACQ_REL) == 0) {
        unsigned seen;
        do {
            seen = __atomic_load_n(&requests, __ATOMIC_ACQUIRE);
            patch_all();
        } while (!__atomic_compare_exchange_n(
            &requests, &seen, 0, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
    }
    errno = saved;
}

void rt_patch_fork(void)
{
    __atomic_store_n(&requests, 0, __ATOMIC_RELEASE);
}

void rt_patch_start(bool heap)
{
    patch_heap = heap;
    for (size_t i = 0; i < N_STAND_INS; ++i) {
        const stand_in *in = &stand_ins[i];
        if (in->matter == OF_HEAP || strcmp(in->name, "__cxa_begin_catch") == 0)
            continue;
        void *real = rt_real_definition(in->name);
        memcpy(in->real, &real, sizeof real);
    }
    rt_patch_refresh();
}

/* ---- dlopen ---------------------------------------------------------------
 */

#if defined(__x86_64__)
/* dlopen looks at its return address: the object that calls says where to
 * search, and in which namespace. So it must not see ours. It is called with
 * the address of a `ret` instruction in the caller's object for return address,
 * which leads on to us. */
void *rt_patch_call_as(const char *file, int mode, any_function function,
                       const void *gate);
__asm__(".text\n"
        ".hidden rt_patch_call_as\n"
        ".globl rt_patch_call_as\n"
        ".type rt_patch_call_as, @function\n"
        "rt_patch_call_as:\n"
        "    lea 1f(%rip), %rax\n"
        "    push %rax\n" /* where the gate's ret goes        */
        "    push %rcx\n" /* where the function returns: gate */
        "    jmp *%rdx\n"
        "1:  ret\n"
        ".size rt_patch_call_as, . - rt_patch_call_as\n");

typedef struct gate_search {
    uintptr_t caller;
    const unsigned char *gate;
} gate_search;

/* Any byte 0xc3 in code will do. */
static int find_gate(struct dl_phdr_info *info, size_t size, void *data)
{
    gate_search *search = data;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t begin = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_X) == 0 ||
            search->caller < begin ||
            search->caller >= begin + segment->p_memsz)
            continue;
        const void *code = (const void *)search->caller;
        search->gate =
            memchr(code, 0xc3, begin + segment->p_filesz - search->caller);
        return 1;
    }
    return 0;
}

static void *open_as_caller(const char *file, int mode, const void *caller)
{
    gate_search search = {.caller = (uintptr_t)caller};
    dl_iterate_phdr(find_gate, &search);
    return search.gate != NULL
               ? rt_patch_call_as(file, mode, (any_function)rt_jumps.dlopen,
                                  search.gate)
               : rt_jumps.dlopen(file, mode);
}
#else
static void *open_as_caller(const char *file, int mode, const void *caller)
{
    (void)caller;
    return rt_jumps.dlopen(file, mode);
}
#endif

void *rt_do_dlopen(const char *file, int mode)
{
    void *handle = open_as_caller(file, mode, __builtin_return_address(0));
    if (handle != NULL) /* else dlerror has something to say */
        rt_patch_refresh();
    return handle;
}
