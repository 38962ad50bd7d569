#include "eighths.h"
#include "clock.h"

uint64_t eighth_ops(uint64_t ops, int eighth)
{
	return ops / EIGHTHS + ((uint64_t)eighth < ops % EIGHTHS);
}

void eighths_run(struct window *window, const struct loop *loop)
{
	int parts = window->ops < EIGHTHS || loop->pool ? 1 : EIGHTHS;
	uint64_t last = window->start_ns = clock_ns(CLOCK_MONOTONIC);
	window->rounds = (uint64_t)parts;
	for (int i = 0; i < parts; i++) {
		loop->run(parts == 1 ? window->ops : eighth_ops(window->ops, i));
		uint64_t now = clock_ns(CLOCK_MONOTONIC);
		if (parts == EIGHTHS)
			window->eighths_ns[i] = now - last;
		last = now;
	}
	window->wall_ns = last - window->start_ns;
}
