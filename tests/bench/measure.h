/*
 * measure.h - what a piece of work costs.
 *
 * Part of tests/bench. CPU time is user and system time of the process and of the worker processes
 * that it waited for. Of several runs the least CPU time counts: whatever else the machine does
 * only ever adds to it.
 */
#ifndef EVNE_BENCH_MEASURE_H
#define EVNE_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cost {
    double cpu_ms, wall_ms;
    double peak_mb; /* the largest of the processes; 0 when measured inside this one */
    bool is_known;  /* false: the work failed */
} cost;

/*
 * To be called first, while this process is small: what a program takes at most is never counted as
 * less than the process had that started it, so a small one starts them all. False when it cannot.
 */
bool measure_begin(void);
void measure_end(void);

/* Runs `argv` (ended by NULL) `runs` times, its output thrown away. */
cost measure_process(const char *const *argv, int runs);

/* Calls `work` once to warm up and then `runs` times. */
cost measure_calls(bool (*work)(void *context), void *context, int runs);

#endif
