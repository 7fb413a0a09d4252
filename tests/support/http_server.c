/*
 * http_server DIR - a loopback server for tests of time-stamps and revocation.
 *
 * How: it binds a free port of 127.0.0.1, prints its number, and answers one request after the
 * other with what the openssl program makes of it in DIR (tests/tsa/make.sh), where its files lie
 * too. DIR may be filled after the start. Some paths answer wrongly on purpose: see `faults`. It
 * ends after 2000 requests, after five minutes, or when it is told to.
 */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_REQUESTS = 2000, MOST_SECONDS = 300, MOST_BYTES = 1 << 20, MOST_HEAD = 8192 };

typedef struct request {
    char method[8], path[256];
    char bytes[MOST_BYTES]; /* the head, then the body */
    size_t head, len;       /* where the body begins; all bytes so far */
} request;

static void send_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);

        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

static void answer(int fd, const char *type, const char *bytes, size_t len)
{
    char head[256];
    int n =
        snprintf(head, sizeof head,
                 "HTTP/1.0 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", type, len);

    send_all(fd, head, (size_t)n);
    send_all(fd, bytes, len);
}

static void refuse(int fd)
{
    static const char text[] = "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    send_all(fd, text, sizeof text - 1);
}

/* ---- files ---- */

static size_t read_file(const char *path, char *out, size_t room)
{
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(out, 1, room, file) : 0;

    if (file)
        fclose(file);
    return n;
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");

    if (file) {
        fwrite(bytes, 1, len, file);
        fclose(file);
    }
}

/* Runs `become`, which turns the child into another program, without its output. */
static bool run(void (*become)(const char *argument), const char *argument)
{
    pid_t child = fork();
    int status = 1;

    if (child == 0) {
        int null = open("/dev/null", O_RDWR);

        dup2(null, 0);
        dup2(null, 1);
        dup2(null, 2);
        become(argument);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* ---- answers by the openssl program ---- */

static void become_authority(const char *config)
{
    execlp("openssl", "openssl", "ts", "-reply", "-config", config, "-queryfile", "query.der",
           "-out", "reply.der", (char *)NULL);
}

static void become_responder(const char *index)
{
    execlp("openssl", "openssl", "ocsp", "-index", index, "-CA", "issuer.pem", "-rsigner",
           "ocsp.pem", "-rkey", "ocsp.key.pem", "-ndays", "30", "-reqin", "request.der", "-respout",
           "status.der", (char *)NULL);
}

static size_t make_stamp(const request *r, const char *name, char *out)
{
    char config[300];

    snprintf(config, sizeof config, "%s.cnf", name);
    write_file("query.der", r->bytes + r->head, r->len - r->head);
    remove("reply.der");
    return run(become_authority, config) ? read_file("reply.der", out, MOST_BYTES) : 0;
}

static size_t make_status(const request *r, char *out)
{
    write_file("request.der", r->bytes + r->head, r->len - r->head);
    remove("status.der");
    return run(become_responder, "index.txt") ? read_file("status.der", out, MOST_BYTES) : 0;
}

/* ---- answers that are wrong ---- */

static const char stamp_type[] = "application/timestamp-reply";

static void answer_moved(int fd, const request *r)
{
    static const char text[] = "HTTP/1.0 302 Found\r\nLocation: /tsa\r\nContent-Length: 0\r\n\r\n";

    (void)r;
    send_all(fd, text, sizeof text - 1);
}

/* Waits for the other side to give up. */
static void answer_silent(int fd, const request *r)
{
    char c;

    (void)r;
    while (read(fd, &c, 1) > 0)
        ;
}

static void answer_garbage(int fd, const request *r)
{
    (void)r;
    answer(fd, stamp_type, "\x30\x03\x02\x01\x05", 5);
}

static void answer_cut(int fd, const request *r)
{
    static const char text[] = "HTTP/1.0 200 OK\r\nContent-Type: application/timestamp-reply\r\n"
                               "Content-Length: 5000\r\n\r\n\x30\x82\x13\x84\x02\x01";

    (void)r;
    send_all(fd, text, sizeof text - 1);
}

static void answer_huge(int fd, const request *r)
{
    static char bytes[100004] = "\x30\x83\x01\x86\x9b";

    (void)r;
    answer(fd, stamp_type, bytes, sizeof bytes);
}

static void answer_type(int fd, const request *r)
{
    static char reply[MOST_BYTES];

    answer(fd, "text/html", reply, make_stamp(r, "tsa", reply));
}

/* One bit of the signature is wrong. */
static void answer_flipped(int fd, const request *r)
{
    static char reply[MOST_BYTES];
    size_t n = make_stamp(r, "tsa", reply);

    if (n)
        reply[n - 1] ^= 1;
    answer(fd, stamp_type, reply, n);
}

/* The first answer that was ever given, whatever is asked. */
static void answer_replay(int fd, const request *r)
{
    static char reply[MOST_BYTES];
    size_t n = read_file("first.der", reply, sizeof reply);

    if (n == 0 && (n = make_stamp(r, "tsa", reply)) > 0)
        write_file("first.der", reply, n);
    answer(fd, stamp_type, reply, n);
}

static const struct {
    const char *path;
    void (*answer)(int fd, const request *r);
} faults[] = {{"/moved", answer_moved},  {"/silent", answer_silent}, {"/garbage", answer_garbage},
              {"/cut", answer_cut},      {"/huge", answer_huge},     {"/type", answer_type},
              {"/flip", answer_flipped}, {"/replay", answer_replay}};

/* ---- requests ---- */

static void serve_post(int fd, const request *r)
{
    static char reply[MOST_BYTES];
    size_t n =
        strcmp(r->path, "/ocsp") == 0 ? make_status(r, reply) : make_stamp(r, r->path + 1, reply);

    if (n)
        answer(fd, strcmp(r->path, "/ocsp") == 0 ? "application/ocsp-response" : stamp_type, reply,
               n);
    else
        refuse(fd);
}

static void serve(int fd, const request *r)
{
    static char bytes[MOST_BYTES];
    size_t n;

    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strcmp(r->path, faults[i].path) == 0) {
            faults[i].answer(fd, r);
            return;
        }
    if (strchr(r->path + 1, '/') || strstr(r->path, ".."))
        refuse(fd);
    else if (strcmp(r->method, "POST") == 0)
        serve_post(fd, r);
    else if ((n = read_file(r->path + 1, bytes, sizeof bytes)) > 0)
        answer(fd, "application/pkix-crl", bytes, n);
    else
        refuse(fd);
}

static size_t body_length(const char *head)
{
    for (const char *line = head; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncasecmp(line, "Content-Length:", 15) == 0)
            return strtoul(line + 15, NULL, 10);
        if (*line == '\r' || *line == 0)
            break;
    }
    return 0;
}

static bool receive(int fd, request *r)
{
    size_t wanted = SIZE_MAX;

    for (r->len = 0; r->len < wanted && r->len + 1 < sizeof r->bytes;) {
        ssize_t n = read(fd, r->bytes + r->len, sizeof r->bytes - 1 - r->len);
        const char *end;

        if (n <= 0)
            return false;
        r->len += (size_t)n;
        r->bytes[r->len] = 0;
        end = wanted == SIZE_MAX ? strstr(r->bytes, "\r\n\r\n") : NULL;
        if (end) {
            r->head = (size_t)(end - r->bytes) + 4;
            wanted = r->head + body_length(r->bytes);
        }
    }
    return sscanf(r->bytes, "%7s %255s", r->method, r->path) == 2 && r->path[0] == '/';
}

static int listen_on_loopback(unsigned short *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(fd, 16) != 0 || getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return -1;
    *port = ntohs(address.sin_port);
    return fd;
}

int main(int count, char **args)
{
    static request r;
    unsigned short port = 0;
    int listener = listen_on_loopback(&port);

    if (count != 2 || listener < 0 || chdir(args[1]) != 0) {
        fprintf(stderr, "usage: http_server DIR\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    alarm(MOST_SECONDS);
    printf("%d\n", port);
    fclose(stdout);
    for (int n = 0; n < MOST_REQUESTS; n++) {
        int fd = accept(listener, NULL, NULL);

        if (fd < 0)
            continue;
        if (receive(fd, &r))
            serve(fd, &r);
        close(fd);
    }
    return 0;
}
