/*
 * How: rules, results and notifications grow as arrays; a map from rule id to index makes each rule
 * stand once. The end wraps them into a log.
 */
#define _POSIX_C_SOURCE 200809L
#include "sarif.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "excerpt.h"
#include "fingerprint.h"
#include "sarif_rules.h"
#include "version.h"

struct evne_sarif {
    json_t *rules, *indices; /* indices: id to place in `rules` */
    json_t *results, *notifications;
    bool has_baseline, has_failed;
};

static const char *level_of(evne_severity severity)
{
    static const char *const levels[] = {"error", "warning", "note"};

    return levels[severity];
}

static json_t *message(const char *text)
{
    return json_pack("{s:s}", "text", text);
}

/* --- URIs ----------------------------------------------------------------------------------- */

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~/", c));
}

static char *put_encoded(char *out, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";

    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (is_plain(c)) {
            *out++ = (char)c;
            continue;
        }
        *out++ = '%';
        *out++ = digits[c >> 4];
        *out++ = digits[c & 15];
    }
    *out = '\0';
    return out;
}

/* A path below the current folder without it; else the path. */
static const char *below_here(const char *path)
{
    char *here = path[0] == '/' ? getcwd(NULL, 0) : NULL;
    size_t len = here ? strlen(here) : 0;
    bool is_below = len > 1 && strncmp(path, here, len) == 0 && path[len] == '/';

    free(here);
    return is_below ? path + len + 1 : path;
}

char *evne_sarif_uri(const char *path)
{
    const char *shown = below_here(path);
    char *uri = malloc(3 * strlen(shown) + sizeof "file://");

    while (strncmp(shown, "./", 2) == 0)
        shown += 2;
    if (uri)
        put_encoded(shown[0] == '/' ? stpcpy(uri, "file://") : uri, shown);
    return uri;
}

static json_t *artifact(const char *file)
{
    char *uri = evne_sarif_uri(file);
    json_t *location = json_pack("{s:s}", "uri", uri ? uri : "");

    free(uri);
    return location;
}

/* --- rules ---------------------------------------------------------------------------------- */

static json_t *rule_of(const char *id, const char *name, const char *full, const char *category,
                       const char *level)
{
    return json_pack("{s:s, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:[s], s:s}}", "id", id,
                     "shortDescription", "text", name, "fullDescription", "text", full,
                     "defaultConfiguration", "level", level, "properties", "tags", category,
                     "category", category);
}

static size_t add_rule(evne_sarif *log, const char *id, json_t *rule)
{
    size_t index = json_array_size(log->rules);

    json_array_append_new(log->rules, rule);
    json_object_set_new(log->indices, id, json_integer((json_int_t)index));
    return index;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static void put_help(json_t *rule, const char *why, const char *suggestion)
{
    const char *and = why[0] && suggestion[0] ? "\n\n" : "";

    if (why[0] || suggestion[0])
        json_object_set_new(
            rule, "help",
            json_pack(
                "{s:o, s:o}", "text",
                json_sprintf("%s%s%s%s", why, and, suggestion[0] ? "Omskriv: " : "", suggestion),
                "markdown",
                json_sprintf("%s%s%s%s", why, and, suggestion[0] ? "**Omskriv:** " : "",
                             suggestion)));
}

/* A rule of a pack, as evne_rulework_list tells it. */
static void add_pack_rule(evne_sarif *log, const json_t *from)
{
    const char *id = text_at(from, "id"), *why = text_at(from, "why");
    const char *severity = text_at(from, "severity");
    const char *level = strcmp(severity, "info") == 0 ? "note" : severity;
    json_t *rule = rule_of(id, text_at(from, "message"), why[0] ? why : text_at(from, "message"),
                           text_at(from, "category"), level);

    put_help(rule, why, text_at(from, "suggestion"));
    add_rule(log, id, rule);
}

static size_t index_of(evne_sarif *log, const evne_problem *p)
{
    const json_t *index = json_object_get(log->indices, p->code);
    const evne_known_rule *known = evne_known_rule_of(p->code);
    json_t *rule;

    if (index)
        return (size_t)json_integer_value(index);
    rule = rule_of(p->code, known->name, known->name, known->category, level_of(p->severity));
    put_help(rule, known->name, "");
    return add_rule(log, p->code, rule);
}

/* --- results -------------------------------------------------------------------------------- */

static json_t *region_of(const evne_problem *p)
{
    json_t *region = json_pack("{s:i}", "startLine", (int)p->line);

    if (p->column)
        json_object_set_new(region, "startColumn", json_integer(p->column));
    if (p->column && p->end_line >= p->line && p->end_column) {
        json_object_set_new(region, "endLine", json_integer(p->end_line));
        json_object_set_new(region, "endColumn", json_integer(p->end_column));
    }
    return region;
}

static json_t *location_of(const evne_problem *p)
{
    json_t *physical = json_pack("{s:o}", "artifactLocation", artifact(p->file));
    json_t *location = json_pack("{s:o}", "physicalLocation", physical);

    if (p->line)
        json_object_set_new(physical, "region", region_of(p));
    if (p->path[0])
        json_object_set_new(
            location, "logicalLocations",
            json_pack("[{s:s, s:s}]", "fullyQualifiedName", p->path, "kind", "member"));
    return location;
}

/* Bytes that mean something to YAML, so that what is put in could be read otherwise. */
static bool is_safe(const char *text)
{
    return strpbrk(text, "\"'\\\n:#{}[]") == NULL;
}

static bool has_fix(const evne_problem *p)
{
    return p->has_rewrite && p->line && p->column && p->end_line >= p->line && p->end_column &&
           is_safe(p->rewrite);
}

static json_t *fix_of(const evne_problem *p)
{
    json_t *replacement = json_pack("{s:o, s:{s:s}}", "deletedRegion", region_of(p),
                                    "insertedContent", "text", p->rewrite);

    return json_pack(
        "{s:{s:o}, s:[{s:o, s:[o]}]}", "description", "text",
        p->rewrite[0] ? json_sprintf("Skriv »%s«", p->rewrite) : json_string("Slet det"),
        "artifactChanges", "artifactLocation", artifact(p->file), "replacements", replacement);
}

static json_t *prints_of(const evne_problem *p)
{
    char print[EVNE_FINGERPRINT], file[EVNE_FINGERPRINT];

    evne_fingerprint(p, print);
    evne_fingerprint_file(p->file, file);
    return json_pack("{s:s, s:s}", "evneFinding/v1", print, "evneFile/v1", file);
}

static json_t *message_of(const evne_problem *p)
{
    return p->suggestion[0]
               ? json_pack("{s:o}", "text", json_sprintf("%s\n%s", p->message, p->suggestion))
               : message(p->message);
}

/* What SARIF has no place for. */
static void put_properties(json_t *result, const evne_problem *p)
{
    json_t *properties = json_object();

    if (p->sentence[0]) {
        json_object_set_new(properties, "sentence", json_string(p->sentence));
        json_object_set_new(properties, "hit", json_stringn(p->sentence + p->hit_at, p->hit_len));
    }
    if (p->why[0])
        json_object_set_new(properties, "why", json_string(p->why));
    if (json_object_size(properties))
        json_object_set(result, "properties", properties);
    json_decref(properties);
}

static void put_suppression(json_t *result, const evne_problem *p)
{
    json_object_set_new(
        result, "suppressions",
        json_pack("[{s:s, s:s, s:o}]", "kind", "inSource", "status", "accepted", "justification",
                  json_sprintf("%s (%s, %s)", p->set_aside_why, p->set_aside_by, p->set_aside_on)));
}

static json_t *result_of(evne_sarif *log, const evne_problem *p)
{
    json_t *result =
        json_pack("{s:s, s:i, s:s, s:o, s:[o], s:o}", "ruleId", p->code, "ruleIndex",
                  (int)index_of(log, p), "level", level_of(p->severity), "message", message_of(p),
                  "locations", location_of(p), "partialFingerprints", prints_of(p));

    if (log->has_baseline && !p->set_aside_by[0])
        json_object_set_new(result, "baselineState", json_string("new"));
    if (has_fix(p))
        json_object_set_new(result, "fixes", json_pack("[o]", fix_of(p)));
    if (p->set_aside_by[0])
        put_suppression(result, p);
    put_properties(result, p);
    return result;
}

/* --- the log -------------------------------------------------------------------------------- */

evne_sarif *evne_sarif_begin(const json_t *rules)
{
    evne_sarif *log = calloc(1, sizeof *log);

    if (!log)
        abort();
    *log = (evne_sarif){.rules = json_array(),
                        .indices = json_object(),
                        .results = json_array(),
                        .notifications = json_array()};
    for (size_t i = 0; i < json_array_size(rules); i++)
        if (!json_is_true(json_object_get(json_array_get(rules, i), "off")))
            add_pack_rule(log, json_array_get(rules, i));
    return log;
}

void evne_sarif_has_baseline(evne_sarif *log)
{
    log->has_baseline = true;
}

void evne_sarif_add(evne_sarif *log, const evne_problems *problems)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++)
        json_array_append_new(log->results, result_of(log, evne_problems_at(problems, i)));
}

void evne_sarif_fail(evne_sarif *log, const char *file, const char *text)
{
    log->has_failed = true;
    json_array_append_new(log->notifications,
                          json_pack("{s:s, s:o, s:[{s:{s:o}}]}", "level", "error", "message",
                                    message(text), "locations", "physicalLocation",
                                    "artifactLocation", artifact(file)));
}

static json_t *driver_of(evne_sarif *log)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "name", "Evne", "version", EVNE_VERSION,
                     "semanticVersion", EVNE_VERSION, "informationUri", EVNE_HOMEPAGE, "language",
                     "da", "rules", log->rules);
}

static json_t *run_of(evne_sarif *log, int exit_code)
{
    json_t *invocation =
        json_pack("{s:b, s:i}", "executionSuccessful", !log->has_failed, "exitCode", exit_code);

    if (json_array_size(log->notifications))
        json_object_set(invocation, "toolExecutionNotifications", log->notifications);
    return json_pack("{s:{s:o}, s:s, s:s, s:[o], s:o}", "tool", "driver", driver_of(log),
                     "language", "da", "columnKind", "unicodeCodePoints", "invocations", invocation,
                     "results", log->results);
}

json_t *evne_sarif_end(evne_sarif *log, int exit_code)
{
    json_t *root = json_pack("{s:s, s:s, s:[o]}", "$schema", EVNE_SARIF_SCHEMA, "version", "2.1.0",
                             "runs", run_of(log, exit_code));

    json_decref(log->indices);
    json_decref(log->notifications);
    free(log);
    return root;
}

void evne_sarif_drop(evne_sarif *log)
{
    if (log)
        json_decref(evne_sarif_end(log, 0));
}
