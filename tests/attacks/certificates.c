/*
 * Certificates with one thing wrong, each in a chain that leads to the trusted root; and evidence
 * of their standing by someone who may not give it, about something else, or of another time.
 */
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacks.h"
#include "sign/cms.h"

typedef struct party {
    EVP_PKEY *key;
    X509 *certificate;
} party;

/* ---- making certificates ---- */

/* "critical,CA:TRUE" and the like, by OpenSSL's names; separated by semicolons, as "name=value". */
static void add_extensions(X509 *certificate, const char *list)
{
    static const char sections[] = "[elsewhere]\nC=SE\n";
    CONF *conf = NCONF_new(NULL);
    BIO *text = BIO_new_mem_buf(sections, -1);
    long line = 0;

    NCONF_load_bio(conf, text, &line);
    for (const char *p = list; *p; p += strcspn(p, ";"), p += *p == ';') {
        char name[64], value[128];
        X509_EXTENSION *extension;
        X509V3_CTX context;

        if (sscanf(p, "%63[^=]=%127[^;]", name, value) != 2)
            abort();
        for (char *at = value; *at; at++)
            *at = *at == '|' ? ';' : *at; /* what OpenSSL wants a semicolon for */
        X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
        X509V3_set_nconf(&context, conf);
        extension = X509V3_EXT_nconf(conf, &context, name, value);
        if (!extension) {
            fprintf(stderr, "attacks: no extension %s=%s\n", name, value);
            abort();
        }
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    BIO_free(text);
    NCONF_free(conf);
}

typedef struct wish {
    const char *name, *extensions;
    int from, to; /* years */
    const char *digest;
    int version; /* 2 is the third */
} wish;

static party issue(const party *issuer, const wish *w)
{
    static long serial = 7000;
    party out = {EVP_EC_gen("P-256"), X509_new()};
    X509 *c = out.certificate;
    char when[20];

    X509_set_version(c, w->version);
    ASN1_INTEGER_set(X509_get_serialNumber(c), serial++);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(c), "C", MBSTRING_UTF8,
                               (const unsigned char *)"DK", -1, -1, 0);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(c), "CN", MBSTRING_UTF8,
                               (const unsigned char *)w->name, -1, -1, 0);
    X509_set_issuer_name(c, X509_get_subject_name(issuer->certificate));
    snprintf(when, sizeof when, "%d0101000000Z", w->from);
    ASN1_TIME_set_string_X509(X509_getm_notBefore(c), when);
    snprintf(when, sizeof when, "%d0101000000Z", w->to);
    ASN1_TIME_set_string_X509(X509_getm_notAfter(c), when);
    X509_set_pubkey(c, out.key);
    add_extensions(c, w->extensions);
    X509_sign(c, issuer->key, EVP_get_digestbyname(w->digest));
    return out;
}

static void *read_pem(evne_arena *arena, const char *name, bool is_key)
{
    BIO *file = BIO_new_file(fixture_key_path(arena, name), "r");
    void *out = is_key ? (void *)PEM_read_bio_PrivateKey(file, NULL, NULL, NULL)
                       : (void *)PEM_read_bio_X509(file, NULL, NULL, NULL);

    BIO_free(file);
    return out;
}

static party stored(evne_arena *arena, const char *name)
{
    return (party){read_pem(arena, evne_arena_printf(arena, "%s.key.pem", name), true),
                   read_pem(arena, evne_arena_printf(arena, "%s.pem", name), false)};
}

static void let_go(party *p)
{
    EVP_PKEY_free(p->key);
    X509_free(p->certificate);
}

/* The key with its certificate and the issuer's, as evne_key_load reads them. */
static evne_key *load(evne_arena *arena, const party *leaf, const party *above)
{
    const char *path = fixture_key_path(arena, "attack.pem");
    BIO *file = BIO_new_file(path, "w");
    evne_key *out = NULL;
    evne_error err = {0};

    PEM_write_bio_PKCS8PrivateKey(file, leaf->key, NULL, NULL, 0, NULL, NULL);
    PEM_write_bio_X509(file, leaf->certificate);
    if (above)
        PEM_write_bio_X509(file, above->certificate);
    BIO_free(file);
    if (evne_key_load(arena, path, NULL, NULL, &out, &err) != EVNE_OK) {
        fprintf(stderr, "attacks: %s\n", err.text);
        abort();
    }
    remove(path);
    return out;
}

static evne_str sign_by(evne_arena *arena, const party *leaf, const party *above)
{
    evne_key *key = load(arena, leaf, above);
    evne_sign_options options = {
        .role = fixture_roles[0], .key = key, .when = fixture_now(), .force = true};
    evne_error err = {0};
    evne_str out = {0};

    if (evne_sign(arena, fixture_form(arena, 2), &options, &out, &err) != EVNE_OK) {
        fprintf(stderr, "attacks: %s\n", err.text);
        abort();
    }
    evne_key_free(key);
    return out;
}

/* ---- chains ---- */

#define CA "basicConstraints=critical,CA:TRUE;keyUsage=critical,keyCertSign,cRLSign"
#define LEAF "basicConstraints=critical,CA:FALSE;keyUsage=critical,digitalSignature"
#define STRANGE ";1.2.3.4.5=critical,DER:0500"

static const struct {
    const char *name;
    wish above, leaf;
    const char *reasons; /* NULL: honest */
} chains[] = {
    {"nothing wrong",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     NULL},
    {"an extension nobody knows, not critical",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF ";1.2.3.4.5=DER:0500", 2020, 2040, "SHA256", 2},
     NULL},
    {"a critical extension nobody knows",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF STRANGE, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"a critical extension nobody knows above",
     {"Led", CA STRANGE, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer that is none",
     {"Led", LEAF, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer that does not say so",
     {"Led", "keyUsage=critical,keyCertSign", 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer that may not issue",
     {"Led", "basicConstraints=critical,CA:TRUE;keyUsage=critical,cRLSign", 2020, 2040, "SHA256",
      2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer that has ended",
     {"Led", CA, 2020, 2024, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer that has not begun",
     {"Led", CA, 2030, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer by SHA-1",
     {"Led", CA, 2020, 2040, "SHA1", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"an issuer of the first version",
     {"Led", "", 2020, 2040, "SHA256", 0},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"names that are not the issuer's",
     {"Led", CA ";nameConstraints=critical,permitted|dirName:elsewhere", 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA256", 2},
     "certificate.*"},
    {"a certificate that has ended",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2024, "SHA256", 2},
     "certificate.expired"},
    {"a certificate that has not begun",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2030, 2040, "SHA256", 2},
     "certificate.not_yet_valid"},
    {"a certificate by SHA-1",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF, 2020, 2040, "SHA1", 2},
     "certificate.*"},
    {"a certificate for agreeing on keys",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", "basicConstraints=critical,CA:FALSE;keyUsage=critical,keyAgreement", 2020, 2040,
      "SHA256", 2},
     "certificate.purpose"},
    {"a certificate for time-stamps",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF ";extendedKeyUsage=critical,timeStamping", 2020, 2040, "SHA256", 2},
     "certificate.purpose"},
    {"a certificate for servers",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF ";extendedKeyUsage=serverAuth", 2020, 2040, "SHA256", 2},
     "certificate.purpose"},
    {"a certificate for answers about others",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", LEAF ";extendedKeyUsage=OCSPSigning", 2020, 2040, "SHA256", 2},
     "certificate.purpose"},
    {"the issuer's own signature",
     {"Led", CA, 2020, 2040, "SHA256", 2},
     {"Blad", CA, 2020, 2040, "SHA256", 2},
     "certificate.*"},
};

static void bad_chains(attacks *all)
{
    party root = stored(all->arena, "root");

    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        party above = issue(&root, &chains[i].above), leaf = issue(&above, &chains[i].leaf);
        const char *reasons = chains[i].reasons;

        attacks_add(all, reasons ? ATTACK_CHAINS : ATTACK_HONEST,
                    sign_by(all->arena, &leaf, &above), reasons ? reasons : "", "a chain with %s",
                    chains[i].name);
        let_go(&leaf);
        let_go(&above);
    }
    let_go(&root);
}

/* A chain that is longer than its issuers allow, and a name that is the root's. */
static void long_chains(attacks *all)
{
    static const wish sub = {"Under", CA, 2020, 2040, "SHA256", 2},
                      leaf_wish = {"Blad", LEAF, 2020, 2040, "SHA256", 2};
    party above = stored(all->arena, "intermediate"); /* pathlen:0 */
    party under = issue(&above, &sub), leaf = issue(&under, &leaf_wish), fake;
    wish named = {"Evne Test Rod", CA, 2020, 2040, "SHA256", 2};

    attacks_add(all, ATTACK_CHAINS, sign_by(all->arena, &leaf, &under), "certificate.*",
                "a chain that is longer than allowed");
    let_go(&leaf);
    fake = issue(&under, &named);
    leaf = issue(&fake, &leaf_wish);
    attacks_add(all, ATTACK_CHAINS, sign_by(all->arena, &leaf, &fake), "certificate.*",
                "an issuer with the root's name");
    let_go(&leaf);
    let_go(&fake);
    let_go(&under);
    let_go(&above);
}

/* ---- evidence ---- */

enum { EIGHT = 1795334400, HOUR = 3600 }; /* one hour before fixture_now() */

typedef struct evidence_case {
    const char *name;
    int signer; /* 0 issuer, 1 authorised, 2 a leaf, 3 authorised by another issuer */
    int status;
    int shift, life;     /* hours from EIGHT; hours until the next, 0 for none */
    int about;           /* 0 the leaf, 1 another serial number */
    const char *reasons; /* NULL: honest */
} evidence_case;

static const evidence_case answers[] = {
    {"the issuer says it is good", 0, V_OCSP_CERTSTATUS_GOOD, 0, 24, 0, NULL},
    {"one that is authorised says so", 1, V_OCSP_CERTSTATUS_GOOD, 0, 24, 0, NULL},
    {"one that is not authorised says so", 2, V_OCSP_CERTSTATUS_GOOD, 0, 24, 0,
     "certificate.revocation_unknown"},
    {"one that another issuer authorised says so", 3, V_OCSP_CERTSTATUS_GOOD, 0, 24, 0,
     "certificate.revocation_unknown"},
    {"it was revoked", 0, V_OCSP_CERTSTATUS_REVOKED, 0, 24, 0, "certificate.revoked"},
    {"it is not known", 0, V_OCSP_CERTSTATUS_UNKNOWN, 0, 24, 0, "certificate.revocation_unknown"},
    {"another one is good", 0, V_OCSP_CERTSTATUS_GOOD, 0, 24, 1, "certificate.revocation_unknown"},
    {"it will be good", 0, V_OCSP_CERTSTATUS_GOOD, 5, 24, 0, "certificate.revocation_unknown"},
    {"it was good long ago", 0, V_OCSP_CERTSTATUS_GOOD, -2400, 24, 0,
     "certificate.revocation_unknown"},
    {"it was good long ago, without an end", 0, V_OCSP_CERTSTATUS_GOOD, -2400, 0, 0,
     "certificate.revocation_unknown"},
    {"it was good until before", 0, V_OCSP_CERTSTATUS_GOOD, 0, -24, 0,
     "certificate.revocation_unknown"},
};

static ASN1_GENERALIZEDTIME *at_hour(int hours)
{
    return ASN1_GENERALIZEDTIME_set(NULL, EIGHT + (time_t)hours * HOUR);
}

static evne_str take(evne_arena *arena, unsigned char *der, int len)
{
    evne_str out = {evne_arena_copy(arena, (const char *)der, (size_t)(len > 0 ? len : 0)),
                    (size_t)(len > 0 ? len : 0)};

    OPENSSL_free(der);
    return out;
}

static evne_str answer_of(evne_arena *arena, const evidence_case *c, const party *leaf,
                          const party *issuer, const party *signer)
{
    OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
    X509 *about = c->about ? signer->certificate : leaf->certificate;
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), about, issuer->certificate);
    ASN1_GENERALIZEDTIME *from = at_hour(c->shift), *next = at_hour(c->shift + c->life),
                         *revoked = at_hour(-48);
    OCSP_RESPONSE *response;
    unsigned char *der = NULL;
    int len;

    OCSP_basic_add1_status(basic, id, c->status, 0,
                           c->status == V_OCSP_CERTSTATUS_REVOKED ? revoked : NULL, from,
                           c->life ? next : NULL);
    OCSP_basic_sign(basic, signer->certificate, signer->key, EVP_sha256(), NULL, 0);
    response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    len = i2d_OCSP_RESPONSE(response, &der);
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_GENERALIZEDTIME_free(from);
    ASN1_GENERALIZEDTIME_free(next);
    ASN1_GENERALIZEDTIME_free(revoked);
    return take(arena, der, len);
}

/* The file with a DSS of one stream, under that key. */
static evne_str with_store(evne_arena *arena, evne_str pdf, const char *key, evne_str der)
{
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    int next = evne_update_next_number(read);
    evne_buf stream = {.arena = arena};
    evne_update_object objects[3] = {
        {form.root_number, 0, {0}, 0}, {next, 0, {0}, 0}, {next + 1, 0, {0}, 0}};
    evne_str out;

    objects[0].body =
        evne_str_of(attack_with(arena, form.root, "DSS", evne_arena_printf(arena, "%d 0 R", next)));
    objects[1].body =
        evne_str_of(evne_arena_printf(arena, "<</Type/DSS/%s[%d 0 R]>>", key, next + 1));
    evne_buf_printf(&stream, "<</Length %zu>>\nstream\n", der.len);
    evne_buf_put_str(&stream, der);
    evne_buf_puts(&stream, "\nendstream");
    objects[2].body = evne_buf_str(&stream);
    evne_update_append(arena, read, objects, 3, &out);
    return out;
}

/* Who takes part when evidence is given. */
typedef struct scene {
    party issuer, other, leaf, signers[4];
    evne_str pdf;
} scene;

static scene set_scene(evne_arena *arena)
{
    static const wish ca = {"Led", CA, 2020, 2040, "SHA256", 2},
                      other = {"Andet led", CA, 2020, 2040, "SHA256", 2},
                      leaf = {"Blad",
                              LEAF ";authorityInfoAccess=OCSP|URI:http://127.0.0.1:1/"
                                   ";crlDistributionPoints=URI:http://127.0.0.1:1/",
                              2020,
                              2040,
                              "SHA256",
                              2},
                      responder = {"Svar",   LEAF ";extendedKeyUsage=OCSPSigning;noCheck=ignored",
                                   2020,     2040,
                                   "SHA256", 2},
                      plain = {"Nabo", LEAF, 2020, 2040, "SHA256", 2};
    party root = stored(arena, "root");
    scene s = {.issuer = issue(&root, &ca), .other = issue(&root, &other)};

    s.leaf = issue(&s.issuer, &leaf);
    s.signers[0] = s.issuer;
    s.signers[1] = issue(&s.issuer, &responder);
    s.signers[2] = issue(&s.issuer, &plain);
    s.signers[3] = issue(&s.other, &responder);
    s.pdf = sign_by(arena, &s.leaf, &s.issuer);
    let_go(&root);
    return s;
}

static void bad_answers(attacks *all, const scene *s)
{
    attacks_add(all, ATTACK_CHAINS, s->pdf, "certificate.revocation_unknown",
                "an answer: nobody says anything");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const char *reasons = answers[i].reasons;
        evne_str der = answer_of(all->arena, &answers[i], &s->leaf, &s->issuer,
                                 &s->signers[answers[i].signer]);

        attacks_add(all, reasons ? ATTACK_CHAINS : ATTACK_HONEST,
                    with_store(all->arena, s->pdf, "OCSPs", der), reasons ? reasons : "",
                    "an answer: %s", answers[i].name);
    }
}

/* ---- revocation lists ---- */

typedef struct list_case {
    const char *name, *extensions, *digest;
    int by_other, signed_by; /* whose name it has; whose key signs: 0 issuer, 1 the other */
    int shift, life;
    bool has_leaf;
    const char *reasons; /* NULL: honest */
} list_case;

static const list_case lists[] = {
    {"it is not on the list", "", "SHA256", 0, 0, 0, 24, false, NULL},
    {"it is on the list", "", "SHA256", 0, 0, 0, 24, true, "certificate.revoked"},
    {"another issuer's list", "", "SHA256", 1, 1, 0, 24, false, "certificate.revocation_unknown"},
    {"a list in the issuer's name", "", "SHA256", 0, 1, 0, 24, false,
     "certificate.revocation_unknown"},
    {"a list by SHA-1", "", "SHA1", 0, 0, 0, 24, false, "certificate.revocation_unknown"},
    {"a list of long ago", "", "SHA256", 0, 0, -2400, 24, false, "certificate.revocation_unknown"},
    {"a list of tomorrow", "", "SHA256", 0, 0, 24, 24, false, "certificate.revocation_unknown"},
    {"a list of changes alone", "deltaCRL=critical,0x01", "SHA256", 0, 0, 0, 24, false,
     "certificate.revocation_unknown"},
    {"a list with a critical extension", "1.2.3.4.5=critical,DER:0500", "SHA256", 0, 0, 0, 24,
     false, "certificate.revocation_unknown"},
    {"a list of issuers alone", "issuingDistributionPoint=critical,DER:30038201FF", "SHA256", 0, 0,
     0, 24, false, "certificate.revocation_unknown"},
    {"a list for others too", "issuingDistributionPoint=critical,DER:30038401FF", "SHA256", 0, 0, 0,
     24, false, "certificate.revocation_unknown"},
};

static void extend_list(X509_CRL *crl, const char *extension)
{
    char name[64], value[128];
    X509_EXTENSION *made;

    if (sscanf(extension, "%63[^=]=%127s", name, value) != 2)
        return;
    made = strcmp(name, "deltaCRL") == 0 ? NULL : X509V3_EXT_nconf(NULL, NULL, name, value);
    if (made) {
        X509_CRL_add_ext(crl, made, -1);
    } else {
        ASN1_INTEGER *base = s2i_ASN1_INTEGER(NULL, "1");

        X509_CRL_add1_ext_i2d(crl, NID_delta_crl, base, 1, 0);
        ASN1_INTEGER_free(base);
    }
    X509_EXTENSION_free(made);
}

static evne_str list_of(evne_arena *arena, const list_case *c, const scene *s)
{
    const party *named = c->by_other ? &s->other : &s->issuer;
    const party *signer = c->signed_by ? &s->other : &s->issuer;
    X509_CRL *crl = X509_CRL_new();
    ASN1_GENERALIZEDTIME *from = at_hour(c->shift), *next = at_hour(c->shift + c->life),
                         *revoked = at_hour(-48);
    unsigned char *der = NULL;
    int len;

    X509_CRL_set_version(crl, 1);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(named->certificate));
    X509_CRL_set1_lastUpdate(crl, from);
    X509_CRL_set1_nextUpdate(crl, next);
    if (c->has_leaf) {
        X509_REVOKED *line = X509_REVOKED_new();

        X509_REVOKED_set_serialNumber(line, X509_get_serialNumber(s->leaf.certificate));
        X509_REVOKED_set_revocationDate(line, revoked);
        X509_CRL_add0_revoked(crl, line);
    }
    extend_list(crl, c->extensions);
    X509_CRL_sign(crl, signer->key, EVP_get_digestbyname(c->digest));
    len = i2d_X509_CRL(crl, &der);
    X509_CRL_free(crl);
    ASN1_GENERALIZEDTIME_free(from);
    ASN1_GENERALIZEDTIME_free(next);
    ASN1_GENERALIZEDTIME_free(revoked);
    return take(arena, der, len);
}

static void bad_lists(attacks *all, const scene *s)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const char *reasons = lists[i].reasons;

        attacks_add(all, reasons ? ATTACK_CHAINS : ATTACK_HONEST,
                    with_store(all->arena, s->pdf, "CRLs", list_of(all->arena, &lists[i], s)),
                    reasons ? reasons : "", "a list: %s", lists[i].name);
    }
}

/* ---- whose certificate the attributes name ---- */

static evne_str replace_cms(evne_arena *arena, evne_str pdf, const evne_key *names,
                            const evne_key *has, const EVP_MD *md)
{
    attack_site site = attack_find(arena, pdf);
    unsigned char digest[EVP_MAX_MD_SIZE], value[512];
    unsigned len = 0;
    size_t value_len = sizeof value;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    evne_str attributes;

    evne_digest(md, evne_str_slice(pdf, 0, site.contents),
                evne_str_slice(pdf, site.contents_end, pdf.len), digest, &len);
    attributes = evne_cms_attributes(arena, names, (evne_str){(char *)digest, len});
    EVP_DigestSignInit(context, NULL, evne_key_digest(has), NULL, evne_key_private(has));
    EVP_DigestSign(context, value, &value_len, (const unsigned char *)attributes.p, attributes.len);
    EVP_MD_CTX_free(context);
    return attack_put_cms(
        arena, pdf,
        evne_cms_assemble(arena, has, attributes, false, (evne_str){(char *)value, value_len}));
}

static void name_others(attacks *all)
{
    evne_str pdf = attack_base(all->arena, BASE_ONE);
    evne_key *one = fixture_key(all->arena, "arbejdsgiver");
    evne_key *two = fixture_key(all->arena, "medarbejderrepraesentant");

    attacks_add(all, ATTACK_CMS, replace_cms(all->arena, pdf, one, two, EVP_sha256()),
                "cms.certificate", "attributes that name another's certificate");
    attacks_add(all, ATTACK_CMS, replace_cms(all->arena, pdf, two, one, EVP_sha256()),
                "cms.certificate", "attributes that name yet another's certificate");
    attacks_add(all, ATTACK_CMS, replace_cms(all->arena, pdf, one, one, EVP_sha512()),
                "content.digest", "a digest by another method");
    attacks_add(all, ATTACK_CMS, replace_cms(all->arena, pdf, one, one, EVP_sha1()),
                "content.digest", "a digest by SHA-1");
    attacks_add(all, ATTACK_HONEST, replace_cms(all->arena, pdf, one, one, EVP_sha256()), "",
                "attributes that name one's own certificate");
    evne_key_free(one);
    evne_key_free(two);
}

void attacks_certificates(attacks *all)
{
    scene s = set_scene(all->arena);

    bad_chains(all);
    long_chains(all);
    bad_answers(all, &s);
    bad_lists(all, &s);
    name_others(all);
    let_go(&s.other);
    let_go(&s.leaf);
    for (size_t i = 0; i < 4; i++)
        let_go(&s.signers[i]);
}
