// known_objects.cpp - contexts of C++: constructors, templates, lambdas,
// virtual functions, exceptions, and what the standard library allocates for
// them
//
// The numbers behind //= are the truth of a line, as in known_contexts.c.
// Lines whose blocks are of sizes that only the standard library
// knows say `library`. libstdc++ takes 72,704 bytes before main, for
// exceptions, and keeps them.
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace shapes {

struct Shape {
    virtual ~Shape() = default;
    virtual void grow() = 0;
};

class Line : public Shape {
  public:
    explicit Line(std::size_t n) : points_(new double[n]) {} //= 2 240 0 0 0
    ~Line() override
    {
        delete[] points_;
    }
    void grow() override
    {
        delete[] points_;
        points_ = new double[50]; //= 2 800 0 800 0
    }

  private:
    double *points_;
};

class Star : public Shape {
  public:
    Star() : left_(10), right_(20) {}
    void grow() override
    {
        left_.grow();
        right_.grow();
    }

  private:
    Line left_, right_;
};

} // namespace shapes

template <class T> T *make()
{
    return new T(); //= 2 72 32 72 0
}

struct alignas(64) Aligned {
    char bytes[128];
};

struct Small {
    char bytes[32];
};

// A block for each level of the exception's way, dropped by destructors.
static int thrower(int n)
{
    std::unique_ptr<Small> guard(new Small); //= 4 128 0 0 0
    if (n == 0)
        throw std::runtime_error("a long message"); //= library
    return thrower(n - 1);
}

static int caught()
{
    try {
        return thrower(3);
    } catch (const std::exception &) {
        return 0;
    }
}

// Made before main.
static std::vector<int> numbers(25); // by no function with probes

static std::string name(int i)
{
    return "a name that is too long " + std::to_string(i); //= library
}

int main()
{
    shapes::Shape *star = make<shapes::Star>();
    Small *leaked = make<Small>();
    star->grow();
    auto *aligned = new Aligned;                //= 1 128 0 128 0
    auto *quiet = new (std::nothrow) char[500]; //= 1 500 0 500 0
    std::function<void *(std::size_t)> get = [](std::size_t n) {
        return std::malloc(n); //= 2 300000 0 200000 1
    };
    int status = caught();
    std::map<int, std::string> names;
    for (int i = 0; i < 10; i++)
        names[i] = name(i); //= library
    void *large = get(200000);
    names.clear();
    std::free(large);
    std::free(get(100000));
    delete[] quiet;
    delete aligned;
    delete star;
    return status + (leaked == nullptr);
}
