// A virtual base is built once, by the constructor of the whole object. (Which
// destructor calls its destructor differs between compilers: it has no mark.)
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static int n_alive;

struct Device {
    PROFILE explicit Device(int id) : id(id) { n_alive++; }
    ~Device() { n_alive--; }
    int id;
};

struct Input : virtual Device {
    PROFILE Input() : Device(1) {}
    PROFILE ~Input() {}
};

struct Output : virtual Device {
    PROFILE Output() : Device(2) {}
    PROFILE ~Output() {}
};

struct Terminal : Input, Output {
    PROFILE Terminal() : Device(3) {}
    PROFILE ~Terminal() {}
};

PROFILE static int use()
{
    Terminal terminal;
    Output output;
    return 10 * n_alive + terminal.id + output.id;
}

PROFILE int main()
{
    return use() == 25 && n_alive == 0 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "use()" calls=1
// CHECK: edge "use()" -> "Terminal::Terminal()" calls=1
// CHECK: edge "Terminal::Terminal()" -> "Device::Device(int)" calls=1
// CHECK: edge "Terminal::Terminal()" -> "Input::Input()" calls=1
// CHECK: edge "Terminal::Terminal()" -> "Output::Output()" calls=1
// CHECK: edge "use()" -> "Output::Output()" calls=1
// CHECK: edge "Output::Output()" -> "Device::Device(int)" calls=1
// CHECK: edge "use()" -> "Output::~Output()" calls=1
// CHECK: edge "use()" -> "Terminal::~Terminal()" calls=1
// CHECK: edge "Terminal::~Terminal()" -> "Output::~Output()" calls=1
// CHECK: edge "Terminal::~Terminal()" -> "Input::~Input()" calls=1
