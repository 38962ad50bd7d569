/* System calls from a stretch of text that is not intercepted: it is the allowed range of user
 * dispatch, and no filter names it. On other architectures than x86-64 each call gives ENOSYS,
 * which becomes a skip. */
#ifndef TRACETAX_RAW_H
#define TRACETAX_RAW_H

/* Makes the call of that number with up to six arguments, each as wide as a register. Returns what
 * the kernel does: a negative errno on failure. It touches no errno, and needs nothing but
 * registers. */
long raw(long number, ...);

/* The bounds of that text, as the linker names them; each file may add to it. */
#define RAW_TEXT "raw_calls"
extern const char raw_text[] __asm__("__start_" RAW_TEXT);
extern const char raw_text_end[] __asm__("__stop_" RAW_TEXT);

#endif
