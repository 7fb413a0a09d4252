/*
 * How: the structure that cms.c wrote is taken apart along the one path that leads to the
 * SignerInfo, which is written again with the token as its only unsigned attribute; every length
 * on the way is written anew.
 */
#include "cms.h"
#include "der.h"
#include "oids.h"
#include "timestamp.h"

/* The elements of one level, as complete encodings. */
typedef struct level {
    evne_str parts[8];
    size_t n;
} level;

static bool split(evne_str content, level *out)
{
    evne_der element;

    for (out->n = 0; content.len; out->parts[out->n++] = element.whole)
        if (out->n == 8 || !evne_der_next(&content, &element))
            return false;
    return true;
}

/* Splits the content of one element of `from`, the last when `index` is SIZE_MAX. */
static bool descend(const level *from, size_t index, level *out)
{
    size_t at = index == SIZE_MAX ? from->n - 1 : index;
    evne_str rest = at < from->n ? from->parts[at] : EVNE_STR("");
    evne_der element;

    return evne_der_next(&rest, &element) && split(element.content, out);
}

/* From ContentInfo down to the fields of the only SignerInfo. */
typedef struct path {
    level info, tagged, data, signers, signer;
} path;

static bool follow(evne_str cms, path *p)
{
    evne_der whole;

    return evne_der_next(&cms, &whole) && split(whole.content, &p->info) &&
           descend(&p->info, 1, &p->tagged) && descend(&p->tagged, 0, &p->data) &&
           descend(&p->data, SIZE_MAX, &p->signers) && p->signers.n == 1 &&
           descend(&p->signers, 0, &p->signer) && p->signer.n == 6;
}

static evne_str join(evne_arena *arena, int tag, const level *l)
{
    return evne_der_wrap(arena, tag, evne_der_join(arena, l->n, l->parts));
}

static evne_str make_attribute(evne_arena *arena, evne_str token)
{
    evne_str parts[] = {
        evne_der_wrap(arena, EVNE_DER_OID, EVNE_STR(OID_SIGNATURE_TIMESTAMP)),
        evne_der_wrap(arena, EVNE_DER_SET, token),
    };

    return evne_der_wrap(arena, EVNE_DER_CONTEXT + 1,
                         evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 2, parts)));
}

bool evne_cms_signature(evne_str cms, evne_str *out)
{
    path p;
    evne_der octets;

    if (!follow(cms, &p) || !evne_der_take(&p.signer.parts[5], EVNE_DER_OCTETS, &octets))
        return false;
    *out = octets.content;
    return true;
}

bool evne_cms_stamp(evne_arena *arena, evne_str cms, evne_str token, evne_str *out)
{
    path p;

    if (!follow(cms, &p))
        return false;
    p.signer.parts[p.signer.n++] = make_attribute(arena, token);
    p.signers.parts[0] = join(arena, EVNE_DER_SEQUENCE, &p.signer);
    p.data.parts[p.data.n - 1] = join(arena, EVNE_DER_SET, &p.signers);
    p.tagged.parts[0] = join(arena, EVNE_DER_SEQUENCE, &p.data);
    p.info.parts[1] = join(arena, EVNE_DER_CONTEXT + 0, &p.tagged);
    *out = join(arena, EVNE_DER_SEQUENCE, &p.info);
    return true;
}

void evne_cms_add_timestamp(evne_arena *arena, const char *tsa, size_t reserve, evne_str *cms,
                            evne_error *fault)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    evne_str signature, token, stamped;

    if (!evne_cms_signature(*cms, &signature) ||
        !evne_digest(EVP_sha256(), signature, EVNE_STR(""), digest, &len))
        evne_fail(fault, EVNE_SYSTEM, NULL, "the signature cannot be given a time-stamp");
    else if (evne_timestamp_fetch(arena, tsa, (evne_str){(const char *)digest, len}, &token,
                                  fault) != EVNE_OK)
        return;
    else if (!evne_cms_stamp(arena, *cms, token, &stamped) || stamped.len > reserve)
        evne_fail(fault, EVNE_OUTPUT, tsa,
                  "the time-stamp of %zu bytes does not fit into the signature's place", token.len);
    else
        *cms = stamped;
}
