#!/bin/sh
# sweep-parallel.sh SHARDS SCENARIO OPTION... - a sweep over several machines
# with GNU parallel: each job plays one shard.
#
#   ./sweep-parallel.sh 8 friday-night --vary fleet.dedicated.0.count=8:12:1
#   conductor sweep merge part-*.db --out sweep.db
#
# PARALLEL holds more options of parallel, as it does for parallel itself:
# PARALLEL="--sshloginfile hosts --wd ." plays on those machines, which must see
# the folder.  What was killed goes on where it was.
set -eu
shards=$1
shift
seq "$shards" | parallel --will-cite --line-buffer --halt soon,fail=1 \
	--quote "${CONDUCTOR:-conductor}" sweep "$@" --jobs "${JOBS:-1}" \
	--shard "{}/$shards" --out "part-{}.db"
