/*
 * How: the functions of libqpdf are defined here under their own names; see lazy.h.
 */
#include "qpdf.h"

#include <threads.h>

#include "lazy.h"

/* A: gives something; V: gives nothing. Name, parameters, arguments. */
#define EVNE_QPDF_MAP(A, V)                                                                        \
    A(qpdf_data, qpdf_init, (void), ())                                                            \
    V(void, qpdf_cleanup, (qpdf_data * pdf), (pdf))                                                \
    V(void, qpdf_silence_errors, (qpdf_data pdf), (pdf))                                           \
    V(void, qpdf_set_suppress_warnings, (qpdf_data pdf, QPDF_BOOL value), (pdf, value))            \
    V(void, qpdf_set_attempt_recovery, (qpdf_data pdf, QPDF_BOOL value), (pdf, value))             \
    A(QPDF_ERROR_CODE, qpdf_read_memory,                                                           \
      (qpdf_data pdf, const char *name, const char *bytes, unsigned long long size,                \
       const char *password),                                                                      \
      (pdf, name, bytes, size, password))                                                          \
    A(QPDF_BOOL, qpdf_has_error, (qpdf_data pdf), (pdf))                                           \
    A(QPDF_BOOL, qpdf_more_warnings, (qpdf_data pdf), (pdf))                                       \
    A(qpdf_error, qpdf_get_error, (qpdf_data pdf), (pdf))                                          \
    A(enum qpdf_error_code_e, qpdf_get_error_code, (qpdf_data pdf, qpdf_error e), (pdf, e))        \
    A(QPDF_BOOL, qpdf_is_encrypted, (qpdf_data pdf), (pdf))                                        \
    A(int, qpdf_get_num_pages, (qpdf_data pdf), (pdf))                                             \
    A(qpdf_oh, qpdf_get_trailer, (qpdf_data pdf), (pdf))                                           \
    A(qpdf_oh, qpdf_get_root, (qpdf_data pdf), (pdf))                                              \
    A(qpdf_oh, qpdf_get_object_by_id, (qpdf_data pdf, int id, int generation),                     \
      (pdf, id, generation))                                                                       \
    A(qpdf_oh, qpdf_oh_new_null, (qpdf_data pdf), (pdf))                                           \
    V(void, qpdf_oh_release, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                               \
    A(QPDF_BOOL, qpdf_oh_is_array, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                         \
    A(QPDF_BOOL, qpdf_oh_is_dictionary, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                    \
    A(QPDF_BOOL, qpdf_oh_is_integer, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                       \
    A(QPDF_BOOL, qpdf_oh_is_name, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                          \
    A(QPDF_BOOL, qpdf_oh_is_stream, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                        \
    A(QPDF_BOOL, qpdf_oh_is_string, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                        \
    A(int, qpdf_oh_get_object_id, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                          \
    A(int, qpdf_oh_get_generation, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                         \
    A(int, qpdf_oh_get_int_value_as_int, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                   \
    A(const char *, qpdf_oh_get_name, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                      \
    A(const char *, qpdf_oh_get_utf8_value, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                \
    A(int, qpdf_oh_get_array_n_items, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                      \
    A(qpdf_oh, qpdf_oh_get_array_item, (qpdf_data pdf, qpdf_oh oh, int n), (pdf, oh, n))           \
    A(qpdf_oh, qpdf_oh_get_dict, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                           \
    A(qpdf_oh, qpdf_oh_get_key, (qpdf_data pdf, qpdf_oh oh, const char *key), (pdf, oh, key))      \
    A(qpdf_oh, qpdf_oh_get_key_if_dict, (qpdf_data pdf, qpdf_oh oh, const char *key),              \
      (pdf, oh, key))                                                                              \
    V(void, qpdf_oh_begin_dict_key_iter, (qpdf_data pdf, qpdf_oh oh), (pdf, oh))                   \
    A(QPDF_BOOL, qpdf_oh_dict_more_keys, (qpdf_data pdf), (pdf))                                   \
    A(const char *, qpdf_oh_dict_next_key, (qpdf_data pdf), (pdf))                                 \
    A(QPDF_ERROR_CODE, qpdf_oh_get_stream_data,                                                    \
      (qpdf_data pdf, qpdf_oh oh, enum qpdf_stream_decode_level_e level, QPDF_BOOL * filtered,     \
       unsigned char **bytes, size_t *len),                                                        \
      (pdf, oh, level, filtered, bytes, len))

enum {
#define EVNE_QPDF_INDEX(type, name, parameters, arguments) AT_##name,
    EVNE_QPDF_MAP(EVNE_QPDF_INDEX, EVNE_QPDF_INDEX)
#undef EVNE_QPDF_INDEX
        N_FUNCTIONS
};

static const char *const names[] = {
#define EVNE_QPDF_NAME(type, name, parameters, arguments) #name,
    EVNE_QPDF_MAP(EVNE_QPDF_NAME, EVNE_QPDF_NAME)
#undef EVNE_QPDF_NAME
};

static evne_lazy_function *table[N_FUNCTIONS];
static bool is_loaded;
static once_flag once = ONCE_FLAG_INIT;

static void load(void)
{
    is_loaded = evne_lazy_load(EVNE_QPDF_LIBRARY, names, N_FUNCTIONS, table);
}

evne_status evne_qpdf_load(evne_error *err)
{
    call_once(&once, load);
    if (is_loaded)
        return EVNE_OK;
    return evne_fail(err, EVNE_SYSTEM, NULL, "cannot load '%s': install libqpdf",
                     EVNE_QPDF_LIBRARY);
}

#define EVNE_QPDF_GIVE(type, name, parameters, arguments)                                          \
    type name parameters                                                                           \
    {                                                                                              \
        return ((type(*) parameters)table[AT_##name])arguments;                                    \
    }
#define EVNE_QPDF_CALL(type, name, parameters, arguments)                                          \
    type name parameters                                                                           \
    {                                                                                              \
        ((type(*) parameters)table[AT_##name]) arguments;                                          \
    }

EVNE_QPDF_MAP(EVNE_QPDF_GIVE, EVNE_QPDF_CALL)
