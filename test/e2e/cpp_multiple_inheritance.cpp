// A call through a second base goes through a thunk, which is nobody's function:
// it counts once, for the caller.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Reader {
    virtual ~Reader() = default;
    virtual int read() = 0;
    int position = 1;
};

struct Writer {
    virtual ~Writer() = default;
    virtual int write(int n) = 0;
    virtual Writer *copy() = 0;
    int written = 0;
};

struct File : Reader, Writer {
    PROFILE ~File() override {}
    PROFILE int read() override { return position++; }
    PROFILE int write(int n) override { return written += n; }
    PROFILE File *copy() override { return new File(*this); } // covariant
};

PROFILE int main()
{
    File file;
    Reader *volatile reader = &file;
    Writer *volatile writer = &file;
    int n = reader->read() + file.read();
    n += writer->write(3);
    n += file.write(1);
    Writer *volatile other = writer->copy();
    n += other->write(1);
    delete other;
    delete file.copy();
    return n == 3 + 3 + 4 + 5 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=2 frees=2 live=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "File::read()" calls=2
// CHECK: edge main -> "File::write(int)" calls=3
// CHECK: edge main -> "File::copy()" calls=2
// CHECK: edge main -> "File::~File()" calls=3
