// Calls through pointers to members, virtual ones too, reach the function that
// the object has.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Account {
    int balance = 0;
    virtual ~Account() = default;
    PROFILE void put(int n) { balance += n; }
    PROFILE void take(int n) { balance -= n; }
    PROFILE virtual void settle(int) { balance = 0; }
};

struct Savings : Account {
    PROFILE void settle(int rate) override { balance += balance * rate / 100; }
};

struct Step {
    void (Account::*call)(int);
};

PROFILE static void run(Account &account, const Step *steps, int n)
{
    for (int i = 0; i < n; i++)              //@ occurrences=8
        (account.*steps[i].call)(10 * (i + 1));   //@ occurrences=6
}

PROFILE int main()
{
    static const Step steps[] = {
        {&Account::put}, {&Account::take}, {&Account::settle}};
    Account account;
    Savings savings;
    savings.balance = 110;
    run(account, steps, 3);
    run(savings, steps, 3);
    return account.balance == 0 && savings.balance == 130 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "run(Account&, Step const*, int)" calls=2
// CHECK: edge "run(Account&, Step const*, int)" -> "Account::put(int)" calls=2
// CHECK: edge "run(Account&, Step const*, int)" -> "Account::take(int)" calls=2
// CHECK: edge "run(Account&, Step const*, int)" -> "Account::settle(int)" calls=1
// CHECK: edge "run(Account&, Step const*, int)" -> "Savings::settle(int)" calls=1
