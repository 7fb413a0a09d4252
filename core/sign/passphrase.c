/*
 * How: one line, read with plain read(2) into the caller's buffer, so that no stream buffer keeps a
 * copy of it.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "keys.h"

/* Reads up to a line end or the end of the file. Returns false on a fault or an endless line. */
static bool read_line(int fd, char *out, size_t size)
{
    size_t len = 0;

    for (;;) {
        char c = 0;
        ssize_t got = read(fd, &c, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || len + 1 == size)
            return false;
        if (got == 0 || c == '\n')
            break;
        out[len++] = c;
    }
    if (len && out[len - 1] == '\r')
        len--;
    out[len] = 0;
    return true;
}

static void say(int fd, const char *text)
{
    ssize_t written = write(fd, text, strlen(text));

    (void)written; /* without a terminal to read the question there is none to answer it either */
}

bool evne_prompt_terminal(void *context, const char *subject, char *out, size_t size)
{
    int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios kept, quiet;
    bool ok;

    (void)context;
    if (fd < 0)
        return false;
    if (tcgetattr(fd, &kept) != 0) {
        close(fd);
        return false;
    }
    quiet = kept;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    say(fd, "Adgangskode til ");
    say(fd, subject);
    say(fd, ": ");
    ok = tcsetattr(fd, TCSAFLUSH, &quiet) == 0 && read_line(fd, out, size);
    tcsetattr(fd, TCSAFLUSH, &kept);
    say(fd, "\n");
    close(fd);
    return ok;
}

static evne_status from_file(const char *path, char *out, evne_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok;

    if (fd < 0)
        return evne_fail(err, EVNE_INPUT, path, "cannot open the passphrase file '%s': %s", path,
                         strerror(errno));
    ok = read_line(fd, out, EVNE_PASSPHRASE_MAX);
    close(fd);
    if (!ok)
        return evne_fail(err, EVNE_INPUT, path, "cannot read a passphrase from '%s'", path);
    return EVNE_OK;
}

evne_status evne_passphrase_get(const evne_passphrase *source, const char *subject, char *out,
                                evne_error *err)
{
    if (source && source->file)
        return from_file(source->file, out, err);
    if (source && source->fd >= 0) {
        if (read_line(source->fd, out, EVNE_PASSPHRASE_MAX))
            return EVNE_OK;
        return evne_fail(err, EVNE_INPUT, NULL, "cannot read a passphrase from descriptor %d",
                         source->fd);
    }
    if (source && source->prompt &&
        source->prompt(source->context, subject, out, EVNE_PASSPHRASE_MAX))
        return EVNE_OK;
    return evne_fail(err, EVNE_INPUT, subject,
                     "'%s' needs a passphrase, and there is nowhere to get it from", subject);
}
