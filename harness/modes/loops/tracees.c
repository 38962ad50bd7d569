#include "tracees.h"

static void know(struct tracees *tracees, pid_t tid, enum knowledge knowledge)
{
	tracees->of[tid] = (struct tracee){
		.knowledge = (uint8_t)knowledge,
		.request = tracees->start,
		.stops = tracees->mean,
	};
	tracees->alive++;
}

void tracees_seized(struct tracees *tracees, pid_t tid)
{
	know(tracees, tid, TRACED);
}

void tracees_announced(struct tracees *tracees, pid_t child)
{
	struct tracee *tracee = &tracees->of[child];
	if (tracee->knowledge == SEEN_EARLY)
		tracee->knowledge = TRACED;
	else if (tracee->knowledge == DIED_EARLY)
		tracee->knowledge = UNKNOWN;
	else if (tracee->knowledge == UNKNOWN)
		know(tracees, child, ANNOUNCED);
}

void tracees_met(struct tracees *tracees, pid_t tid)
{
	struct tracee *tracee = &tracees->of[tid];
	if (tracee->knowledge == ANNOUNCED)
		tracee->knowledge = TRACED;
	else if (!tracee_is_known(tracee))
		know(tracees, tid, SEEN_EARLY);
}

/* Takes the end of a task. An unknown one was inherited over exec, or killed before its first stop
 * was taken: then the event of its parent is still to come. */
void tracees_ended(struct tracees *tracees, pid_t tid)
{
	struct tracee *tracee = &tracees->of[tid];
	bool announced = tracee->knowledge == ANNOUNCED || tracee->knowledge == TRACED;
	tracees->alive -= tracee_is_known(tracee);
	tracee->knowledge = announced ? UNKNOWN : DIED_EARLY;
}

void tracees_exec(struct tracees *tracees, pid_t tid, unsigned long former)
{
	if ((pid_t)former == tid || former == 0 || former >= TID_MAX)
		return;
	tracees->of[tid].request = tracees->of[former].request;
	tracees_ended(tracees, (pid_t)former);
}
