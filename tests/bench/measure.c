/*
 * How: wait4 says what a child and its own children took; a clock of the CPU does it for calls. The
 * launcher is asked over a socket: `runs` and the arguments, each with its NUL; it answers a cost.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include "measure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_ORDER = 8192, MOST_ARGUMENTS = 64 };

static int launcher = -1; /* our end of the socket */
static pid_t launcher_pid;

static double clock_ms(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double time_ms(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void become(const char *const *argv)
{
    int nowhere = open("/dev/null", O_RDWR);

    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

static cost run_once(const char *const *argv)
{
    double start = clock_ms(CLOCK_MONOTONIC);
    pid_t child = fork();
    struct rusage used;
    int status;
    cost c = {0};

    if (child == 0)
        become(argv);
    if (child < 0)
        return c;
    while (wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR)
            return c;
    c.wall_ms = clock_ms(CLOCK_MONOTONIC) - start;
    c.cpu_ms = time_ms(used.ru_utime) + time_ms(used.ru_stime);
    c.peak_mb = (double)used.ru_maxrss / 1024;
    c.is_known = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return c;
}

static void keep_better(cost *best, cost c)
{
    if (!best->is_known || c.cpu_ms < best->cpu_ms)
        *best = c;
}

static cost run_often(const char *const *argv, int runs)
{
    cost best = {0};

    for (int i = 0; i < runs; i++) {
        cost c = run_once(argv);
        if (!c.is_known)
            return c;
        keep_better(&best, c);
    }
    return best;
}

/* --- the launcher ---------------------------------------------------------------------------- */

static cost follow(const char *order, size_t len)
{
    const char *argv[MOST_ARGUMENTS + 1] = {NULL};
    size_t n = 0;
    int runs;

    memcpy(&runs, order, sizeof runs);
    for (size_t at = sizeof runs; at < len && n < MOST_ARGUMENTS; at += strlen(order + at) + 1)
        argv[n++] = order + at;
    return run_often(argv, runs);
}

static void serve(int end)
{
    char order[LONGEST_ORDER];
    ssize_t len;

    while ((len = recv(end, order, sizeof order, 0)) > 0) {
        cost c = follow(order, (size_t)len);
        if (send(end, &c, sizeof c, 0) != (ssize_t)sizeof c)
            break;
    }
    _exit(0);
}

bool measure_begin(void)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    launcher_pid = fork();
    if (launcher_pid == 0) {
        close(ends[0]);
        serve(ends[1]);
    }
    close(ends[1]);
    launcher = ends[0];
    return launcher_pid > 0;
}

void measure_end(void)
{
    close(launcher);
    waitpid(launcher_pid, NULL, 0);
}

cost measure_process(const char *const *argv, int runs)
{
    char order[LONGEST_ORDER];
    size_t len = sizeof runs;
    cost c = {0};

    memcpy(order, &runs, sizeof runs);
    for (size_t i = 0; argv[i] && len + strlen(argv[i]) < sizeof order; i++)
        len += (size_t)snprintf(order + len, sizeof order - len, "%s", argv[i]) + 1;
    if (send(launcher, order, len, 0) != (ssize_t)len ||
        recv(launcher, &c, sizeof c, 0) != (ssize_t)sizeof c)
        return (cost){0};
    return c;
}

/* --- calls ----------------------------------------------------------------------------------- */

cost measure_calls(bool (*work)(void *context), void *context, int runs)
{
    cost best = {0};

    if (!work(context))
        return best;
    for (int i = 0; i < runs; i++) {
        double cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID), wall = clock_ms(CLOCK_MONOTONIC);
        cost c = {.is_known = work(context)};
        if (!c.is_known)
            return c;
        c.cpu_ms = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        c.wall_ms = clock_ms(CLOCK_MONOTONIC) - wall;
        keep_better(&best, c);
    }
    return best;
}
