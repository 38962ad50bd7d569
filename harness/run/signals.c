#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "signals.h"

static struct {
	int number;
	void (*before)(int);
} changed[16];
static size_t n_changed;

static bool blocked;
static sigset_t mask_before;

static void remember(int number, void (*before)(int))
{
	for (size_t i = 0; i < n_changed; i++)
		if (changed[i].number == number)
			return;
	if (n_changed < sizeof changed / sizeof *changed) {
		changed[n_changed].number = number;
		changed[n_changed++].before = before;
	}
}

void signals_change(int number, void (*handler)(int))
{
	remember(number, signal(number, handler));
}

void signals_catch(int number, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_RESTART };
	struct sigaction before;
	sigfillset(&action.sa_mask);
	sigaction(number, &action, &before);
	remember(number, before.sa_handler);
}

void signals_change_back(int number)
{
	for (size_t i = 0; i < n_changed; i++)
		if (changed[i].number == number)
			signal(number, changed[i].before);
}

void signals_block(const sigset_t *set)
{
	blocked = sigprocmask(SIG_BLOCK, set, &mask_before) == 0;
}

sigset_t signals_mask(void)
{
	sigset_t now;
	if (blocked)
		return mask_before;
	sigprocmask(SIG_BLOCK, NULL, &now);
	return now;
}

int signals_end_like(int status)
{
	if (!WIFSIGNALED(status))
		return WEXITSTATUS(status);
	struct rlimit no_core = { 0, 0 };
	setrlimit(RLIMIT_CORE, &no_core);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, WTERMSIG(status));
	signal(WTERMSIG(status), SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(WTERMSIG(status));
	return 128 + WTERMSIG(status);
}

void signals_restore(void)
{
	for (size_t i = 0; i < n_changed; i++)
		signal(changed[i].number, changed[i].before);
}
