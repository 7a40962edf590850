// REQUIRES: ubsan
// What distributions and careful people build with does not see the probes, and
// the probes do not see it.
// RUN: %profpass_cc -O0 -fstack-protector-all -ftrapv %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE -pie -Wl,-z,relro,-z,now %s -o %t && %run %t && %check
// RUN: %profpass_cc -O0 -fsanitize=undefined -fno-sanitize-recover=all %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fsanitize=undefined -fno-sanitize-recover=all %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-omit-frame-pointer -mno-red-zone -fno-strict-aliasing -fwrapv %s -o %t && %run %t && %check
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static char *copy(const char *text)
{
    char buffer[32];
    strcpy(buffer, text);
    char *made = malloc(strlen(buffer) + 1); //@ occurrences=3
    return made ? strcpy(made, buffer) : made;
}

PROFILE int main(void)
{
    size_t sum = 0;
    for (int i = 0; i < 3; i++) {           //@ occurrences=4
        char *text = copy("0123456" + i);   //@ increment=21
        sum += strlen(text);
        free(text);                         //@ increment=-21
    }
    return sum == 18 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function copy calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> copy calls=3
