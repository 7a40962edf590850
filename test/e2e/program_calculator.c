// A calculator by recursive descent: the calls are the syntax tree.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static const char *at;

static int sum(void);

PROFILE static int digit(void)
{
    return *at++ - '0';
}

PROFILE static int factor(void)
{
    if (*at != '(')            //@ occurrences=9
        return digit();        //@ occurrences=7
    at++;                      //@ occurrences=2
    int value = sum();         //@ occurrences=2
    at++;                      //@ occurrences=2
    return value;              //@ occurrences=2
}

PROFILE static int product(void)
{
    int value = factor();      //@ occurrences=6
    while (*at == '*') {       //@ occurrences=9
        at++;                  //@ occurrences=3
        value *= factor();     //@ occurrences=3
    }
    return value;              //@ occurrences=6
}

PROFILE static int sum(void)
{
    int value = product();     //@ occurrences=3
    while (*at == '+') {       //@ occurrences=6
        at++;                  //@ occurrences=3
        value += product();    //@ occurrences=3
    }
    return value;              //@ occurrences=3
}

PROFILE int main(void)
{
    at = "2*(3+4)*2+(5+6*1)";
    return sum() == 39 ? 0 : 1;
}

// Seven digits and two brackets are nine factors, of which three follow a *; of
// six products three follow a +; three sums.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function sum calls=3 primitive=1
// CHECK: function product calls=6 primitive=2
// CHECK: function factor calls=9 primitive=4
// CHECK: function digit calls=7
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> sum calls=1
// CHECK: edge sum -> product calls=6
// CHECK: edge product -> factor calls=9
// CHECK: edge factor -> digit calls=7
// CHECK: edge factor -> sum calls=2
