/* needs.c - which shared objects a program asks for
 *
 *     ELF header ──▶ program headers ──▶ PT_DYNAMIC ──▶ DT_NEEDED, DT_STRTAB
 *                                   └──▶ PT_LOAD: where in the file that is
 *
 * Every offset comes out of the file and is checked against its size.
 */
#include "needs.h"

#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct image {
    const uint8_t *bytes;
    size_t n_bytes;
    Elf64_Ehdr header;
} image;

/* Copy an object out of the file; false if it is not all in there. */
static bool read_at(const image *file, uint64_t offset, void *out, size_t n)
{
    if (offset > file->n_bytes || n > file->n_bytes - offset)
        return false;
    memcpy(out, file->bytes + offset, n);
    return true;
}

static bool read_segment(const image *file, unsigned i, Elf64_Phdr *segment)
{
    uint64_t at = file->header.e_phoff + (uint64_t)i * sizeof *segment;
    return i < file->header.e_phnum &&
           read_at(file, at, segment, sizeof *segment);
}

/* Where in the file an address of the program lies; UINT64_MAX if nowhere. */
static uint64_t offset_of(const image *file, uint64_t address)
{
    Elf64_Phdr s;
    for (unsigned i = 0; read_segment(file, i, &s); i++)
        if (s.p_type == PT_LOAD && address >= s.p_vaddr &&
            address - s.p_vaddr < s.p_filesz)
            return s.p_offset + (address - s.p_vaddr);
    return UINT64_MAX;
}

static const char *sanitizer_called(const char *object)
{
    static const char *const sanitizers[][2] = {
        {"libasan.so", "AddressSanitizer"},
        {"libclang_rt.asan", "AddressSanitizer"},
        {"libtsan.so", "ThreadSanitizer"},
        {"libclang_rt.tsan", "ThreadSanitizer"},
        {"libhwasan.so", "HWAddressSanitizer"},
        {"libclang_rt.hwasan", "HWAddressSanitizer"},
    };
    for (size_t i = 0; i < sizeof sanitizers / sizeof *sanitizers; i++)
        if (strncmp(object, sanitizers[i][0], strlen(sanitizers[i][0])) == 0)
            return sanitizers[i][1];
    return NULL;
}

/* Look through the entries of a dynamic section. */
static const char *search(const image *file, uint64_t dynamic)
{
    Elf64_Dyn entry;
    uint64_t names = UINT64_MAX;
    for (uint64_t at = dynamic; names == UINT64_MAX; at += sizeof entry) {
        if (!read_at(file, at, &entry, sizeof entry) || entry.d_tag == DT_NULL)
            return NULL;
        if (entry.d_tag == DT_STRTAB)
            names = offset_of(file, entry.d_un.d_ptr);
        if (entry.d_tag == DT_STRTAB && names == UINT64_MAX)
            return NULL;
    }
    for (uint64_t at = dynamic;
         read_at(file, at, &entry, sizeof entry) && entry.d_tag != DT_NULL;
         at += sizeof entry) {
        char object[32] = "";
        if (entry.d_tag == DT_NEEDED && read_at(file, names + entry.d_un.d_val,
                                                object, sizeof object - 1)) {
            const char *sanitizer = sanitizer_called(object);
            if (sanitizer != NULL)
                return sanitizer;
        }
    }
    return NULL;
}

static const char *search_file(const char *path)
{
    image file = {0};
    struct stat status;
    const char *sanitizer = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size > 0) {
        file.n_bytes = (size_t)status.st_size;
        void *bytes = mmap(NULL, file.n_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
        file.bytes = bytes != MAP_FAILED ? bytes : NULL;
    }
    if (file.bytes != NULL &&
        read_at(&file, 0, &file.header, sizeof file.header) &&
        memcmp(file.header.e_ident, ELFMAG, SELFMAG) == 0 &&
        file.header.e_ident[EI_CLASS] == ELFCLASS64) {
        Elf64_Phdr s;
        for (unsigned i = 0; read_segment(&file, i, &s); i++)
            if (s.p_type == PT_DYNAMIC)
                sanitizer = search(&file, s.p_offset);
    }
    if (file.bytes != NULL)
        munmap((void *)(uintptr_t)file.bytes, file.n_bytes);
    if (fd >= 0)
        close(fd);
    return sanitizer;
}

const char *needs_first(const char *program)
{
    const char *at = getenv("PATH");
    if (strchr(program, '/') != NULL)
        return search_file(program);
    while (at != NULL && *at != '\0') {
        char path[PATH_MAX];
        size_t n = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/%s", n != 0 ? (int)n : 1,
                 n != 0 ? at : ".", program);
        if (access(path, X_OK) == 0)
            return search_file(path);
        at += n + (at[n] == ':');
    }
    return NULL;
}
