/*
 * manifest.h - which files of a folder are ours, and how we wrote them.
 *
 * The file manifest.sha256 of a run directory: "HASH  NAME" a line, as
 * sha256sum writes and checks them.  What is not listed, or has another hash,
 * is somebody else's and must not be lost.  While a file is being replaced its
 * name has two lines, so that whoever is killed in between leaves nothing that
 * looks foreign; the manifest itself and files whose names begin with
 * ASIDE_PREFIX need no line.
 */
#ifndef TRACES_MANIFEST_H
#define TRACES_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "error_text.h"
#include "sha256.h"

#define MANIFEST_FILE "manifest.sha256"
#define MANIFEST_NAME_SIZE 64
#define MANIFEST_ROWS_MAX 32

struct manifest {
	struct manifest_row {
		char hash[SHA256_TEXT_SIZE];
		char name[MANIFEST_NAME_SIZE];
	} rows[MANIFEST_ROWS_MAX];
	size_t count;
};

enum manifest_verdict {
	MANIFEST_OURS,
	MANIFEST_CHANGED,    /* listed, but not like that */
	MANIFEST_UNREADABLE, /* listed, but errno says why nobody knows */
	MANIFEST_FOREIGN
};

/* What `folder` says; one without a manifest, or with one that is none of ours,
 * lists nothing.  False: there is one that cannot be read, and what is ours is
 * not known. */
bool manifest_read(const char *folder, struct manifest *out,
		   struct error_text *error);

bool manifest_lists(const struct manifest *manifest, const char *name);

/* Add a line: the file `name`, as `path` is now.  False: it cannot be read. */
bool manifest_add(struct manifest *manifest, const char *name, const char *path,
		  struct error_text *error);

/* Drop the lines of `name`, but the last `keep` of them. */
void manifest_drop(struct manifest *manifest, const char *name, size_t keep);

/* Replace the manifest of `folder`, at once. */
bool manifest_write(const struct manifest *manifest, const char *folder,
		    struct error_text *error);

/* Whose is the file `name` in `folder`?  A name that is not there is ours. */
enum manifest_verdict manifest_judge(const struct manifest *manifest,
				     const char *folder, const char *name);

/* The first name in `folder`, in the order of the letters, that is not ours.
 * False: there is none.  An unreadable folder is foreign itself: name is ".".
 */
bool manifest_stranger(const struct manifest *manifest, const char *folder,
		       char name[256], enum manifest_verdict *verdict);

#endif /* TRACES_MANIFEST_H */
