# Make recordings in the current directory, as mprof run writes them.
write() {
    printf 'CMDLINE ./a\nMEM 1.000000 1795350451.7587\n' > "$1"
    printf 'MEM %s 1795350451.8587\n' "$2" >> "$1"
}
write mprofile_20261122122728.dat 30.125000
write mprofile_20261122122729.dat 31.250000
write mprofile_20261122122731.dat 32.500000
write mprofile_20261122122729_.dat 2.000000
write other.dat 3.000000
echo 1 > mprofile_20261122122728_ts.dat
echo memories > notes.dat
