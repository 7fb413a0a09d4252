/*
 * How: for each digest a context that has read the file up to the last gap asked about; a copy of
 * it reads the rest. Gaps mostly come in ascending order; one that does not starts again.
 */
#include "hashing.h"

static size_t find(evne_hashing *h, const EVP_MD *md)
{
    size_t i = 0;

    while (i + 1 < EVNE_HASHING_KINDS && h->kinds[i].md && h->kinds[i].md != md)
        i++;
    return i;
}

/* Puts the context of kind `i` at the beginning. */
static bool restart(evne_hashing *h, size_t i, const EVP_MD *md)
{
    if (!h->kinds[i].context)
        h->kinds[i].context = EVP_MD_CTX_new();
    h->kinds[i].md = md;
    h->kinds[i].at = 0;
    return h->kinds[i].context && EVP_DigestInit_ex(h->kinds[i].context, md, NULL) == 1;
}

static bool finish(const EVP_MD_CTX *head, evne_str rest, unsigned char *out, unsigned *len)
{
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    bool ok = copy && EVP_MD_CTX_copy_ex(copy, head) == 1 &&
              EVP_DigestUpdate(copy, rest.p, rest.len) == 1 &&
              EVP_DigestFinal_ex(copy, out, len) == 1;

    EVP_MD_CTX_free(copy);
    return ok;
}

bool evne_hashing_digest(evne_hashing *h, const EVP_MD *md, evne_str bytes, size_t gap, size_t from,
                         size_t to, unsigned char *out, unsigned *len)
{
    size_t i = find(h, md);

    if ((h->kinds[i].md != md || gap < h->kinds[i].at) && !restart(h, i, md))
        return false;
    if (EVP_DigestUpdate(h->kinds[i].context, bytes.p + h->kinds[i].at, gap - h->kinds[i].at) != 1)
        return false;
    h->kinds[i].at = gap;
    return finish(h->kinds[i].context, evne_str_slice(bytes, from, to), out, len);
}

void evne_hashing_close(evne_hashing *h)
{
    for (size_t i = 0; i < EVNE_HASHING_KINDS; i++)
        EVP_MD_CTX_free(h->kinds[i].context);
    *h = (evne_hashing){0};
}
