// The program of the tests of how one is built: a leaf, called in a loop.
#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    n += 1;   //@ occurrences=4
    return n; //@ occurrences=4
}

PROFILE int main(void)
{
    int n = 0;
    while (n < 4)    //@ occurrences=5
        n = leaf(n); //@ occurrences=4
    return n - 4;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function leaf calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leaf calls=4
