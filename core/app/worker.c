/*
 * How: fork, limits, work, one message back through a pipe, its length first. The parent reads
 * until the pipe closes or the wall-clock limit passes; the message ends the conversation, so
 * nothing can be asked of the parent. The child leaves by _exit: what the parent had opened stays
 * the parent's.
 */
#define _POSIX_C_SOURCE 200809L
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST_ANSWER = 512 * 1024 * 1024, CHUNK = 64 * 1024, PREFIX = sizeof(uint64_t) };

const evne_worker_limits evne_worker_default = {
    .memory_mib = 1024, .cpu_seconds = 60, .wall_seconds = 120};

#if defined(__SANITIZE_ADDRESS__)
#define RUNS_UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RUNS_UNDER_ASAN 1
#endif
#endif

static void limit(int resource, rlim_t most)
{
    struct rlimit wanted = {most, most};

    (void)setrlimit(resource, &wanted); /* a smaller limit may be in force already */
}

static void apply_limits(const evne_worker_limits *limits)
{
#ifndef RUNS_UNDER_ASAN /* the sanitizer's shadow memory takes terabytes of address space */
    limit(RLIMIT_AS, (rlim_t)limits->memory_mib * 1024 * 1024);
#endif
    limit(RLIMIT_CPU, limits->cpu_seconds);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
}

static void send_all(int fd, evne_str bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.p, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(evne_status_exit(EVNE_SYSTEM));
        bytes = evne_str_slice(bytes, (size_t)n, bytes.len);
    }
}

static void send_answer(int fd, evne_str message)
{
    uint64_t len = message.len;

    send_all(fd, (evne_str){(const char *)&len, PREFIX});
    send_all(fd, message);
}

/* The job is over its memory: say so in the only form the parent understands. */
static void out_of_memory(void *context, size_t wanted)
{
    int fd = *(int *)context;
    evne_arena *small = evne_arena_new(0, NULL, NULL);
    evne_outcome outcome;
    evne_buf message = {.arena = small};

    evne_outcome_init(&outcome, small);
    outcome.status = evne_fail(&outcome.err, EVNE_SYSTEM, NULL,
                               "the job needs %zu bytes more than it may use", wanted);
    evne_outcome_encode(&message, &outcome);
    send_answer(fd, evne_buf_str(&message));
    _exit(0);
}

static void work(evne_task *task, void *request, const evne_worker_limits *limits, int fd)
{
    evne_arena *arena;
    evne_outcome outcome;
    evne_buf message;
    sigset_t none;

    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN); /* a library that prints to a file gets an error, not a death */
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody would read the answer */
    apply_limits(limits);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL); /* Ctrl-C ends a worker whatever its parent waits for */
    arena = evne_arena_new(limits->memory_mib * 1024 * 1024 / 2, out_of_memory, &fd);
    evne_outcome_init(&outcome, arena);
    task(request, &outcome);
    message = (evne_buf){.arena = arena};
    evne_outcome_encode(&message, &outcome);
    send_answer(fd, evne_buf_str(&message));
    _exit(0);
}

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Room for the whole answer, once it has said how long it is. */
static void make_room(evne_buf *answer)
{
    uint64_t len = 0;

    memcpy(&len, answer->p, PREFIX);
    if (len > answer->len && len < LARGEST_ANSWER)
        evne_buf_reserve(answer, (size_t)len + PREFIX - answer->len);
}

/* Collects the answer; false when the time is up or the answer too large. */
static bool receive(int fd, unsigned wall_seconds, evne_buf *answer)
{
    long long end = now_ms() + wall_seconds * 1000LL;
    char chunk[CHUNK];
    bool has_room = false;

    for (;;) {
        struct pollfd waiting = {.fd = fd, .events = POLLIN};
        long long left = end - now_ms();
        ssize_t n;
        if (left <= 0 || answer->len > LARGEST_ANSWER)
            return false;
        if (poll(&waiting, 1, (int)left) <= 0)
            continue;
        n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        evne_buf_put(answer, chunk, (size_t)n);
        if (!has_room && answer->len >= PREFIX) {
            make_room(answer);
            has_room = true;
        }
    }
}

static int reap(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static evne_status explain_death(int status, bool in_time, const evne_worker_limits *limits,
                                 evne_error *err)
{
    if (!in_time)
        return evne_fail(err, EVNE_SYSTEM, NULL, "the job took longer than %u seconds",
                         limits->wall_seconds);
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return evne_fail(err, EVNE_SYSTEM, NULL, "the job was ended: more than %u seconds of CPU",
                         limits->cpu_seconds);
    if (WIFSIGNALED(status))
        return evne_fail(err, EVNE_SYSTEM, NULL, "the job died of signal %d", WTERMSIG(status));
    return evne_fail(err, EVNE_SYSTEM, NULL, "the job ended with code %d and no answer",
                     WEXITSTATUS(status));
}

static void collect(pid_t child, int fd, const evne_worker_limits *limits, evne_outcome *outcome)
{
    evne_buf answer = {.arena = outcome->arena};
    bool in_time = receive(fd, limits->wall_seconds, &answer);
    int status;

    if (!in_time)
        kill(child, SIGKILL);
    status = reap(child);
    if (in_time && answer.len > PREFIX && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        evne_error damaged;
        evne_str message = evne_str_slice(evne_buf_str(&answer), PREFIX, answer.len);
        if (evne_outcome_decode(message, outcome, &damaged) == EVNE_OK)
            return;
        outcome->err = damaged;
        outcome->status = damaged.status;
        return;
    }
    outcome->status = explain_death(status, in_time, limits, &outcome->err);
}

void evne_worker_run(evne_task *task, void *request, const evne_worker_limits *limits,
                     evne_outcome *outcome)
{
    int ends[2];
    pid_t child;

    if (pipe(ends) != 0) {
        outcome->status =
            evne_fail(&outcome->err, EVNE_SYSTEM, NULL, "cannot make a pipe: %s", strerror(errno));
        return;
    }
    child = fork();
    if (child == 0) {
        close(ends[0]);
        work(task, request, limits, ends[1]);
    }
    close(ends[1]);
    if (child < 0)
        outcome->status = evne_fail(&outcome->err, EVNE_SYSTEM, NULL, "cannot start a worker: %s",
                                    strerror(errno));
    else
        collect(child, ends[0], limits, outcome);
    close(ends[0]);
}
