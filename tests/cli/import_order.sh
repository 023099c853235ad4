#!/bin/sh
# import_order.sh CONDUCTOR - sessions that come by their start are imported as
# they come, others are sorted first: both ways write the same.  What cannot be
# read twice, such as a pipe, is sorted from the beginning.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "$1"
	cat errors
	exit 1
}

import() {
	"$conductor" traces import "$@" 2>errors || fail "import $* failed"
}

# 400 worlds, some sessions overlap; every tenth world owes its owner's name
awk 'BEGIN {
	srand(7)
	print "world,start,stop,ram_mb,owner,players"
	for (i = 0; i < 20000; i++) {
		w = int(rand() * 400)
		at = 1704067200 + 40 * i
		print "w" w "," at "," at + 60 + int(rand() * 30000) \
			"," 1024 * (1 + w % 4) "," (w % 10 ? "" : "o" w % 7) \
			"," int(rand() * 9)
	}
}' >in_order.csv
{
	head -1 in_order.csv
	tail -n +2 in_order.csv | awk '{ print (NR * 7919) % 20011 "\t" $0 }' |
		sort -n | cut -f 2
} >shuffled.csv
head -10001 in_order.csv >first.csv
{
	head -1 in_order.csv
	tail -n +10002 in_order.csv
} >second.csv

import in_order.csv -o straight.db
grep -q "repaired: [1-9]" errors || fail "nothing overlapped"
sed 's/straight/sorted/' errors >expected
import - -o sorted.db <in_order.csv
cmp errors expected || fail "the counts differ"
cmp straight.db sorted.db
import first.csv second.csv -o both.db
cmp straight.db both.db

# worlds are numbered as they come; by name nothing differs
for files in in_order.csv shuffled.csv "second.csv first.csv"; do
	import $files -o other.db --force
	for trace in straight other; do
		"$conductor" traces export $trace.db -o $trace.csv --force 2>errors ||
			fail "export failed"
	done
	cmp straight.csv other.csv
	import $files -o other.csv --force
	cmp straight.csv other.csv
done

# an error late in a file leaves nothing behind, whichever way it was found
printf 'w1,oops,2,1024,,1\n' >>in_order.csv
printf 'w1,oops,2,1024,,1\n' >>shuffled.csv
for file in in_order shuffled; do
	! "$conductor" traces import $file.csv -o bad.db 2>errors ||
		fail "$file: a bad line was taken"
	grep -q "$file.csv:20002: bad start" errors || fail "$file: which line?"
	[ -z "$(find . -name 'bad*')" ] || fail "$file: something is left"
done
