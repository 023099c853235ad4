#!/bin/bash
# output_files.sh CONDUCTOR SOURCE - output goes to what FILE is; a file is
# replaced only with --force, and is whole or not there, however full the disk.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
mkdir "$work/in" "$work/t"
cd "$work"

fail() {
	echo "$1"
	cat errors
	exit 1
}

cat >in/model.json <<'END'
{ "worlds": { "living": 30 }, "ram_mix": [ { "ram": "2GB", "share": "100%" } ] }
END
span="--from 2026-03-02T06:00:00+01:00 --to 2026-04-13T06:00:00+02:00"
# shellcheck disable=SC2086
"$conductor" traces generate in/model.json $span -o in/sessions.csv 2>/dev/null
"$conductor" traces import in/sessions.csv -o in/trace.db 2>/dev/null

# every command that writes a file, as COMMAND ... FILE
cat >commands <<END
traces import in/sessions.csv -o out.csv
traces import in/sessions.csv -o out.csv.gz
traces import in/sessions.csv -o out.csv.zst
traces import in/sessions.csv -o out.db
traces export in/trace.db -o out.csv
traces export in/trace.db -o out.db
traces generate in/model.json $span -o out.csv
traces fit in/sessions.csv --seed 1 --plain --now 0 -o out.json
init in/sessions.csv -o out.json
traces info in/sessions.csv --plain --plot out.svg
END

# run COMMAND...: `status`, `errors` and `output`
run() {
	status=0
	"$conductor" "$@" >output 2>errors || status=$?
}

# refused COMMAND...: status 1, one line
refused() {
	run "$@"
	[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] ||
		fail "not refused: conductor $*: status $status"
}

# nothing of ours is left but what is named
only() {
	find t -mindepth 1 | sort >found
	printf '%s\n' "$@" | sed '/^$/d' | sort | diff - found || fail "left behind"
}

nul=
mknod "$work/nul" c 1 3 2>/dev/null && nul=$work/nul

while read -r line; do
	# shellcheck disable=SC2086
	set -- $line
	name=${*: -1}
	set -- "${@:1:$#-1}"
	rm -rf t
	mkdir t
	run "$@" t/$name
	[ "$status" -eq 0 ] || fail "conductor $line: status $status"
	only t/$name
	cp t/$name whole

	# a file of the user's stays
	echo precious >t/$name
	refused "$@" t/$name
	[ "$(cat t/$name)" = precious ] || fail "conductor $line replaces a file"
	grep -q -- '--force' errors || fail "the way out is not told"
	[ ! -s output ] || fail "conductor $line works before it refuses"
	chmod 640 t/$name
	run "$@" t/$name --force
	[ "$status" -eq 0 ] && cmp t/$name whole ||
		fail "conductor $line --force"
	[ "$(stat -c %a t/$name)" = 640 ] || fail "permissions are changed"
	only t/$name

	# a link stays, its target is written, whether it is there or not
	for target in there gone; do
		rm -rf t
		mkdir t t/far
		ln -s far/$target.${name#*.} t/$name
		if [ $target = there ]; then
			echo precious >t/far/there.${name#*.}
			refused "$@" t/$name
			[ "$(cat t/$name)" = precious ] ||
				fail "a link leads to something that was lost"
		fi
		run "$@" t/$name --force
		[ "$status" -eq 0 ] && [ -L t/$name ] &&
			cmp t/far/$target.${name#*.} whole ||
			fail "conductor $line: a link"
		only t/$name t/far t/far/$target.${name#*.}
	done

	# a folder, a folder that is missing, no folder, a name that is too long
	rm -rf t
	mkdir -p t/folder
	echo precious >t/file
	for place in t/folder t/folder/ t/new/ t/none/$name t/file/$name \
		t/file/ t/$(printf '%0300d' 0)$name; do
		refused "$@" "$place"
		[ ! -s output ] || fail "conductor $line works before it refuses"
	done
	only t/folder t/file
	[ "$(cat t/file)" = precious ]

	# no room for it: not there, or as it was
	for blocks in 0 1 4 8; do
		[ $((blocks * 1024)) -lt "$(stat -c %s whole)" ] || continue
		rm -rf t
		mkdir t
		status=0
		( ulimit -f $blocks
			exec "$conductor" "$@" t/$name ) 2>&1 >/dev/null |
			cat >errors || status=$?
		[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] ||
			fail "conductor $line in $blocks kB: status $status"
		only
		echo precious >t/$name
		status=0
		( ulimit -f $blocks
			exec "$conductor" "$@" t/$name --force ) 2>&1 >/dev/null |
			cat >errors || status=$?
		[ "$status" -eq 1 ] && [ "$(cat t/$name)" = precious ] ||
			fail "conductor $line --force in $blocks kB: $status"
		only t/$name
	done

	# pipes and devices: a store needs a file
	rm -rf t
	mkdir t
	mkfifo t/pipe.${name#*.}
	if [ "${name#*.}" = db ]; then
		refused "$@" t/pipe.db
		continue
	fi
	cat t/pipe.${name#*.} >piped &
	run "$@" t/pipe.${name#*.}
	wait
	[ "$status" -eq 0 ] && cmp piped whole && [ -p t/pipe.${name#*.} ] ||
		fail "conductor $line: a pipe"
	if [ -n "$nul" ]; then
		ln -s "$nul" t/null.${name#*.}
		run "$@" t/null.${name#*.}
		[ "$status" -eq 0 ] && [ -c "$nul" ] && [ -L t/null.${name#*.} ] ||
			fail "conductor $line: a device"
	fi
	ln -s /dev/full t/full.${name#*.}
	if [ -n "$nul" ] || [ "$(id -u)" -ne 0 ]; then
		# gnuplot alone knows whether a device took its drawing
		case $line in
		*--plot*) ;;
		*) refused "$@" t/full.${name#*.} ;;
		esac
		[ -c /dev/full ]
	fi

	# standard output by its name, a file and a pipe
	ln -s /dev/stdout t/stdout.${name#*.}
	for stream in t/stdout.${name#*.} /dev/fd/3 /proc/self/fd/3; do
		case $name in
		*.gz | *.zst) [ "$stream" = t/stdout.${name#*.} ] || continue ;;
		esac
		case $stream in
		*3)
			"$conductor" "$@" $stream 3>filed >/dev/null 2>&1
			"$conductor" "$@" $stream 3>&1 >/dev/null 2>&1 |
				cat >piped
			;;
		*)
			"$conductor" "$@" $stream >filed 2>/dev/null
			"$conductor" "$@" $stream 2>/dev/null | cat >piped
			;;
		esac
		for result in filed piped; do # a table may follow
			head -c "$(stat -c %s whole)" $result | cmp - whole ||
				fail "conductor $line: $stream, $result"
		done
	done
	[ -L t/stdout.${name#*.} ] || fail "conductor $line: the link is gone"
done <commands

# what is read is not replaced
cp in/sessions.csv mine.csv
refused traces import mine.csv -o mine.csv
refused traces import mine.csv -o ./mine.csv
ln -s mine.csv other.csv
refused traces import mine.csv -o other.csv
cmp mine.csv in/sessions.csv || fail "an import replaced what it reads"
run traces import mine.csv -o mine.csv --force
[ "$status" -eq 0 ] && cmp mine.csv in/sessions.csv ||
	fail "an import onto itself, as told"
# who comes first stays: the file is made while its content is read
mkfifo late.csv
{
	exec 4>late.csv
	cat in/sessions.csv >&4
	echo precious >appeared.csv
	exec 4>&-
} &
refused traces import late.csv -o appeared.csv
wait
[ "$(cat appeared.csv)" = precious ] || fail "another's file was replaced"

# a journal is a file, and what is none stays when the run fails
rm -rf t
mkdir t t/folder
mkfifo t/pipe
ln -s j.db t/link
night="sim friday-night --no-static --replications 1 --out t/run --set window.to=2024-11-08T14:00:00+01:00 --set window.start=archive"
for place in t/pipe t/folder $nul; do
	# shellcheck disable=SC2086
	refused $night --journal $place
done
[ -p t/pipe ] && [ -d t/folder ] && { [ -z "$nul" ] || [ -c "$nul" ]; } ||
	fail "a journal replaced what is no file"
# shellcheck disable=SC2086
refused $night --journal t/link --sessions in/sessions.csv --why=nobody
[ -L t/link ] && [ ! -e t/j.db ] || fail "a link to a journal is gone"
only t/folder t/pipe t/link

# nor does one stay that could not be begun, or whose run found no room: it
# would be in the way of the next try
rm -rf t
mkdir t
for blocks in 2 32 200; do
	status=0
	# shellcheck disable=SC2086
	( ulimit -f $blocks
		exec "$conductor" $night --journal t/j.db ) 2>&1 >/dev/null |
		cat >errors || status=$?
	[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] ||
		fail "a journal in $blocks kB: status $status"
	only
done
# shellcheck disable=SC2086
run $night --journal t/j.db
[ "$status" -eq 0 ] || fail "a journal after one that failed"
run replay t/j.db --verify
[ "$status" -eq 0 ] || fail "the journal cannot be replayed"
[ ! -e t/j.db-wal ] && [ ! -e t/j.db-shm ] || fail "a journal is one file"

# whoever is stopped leaves nothing unfinished
rm -rf t
mkdir t
for signal in INT TERM HUP; do
	for name in out.csv out.csv.gz; do
		# bash lets a background command not hear INT
		(
			trap - INT
			exec "$conductor" traces generate in/model.json --from 0 \
				--to 1700000000 -o t/$name 2>errors
		) &
		child=$!
		until ls t/.conductor-* >/dev/null 2>&1; do
			kill -0 $child
		done
		kill -$signal $child
		status=0
		wait $child || status=$?
		[ "$status" -gt 128 ] || fail "$signal: status $status"
		only
	done
done
echo "output goes to what it is told, and nothing is lost"
