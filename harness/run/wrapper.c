#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wrapper.h"

static const char *const passed[WRAPPER_VARIABLES] = { "PATH", "HOME", "TMPDIR", "TERM", "LANG" };

size_t wrapper_environment(char **environment)
{
	size_t n = 0;
	for (char **own = environ; *own; own++)
		for (size_t i = 0; i < WRAPPER_VARIABLES && n < WRAPPER_VARIABLES; i++) {
			size_t length = strlen(passed[i]);
			if (strncmp(*own, passed[i], length) == 0 && (*own)[length] == '=')
				environment[n++] = *own;
		}
	return n;
}

static size_t count(char *const *words)
{
	size_t n = 0;
	while (words[n])
		n++;
	return n;
}

char **wrapper_words(char *const *command, char *const *driver)
{
	size_t n = count(command), m = count(driver);
	char **words = calloc(n + m + 1, sizeof *words);
	if (!words)
		return NULL;
	memcpy(words, command, n * sizeof *words);
	memcpy(words + n, driver, m * sizeof *words);
	return words;
}

int wrapper_silence(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd <= 2; fd++)
		if (null < 0 || dup2(null, fd) < 0)
			return -errno;
	return 0;
}

enum {
	STATUS_NOT_RUN = 126, /* also where a directory of PATH is closed to this user */
	STATUS_NOT_FOUND = 127,
};

bool wrapper_lacks(const struct mode *mode, const struct page *page, char *reason, size_t size)
{
	int status = page->answer.wait_status;
	bool early = !page->live.begun && WIFEXITED(status);
	snprintf(reason, size,
		"a program that %.60s starts is not installed, or not to be run: install it, or correct --wrap: %.160s",
		mode->wrapper[0], mode->summary);
	return early &&
	       (WEXITSTATUS(status) == STATUS_NOT_FOUND || WEXITSTATUS(status) == STATUS_NOT_RUN);
}

/* Writes "strace died of SIGSEGV" or "strace ended with status 3", and how far the workload had
 * come. */
static void put_end(const struct mode *mode, const struct page *page, char *text, size_t size)
{
	int status = page->answer.wait_status;
	const char *when = page->live.done    ? "after the workload"
			   : page->live.begun ? "before the workload had ended"
					      : "and the workload never began";
	if (WIFSIGNALED(status))
		snprintf(text, size, "%.60s died of SIG%s %s", mode->wrapper[0],
			sigabbrev_np(WTERMSIG(status)), when);
	else
		snprintf(text, size, "%.60s ended with status %d %s", mode->wrapper[0],
			WEXITSTATUS(status), when);
}

bool wrapper_failed(const struct mode *mode, const struct page *page, char *reason, size_t size)
{
	char end[160];
	int status = page->answer.wait_status;
	bool lost = !page->live.begun && WIFEXITED(status) &&
		    WEXITSTATUS(status) == STATUS_WITHOUT_PAGE;
	bool swallowed = !page->live.begun && status == 0;
	put_end(mode, page, end, sizeof end);
	if (lost)
		snprintf(reason, size,
			"%.60s closed the descriptors that it was given, and the workload needs one of them: have it pass them on, if it can; %.120s",
			mode->wrapper[0], mode->summary);
	else
		snprintf(reason, size, "%s: %srun it by hand: %.120s echo", end,
			swallowed ? "it must start what follows it and pass descriptors on; " : "",
			mode->summary);
	return status != 0 || !page->live.done;
}
