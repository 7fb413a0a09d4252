/*
 * evne_precompile OUTPUT FILE...: Lua files to the C tables of shipped.c; runs during the build.
 *
 * How: each file is compiled and dumped. Its lines are kept, for messages; the names of locals and
 * upvalues, half of all texts that a plugin would load, are not.
 *
 * A dump holds the chunk's name, which is the path of the installed file and known only at run
 * time; so each file is dumped under two names of one letter, and the first byte that differs shows
 * where the name stands. The bytes before it end with the name's length and '@'; both are left out,
 * since evne_sandbox_load puts a new length and name there.
 */
#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"

enum {
    LARGEST = 1024 * 1024,
    MOST_FILES = 200,
    HEADER = 32, /* bytes of a dump before its function */
    NAME = 3     /* bytes of a name in a dump: a length, which counts itself, '@' and a letter */
};

typedef struct bytes {
    unsigned char p[LARGEST];
    size_t len;
} bytes;

static bytes text, code, other;

/* Where the parts of a file are in its arrays. */
typedef struct entry {
    size_t text_len, name, code_len;
    char sha256[EVNE_SHA256_HEX]; /* of the text */
} entry;

static void stop(const char *path, const char *why)
{
    fprintf(stderr, "evne_precompile: %s: %s\n", path, why);
    exit(1);
}

static void read_text(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file)
        stop(path, "cannot be read");
    text.len = fread(text.p, 1, sizeof text.p, file);
    if (ferror(file) || text.len == sizeof text.p)
        stop(path, "cannot be read or is too long");
    fclose(file);
}

static int collect(lua_State *L, const void *piece, size_t len, void *context)
{
    bytes *out = context;

    (void)L;
    if (len > sizeof out->p - out->len)
        return 1;
    memcpy(out->p + out->len, piece, len);
    out->len += len;
    return 0;
}

/* --- without the names of locals and upvalues ----------------------------------------------- */

/* A dump that is read and written over at the same time; it only gets shorter. */
typedef struct slimming {
    bytes *code;
    size_t from, to;
    const char *path;
} slimming;

static void skip(slimming *s, size_t n)
{
    if (n > s->code->len - s->from)
        stop(s->path, "the dump is not as Lua 5.4 makes it");
    s->from += n;
}

static void keep(slimming *s, size_t n)
{
    const unsigned char *at = s->code->p + s->from;

    skip(s, n);
    memmove(s->code->p + s->to, at, n);
    s->to += n;
}

/* Numbers have seven bits a byte; the last one is marked. */
static size_t skip_number(slimming *s)
{
    size_t number = 0;
    unsigned char byte;

    do {
        byte = s->code->p[s->from];
        skip(s, 1);
        number = number << 7 | (byte & 0x7fu);
    } while (!(byte & 0x80u));
    return number;
}

static size_t keep_number(slimming *s)
{
    size_t start = s->from, number = skip_number(s), len = s->from - start;

    s->from = start;
    keep(s, len);
    return number;
}

/* The length of a text counts itself; 0 is no text. */
static void keep_text(slimming *s)
{
    size_t len = keep_number(s);

    keep(s, len ? len - 1 : 0);
}

static void skip_text(slimming *s)
{
    size_t len = skip_number(s);

    skip(s, len ? len - 1 : 0);
}

static void keep_constants(slimming *s)
{
    for (size_t n = keep_number(s); n > 0; n--) {
        int type = s->code->p[s->from];
        keep(s, 1);
        if (type % 16 == LUA_TSTRING)
            keep_text(s);
        else if (type % 16 == LUA_TNUMBER)
            keep(s, sizeof(lua_Number));
    }
}

static void keep_lines(slimming *s)
{
    keep(s, keep_number(s));
    for (size_t n = keep_number(s); n > 0; n--) {
        keep_number(s);
        keep_number(s);
    }
}

/* Leaves out the names and writes that there are none. */
static void drop_names(slimming *s)
{
    for (size_t n = skip_number(s); n > 0; n--) {
        skip_text(s);
        skip_number(s);
        skip_number(s);
    }
    for (size_t n = skip_number(s); n > 0; n--)
        skip_text(s);
    s->code->p[s->to++] = 0x80;
    s->code->p[s->to++] = 0x80;
}

static void slim_function(slimming *s)
{
    keep_text(s);
    keep_number(s);
    keep_number(s);
    keep(s, 3);
    keep(s, keep_number(s) * 4); /* instructions */
    keep_constants(s);
    keep(s, keep_number(s) * 3); /* upvalues */
    for (size_t n = keep_number(s); n > 0; n--)
        slim_function(s);
    keep_lines(s);
    drop_names(s);
}

static void slim(const char *path, bytes *out)
{
    slimming s = {.code = out, .path = path};

    keep(&s, HEADER);
    slim_function(&s);
    if (s.from != out->len)
        stop(path, "the dump is not as Lua 5.4 makes it");
    out->len = s.to;
}

/* --- files ---------------------------------------------------------------------------------- */

static void compile(const char *path, const char *name, bytes *out)
{
    lua_State *L = luaL_newstate();

    out->len = 0;
    if (!L)
        stop(path, "no memory");
    if (luaL_loadbufferx(L, (const char *)text.p, text.len, name, "t") != LUA_OK)
        stop(path, lua_tostring(L, -1));
    if (lua_dump(L, collect, out, 0) != 0)
        stop(path, "its code is too long");
    lua_close(L);
    slim(path, out);
}

/* Where the name begins in `code`, its length included. */
static size_t find_name(const char *path)
{
    size_t at = 0;

    while (at < code.len && at < other.len && code.p[at] == other.p[at])
        at++;
    if (code.len != other.len || at < NAME || at == code.len || code.p[at - 1] != '@' ||
        code.p[at - 2] != (0x80 | NAME))
        stop(path, "the dump does not name its chunk as Lua 5.4 does");
    return at + 1 - NAME;
}

static void print_bytes(FILE *out, const char *name, int number, const unsigned char *p, size_t len)
{
    fprintf(out, "static const unsigned char %s_%d[] = {", name, number);
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", p[i]);
    fputs("0};\n", out);
}

static entry print_file(FILE *out, const char *path, int number)
{
    entry e;

    read_text(path);
    compile(path, "@a", &code);
    compile(path, "@b", &other);
    print_bytes(out, "text", number, text.p, text.len);
    print_bytes(out, "code", number, code.p, code.len);
    e = (entry){.text_len = text.len, .name = find_name(path), .code_len = code.len};
    evne_sha256_hex((evne_str){(const char *)text.p, text.len}, e.sha256);
    return e;
}

static void print_release(FILE *out)
{
    fputs("static const char shipped_lua[] = \"", out);
    for (const char *p = lua_ident; *p; p++)
        fprintf(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    fputs("\";\n", out);
}

static void print_table(FILE *out, const entry *entries, int n)
{
    fputs("static const evne_shipped shipped_files[] = {\n", out);
    for (int i = 0; i < n; i++)
        fprintf(out,
                "    {{(const char *)text_%d, %zu}, {(const char *)code_%d, %zu}, "
                "{(const char *)code_%d + %zu, %zu},\n     \"%s\"},\n",
                i, entries[i].text_len, i, entries[i].name, i, entries[i].name + NAME,
                entries[i].code_len - entries[i].name - NAME, entries[i].sha256);
    fputs("};\n", out);
}

int main(int argc, char **argv)
{
    static entry entries[MOST_FILES];
    FILE *out = argc > 2 && argc - 2 <= MOST_FILES ? fopen(argv[1], "w") : NULL;

    if (!out)
        stop(argc > 1 ? argv[1] : "usage", "OUTPUT FILE...");
    fputs("/* Made by precompile.c. */\n", out);
    print_release(out);
    for (int i = 0; i < argc - 2; i++)
        entries[i] = print_file(out, argv[i + 2], i);
    print_table(out, entries, argc - 2);
    if (fclose(out) != 0)
        stop(argv[1], "cannot be written");
    return 0;
}
