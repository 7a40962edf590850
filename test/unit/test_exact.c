/* test_exact.c - the machine-readable texts, whole */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"

/* The expected text is in two parts: a compiler need not take longer strings.
 */
static void expect_text(profpass_write_fn *write, const char *first,
                        const char *second)
{
    char *expected = malloc(strlen(first) + strlen(second) + 1);
    strcpy(expected, first);
    strcat(expected, second);
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, write, NULL, NULL);
    EXPECT_TEXT(text, expected);
    free(expected);
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_dump(void)
{
    expect_text(
        profpass_write_dump,
        "profpass dump 1\n"
        "program end=\"exit 0\" clock=step timing=exact heap=interposed produ"
        "cer=\"clang 14.0.6\" wall_ns=2500\n"
        "command \"./demo\" \"a b\"\n"
        "heap allocations=7 allocated_bytes=74068 frees=2 freed_bytes=132 liv"
        "e_blocks=5 live_bytes=73936 peak_blocks=6 peak_bytes=74036 inherited"
        "_blocks=0 inherited_bytes=0\n"
        "heap_peak f demo.c:3\n"
        "account mapped allocations=1 allocated_bytes=8192 frees=0 freed_byte"
        "s=0 live_blocks=2 live_bytes=12288 peak_blocks=2 peak_bytes=12288 in"
        "herited_blocks=1 inherited_bytes=4096\n"
        "account pools allocations=4 allocated_bytes=400 frees=4 freed_bytes="
        "400 live_blocks=0 live_bytes=0 peak_blocks=3 peak_bytes=300 inherite"
        "d_blocks=0 inherited_bytes=0\n"
        "account stacks allocations=1 allocated_bytes=65536 frees=0 freed_byt"
        "es=0 live_blocks=1 live_bytes=65536 peak_blocks=1 peak_bytes=65536 i"
        "nherited_blocks=0 inherited_bytes=0\n"
        "function f linkage=_Z1fi file=\"demo.c\" line=1 last_line=5 flags=ma"
        "rked,lines calls=3 primitive=1 returns=2 unwound=1 open=0 rise=400 s"
        "elf_ns=60 total_ns=90\n"
        "function main linkage=main file=\"demo.c\" line=8 last_line=10 flags"
        "=- calls=1 primitive=1 returns=1 unwound=0 open=0 rise=0 self_ns=10 "
        "total_ns=100\n"
        "function g linkage=g file=\"lib.c\" line=20 last_line=22 flags=- cal"
        "ls=3 primitive=3 returns=3 unwound=0 open=0 rise=0 self_ns=30 total_"
        "ns=30\n"
        "edge f -> f calls=2 primitive=1 self_ns=40 total_ns=60\n"
        "edge f -> g calls=3 primitive=3 self_ns=30 total_ns=30\n"
        "edge main -> f calls=1 primitive=1 self_ns=20 total_ns=90\n"
        "edge - -> main calls=1 primitive=1 self_ns=10 total_ns=100\n"
        "line f demo.c:1 kind=entry occurrences=3 increment=0 usage=72704 pea"
        "k=72704 allocations=0 allocated=0 frees=0 freed=0 live_blocks=0 live"
        "=0 temporaries=0 at_peak_blocks=0 at_peak=0 remote_frees=0 remote_fr"
        "eed=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 move"
        "d_out_bytes=0\n"
        "line f demo.c:2 kind=plain occurrences=3 increment=0 usage=72704 pea"
        "k=72704 allocations=0 allocated=0 frees=0 freed=0 live_blocks=0 live"
        "=0 temporaries=0 at_peak_blocks=0 at_peak=0 remote_frees=0 remote_fr"
        "eed=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 move"
        "d_out_bytes=0\n"
        "line f demo.c:3 kind=call occurrences=6 increment=232 usage=81920 pe"
        "ak=92160 allocations=5 allocated=364 frees=2 freed=132 live_blocks=3"
        " live=232 temporaries=1 at_peak_blocks=4 at_peak=332 remote_frees=1 "
        "remote_freed=32 lifetime_events=11 moved_in=1 moved_in_bytes=100 mov"
        "ed_out=1 moved_out_bytes=100\n"
        "line f demo.c:4 kind=plain occurrences=6 increment=0 usage=81920 pea"
        "k=81920 allocations=0 allocated=0 frees=0 freed=0 live_blocks=0 live"
        "=0 temporaries=0 at_peak_blocks=0 at_peak=0 remote_frees=0 remote_fr"
        "eed=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 move"
        "d_out_bytes=0\n"
        "line f demo.c:5 kind=plain occurrences=3 increment=0 usage=81920 pea"
        "k=81920 allocations=0 allocated=0 frees=0 freed=0 live_blocks=0 live"
        "=0 temporaries=0 at_peak_blocks=0 at_peak=0 remote_frees=0 remote_fr"
        "eed=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 move"
        "d_out_bytes=0\n"
        "line f x.inc:7 kind=call occurrences=2 increment=-100 usage=73728 pe"
        "ak=74752 allocations=0 allocated=0 frees=0 freed=0 live_blocks=0 liv"
        "e=0 temporaries=0 at_peak_blocks=0 at_peak=0 remote_frees=0 remote_f"
        "reed=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 mov"
        "ed_out_bytes=0\n"
        "line main -:0 kind=none occurrences=0 increment=0 usage=0 peak=0 all"
        "ocations=1 allocated=1000 frees=0 freed=0 live_blocks=1 live=1000 te"
        "mporaries=0 at_peak_blocks=1 at_peak=1000 remote_frees=0 remote_free"
        "d=0 lifetime_events=6 moved_in=0 moved_in_bytes=0 moved_out=0 moved_"
        "out_bytes=0\n"
        "line - -:0 kind=none occurrences=0 increment=0 usage=0 peak=0 alloca"
        "tions=1 allocated=72704 frees=0 freed=0 live_blocks=1 live=72704 tem"
        "poraries=0 at_peak_blocks=1 at_peak=72704 remote_frees=0 remote_free"
        "d=0 lifetime_events=7 moved_in=0 moved_in_bytes=0 moved_out=0 moved_"
        "out_bytes=0\n",
        "thread 1 name=\"\" ended=1 calls=7 heap_events=8 net_bytes=0 depth_p"
        "eak=0 total_ns=100 start_ns=0 end_ns=0\n"
        "tree 1\n"
        "node 0 - calls=0 primitive=0 edge_primitive=0 returns=0 unwound=0 ri"
        "se=0 self_ns=0 total_ns=0 edge_ns=0 entered_ns=0\n"
        "site 0 - -:0 allocations=1 allocated=72704 frees=0 freed=0 remote_fr"
        "ees=0 live_blocks=1 live=72704 temporaries=0 at_peak_blocks=1 at_pea"
        "k=72704 inherited_blocks=0 inherited=0 remote_freed=0 max_blocks=1 m"
        "ax=72704 lifetime_events=7 moved_in=0 moved_in_bytes=0 moved_out=0 m"
        "oved_out_bytes=0 first_ns=5\n"
        "stacks_site 0 - -:0 allocations=1 allocated=65536 frees=0 freed=0 re"
        "mote_frees=0 live_blocks=1 live=65536 temporaries=0 at_peak_blocks=1"
        " at_peak=65536 inherited_blocks=0 inherited=0 remote_freed=0 max_blo"
        "cks=0 max=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out="
        "0 moved_out_bytes=0 first_ns=0\n"
        "node 1 main calls=1 primitive=1 edge_primitive=1 returns=1 unwound=0"
        " rise=0 self_ns=10 total_ns=100 edge_ns=100 entered_ns=0\n"
        "site 1 main -:0 allocations=1 allocated=1000 frees=0 freed=0 remote_"
        "frees=0 live_blocks=1 live=1000 temporaries=0 at_peak_blocks=1 at_pe"
        "ak=1000 inherited_blocks=0 inherited=0 remote_freed=0 max_blocks=1 m"
        "ax=1000 lifetime_events=6 moved_in=0 moved_in_bytes=0 moved_out=0 mo"
        "ved_out_bytes=0 first_ns=15\n"
        "pools_site 1 main -:0 allocations=4 allocated=400 frees=4 freed=400 "
        "remote_frees=0 live_blocks=0 live=0 temporaries=0 at_peak_blocks=3 a"
        "t_peak=300 inherited_blocks=0 inherited=0 remote_freed=0 max_blocks="
        "0 max=0 lifetime_events=0 moved_in=0 moved_in_bytes=0 moved_out=0 mo"
        "ved_out_bytes=0 first_ns=0\n"
        "node 2 f calls=1 primitive=1 edge_primitive=1 returns=1 unwound=0 ri"
        "se=332 self_ns=20 total_ns=90 edge_ns=90 entered_ns=20\n"
        "site 2 f demo.c:3 allocations=3 allocated=300 frees=1 freed=100 remo"
        "te_frees=0 live_blocks=2 live=200 temporaries=1 at_peak_blocks=3 at_"
        "peak=300 inherited_blocks=0 inherited=0 remote_freed=0 max_blocks=3 "
        "max=300 lifetime_events=6 moved_in=1 moved_in_bytes=100 moved_out=1 "
        "moved_out_bytes=100 first_ns=30\n"
        "mapped_site 2 f demo.c:3 allocations=1 allocated=8192 frees=0 freed="
        "0 remote_frees=0 live_blocks=2 live=12288 temporaries=0 at_peak_bloc"
        "ks=2 at_peak=12288 inherited_blocks=1 inherited=4096 remote_freed=0 "
        "max_blocks=2 max=12288 lifetime_events=0 moved_in=0 moved_in_bytes=0"
        " moved_out=0 moved_out_bytes=0 first_ns=0\n"
        "node 3 f folded calls=2 primitive=0 edge_primitive=1 returns=1 unwou"
        "nd=1 rise=400 self_ns=40 total_ns=0 edge_ns=60 entered_ns=60\n"
        "node 3 g calls=3 primitive=3 edge_primitive=3 returns=3 unwound=0 ri"
        "se=0 self_ns=30 total_ns=30 edge_ns=30 entered_ns=0\n"
        "site 3 f demo.c:3 allocations=2 allocated=64 frees=1 freed=32 remote"
        "_frees=1 live_blocks=1 live=32 temporaries=0 at_peak_blocks=1 at_pea"
        "k=32 inherited_blocks=0 inherited=0 remote_freed=32 max_blocks=2 max"
        "=64 lifetime_events=5 moved_in=0 moved_in_bytes=0 moved_out=0 moved_"
        "out_bytes=0 first_ns=25\n"
        "sizes f demo.c:3 thread=1 largest=100 counts=6:2,8:3\n"
        "sizes main -:0 thread=1 largest=1000 counts=11:1\n"
        "sizes - -:0 thread=1 largest=72704 counts=18:1\n"
        "point live=72704 at_ns=10\n"
        "point live=73704 at_ns=20\n"
        "point live=73736 at_ns=30\n"
        "point live=74036 at_ns=70\n"
        "point live=73936 at_ns=70\n");
}

static profpass_write_fn *json_writer(void)
{
    const profpass_exporter *e = profpass_exporters();
    while (strcmp(e->name, "json") != 0)
        e++;
    return e->write;
}

static void test_json(void)
{
    expect_text(
        json_writer(),
        "{\"version\":1,\n"
        "\"program\":{\"executable\":\"/opt/demo\",\"command\":[\"./demo\",\""
        "a b\"],\"pid\":42,\"wall_ns\":2500,\"end\":\"exit 0\"},\n"
        "\"heap\":{\"allocations\":7,\"frees\":2,\"allocated_bytes\":74068,\""
        "live_bytes\":73936,\"peak_bytes\":74036,\"peak_line\":2},\n"
        "\"accounts\":[\n"
        " {\"name\":\"mapped\",\"allocations\":1,\"frees\":0,\"allocated_byte"
        "s\":8192,\"live_bytes\":12288,\"peak_bytes\":12288},\n"
        " {\"name\":\"pools\",\"allocations\":4,\"frees\":4,\"allocated_bytes"
        "\":400,\"live_bytes\":0,\"peak_bytes\":300},\n"
        " {\"name\":\"stacks\",\"allocations\":1,\"frees\":0,\"allocated_byte"
        "s\":65536,\"live_bytes\":65536,\"peak_bytes\":65536}],\n"
        "\"functions\":[\n"
        " {\"name\":\"f\",\"linkage_name\":\"_Z1fi\",\"file\":\"demo.c\",\"li"
        "ne\":1,\"calls\":3,\"primitive_calls\":1,\"self_ns\":60,\"total_ns\""
        ":90,\"rise_bytes\":400,\"selected\":true},\n"
        " {\"name\":\"main\",\"linkage_name\":\"main\",\"file\":\"demo.c\",\""
        "line\":8,\"calls\":1,\"primitive_calls\":1,\"self_ns\":10,\"total_ns"
        "\":100,\"rise_bytes\":0,\"selected\":true},\n"
        " {\"name\":\"g\",\"linkage_name\":\"g\",\"file\":\"lib.c\",\"line\":"
        "20,\"calls\":3,\"primitive_calls\":3,\"self_ns\":30,\"total_ns\":30,"
        "\"rise_bytes\":0,\"selected\":true}],\n"
        "\"edges\":[\n"
        " {\"caller\":0,\"callee\":0,\"calls\":2,\"primitive_calls\":1,\"self"
        "_ns\":40,\"total_ns\":60},\n"
        " {\"caller\":0,\"callee\":2,\"calls\":3,\"primitive_calls\":3,\"self"
        "_ns\":30,\"total_ns\":30},\n"
        " {\"caller\":1,\"callee\":0,\"calls\":1,\"primitive_calls\":1,\"self"
        "_ns\":20,\"total_ns\":90},\n"
        " {\"caller\":null,\"callee\":1,\"calls\":1,\"primitive_calls\":1,\"s"
        "elf_ns\":10,\"total_ns\":100}],\n",
        "\"lines\":[\n"
        " {\"function\":0,\"file\":\"demo.c\",\"line\":1,\"occurrences\":3,\""
        "increment_bytes\":0,\"usage_bytes\":72704,\"peak_bytes\":72704,\"all"
        "ocations\":0,\"allocated_bytes\":0,\"live_bytes\":0,\"live_at_peak_b"
        "ytes\":0,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_fr"
        "ees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":0,\"moved_in\":"
        "0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":0,\"file\":\"demo.c\",\"line\":2,\"occurrences\":3,\""
        "increment_bytes\":0,\"usage_bytes\":72704,\"peak_bytes\":72704,\"all"
        "ocations\":0,\"allocated_bytes\":0,\"live_bytes\":0,\"live_at_peak_b"
        "ytes\":0,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_fr"
        "ees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":0,\"moved_in\":"
        "0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":0,\"file\":\"demo.c\",\"line\":3,\"occurrences\":6,\""
        "increment_bytes\":232,\"usage_bytes\":81920,\"peak_bytes\":92160,\"a"
        "llocations\":5,\"allocated_bytes\":364,\"live_bytes\":232,\"live_at_"
        "peak_bytes\":332,\"frees\":2,\"freed_bytes\":132,\"temporaries\":1,"
        "\"remote_frees\":1,\"remote_freed_bytes\":32,\"lifetime_events\":11,"
        "\"moved_in\":1,\"moved_in_bytes\":100,\"moved_out\":1,\"moved_out_by"
        "tes\":100},\n"
        " {\"function\":0,\"file\":\"demo.c\",\"line\":4,\"occurrences\":6,\""
        "increment_bytes\":0,\"usage_bytes\":81920,\"peak_bytes\":81920,\"all"
        "ocations\":0,\"allocated_bytes\":0,\"live_bytes\":0,\"live_at_peak_b"
        "ytes\":0,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_fr"
        "ees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":0,\"moved_in\":"
        "0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":0,\"file\":\"demo.c\",\"line\":5,\"occurrences\":3,\""
        "increment_bytes\":0,\"usage_bytes\":81920,\"peak_bytes\":81920,\"all"
        "ocations\":0,\"allocated_bytes\":0,\"live_bytes\":0,\"live_at_peak_b"
        "ytes\":0,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_fr"
        "ees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":0,\"moved_in\":"
        "0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":0,\"file\":\"x.inc\",\"line\":7,\"occurrences\":2,\"i"
        "ncrement_bytes\":-100,\"usage_bytes\":73728,\"peak_bytes\":74752,\"a"
        "llocations\":0,\"allocated_bytes\":0,\"live_bytes\":0,\"live_at_peak"
        "_bytes\":0,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_"
        "frees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":0,\"moved_in"
        "\":0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":1,\"file\":\"\",\"line\":0,\"occurrences\":0,\"increm"
        "ent_bytes\":0,\"usage_bytes\":0,\"peak_bytes\":0,\"allocations\":1,"
        "\"allocated_bytes\":1000,\"live_bytes\":1000,\"live_at_peak_bytes\":"
        "1000,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_frees"
        "\":0,\"remote_freed_bytes\":0,\"lifetime_events\":6,\"moved_in\":0,"
        "\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0},\n"
        " {\"function\":null,\"file\":\"\",\"line\":0,\"occurrences\":0,\"inc"
        "rement_bytes\":0,\"usage_bytes\":0,\"peak_bytes\":0,\"allocations\":"
        "1,\"allocated_bytes\":72704,\"live_bytes\":72704,\"live_at_peak_byte"
        "s\":72704,\"frees\":0,\"freed_bytes\":0,\"temporaries\":0,\"remote_f"
        "rees\":0,\"remote_freed_bytes\":0,\"lifetime_events\":7,\"moved_in\""
        ":0,\"moved_in_bytes\":0,\"moved_out\":0,\"moved_out_bytes\":0}],\n"
        "\"threads\":[\n"
        " {\"number\":1,\"tid\":42,\"name\":\"\",\"ended\":true,\"calls\":7,"
        "\"total_ns\":100,\"start_ns\":0,\"end_ns\":0,\"heap_events\":8,\"net"
        "_bytes\":0,\"depth_peak\":0}],\n"
        "\"sizes\":[\n"
        " {\"line\":2,\"thread\":0,\"largest_bytes\":100,\"counts\":[0,0,0,0,"
        "0,0,2,0,3,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
        "0,0,0,0,0,0,0,0,0,0]},\n"
        " {\"line\":6,\"thread\":0,\"largest_bytes\":1000,\"counts\":[0,0,0,0"
        ",0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"
        ",0,0,0,0,0,0,0,0,0,0]},\n"
        " {\"line\":7,\"thread\":0,\"largest_bytes\":72704,\"counts\":[0,0,0,"
        "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
        "0,0,0,0,0,0,0,0,0,0,0]}],\n"
        "\"series\":[\n"
        " {\"at_ns\":10,\"live_bytes\":72704},\n"
        " {\"at_ns\":20,\"live_bytes\":73704},\n"
        " {\"at_ns\":30,\"live_bytes\":73736},\n"
        " {\"at_ns\":70,\"live_bytes\":74036},\n"
        " {\"at_ns\":70,\"live_bytes\":73936}],\n"
        "\"losses\":{\"calls\":0,\"contexts\":0,\"exits\":0,\"threads\":0,\"b"
        "locks\":0,\"foreign_frees\":0,\"sites\":0,\"file\":0,\"libraries\":0"
        ",\"details\":0,\"noted_twice\":0,\"noted_frees\":0}}\n");
}

/* Names may hold anything; JSON may not. */
static void test_json_strings(void)
{
    profile_builder b;
    builder_init(&b);
    builder_function(&b, &(builder_function_spec){
                             .name = "\"\\\n\x7f",
                             .linkage_name = "\xc3\xa9\xff\xc0\x80\xed\xa0\x80",
                             .file = "\xf0\x9f\x98\x80",
                             .first_line = 1});
    profpass_profile *profile = fixture_open(&b);
    char *text = fixture_text(profile, json_writer(), NULL, NULL);
    EXPECT_CONTAINS(text, "\"name\":\"\\\"\\\\\\u000a\\u007f\"");
    EXPECT_CONTAINS(text, "\"linkage_name\":\"\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd"
                          "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    EXPECT_CONTAINS(text, "\"file\":\"\xf0\x9f\x98\x80\"");
    free(text);
    profpass_close(profile);
    builder_done(&b);
}

/* Functions of one name are told apart by their place. */
static void test_dump_names(void)
{
    profile_builder b;
    builder_init(&b);
    builder_function(&b, &(builder_function_spec){
                             .name = "init", .file = "a.c", .first_line = 3});
    builder_function(&b, &(builder_function_spec){
                             .name = "init", .file = "b.c", .first_line = 5});
    profpass_profile *profile = fixture_open(&b);
    char *text = fixture_text(profile, profpass_write_dump, NULL, NULL);
    EXPECT_CONTAINS(text, "function init@a.c:3 ");
    EXPECT_CONTAINS(text, "function init@b.c:5 ");
    free(text);
    profpass_close(profile);
    builder_done(&b);
}

int main(void)
{
    test_dump();
    test_json();
    test_json_strings();
    test_dump_names();
    return expect_done();
}
