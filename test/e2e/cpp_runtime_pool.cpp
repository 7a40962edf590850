// The 72,704 bytes that libstdc++ takes before main, for exceptions, are nobody's
// line, whether it is linked dynamically or statically.
// RUN: %profpass_cxx -O0 %s -o %t -Wl,--no-as-needed -L%profpass_lib -lprofrt -Wl,-rpath,%profpass_lib && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t -Wl,--no-as-needed -L%profpass_lib -lprofrt -Wl,-rpath,%profpass_lib && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t -static-libstdc++ -static-libgcc -Wl,--no-as-needed -L%profpass_lib -lprofrt -Wl,-rpath,%profpass_lib && %run %t && %check

static int *volatile numbers;

__attribute__((profile)) int main()
{
    numbers = new int[100]; //@ allocations=1 allocated=400 live=0
    delete[] numbers;
    return 0;
}

// CHECK: end exit 0
// CHECK: unattributed allocations=1 allocated=72704 live=72704
