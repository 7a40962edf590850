// A virtual machine with a switch: each instruction's line runs as often as the
// instruction.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum op { SET, ADD, DECREMENT, JUMP_IF, CALL, RETURN, HALT };

struct instruction {
    enum op op;
    int a, b;
};

static int registers[4], n_steps;

PROFILE static void add(int to, int from)
{
    registers[to] += registers[from];
}

PROFILE static int run(const struct instruction *code)
{
    int pc = 0, back = 0;                     //@ occurrences=1
    for (;;) {
        const struct instruction *in = &code[pc++]; //@ occurrences=64
        n_steps++;                            //@ occurrences=64
        switch (in->op) {                     //@ occurrences=64
        case SET:
            registers[in->a] = in->b;         //@ occurrences=3
            break;
        case ADD:
            add(in->a, in->b);                //@ occurrences=20
            break;
        case DECREMENT:
            registers[in->a]--;               //@ occurrences=10
            break;
        case JUMP_IF:
            if (registers[in->a])             //@ occurrences=10
                pc = in->b;                   //@ occurrences=9
            break;
        case CALL:
            back = pc;                        //@ occurrences=10
            pc = in->a;                       //@ occurrences=10
            break;
        case RETURN:
            pc = back;                        //@ occurrences=10
            break;
        case HALT:
            return registers[in->a];          //@ occurrences=1
        }
    }
}

PROFILE int main(void)
{
    static const struct instruction squares[] = {
        {SET, 0, 10}, {SET, 1, 0}, {SET, 2, 1},
        {CALL, 7, 0},       // 3: the loop
        {DECREMENT, 0, 0},
        {JUMP_IF, 0, 3},
        {HALT, 1, 0},
        {ADD, 1, 2},        // 7: r1 += r2
        {ADD, 1, 2},
        {RETURN, 0, 0},
    };
    return run(squares) == 20 && n_steps == 64 ? 0 : 1;
}

// 3 to begin, 10 turns of CALL ADD ADD RETURN DECREMENT JUMP_IF, and HALT.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> run calls=1
// CHECK: edge run -> add calls=20
