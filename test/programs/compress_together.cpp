// compress_together.cpp - has four threads of pbzip2 compress together
//
//     main thread    read, read, read, read, nothing left; join
//     four threads                                          begin … end
//
// Linked into pbzip2, these stand before the functions of libc and of libbz2,
// which libbz2, too, calls through the dynamic linker. No thread begins before
// the main thread has given back what it read nothing into, and none gives its
// memory back before each of the four has all of its own. Then what is live at
// the peak does not depend on how the threads are scheduled, natively or by
// valgrind.
#include <bzlib.h>
#include <dlfcn.h>
#include <pthread.h>

static pthread_barrier_t all_have_theirs;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t input_is_read = PTHREAD_COND_INITIALIZER;
static bool is_read;

template <typename function> static function *real(const char *name)
{
    return reinterpret_cast<function *>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) static void begin()
{
    pthread_barrier_init(&all_have_theirs, NULL, 4);
}

// What the main thread does when it has read all there is.
extern "C" int pthread_join(pthread_t thread, void **result)
{
    pthread_mutex_lock(&mutex);
    is_read = true;
    pthread_cond_broadcast(&input_is_read);
    pthread_mutex_unlock(&mutex);
    return real<int(pthread_t, void **)>("pthread_join")(thread, result);
}

extern "C" int BZ2_bzCompressInit(bz_stream *stream, int level, int verbosity,
                                  int work)
{
    pthread_mutex_lock(&mutex);
    while (!is_read)
        pthread_cond_wait(&input_is_read, &mutex);
    pthread_mutex_unlock(&mutex);
    return real<int(bz_stream *, int, int, int)>("BZ2_bzCompressInit")(
        stream, level, verbosity, work);
}

extern "C" int BZ2_bzCompressEnd(bz_stream *stream)
{
    pthread_barrier_wait(&all_have_theirs);
    return real<int(bz_stream *)>("BZ2_bzCompressEnd")(stream);
}
