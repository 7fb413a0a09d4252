/*
 * How: from the newest signature to the oldest. `proven` lists the document time-stamps that have
 * been found good, and `time` is the oldest time that they prove for what is still to come; it
 * begins as the present. A time-stamp of a signature moves the time for that signature alone.
 */
#include "standing.h"

#include <string.h>

#include "trust.h"

enum {
    CLOCK_SLACK = 300 /* by how much two authorities' clocks may differ */,
    SECONDS_PER_DAY = 86400
};

typedef struct proven {
    size_t revision; /* from 1: everything up to its end existed */
    int64_t seconds;
} proven;

typedef struct judging {
    evne_arena *arena;
    evne_standing *in;
    proven *list;
    size_t n;
    int64_t now, time;
    evne_reasons doubts; /* about time-stamps that what is older rests on */
    evne_error *err;
} judging;

/* What came out for one chain. */
typedef struct finding {
    STACK_OF(X509) * chain;
    evne_reasons reasons;
    evne_revocation revocation;
    size_t evidence; /* the newest revision, from 1, of what the revocation rests on; 0 for none */
    int64_t old;     /* when the signer was last asked about, if long before the time; 0 if not */
} finding;

static evne_standing_item *item_of(const judging *j, const evne_signature *s)
{
    for (size_t i = 0; i < j->in->n; i++)
        if (j->in->items[i].role == s->role)
            return &j->in->items[i];
    return NULL;
}

/* Since when it is proven that `revision` (from 1) existed. */
static int64_t known_since(const judging *j, size_t revision)
{
    int64_t known = j->now;

    for (size_t i = 0; i < j->n; i++)
        if (j->list[i].revision >= revision && j->list[i].seconds < known)
            known = j->list[i].seconds;
    return known;
}

static void date_evidence(const judging *j)
{
    evne_evidence *evidence = &j->in->evidence;

    for (size_t i = 0; i < evidence->n; i++)
        evidence->proofs[i].known = known_since(j, evidence->proofs[i].revision + 1);
}

/* ---- revocation of a chain ---- */

static evne_revocation graver(evne_revocation a, evne_revocation b)
{
    static const int weight[] = {[EVNE_REVOCATION_NONE] = 0,
                                 [EVNE_REVOCATION_GOOD] = 1,
                                 [EVNE_REVOCATION_UNKNOWN] = 2,
                                 [EVNE_REVOCATION_REVOKED] = 3};

    return weight[a] >= weight[b] ? a : b;
}

static bool keep(X509 *certificate)
{
    return X509_up_ref(certificate) == 1;
}

static void want(const judging *j, const evne_revocation_question *q)
{
    evne_wanted *wanted = j->in->wanted;

    for (size_t i = 0; i < wanted->n; i++)
        if (X509_cmp(wanted->list[i].certificate, q->certificate) == 0 &&
            wanted->list[i].at >= q->at)
            return;
    if (wanted->n == EVNE_WANTED_MAX || !keep(q->certificate) || !keep(q->issuer))
        return;
    wanted->list[wanted->n++] = (evne_want){q->certificate, q->issuer, q->at};
}

static void want_chain(const judging *j, STACK_OF(X509) * chain)
{
    evne_wanted *wanted = j->in->wanted;

    if (wanted && !wanted->certificates)
        wanted->certificates = sk_X509_new_null();
    for (int i = 0; wanted && i < sk_X509_num(chain); i++)
        if (keep(sk_X509_value(chain, i)) &&
            !sk_X509_push(wanted->certificates, sk_X509_value(chain, i)))
            X509_free(sk_X509_value(chain, i));
}

void evne_wanted_free(evne_wanted *wanted)
{
    for (size_t i = 0; i < wanted->n; i++) {
        X509_free(wanted->list[i].certificate);
        X509_free(wanted->list[i].issuer);
    }
    sk_X509_pop_free(wanted->certificates, X509_free);
    *wanted = (evne_wanted){0};
}

/*
 * The gravest answer for the chain's certificates but the trusted one at its end. What nobody
 * answers is wanted when `wants`.
 */
static evne_revocation chain_revocation(const judging *j, finding *f, int64_t at, bool wants)
{
    evne_revocation gravest = EVNE_REVOCATION_NONE;

    f->old = 0;
    for (int i = 0; i + 1 < sk_X509_num(f->chain); i++) {
        evne_revocation_question question = {.certificate = sk_X509_value(f->chain, i),
                                             .issuer = sk_X509_value(f->chain, i + 1),
                                             .roots = j->in->roots,
                                             .at = at};
        const evne_proof *proof;
        int64_t said;
        evne_revocation found = evne_evidence_judge(&j->in->evidence, &question, &proof, &said);

        gravest = graver(gravest, found);
        if (found == EVNE_REVOCATION_UNKNOWN && wants && j->in->wanted)
            want(j, &question);
        if (proof && proof->revision + 1 > f->evidence)
            f->evidence = proof->revision + 1;
        if (i == 0 && found == EVNE_REVOCATION_GOOD && said + SECONDS_PER_DAY < at)
            f->old = said;
    }
    return gravest;
}

/* A time-stamp that something newer covers may do with what was known when it stamped. */
static evne_status check_chain(const judging *j, const evne_trust *trust, finding *out)
{
    int64_t at = evne_moment_seconds(trust->when);
    bool wants = !trust->is_timestamp || at == j->now;

    out->reasons.arena = j->arena;
    EVNE_TRY(evne_trust_check(j->arena, trust, &out->reasons, &out->chain, j->err));
    if (out->chain) {
        out->revocation = chain_revocation(j, out, at, wants);
        want_chain(j, out->chain);
    }
    return EVNE_OK;
}

/* A time-stamp that is at least not wrong; doubts about it are held against what rests on it. */
static bool may_prove(const finding *f)
{
    return f->chain && evne_reasons_status(&f->reasons) < EVNE_VERDICT_INVALID;
}

static void copy_doubts(evne_reasons *to, const evne_reasons *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (from->list[i].status == EVNE_VERDICT_UNDETERMINED)
            evne_reasons_copy(to, &from->list[i]);
}

static bool is_good(const finding *f)
{
    return evne_reasons_status(&f->reasons) == EVNE_VERDICT_VALID;
}

/* ---- time-stamps ---- */

/*
 * The certificate of a time-stamp is best known not to be revoked now; that it was not when it
 * stamped is the next best, and all that a file can bring along for its newest time-stamp.
 */
static void blame_stamp(const judging *j, const evne_timestamp *stamp, finding *f)
{
    if (f->revocation == EVNE_REVOCATION_UNKNOWN) {
        f->revocation = chain_revocation(j, f, stamp->seconds, true);
        if (f->revocation == EVNE_REVOCATION_GOOD)
            evne_reasons_add(&f->reasons, "timestamp.revocation_old", NULL);
    }
    if (f->revocation == EVNE_REVOCATION_UNKNOWN)
        evne_reasons_add(&f->reasons, "timestamp.revocation_unknown", NULL);
    if (f->revocation == EVNE_REVOCATION_REVOKED)
        evne_reasons_add(&f->reasons, "timestamp.revoked", NULL);
}

static evne_status check_stamp(const judging *j, const evne_timestamp *stamp, finding *out)
{
    evne_trust trust = {.certificate = stamp->signer,
                        .others = stamp->others,
                        .pool = j->in->evidence.certificates,
                        .roots = j->in->roots,
                        .when = evne_seconds_moment(j->time),
                        .is_timestamp = true};

    EVNE_TRY(check_chain(j, &trust, out));
    if (out->chain)
        blame_stamp(j, stamp, out);
    if (stamp->seconds > j->time + CLOCK_SLACK)
        evne_reasons_add(&out->reasons, "timestamp.order", stamp->time);
    else if (evne_certificate_period(stamp->signer, evne_seconds_moment(stamp->seconds)) != 0)
        evne_reasons_add(&out->reasons, "timestamp.chain", stamp->time);
    return EVNE_OK;
}

/* ---- signatures ---- */

static const char *revocation_name(evne_revocation revocation)
{
    static const char *const names[] = {[EVNE_REVOCATION_NONE] = "none",
                                        [EVNE_REVOCATION_GOOD] = "good",
                                        [EVNE_REVOCATION_UNKNOWN] = "unknown",
                                        [EVNE_REVOCATION_REVOKED] = "revoked"};

    return names[revocation];
}

/* Gives what was found to the signature and lets go of it. */
static void hand_over(const judging *j, evne_signature *s, finding *f)
{
    evne_chain names = evne_trust_names(j->arena, f->chain);

    s->is_trusted = is_good(f);
    s->chain = names.names;
    s->n_chain = names.n;
    s->revocation = f->chain ? revocation_name(f->revocation) : "";
    for (size_t i = 0; i < f->reasons.n; i++)
        evne_reasons_copy(&s->reasons, &f->reasons.list[i]);
    sk_X509_pop_free(f->chain, X509_free);
    f->chain = NULL;
}

static evne_status judge_document_stamp(judging *j, evne_signature *s,
                                        const evne_standing_item *item)
{
    finding f = {0};
    bool proves;

    EVNE_TRY(check_stamp(j, &item->stamp, &f));
    proves = s->is_intact && may_prove(&f);
    if (proves)
        copy_doubts(&j->doubts, &f.reasons);
    hand_over(j, s, &f);
    if (!proves)
        return EVNE_OK;
    s->proven_time = item->stamp.time;
    j->list[j->n++] = (proven){s->revision, item->stamp.seconds};
    if (item->stamp.seconds < j->time)
        j->time = item->stamp.seconds;
    return EVNE_OK;
}

/* The signature's own time-stamp; `*time` becomes what it proves, if it does. */
static evne_status judge_own_stamp(const judging *j, evne_signature *s,
                                   const evne_standing_item *item, int64_t *time, bool *is_proven,
                                   size_t *evidence)
{
    finding f = {0};

    EVNE_TRY(check_stamp(j, &item->stamp, &f));
    for (size_t i = 0; i < f.reasons.n; i++)
        evne_reasons_copy(&s->reasons, &f.reasons.list[i]);
    if (may_prove(&f) && item->stamp.seconds < *time)
        *time = item->stamp.seconds;
    *is_proven |= may_prove(&f);
    *evidence = f.evidence;
    sk_X509_pop_free(f.chain, X509_free);
    return EVNE_OK;
}

/* The level that the signature truly has: what is there and holds. */
static const char *level_of(const judging *j, const finding *f, size_t evidence)
{
    bool covered = false;

    if (!is_good(f) || !j->in->evidence.is_there ||
        (f->revocation != EVNE_REVOCATION_GOOD && f->revocation != EVNE_REVOCATION_NONE))
        return "B-T";
    if (evidence == 0)
        evidence = j->in->evidence.revision + 1;
    for (size_t i = 0; i < j->n; i++)
        covered |= j->list[i].revision >= evidence;
    return covered ? "B-LTA" : "B-LT";
}

static evne_status judge_signature(judging *j, evne_signature *s, const evne_standing_item *item)
{
    int64_t time = j->time;
    bool is_proven = j->n > 0;
    size_t evidence = 0;
    finding f = {0};
    evne_trust trust = {.certificate = item->cms.signer,
                        .others = item->cms.others,
                        .pool = j->in->evidence.certificates,
                        .roots = j->in->roots};

    if (item->has_stamp)
        EVNE_TRY(judge_own_stamp(j, s, item, &time, &is_proven, &evidence));
    trust.when = evne_seconds_moment(time);
    EVNE_TRY(check_chain(j, &trust, &f));
    if (f.revocation == EVNE_REVOCATION_REVOKED)
        evne_reasons_add(&f.reasons, "certificate.revoked", NULL);
    if (f.revocation == EVNE_REVOCATION_UNKNOWN)
        evne_reasons_add(&f.reasons, "certificate.revocation_unknown", NULL);
    if (f.revocation == EVNE_REVOCATION_GOOD && f.old)
        evne_reasons_add(&f.reasons, "certificate.revocation_old",
                         evne_seconds_text(j->arena, f.old));
    copy_doubts(&s->reasons, &j->doubts);
    if (is_proven) {
        s->proven_time = evne_seconds_text(j->arena, time);
        if (s->level[0])
            s->level = level_of(j, &f, f.evidence > evidence ? f.evidence : evidence);
    }
    hand_over(j, s, &f);
    return EVNE_OK;
}

evne_status evne_standing_judge(evne_arena *arena, evne_standing *standing,
                                evne_signature *signatures, size_t n, evne_error *err)
{
    int64_t now = evne_moment_seconds(standing->now);
    judging j = {.arena = arena, .in = standing, .now = now, .time = now, .err = err};

    j.doubts.arena = arena;
    j.list = evne_arena_array(arena, n + 1, sizeof *j.list);
    for (size_t i = n; i-- > 0;) {
        evne_signature *s = &signatures[i];
        const evne_standing_item *item = item_of(&j, s);

        if (!item)
            continue;
        date_evidence(&j);
        EVNE_TRY(s->is_timestamp ? judge_document_stamp(&j, s, item)
                                 : judge_signature(&j, s, item));
    }
    return EVNE_OK;
}

void evne_standing_close(evne_standing *standing)
{
    for (size_t i = 0; i < standing->n; i++) {
        evne_cms_close(&standing->items[i].cms);
        evne_timestamp_close(&standing->items[i].stamp);
    }
    evne_evidence_close(&standing->evidence);
}
