/*
 * How: a table of the keys that a signer may have. A misspelt key would silently lose a signature
 * field's text, so unknown ones are refused.
 */
#include "signers.h"

#include <lauxlib.h>

typedef struct signer_key {
    const char *name;
    evne_kind kind;
    bool is_required;
} signer_key;

static const signer_key signer_keys[] = {
    {"rolle", EVNE_TEXT, true},
    {"navn", EVNE_TEXT, true},
    {"titel", EVNE_TEXT, false},
    {"organisation", EVNE_TEXT, false},
    {"cvr", EVNE_TEXT, false},
    {"kraevet", EVNE_BOOL, false},
    {"metode", EVNE_TEXT, false},
    {"betydning", EVNE_TEXT, false},
    {"betegnelse", EVNE_TEXT, false},
    {"dato", EVNE_TEXT, false},
    {"raekkefoelge", EVNE_NUMBER, false},
};

enum { N_SIGNER_KEYS = sizeof signer_keys / sizeof *signer_keys };

static const signer_key *find_signer_key(evne_str name)
{
    for (size_t i = 0; i < N_SIGNER_KEYS; i++)
        if (evne_str_is(name, signer_keys[i].name))
            return &signer_keys[i];
    return NULL;
}

static void check_signer_pairs(lua_State *L, const evne_value *signer, int number)
{
    for (size_t i = 0; i < signer->as.map.count; i++) {
        const evne_pair *pair = &signer->as.map.pairs[i];
        const signer_key *known = find_signer_key(pair->key);
        if (!known)
            luaL_error(L, "signers[%d] has an unknown key '%s'", number, pair->key.p);
        else if (pair->value->kind != known->kind)
            luaL_error(L, "signers[%d].%s has the wrong type", number, known->name);
    }
}

static void check_signer(lua_State *L, const evne_value *signer, int number)
{
    if (signer->kind != EVNE_MAP)
        luaL_error(L, "signers[%d] is not a table with names", number);
    check_signer_pairs(L, signer, number);
    for (size_t i = 0; i < N_SIGNER_KEYS; i++)
        if (signer_keys[i].is_required &&
            evne_value_is_empty(evne_value_get(signer, signer_keys[i].name)))
            luaL_error(L, "signers[%d] has no '%s'", number, signer_keys[i].name);
}

static void check_roles_differ(lua_State *L, const evne_value *signers, size_t i)
{
    evne_str role = evne_value_text(evne_value_get(evne_value_item(signers, i), "rolle"));

    for (size_t k = 0; k < i; k++)
        if (evne_str_eq(role,
                        evne_value_text(evne_value_get(evne_value_item(signers, k), "rolle"))))
            luaL_error(L, "signers[%d] has the role '%s' of signers[%d]", (int)i + 1, role.p,
                       (int)k + 1);
}

void evne_signers_check(lua_State *L, const evne_value *signers)
{
    size_t n = evne_value_count(signers);

    if (signers->kind != EVNE_LIST || n > EVNE_SIGNERS_MOST)
        luaL_error(L, "signers gives no list of at most %d signers", (int)EVNE_SIGNERS_MOST);
    for (size_t i = 0; i < n; i++) {
        check_signer(L, evne_value_item(signers, i), (int)i + 1);
        check_roles_differ(L, signers, i);
    }
}
