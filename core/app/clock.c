/* How: the offset is the difference between the local and the UTC reading of one moment. */
#define _POSIX_C_SOURCE 200809L
#include "clock.h"

static const long SECONDS_PER_DAY = 24 * 60 * 60;

evne_moment evne_clock_moment(long long seconds)
{
    long long day = seconds / SECONDS_PER_DAY, of_day = seconds % SECONDS_PER_DAY;

    if (of_day < 0) {
        day--;
        of_day += SECONDS_PER_DAY;
    }
    return (evne_moment){.date = evne_date_of_days((long)day), .second_of_day = (int)of_day};
}

static long long local_seconds(const struct tm *local)
{
    evne_date date = {local->tm_year + 1900, local->tm_mon + 1, local->tm_mday};

    return evne_date_days(date) * (long long)SECONDS_PER_DAY + local->tm_hour * 3600 +
           local->tm_min * 60 + local->tm_sec;
}

evne_moment evne_clock_now(void)
{
    time_t now = time(NULL);
    struct tm local;
    evne_moment moment;
    long long seconds;

    tzset();
    if (!localtime_r(&now, &local))
        return evne_clock_moment(now);
    seconds = local_seconds(&local);
    moment = evne_clock_moment(seconds);
    moment.offset_min = (int)((seconds - now) / 60);
    return moment;
}
