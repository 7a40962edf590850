// compress_together.cpp - has four threads of pbzip2 end their compression
// together
//
// Linked into pbzip2, it stands before libbz2's function of that name, which
// libbz2 calls through the dynamic linker: no thread gives its memory back
// before each of the four has all of its own. Then what is live at the peak
// does not depend on how the threads are scheduled, natively or by valgrind.
#include <bzlib.h>
#include <dlfcn.h>
#include <pthread.h>

static pthread_barrier_t all_have_theirs;

__attribute__((constructor)) static void begin()
{
    pthread_barrier_init(&all_have_theirs, NULL, 4);
}

extern "C" int BZ2_bzCompressEnd(bz_stream *stream)
{
    typedef int (*end)(bz_stream *);
    pthread_barrier_wait(&all_have_theirs);
    return reinterpret_cast<end>(dlsym(RTLD_NEXT, "BZ2_bzCompressEnd"))(stream);
}
