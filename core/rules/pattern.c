/*
 * How: PCRE2 compiles once; each match takes its own match data, so a pattern is shared freely.
 * Machine code honours the match limit but not the depth limit, and works on a small stack of its
 * own; when that is full the match runs again in the interpreter, where all limits hold.
 */
#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

enum {
    MATCH_LIMIT = 100000,
    DEPTH_LIMIT = 1000,
    HEAP_LIMIT_KIB = 20000,
    SOURCE_LIMIT = 16 * 1024,
    QUOTED_BYTES = 120,
    MOST_GROUPS = sizeof((evne_match){0}.groups) / sizeof(evne_str)
};

struct evne_pattern {
    pcre2_code *code;
    pcre2_match_context *limits;
};

/* A message has room for the beginning of a pattern, cut between characters. */
static evne_str quoted(evne_str source)
{
    size_t len = source.len > QUOTED_BYTES ? QUOTED_BYTES : source.len;

    while (len < source.len && len && ((unsigned char)source.p[len] & 0xC0u) == 0x80u)
        len--;
    return evne_str_slice(source, 0, len);
}

static evne_status compile(evne_str source, bool caseless, evne_pattern *pattern, evne_error *err)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_MATCH_INVALID_UTF |
                       (caseless ? PCRE2_CASELESS : 0);
    evne_str shown = quoted(source);
    PCRE2_UCHAR text[160];
    PCRE2_SIZE offset = 0;
    int code = 0;

    if (source.len > SOURCE_LIMIT)
        return evne_fail(err, EVNE_PLUGIN, NULL, "pattern '%.*s' is longer than %d bytes",
                         EVNE_STR_ARGS(shown), SOURCE_LIMIT);
    pattern->code = pcre2_compile((PCRE2_SPTR)(source.len ? source.p : ""), source.len, options,
                                  &code, &offset, NULL);
    if (pattern->code)
        return EVNE_OK;
    pcre2_get_error_message(code, text, sizeof text);
    return evne_fail(err, EVNE_PLUGIN, NULL, "pattern '%.*s' is wrong at byte %zu: %s",
                     EVNE_STR_ARGS(shown), offset, (const char *)text);
}

static bool set_limits(evne_pattern *pattern)
{
    pattern->limits = pcre2_match_context_create(NULL);
    if (!pattern->limits)
        return false;
    pcre2_set_match_limit(pattern->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(pattern->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(pattern->limits, HEAP_LIMIT_KIB);
    return true;
}

evne_status evne_pattern_new(evne_str source, bool caseless, evne_pattern **out, evne_error *err)
{
    evne_pattern *pattern = calloc(1, sizeof *pattern);
    evne_status status = EVNE_OK;

    *out = NULL;
    if (!pattern || !set_limits(pattern))
        status = evne_fail(err, EVNE_SYSTEM, NULL, "no memory for a pattern");
    if (status == EVNE_OK)
        status = compile(source, caseless, pattern, err);
    if (status != EVNE_OK) {
        evne_pattern_free(pattern);
        return status;
    }
    *out = pattern;
    return EVNE_OK;
}

void evne_pattern_free(evne_pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_context_free(pattern->limits);
    free(pattern);
}

void evne_pattern_save(const evne_pattern *pattern, evne_buf *out)
{
    const pcre2_code *code = pattern->code;
    PCRE2_SIZE size;
    uint8_t *bytes;

    if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1)
        return;
    evne_buf_put(out, bytes, size);
    pcre2_serialize_free(bytes);
}

evne_pattern *evne_pattern_restore(evne_str bytes)
{
    evne_pattern *pattern = calloc(1, sizeof *pattern);

    if (pattern && set_limits(pattern) &&
        pcre2_serialize_decode(&pattern->code, 1, (const uint8_t *)bytes.p, NULL) == 1)
        return pattern;
    if (pattern)
        pattern->code = NULL;
    evne_pattern_free(pattern);
    return NULL;
}

evne_str evne_pattern_release(evne_arena *arena)
{
    char text[64] = "";

    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) < (int)sizeof text)
        (void)pcre2_config(PCRE2_CONFIG_VERSION, text);
    return evne_str_of(evne_arena_text(arena, text));
}

size_t evne_pattern_groups(const evne_pattern *pattern)
{
    uint32_t count = 0;

    (void)pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count < MOST_GROUPS ? count : MOST_GROUPS - 1;
}

void evne_pattern_speed_up(evne_pattern *pattern)
{
    (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* without it, only slower */
}

static void read_groups(pcre2_match_data *data, size_t n_groups, evne_str subject,
                        evne_match *match)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);

    *match = (evne_match){.from = at[0], .to = at[1], .n_groups = n_groups};
    for (size_t i = 0; i < n_groups; i++)
        if (at[2 * i] != PCRE2_UNSET)
            match->groups[i] = evne_str_slice(subject, at[2 * i], at[2 * i + 1]);
}

static int search(const evne_pattern *pattern, evne_str subject, size_t start, uint32_t options,
                  pcre2_match_data *data)
{
    PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.len ? subject.p : "");
    int found =
        pcre2_match(pattern->code, bytes, subject.len, start, options, data, pattern->limits);

    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = pcre2_match(pattern->code, bytes, subject.len, start, options | PCRE2_NO_JIT, data,
                            pattern->limits);
    return found;
}

/* Anything but "matches" and "does not match" is a limit: never taken for "no match". */
static evne_matching run_in(const evne_pattern *pattern, pcre2_match_data *data, evne_str subject,
                            size_t start, uint32_t options, evne_match *match)
{
    int found = search(pattern, subject, start, options, data);

    if (found == PCRE2_ERROR_NOMATCH)
        return EVNE_NO_MATCH;
    if (found < 0)
        return EVNE_MATCH_LIMIT;
    if (match)
        read_groups(data, found ? (size_t)found : MOST_GROUPS, subject, match);
    return EVNE_MATCH;
}

static evne_matching run(const evne_pattern *pattern, evne_str subject, size_t start,
                         uint32_t options, evne_match *match)
{
    pcre2_match_data *data = pcre2_match_data_create(MOST_GROUPS, NULL);
    evne_matching matching = EVNE_MATCH_LIMIT;

    if (data)
        matching = run_in(pattern, data, subject, start, options, match);
    pcre2_match_data_free(data);
    return matching;
}

evne_matching evne_pattern_match(const evne_pattern *pattern, evne_str subject, size_t start,
                                 evne_match *match)
{
    return start > subject.len ? EVNE_NO_MATCH : run(pattern, subject, start, 0, match);
}

evne_match_room *evne_match_room_new(void)
{
    return (evne_match_room *)pcre2_match_data_create(MOST_GROUPS, NULL);
}

void evne_match_room_free(evne_match_room *room)
{
    pcre2_match_data_free((pcre2_match_data *)room);
}

evne_matching evne_pattern_match_in(const evne_pattern *pattern, evne_match_room *room,
                                    evne_str subject, size_t start, evne_match *match)
{
    if (start > subject.len)
        return EVNE_NO_MATCH;
    return run_in(pattern, (pcre2_match_data *)room, subject, start, 0, match);
}

evne_matching evne_pattern_match_whole(const evne_pattern *pattern, evne_str subject)
{
    return run(pattern, subject, 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED, NULL);
}
