/* Helpers that all checks share, and the checks of other files than checks.c. */
#ifndef TRACETAX_CHECKS_PARTS_H
#define TRACETAX_CHECKS_PARTS_H

#include "checks.h"

/* Fills a finding; the remedy may be NULL. */
void __attribute__((format(printf, 4, 5))) check_find(struct finding *finding,
	enum check_state state, const char *remedy, const char *format, ...);

/* Returns a fact from a group of machine.json; NULL if it is missing or, asked as text, no
 * string. */
json_t *check_fact(const json_t *machine, const char *group, const char *name);
const char *check_text(const json_t *machine, const char *group, const char *name);

void check_surroundings(const json_t *machine, struct finding *finding);
void check_ptrace_scope(const json_t *machine, struct finding *finding);
void check_ptrace(const json_t *machine, struct finding *finding);
void check_vm_readv(const json_t *machine, struct finding *finding);
void check_seccomp(const json_t *machine, struct finding *finding);
void check_listener(const json_t *machine, struct finding *finding);
void check_speculation(const json_t *machine, struct finding *finding);
void check_bpf_jit(const json_t *machine, struct finding *finding);
void check_counters(const json_t *machine, struct finding *finding);
void check_call_path(const json_t *machine, struct finding *finding);
void check_audit(const json_t *machine, struct finding *finding);
void check_trace_events(const json_t *machine, struct finding *finding);
void check_bpf(const json_t *machine, struct finding *finding);
void check_perf(const json_t *machine, struct finding *finding);
void check_preload(const json_t *machine, struct finding *finding);
void check_idle(const json_t *machine, struct finding *finding);
void check_pmu(const json_t *machine, struct finding *finding);

#endif
