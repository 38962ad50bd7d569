/* The shared page: all that the harness, the tracer and the tracee say to each other in one run. It
 * is a memfd that all three map. The harness writes the job; the tracer counts stops; whoever
 * measures (the driver in the tracee, or a mode that reads its memory) writes the answer. */
#ifndef TRACETAX_PAGE_H
#define TRACETAX_PAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "counter.h"
#include "stops.h"
#include "tally.h"
#include "unwatched.h"
#include "window.h"

/* The exit status of a driver that does not get its page: it has no other way to say so. */
enum { STATUS_WITHOUT_PAGE = 113 };

/* Values in place of the pid of the user's program. */
enum { PROGRAM_TO_COME = 0, PROGRAM_ENDED = -1 };

/* What changes while the run goes on. */
struct live {
	/* in a cache line of their own: the tracer writes them all the time */
	_Alignas(64) _Atomic uint64_t stops;
	_Atomic uint64_t events[EVENTS];

	_Alignas(64) _Atomic uint32_t gate; /* the tracer opens it: the tracee may exec */
	_Atomic uint32_t done; /* all windows are complete */
	_Atomic uint32_t looping; /* the loop runs: a mode may answer in place of the kernel */
	_Atomic int32_t listener; /* 1 + the tracee's descriptor of its notifications; 0: none */
	_Atomic uint32_t begun; /* the driver runs, and has this page */
	_Atomic int32_t program; /* pid of one of the user's, while signals can reach it */
	_Atomic uint32_t dismissed; /* when it ends, so does its watcher, whoever is left */
	_Atomic uint32_t forsaken; /* its user wants the tree ended now */
	_Atomic uint32_t stopped; /* a ptrace tracer saw that a signal has stopped the program */
	_Atomic int32_t guard; /* pid of who is to learn of its end and ends the tree; 0: nobody */
	uint64_t exec_at_ns; /* CLOCK_MONOTONIC, just before the exec of the program */
	int32_t tracer; /* pid, as the harness sees it */
	int32_t tracer_fd; /* the tracer's descriptor of this page */
	int32_t watcher; /* the thread of the tracer that watches the program; 0: its first */
	int32_t wrapper; /* pid of the program in front, likewise; 0: none */
	int32_t stops_fd; /* the driver's descriptor of what counts the stops */
	bool looks; /* the watcher looks for programs that give up rights; takes it some time */
	bool delayed; /* the driver spins after every few operations, */
	double delay_percent; /* for this share of the time measured for them */
};

/* What the driver is to do. Times in ns. */
struct job {
	char workload[32]; /* WORKLOAD_NAME_SIZE */
	char scratch[256]; /* an empty directory, removed after the run */
	uint64_t size; /* in the unit of the workload; 0 where it takes none */
	uint64_t ops; /* 0: as many as fill the window */
	uint64_t window_ns;
	uint64_t warm_up_ns;
	uint64_t chain_ns; /* of speed_probe, the same for all runs of a campaign */
	int32_t cpu; /* the driver pins itself to it; -1: it is where it belongs */
	enum stops_source stops_source;
	bool many_tasks; /* the workload has several: a counter of one would miss the others */
	bool many_processes; /* so would a clock of one */
	bool as_alone; /* a program that must not notice: what it may is refused */
	bool with_doubled; /* after the timed window, one of twice its operations */
	struct event_set events;
};

/* The tracee whose memory a mode reads or writes. */
struct owner {
	struct arena arena;
	bool sends; /* it sends what the mode asks for, through two pipes */
	int32_t ask_fd, reply_fd; /* its own descriptors of their ends */
	uint32_t written_seed; /* of the bytes last written into the arena; 0: none */
};

/* The result of the job. */
struct answer {
	struct window timed; /* no perf counter exists: those figures are 0 */
	struct window doubled; /* as timed, of twice its operations; zeroed if not asked for */
	struct window counted; /* a shorter one with perf counters running */
	struct side_access access[SIDES];
	uint64_t attach_ns; /* of the seize and of arm, one after the other; 0: there was neither */
	uint64_t exec_ns; /* from the exec to the driver's main */
	uint64_t vanished; /* notifications whose call was interrupted before the answer */
	int32_t wait_status; /* of the tracee, as wait(2) gives it */
	struct tally tally; /* of a mode that tells calls apart */
	uint32_t left; /* processes that a command left in the background, ended since */
	char left_name[16]; /* of the first, as the kernel names it */
	bool tells_unwatched; /* the mode would have seen programs that run unwatched: */
	struct program_count unwatched;
	struct program_count unprivileged; /* that gave up the rights of a setuid or setgid bit */
};

/* The first error of any process of the run. */
struct failure {
	_Atomic uint32_t failed;
	int32_t error; /* errno, or 0 where there is none */
	char what[96]; /* the call or the finding */
	char remedy[160]; /* what the user can do about it, or empty */
};

struct page {
	struct live live;
	struct job job;
	struct owner owner;
	struct answer answer;
	struct started started[STARTED_MAX];
	struct failure failure;
};

/* Maps a new page, zeroed; *fd is its memfd, close-on-exec. Returns NULL with errno set on failure.
 */
struct page *page_new(int *fd);
/* Maps the page behind fd. Returns NULL with errno set on failure: EBADF where something else is.
 */
struct page *page_map(int fd);
void page_free(struct page *page);

/* Keeps the first error of the run for the harness to report; `error` is an errno or 0, and
 * `remedy` may be NULL. Returns -error, or -EIO if error is 0. */
int page_fail(struct page *page, int error, const char *what, const char *remedy);

#endif
