#include "signing.h"

#include <errno.h>
#include <stdlib.h>

static evne_status read_descriptor(const char *text, int *fd, evne_error *err)
{
    char *end;
    long number;

    *fd = -1;
    if (!text)
        return EVNE_OK;
    errno = 0;
    number = strtol(text, &end, 10);
    if (errno || end == text || *end || number < 0 || number > 65535)
        return evne_fail(err, EVNE_USAGE, NULL, "--passphrase-fd wants a number, not '%s'", text);
    *fd = (int)number;
    return EVNE_OK;
}

static evne_status check_level(const evne_seal_request *request, evne_error *err)
{
    const char *level = evne_level_name(request->level);

    if (request->level >= EVNE_LEVEL_T && !request->tsa)
        return evne_fail(err, EVNE_USAGE, NULL, "%s wants --tsa URL", level);
    if (request->level >= EVNE_LEVEL_LT && request->trust.count == 0)
        return evne_fail(err, EVNE_USAGE, NULL, "%s wants --trust FILE", level);
    return EVNE_OK;
}

evne_status evne_signing_need_key(const evne_options *options, evne_error *err)
{
    static const evne_option_id all[] = {EVNE_OPTIONS_OF_SIGNING};

    if (options->values[EVNE_OPTION_KEY] && options->values[EVNE_OPTION_ROLE])
        return EVNE_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (options->values[all[i]])
            return evne_fail(err, EVNE_USAGE, NULL, "a signature wants --key URI and --role ROLE");
    return EVNE_OK;
}

evne_status evne_signing_request(const evne_options *options, evne_seal_request *request,
                                 evne_error *err)
{
    *request = (evne_seal_request){
        .key_uri = options->values[EVNE_OPTION_KEY],
        .certificate_path = options->values[EVNE_OPTION_CERT],
        .role = options->values[EVNE_OPTION_ROLE],
        .in_any_order = options->values[EVNE_OPTION_ANY_ORDER] != NULL,
        .certify = options->values[EVNE_OPTION_CERTIFY] != NULL,
        .pss = options->values[EVNE_OPTION_PSS] != NULL,
        .passphrase = {.file = options->values[EVNE_OPTION_PASS_FILE],
                       .prompt = evne_prompt_terminal},
    };
    EVNE_TRY(read_descriptor(options->values[EVNE_OPTION_PASS_FD], &request->passphrase.fd, err));
    EVNE_TRY(evne_command_time(options, &request->when, err));
    EVNE_TRY(evne_command_level(options, EVNE_LEVEL_B, request, err));
    return check_level(request, err);
}
