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

/* argv[0] is its own name.  Returns the exit status. */
int cmd_version(int argc, char **argv);

#endif /* TRACES_VERSION_H */
