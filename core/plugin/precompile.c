/*
 * evne_precompile OUTPUT FILE...: Lua files to the C tables of shipped.c; runs during the build.
 *
 * How: each file is compiled with its lines kept, for messages, and dumped. A dump holds the
 * chunk's name, which is the path of the installed file and known only at run time; so each file
 * is dumped under two names of one letter, and the first byte that differs shows where the name
 * stands. The bytes before it end with the name's length and '@'; both are left out, since
 * evne_sandbox_load puts a new length and name there.
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
    NAME = 3 /* bytes of a name in a dump: a length, which counts itself, '@' and a letter */
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
