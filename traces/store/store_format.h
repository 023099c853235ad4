/*
 * store_format.h - what writer and reader of the trace store agree on.
 */
#ifndef TRACES_STORE_FORMAT_H
#define TRACES_STORE_FORMAT_H

#define STORE_APPLICATION_ID 1129272402 /* "COTR" */
#define STORE_FORMAT 1			/* raise when a reader must change */
#define STORE_FORMAT_SECONDS 2		/* players are player seconds */

#endif /* TRACES_STORE_FORMAT_H */
