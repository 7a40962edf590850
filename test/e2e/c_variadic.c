// A function with a variable number of arguments gets them all, and its
// va_list may travel on.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static double vsum(const char *kinds, va_list list)
{
    double sum = 0;               //@ occurrences=2
    for (; *kinds; kinds++)       //@ occurrences=16
        if (*kinds == 'd')        //@ occurrences=14
            sum += va_arg(list, double); //@ occurrences=7
        else
            sum += va_arg(list, int);    //@ occurrences=7
    return sum;                   //@ occurrences=2
}

PROFILE static double sum(const char *kinds, ...)
{
    va_list list;
    va_start(list, kinds);
    double total = vsum(kinds, list);
    va_end(list);
    return total;
}

PROFILE static const char *format(char *text, const char *how, ...)
{
    va_list list;
    va_start(list, how);
    vsprintf(text, how, list);
    va_end(list);
    return text;
}

PROFILE int main(void)
{
    char text[40];
    double more = sum("idididididid", 1, 0.5, 2, 0.5, 3, 0.5, 4, 0.5, 5, 0.5,
                      6, 0.5);
    return sum("di", 0.25, 1) == 1.25 && more == 24 &&
                   !strcmp(format(text, "%d %s %g", 7, "and", 0.5), "7 and 0.5")
               ? 0
               : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 total=11
// CHECK: function sum calls=2 total=6 self=4
// CHECK: function vsum calls=2 total=2
// CHECK: function format calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> sum calls=2
// CHECK: edge sum -> vsum calls=2
// CHECK: edge main -> format calls=1
