#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "commands/commands.h"
#include "ending.h"
#include "run/signals.h"

/* Returns the signals that end a campaign, except those inherited as ignored, as nohup(1)
 * intends. */
static sigset_t ending_set(void)
{
	static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		struct sigaction action;
		sigaction(ending[i], NULL, &action);
		if (action.sa_handler != SIG_IGN)
			sigaddset(&set, ending[i]);
	}
	return set;
}

int ending_hold(void)
{
	sigset_t set = ending_set();
	signals_block(&set);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

int ending_like(int signals, int status)
{
	struct signalfd_siginfo info;
	struct pollfd pending = { signals, POLLIN, 0 };
	if (poll(&pending, 1, 0) <= 0)
		return status;
	if (read(signals, &info, sizeof info) != sizeof info)
		return EXIT_FAILED;
	return signals_end_like((int)info.ssi_signo);
}
