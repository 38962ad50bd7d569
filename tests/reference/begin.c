/* begin [-u UID] [-s] [-t SECONDS] COMMAND...: replaces itself by the command. -u: as this user, of
 * group 65534 and without others. -s: as the leader of a session, with signals as by default and
 * without the shell's "_". -t: after so many seconds SIGALRM ends it. Thousands of commands of the
 * tests begin here, and each program that one would chain for this takes longer than trace. */
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { USAGE = 2, CANNOT = 126, NOGROUP = 65534 };

static void become(uid_t user)
{
	if (setgroups(0, NULL) || setresgid(NOGROUP, NOGROUP, NOGROUP) ||
		setresuid(user, user, user)) {
		perror("begin");
		exit(CANNOT);
	}
}

static int usage(void)
{
	fputs("Usage: begin [-u UID] [-s] [-t SECONDS] COMMAND...\n", stderr);
	return USAGE;
}

static void lead_session(void)
{
	setsid(); /* who leads one already has it */
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	unsetenv("_");
}

int main(int argc, char **argv)
{
	for (int option; (option = getopt(argc, argv, "+u:st:")) != -1;)
		switch (option) {
		case 'u':
			become((uid_t)atoi(optarg));
			break;
		case 's':
			lead_session();
			break;
		case 't':
			alarm((unsigned)atoi(optarg));
			break;
		default:
			return usage();
		}
	if (optind == argc)
		return usage();
	execvp(argv[optind], argv + optind);
	perror(argv[optind]);
	return CANNOT;
}
