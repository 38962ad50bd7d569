#include <signal.h>
#include <stddef.h>

#include "signals.h"

static struct {
	int number;
	void (*before)(int);
} changed[8];
static size_t n_changed;

void signals_change(int number, void (*handler)(int))
{
	void (*before)(int) = signal(number, handler);
	for (size_t i = 0; i < n_changed; i++)
		if (changed[i].number == number)
			return;
	if (n_changed < sizeof changed / sizeof *changed) {
		changed[n_changed].number = number;
		changed[n_changed++].before = before;
	}
}

void signals_change_back(int number)
{
	for (size_t i = 0; i < n_changed; i++)
		if (changed[i].number == number)
			signal(number, changed[i].before);
}

void signals_restore(void)
{
	for (size_t i = 0; i < n_changed; i++)
		signal(changed[i].number, changed[i].before);
}
