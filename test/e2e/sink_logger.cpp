// A logger of the program's, with memory and a lock of its own, gets the report at
// exit before it is destroyed, and reports on request from several threads, one
// at a time; without a sink a request prints where report= says.
// RUN: %profpass_cxx -std=c++17 -O2 -pthread -I%source_root/include %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: env PROFPASS_OPTIONS=clock=step:report=none:output=t.prof %t > out 2> err && test ! -s err
// RUN: %FileCheck --input-file out %s
// RUN: env PROFPASS_OPTIONS=clock=step:report=r.txt:output=/dev/null %t print 2> err && test ! -s err
// RUN: grep -c '^Function: work() (1 call,' r.txt
#include <cerrno>
#include <mutex>
#include <profpass/profpass.h>
#include <string>
#include <thread>
#include <vector>

[[gnu::profile]] static char *work()
{
    return new char[1000];
}

namespace {
struct Logger {
    std::mutex lock;
    std::vector<std::string> lines;
    size_t reports = 0;

    void add(const profpass_report_row &row)
    {
        std::lock_guard<std::mutex> guard(lock);
        lines.push_back(row.text);
        if (row.kind == PROFPASS_REPORT_HEAP)
            reports++;
    }
    ~Logger()
    {
        size_t calls = 0;
        for (const std::string &line : lines)
            calls += line.find("Function: work() (1 call,") != std::string::npos;
        printf("%zu reports, %zu with work\n", reports, calls);
        puts(lines.empty() ? "none" : lines.back().substr(0, 18).c_str());
    }
};
Logger logger;
int given, refused;

void request()
{
    static std::mutex counting;
    const int status = profpass_report();
    std::lock_guard<std::mutex> guard(counting);
    (status == 0 ? given : refused)++;
    if (status != 0 && status != EBUSY)
        abort();
}
} // namespace

int main(int argc, char **)
{
    delete[] work();
    if (argc > 1)
        return profpass_report();
    const auto take = [](void *context, const profpass_report_row *row) {
        static_cast<Logger *>(context)->add(*row);
    };
    if (profpass_set_sink(take, &logger, 0) != 0)
        return 1;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; i++)
        threads.emplace_back(request);
    for (std::thread &thread : threads)
        thread.join();
    while (given < 4)
        request();
    return given == 4 ? 0 : 2;
}

// CHECK: 5 reports, 5 with work
// CHECK-NEXT: {{^}}profile written to{{$}}
