/* nothing.c - the program that asks whether a compiler can link something */
int main(void)
{
    return 0;
}
