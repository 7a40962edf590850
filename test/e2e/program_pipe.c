// Two threads that talk through pipes and a pair of sockets: each message is a
// call on both sides.
// RUN: %profpass_cc -O0 %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N = 50 };

PROFILE static int send_number(int to, int n)
{
    return write(to, &n, sizeof n) == sizeof n;            //@ occurrences=102
}

PROFILE static int receive_number(int from)
{
    int n = -1;
    return read(from, &n, sizeof n) == sizeof n ? n : -1;  //@ occurrences=102
}

PROFILE static void *double_all(void *arg)
{
    const int *fd = arg;
    int n;
    while ((n = receive_number(fd[0])) >= 0)               //@ occurrences=51
        send_number(fd[1], 2 * n);                         //@ occurrences=50
    send_number(fd[1], -1);                                //@ occurrences=1
    return arg;
}

PROFILE static int converse(int to, int from)
{
    int sum = 0;
    for (int i = 0; i < N; i++) {                          //@ occurrences=51
        send_number(to, i);                                //@ occurrences=50
        sum += receive_number(from);                       //@ occurrences=50
    }
    send_number(to, -1);                                   //@ occurrences=1
    return receive_number(from) == -1 ? sum : 0;           //@ occurrences=1
}

PROFILE int main(void)
{
    int there[2], back[2];
    if (pipe(there) != 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, back) != 0)
        return 2;                                          //@ occurrences=0
    int ends[] = {there[0], back[0]};
    pthread_t thread;
    pthread_create(&thread, NULL, double_all, ends);
    int sum = converse(there[1], back[1]);
    pthread_join(thread, NULL);
    return sum == N * (N - 1) ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> double_all calls=1
// CHECK: edge double_all -> receive_number calls=51
// CHECK: edge double_all -> send_number calls=51
// CHECK: edge main -> converse calls=1
// CHECK: edge converse -> send_number calls=51
// CHECK: edge converse -> receive_number calls=51
