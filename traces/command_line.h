/*
 * command_line.h - `conductor traces`: player demand as data, from the outside.
 */
#ifndef TRACES_COMMAND_LINE_H
#define TRACES_COMMAND_LINE_H

struct traces_hooks; /* commands.h */

/* Returns the exit status: 0 done, 1 failed, 2 wrong usage. */
int cmd_traces(int argc, char **argv, const struct traces_hooks *hooks);

#endif /* TRACES_COMMAND_LINE_H */
