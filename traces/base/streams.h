/*
 * streams.h - the three standard streams, once at the beginning of the program
 * and once at its end, for every command alike.
 *
 * Commands print to stdout without looking; nothing of what they print is lost
 * unnoticed, because the end looks.
 */
#ifndef TRACES_STREAMS_H
#define TRACES_STREAMS_H

/* First of all.  A standard stream that is closed gets its number back, as one
 * that cannot be used: otherwise the next file opened would be printed into.  A
 * file beyond the limit on its size is an error, not a signal that kills in the
 * middle of a file. */
void streams_begin(void);

/* Last of all: write out what was printed and close it.  Returns `status`, the
 * exit status of the command, or 1 if it is 0 and standard output could not be
 * written; that is one line on stderr, unless whoever read a pipe has closed
 * it. */
int streams_end(int status);

#endif /* TRACES_STREAMS_H */
