/*
 * version.h - `conductor version`: which program is this, of which commit, and
 * with which libraries does it run?
 *
 * The commit is that of the source tree when it was built, "unknown" outside
 * git; the libraries are asked while they run (libcsv has no such question: its
 * header answers).
 */
#ifndef TRACES_VERSION_H
#define TRACES_VERSION_H

/* "1.2.0"; "4f0c2d1a9b3e", or "unknown". */
const char *version_number(void);
const char *version_commit(void);

/* argv[0] is its own name.  Returns the exit status. */
int cmd_version(int argc, char **argv);

#endif /* TRACES_VERSION_H */
