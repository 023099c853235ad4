/*
 * fit_interval.h - the interval of a share that was counted.  Private to
 * traces/.
 */
#ifndef TRACES_FIT_INTERVAL_H
#define TRACES_FIT_INTERVAL_H

/* Jeffreys' 95 % interval of k out of n (Brown, Cai & DasGupta 2001). */
void share_interval(double k, double n, double *low, double *high);

#endif /* TRACES_FIT_INTERVAL_H */
