#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/worker.h"

static evne_arena *arena;
static const evne_worker_limits tight = {.memory_mib = 64, .cpu_seconds = 1, .wall_seconds = 2};

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

static void answer(void *request, evne_outcome *outcome)
{
    outcome->bytes = evne_str_of(evne_arena_printf(outcome->arena, "hej %s", (char *)request));
}

static void die(void *request, evne_outcome *outcome)
{
    (void)request;
    (void)outcome;
    raise(SIGKILL);
}

static void leave(void *request, evne_outcome *outcome)
{
    (void)request;
    (void)outcome;
    _exit(0);
}

static void spin(void *request, evne_outcome *outcome)
{
    volatile unsigned turns = 0;

    (void)request;
    (void)outcome;
    for (;;)
        turns++;
}

static void wait_forever(void *request, evne_outcome *outcome)
{
    (void)request;
    (void)outcome;
    for (;;)
        pause();
}

static void devour(void *request, evne_outcome *outcome)
{
    (void)request;
    for (;;)
        evne_arena_alloc(outcome->arena, 1024 * 1024);
}

static void write_file(void *request, evne_outcome *outcome)
{
    int fd;

    (void)outcome;
    signal(SIGXFSZ, SIG_IGN);
    fd = open(request, O_WRONLY | O_CREAT, 0600);
    outcome->bytes = evne_str_of(write(fd, "x", 1) == 1 ? "written" : "refused");
    close(fd);
}

static evne_outcome run(evne_task *task, void *request)
{
    evne_outcome outcome;

    evne_outcome_init(&outcome, arena);
    evne_worker_run(task, request, &tight, &outcome);
    return outcome;
}

START_TEST(a_task_answers_with_bytes)
{
    char name[] = "Ruth";
    evne_outcome outcome = run(answer, name);

    ck_assert_int_eq(outcome.status, EVNE_OK);
    ck_assert(evne_str_is(outcome.bytes, "hej Ruth"));
}
END_TEST

START_TEST(a_worker_that_dies_or_leaves_is_reported)
{
    ck_assert_int_eq(run(die, NULL).status, EVNE_SYSTEM);
    ck_assert_int_eq(run(leave, NULL).status, EVNE_SYSTEM);
}
END_TEST

START_TEST(an_endless_loop_ends_at_its_cpu_limit)
{
    evne_outcome outcome = run(spin, NULL);

    ck_assert_int_eq(outcome.status, EVNE_SYSTEM);
    ck_assert_ptr_nonnull(strstr(outcome.err.text, "second"));
}
END_TEST

START_TEST(a_task_that_waits_ends_at_its_wall_clock_limit)
{
    evne_outcome outcome = run(wait_forever, NULL);

    ck_assert_int_eq(outcome.status, EVNE_SYSTEM);
    ck_assert_ptr_nonnull(strstr(outcome.err.text, "longer than 2 seconds"));
}
END_TEST

START_TEST(a_task_that_eats_memory_ends_at_its_limit)
{
    evne_outcome outcome = run(devour, NULL);

    ck_assert_int_eq(outcome.status, EVNE_SYSTEM);
    ck_assert_ptr_nonnull(strstr(outcome.err.text, "more than it may use"));
}
END_TEST

START_TEST(a_task_cannot_write_files)
{
    char path[] = "evne-worker-wrote-this";
    evne_outcome outcome = run(write_file, path);

    unlink(path);
    ck_assert(evne_str_is(outcome.bytes, "refused"));
}
END_TEST

Suite *test_worker(void)
{
    Suite *suite = suite_create("worker");
    TCase *tcase = tcase_create("worker");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_task_answers_with_bytes);
    tcase_add_test(tcase, a_worker_that_dies_or_leaves_is_reported);
    tcase_add_test(tcase, an_endless_loop_ends_at_its_cpu_limit);
    tcase_add_test(tcase, a_task_that_waits_ends_at_its_wall_clock_limit);
    tcase_add_test(tcase, a_task_that_eats_memory_ends_at_its_limit);
    tcase_add_test(tcase, a_task_cannot_write_files);
    suite_add_tcase(suite, tcase);
    return suite;
}
