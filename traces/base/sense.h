/*
 * sense.h - is more of a figure better?
 *
 * The only place that says so: whoever compares two runs asks here.
 */
#ifndef TRACES_BASE_SENSE_H
#define TRACES_BASE_SENSE_H

/* Of a figure of summary.json, by its key: 1 more is better, -1 less is, 0
 * neither. */
int figure_sense(const char *key);

#endif /* TRACES_BASE_SENSE_H */
