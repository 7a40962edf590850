/* plain.c - a program without probes, and with a status of its own */
int main(void)
{
    return 7;
}
