#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "text.h"
#include "ticks.h"

int machine_ticks_read(struct machine_ticks *ticks)
{
	char text[512];
	double user, nice, system, idle, wait, irq, softirq, steal;
	int error = machine_read("/proc/stat", text, sizeof text);
	if (error < 0)
		return error;
	if (sscanf(text, "cpu %lf %lf %lf %lf %lf %lf %lf %lf", &user, &nice, &system, &idle, &wait,
		    &irq, &softirq, &steal) != 8)
		return -EPROTO;
	double per_second = (double)sysconf(_SC_CLK_TCK);
	ticks->busy_s = (user + nice + system + irq + softirq) / per_second;
	ticks->steal_s = steal / per_second;
	return 0;
}

/* Lets the sample's time pass. Spinning means reading a timer that does not block. */
static int pass(bool spinning)
{
	const struct itimerspec sample = { .it_value.tv_nsec = (long)(MACHINE_SAMPLE_S * 1e9) };
	uint64_t expired;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | (spinning ? TFD_NONBLOCK : 0));
	if (fd < 0)
		return -errno;
	int error = timerfd_settime(fd, 0, &sample, NULL) < 0 ? -errno : 0;
	while (!error && read(fd, &expired, sizeof expired) < 0)
		if (errno != EAGAIN && errno != EINTR)
			error = -errno;
	close(fd);
	return error;
}

int machine_ticks_over(bool spinning, struct machine_ticks *ticks)
{
	struct machine_ticks before;
	int error = machine_ticks_read(&before);
	if (!error)
		error = pass(spinning);
	if (!error)
		error = machine_ticks_read(ticks);
	if (error)
		return error;
	ticks->busy_s -= before.busy_s;
	ticks->steal_s -= before.steal_s;
	return 0;
}
