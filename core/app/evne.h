/*
 * evne.h - Evne as a library: everything that the commands do, as functions.
 *
 * A session holds where plugins, templates and fonts are. Each operation returns an outcome that
 * the caller frees; an outcome is never NULL and answers every question below. Texts are UTF-8,
 * ended by NUL, and live as long as their outcome. A session belongs to one thread at a time; it
 * keeps fonts and the words that it has set, so later documents cost less than the first.
 *
 * Untrusted input (cases, templates, PDFs) is worked on in a child process with limits; a process
 * that runs threads which hold locks in malloc while it forks should open its session with
 * `in_process` set. Such a session keeps plugins and fonts open from one document to the next,
 * which takes most of the time off a document and nothing from its bytes: each is as if it were the
 * only one, and files that changed are opened again.
 */
#ifndef EVNE_H
#define EVNE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define EVNE_API __attribute__((visibility("default")))
#else
#define EVNE_API
#endif

typedef struct evne_session evne_session;
typedef struct evne_result evne_result;

/* All members may be NULL or 0. */
typedef struct evne_session_options {
    const char *data_dir; /* plugins, templates, fonts; else $EVNE_DATA, else the installed ones */
    const char *plugin_dir;   /* searched before the data directory's plugins */
    const char *template_dir; /* searched before the data directory's templates */
    int in_process;           /* no child processes */
    const char *organisation; /* a file with logo, accent colour and letterhead of renderings */
} evne_session_options;

typedef enum evne_render_flags {
    EVNE_RENDER_DRAFT = 1, /* in spite of findings, marked, without signature fields */
    EVNE_RENDER_MITID = 2  /* the profile for national signing */
} evne_render_flags;

/* The program's version, "0.1.0". */
EVNE_API const char *evne_version(void);

/* NULL only when there is no memory; a session that could not find its data says so in results. */
EVNE_API evne_session *evne_session_open(const evne_session_options *options);
EVNE_API void evne_session_close(evne_session *session);

/* Findings about a case; `report` NULL checks every installed report that the case names. */
EVNE_API evne_result *evne_session_check(evne_session *session, const char *case_path,
                                         const char *report);

/* The PDF of one report; `flags` from evne_render_flags. */
EVNE_API evne_result *evne_session_render(evne_session *session, const char *case_path,
                                          const char *report, unsigned flags);

/* The case data inside a PDF, as YAML. */
EVNE_API evne_result *evne_session_data(evne_session *session, const void *pdf, size_t len);

/* Who signs, and when. */
typedef struct evne_signature_options {
    const char *key_uri;          /* "file:key.p12" */
    const char *certificate_path; /* NULL when the key's file has it */
    const char *passphrase;       /* may be NULL */
    const char *role;             /* names the field */
    const char *time;             /* ISO 8601 with offset: what the signature claims */
} evne_signature_options;

/* Adds one signature to a PDF. */
EVNE_API evne_result *evne_session_sign(evne_session *session, const void *pdf, size_t len,
                                        const evne_signature_options *signer);

/* The PDF of one report, signed at once; no bytes when it cannot be signed. */
EVNE_API evne_result *evne_session_render_signed(evne_session *session, const char *case_path,
                                                 const char *report,
                                                 const evne_signature_options *signer);

/*
 * A verdict on every signature. `trust_path` is a PEM file of certificates to trust, or NULL;
 * `unix_time` is the moment at which certificates must be valid.
 */
EVNE_API evne_result *evne_session_verify(evne_session *session, const void *pdf, size_t len,
                                          const char *trust_path, long long unix_time);

/* As the command's exit code: 0 done, 1 findings or invalid, 3 to 6 as in evne(1). */
EVNE_API int evne_result_code(const evne_result *result);
/* What was made, or NULL and 0. */
EVNE_API const void *evne_result_bytes(const evne_result *result, size_t *len);
/* A JSON object with facts and "findings". */
EVNE_API const char *evne_result_json(const evne_result *result);
/* What went wrong beyond findings, or "". */
EVNE_API const char *evne_result_error(const evne_result *result);
EVNE_API void evne_result_free(evne_result *result);

#ifdef __cplusplus
}
#endif

#endif
