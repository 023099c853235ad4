/*
 * command_line.h - `conductor replay`.
 */
#ifndef LIVE_COMMAND_LINE_H
#define LIVE_COMMAND_LINE_H

/* Returns the exit status. */
int cmd_replay(int argc, char **argv);

#endif /* LIVE_COMMAND_LINE_H */
