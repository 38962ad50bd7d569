/* System calls from a stretch of text that nobody intercepts: user dispatch takes it for its
 * allowed range, and no filter names it. Elsewhere than on x86-64 each is ENOSYS, which becomes a
 * skip. */
#ifndef TRACETAX_RAW_H
#define TRACETAX_RAW_H

/* The number, and up to six arguments as wide as a register. What the kernel gives: a negative
 * errno where it fails. No thread's errno is touched, and nothing but registers is needed. */
long raw(long number, ...);

/* The bounds of that text: each file may add to it, and the linker names them. */
#define RAW_TEXT "raw_calls"
extern const char raw_text[] __asm__("__start_" RAW_TEXT);
extern const char raw_text_end[] __asm__("__stop_" RAW_TEXT);

#endif
