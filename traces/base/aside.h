/*
 * aside.h - a file that is whole or not there: written beside its place and
 * renamed into it.  What is no file (out_file.h) is written as it is.
 */
#ifndef TRACES_ASIDE_H
#define TRACES_ASIDE_H

#include <stdbool.h>
#include <stdio.h>

#include "error_text.h"
#include "out_file.h"

/* The name of what is not finished begins with this: it may be removed. */
#define ASIDE_PREFIX ".conductor-"

struct aside {
	char *path;	 /* as it was given, for messages */
	char *target;	 /* where it will be; NULL: it goes there directly */
	char *temporary; /* where it is until then; NULL: nothing to remove */
	int file;	 /* open for writing; -1: it has been given away */
	bool fresh;	 /* nothing was there */
};

/* May it be written?  Before the work is done for which it is; leaves nothing,
 * and does not open a pipe. */
bool aside_check(const struct out_file *to, struct error_text *error);

/* Create the empty temporary file, or open what is no file.  False: there is
 * nothing to release. */
bool aside_open(struct aside *aside, const struct out_file *to,
		struct error_text *error);

/* Give away the open file, once: a descriptor, a stream (NULL: no memory), or
 * the path of the temporary file, for who opens it alone (NULL: there is none,
 * `error` says what to give instead). */
int aside_descriptor(struct aside *aside);
FILE *aside_stream(struct aside *aside);
const char *aside_name(struct aside *aside, struct error_text *error);

/* Everything is written and closed: let it appear. */
bool aside_finish(struct aside *aside, struct error_text *error);

/* The same of a stream that was given away: close it first (NULL is allowed).
 * False: not all that was written arrived. */
bool aside_finish_stream(struct aside *aside, FILE *stream,
			 struct error_text *error);

/* Remove what was not finished. */
void aside_release(struct aside *aside);

/* Remove what is not finished in this process, which is about to end: for the
 * handler of a signal.  Not for a process that opens from two threads. */
void aside_abandon(void);

/* A file without a name in $TMPDIR or /tmp, for what does not fit into memory;
 * the caller closes it.  -1: errno says why. */
int aside_nameless(void);

#endif /* TRACES_ASIDE_H */
