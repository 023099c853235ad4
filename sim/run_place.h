/*
 * run_place.h - where a run is going to be, looked at before it is simulated.
 *
 * A directory that is there is replaced only if everything in it is listed in
 * its manifest (traces/base/manifest.h) and unchanged; `force` replaces what is
 * ours in it all the same, and keeps what is not.  A new run takes its place at
 * once, unless somebody else's files stay, or it cannot be renamed (a mount
 * point, the current directory): then its files are replaced one by one, and a
 * run that is killed meanwhile leaves no file that looks foreign.
 */
#ifndef SIM_RUN_PLACE_H
#define SIM_RUN_PLACE_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "traces/base/error_text.h"
#include "traces/base/sha256.h"

struct run_place {
	char path[PATH_MAX];  /* as it was given, without '/' at its end */
	char real[PATH_MAX];  /* links followed */
	char aside[PATH_MAX]; /* while the run is being written; "": none */
	DIR *listing;  /* of it: what cannot be opened must be removed, too */
	unsigned mode; /* of the directory that is there */
	size_t made;   /* of `real`: so much was there before the parents */
	bool there;    /* that one */
	bool force, in_place;
	char summary[SHA256_TEXT_SIZE]; /* listed there; "": none */
};

/* Can the run be written there, and may it?  Leaves nothing.  False: `error`
 * names the file and the way out. */
bool run_place_open(struct run_place *place, const char *directory, bool force,
		    struct error_text *error);

/* The same for what is no run: a run is replaced only by `force`, since nobody
 * means to. */
bool run_place_open_beside(struct run_place *place, const char *directory,
			   bool force, struct error_text *error);

/* Make the empty directory place->aside, and the parents. */
bool run_place_prepare(struct run_place *place, struct error_text *error);

/* Let the content of place->aside, with its manifest, be the run.  False:
 * another run was faster, or it cannot be done; what was there is still. */
bool run_place_publish(struct run_place *place, struct error_text *error);

/* Also removes what was not published. */
void run_place_close(struct run_place *place);

#endif /* SIM_RUN_PLACE_H */
