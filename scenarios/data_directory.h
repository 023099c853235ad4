/*
 * data_directory.h - where the shipped scenarios, prices and catalogues are.
 *
 * $CONDUCTOR_DATA if it is set; else what is found from where the program
 * itself is: `../share/conductor` of an installed one, wherever it was put, or
 * the source tree of one that was just built.  No absolute path is built in, so
 * a program may be moved together with its data.
 */
#ifndef SCENARIOS_DATA_DIRECTORY_H
#define SCENARIOS_DATA_DIRECTORY_H

/* The text is valid until the next call. */
const char *data_directory(void);

#endif /* SCENARIOS_DATA_DIRECTORY_H */
