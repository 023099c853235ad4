/*
 * command_line.h - `conductor check`, and where the shipped scenarios are.
 */
#ifndef SCENARIOS_COMMAND_LINE_H
#define SCENARIOS_COMMAND_LINE_H

/* Returns the exit status: 0 all good, 1 something is wrong, 2 wrong usage. */
int cmd_check(int argc, char **argv);

/* $CONDUCTOR_DATA, else the installed directory, else the source tree's. */
const char *scenarios_directory(void);

#endif /* SCENARIOS_COMMAND_LINE_H */
