/*
 * aside.h - a file that is whole or not there: written beside its place and
 * renamed into it.
 */
#ifndef TRACES_ASIDE_H
#define TRACES_ASIDE_H

#include <stdbool.h>

#include "error_text.h"

struct aside {
	char *path;	 /* where it will be */
	char *temporary; /* where it is until then; NULL: nothing to remove */
};

/* Create the empty temporary file. */
bool aside_open(struct aside *aside, const char *path,
		struct error_text *error);

/* Everything is written and closed: let it appear. */
bool aside_finish(struct aside *aside, struct error_text *error);

/* Remove what was not finished. */
void aside_release(struct aside *aside);

/* A file without a name in $TMPDIR or /tmp, for what does not fit into memory;
 * the caller closes it.  -1: errno says why. */
int aside_nameless(void);

#endif /* TRACES_ASIDE_H */
