#!/bin/bash
# run_directory.sh CONDUCTOR SOURCE - a run replaces what an earlier one wrote
# and nothing else; where it cannot or may not be written is told before it is
# simulated; whatever goes wrong, what was there is there.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"
# two hours of it: what it says is not the question here
night=(sim friday-night --no-static --replications 1 --jobs 1
	--set window.to=2024-11-08T14:00:00+01:00 --set window.start=archive)
# nobody would wait for it
endless=(sim friday-night --no-static --no-advice --replications 100000)

fail() {
	echo "$1"
	cat errors
	exit 1
}

# state FOLDER: everything in it
state() {
	(cd "$1" && find . -type l -printf '%p -> %l\n' -o -type f \
		-exec sha256sum {} + -o -printf '%p\n' | sort)
}

run() {
	status=0
	"$conductor" "$@" >output 2>errors || status=$?
}

done_with() {
	run "$@"
	[ "$status" -eq 0 ] || fail "conductor $*: status $status"
}

# refused WORDS ARGUMENT...: at once, in one line with these words, and nothing
# changes
refused() {
	words=$1
	shift
	state . | grep -v -E ' \./(errors|output|before|after)$' >before
	status=0
	timeout 60 "$conductor" "$@" >output 2>errors || status=$?
	[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] &&
		grep -q -- "$words" errors && [ ! -s output ] ||
		fail "conductor $*: status $status, not refused as \"$words\""
	state . | grep -v -E ' \./(errors|output|before|after)$' >after
	cmp before after || fail "conductor $*: something has changed"
}

# sound RUN: it is what the manifest says, and that names everything
sound() {
	(cd "$1" && sha256sum --quiet --strict -c manifest.sha256) ||
		fail "$1: not as its manifest says"
}

done_with "${night[@]}" --out run/
grep -q '^Report: run/report.html$' output || fail "which page?"
sound run
done_with report run --lang de
sound run
done_with report run --csv plain
sound run
cp -r run first
done_with report first run --csv plain
[ -s run/compare.csv ] && sound run

# what is ours is replaced, with what `report` has added
done_with "${night[@]}" --out run
[ "$(cd run && echo *)" = "ledger.csv manifest.sha256 report.html run.db series.csv summary.json" ] ||
	fail "something was left"
cmp first/ledger.csv run/ledger.csv
[ "$(find . -name '.conductor-*')" = "" ] || fail "something unfinished is left"

# what is not stays, whatever it is
count=0
strange() {
	rm -rf run
	cp -a first run
	(cd run && eval "$1")
	refused "$2" "${endless[@]}" --out run
	refused "$2" "${night[@]}" --out run --journal run.journal
	count=$((count + 1))
}
strange 'echo mine >notes.txt' 'run/notes.txt: is not part'
strange 'echo mine >.hidden' 'run/.hidden: is not part'
strange 'mkdir folder; echo mine >folder/file' 'run/folder: is not part'
strange 'mkfifo pipe' 'run/pipe: is not part'
strange 'ln -s ../first link' 'run/link: is not part'
strange 'echo more >>ledger.csv' 'run/ledger.csv: has been changed'
strange 'truncate -s 0 figures.csv' 'run/figures.csv: has been changed'
strange 'mv run.db elsewhere.db; ln -s elsewhere.db run.db' 'run/elsewhere.db: is not part'
strange 'mv ../first/summary.json kept.json; cp kept.json ../first/summary.json; rm kept.json manifest.sha256' \
	'run/figures.csv: is not part'
strange 'echo "no manifest" >manifest.sha256' 'is not part'
strange 'rm -r *; echo 1 >x' 'run/x: is not part'

# --force replaces ours, changed or not, and keeps the rest
rm -rf run
cp -a first run
mkdir run/folder
echo mine | tee run/notes.txt run/folder/file run/.hidden >run/own.csv
echo more | tee -a run/ledger.csv >>run/report.html
chmod 750 run
done_with "${night[@]}" --out run --force
sound run
cmp first/ledger.csv run/ledger.csv
[ "$(cat run/notes.txt run/folder/file run/.hidden run/own.csv | uniq -c)" = \
	"$(printf '%7d mine' 4)" ] || fail "--force has lost a file"
[ ! -e run/figures.csv ] || fail "an old figure is left"
refused 'run/.hidden: is not part' "${endless[@]}" --out run
rm -r run/folder run/notes.txt run/.hidden run/own.csv
# a run of before there were manifests
rm run/manifest.sha256
done_with "${night[@]}" --out run --force
sound run
done_with "${night[@]}" --out run
[ "$(stat -c %a run)" = 750 ] || fail "permissions are changed"
mkdir run/run.db.d
rm run/run.db
mv run/run.db.d run/run.db
refused 'run/run.db: is a folder' "${night[@]}" --out run --force
rmdir run/run.db

# a page that somebody has written on
rm -rf run
cp -a first run
echo '<!-- mine -->' | tee -a run/report.html run/compare.html >>run/figures.csv
refused 'run/report.html: is not as' report run
refused 'run/compare.html: is not as' report first run
done_with report run --force
done_with report run
refused 'run/figures.csv: is not as' report run --csv plain
done_with report first run --force
done_with report run --csv plain --force
done_with report first run --csv plain
sound run

# places that cannot be, told before
echo precious >file
mkdir -p empty closed
refused 'file: cannot be written: Not a directory' "${endless[@]}" --out file
refused 'file/x: cannot be written: Not a directory' "${endless[@]}" --out file/x
refused 'Not a directory' "${endless[@]}" --out file/x/y/z
refused 'give the path' "${endless[@]}" --out ''
refused 'too long' "${endless[@]}" --out "$(printf '%0256d' 0)"
refused 'too long' "${endless[@]}" --out "new/$(printf '%0256d' 0)/x"
refused 'give the path' "${endless[@]}" --out "$(printf '%05000d' 0)"
ln -s loop loop
refused 'loop: cannot be written' "${endless[@]}" --out loop
if [ "$(id -u)" -ne 0 ]; then
	chmod 555 closed
	refused 'Permission denied' "${endless[@]}" --out closed/run
	refused 'Permission denied' "${endless[@]}" --out closed
	chmod 755 closed
elif [ ! -w /proc/sys ] || ! mkdir /sys/conductor 2>/dev/null; then
	refused '/sys/run: cannot be written' "${endless[@]}" --out /sys/run
fi
# and places that can
done_with "${night[@]}" --out empty/
done_with "${night[@]}" --out new/and/deep//
ln -s empty link
ln -s far/away dangling
done_with "${night[@]}" --out link
done_with "${night[@]}" --out dangling/
[ -L link ] && [ -L dangling ] && sound empty && sound far/away
mkdir here
(cd here && run "${night[@]}" --out . && rm errors output &&
	run "${night[@]}" --out ./ --force && sound . &&
	run "${night[@]}" --out "$PWD" --force && [ -s ./report.html ])
[ "$status" -eq 0 ]
rm -r new far here

# simulating ARGUMENT...: in the background and stopped, as `child`
simulating() {
	"$conductor" sim friday-night --no-static --no-advice --replications 20 --jobs 2 \
		"$@" >slow.output 2>slow.errors &
	child=$!
	while [ "$(find "/proc/$child/task" -mindepth 1 -maxdepth 1 | wc -l)" -lt 2 ]; do
		kill -0 "$child"
	done
	kill -STOP "$child"
}

# who is slower does not win, and says so
for there in nothing run note; do
	rm -rf two
	[ $there = nothing ] || cp -a first two
	[ $there != note ] || echo mine >two/note
	simulating --out two --force
	done_with "${night[@]}" --seed 2 --out two --force
	state two >before
	kill -CONT "$child"
	status=0
	wait "$child" || status=$?
	cp slow.errors errors
	[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] &&
		grep -q 'two: another run has written there meanwhile' errors ||
		fail "two runs at once, $there: status $status"
	state two | cmp before - || fail "the faster run has suffered"
	[ $there != note ] || [ "$(cat two/note)" = mine ]
done
# what the user puts there meanwhile stays; what the user has changed, too
rm -rf two
cp -a first two
simulating --out two
echo mine >two/note
kill -CONT "$child"
wait "$child" || fail "a note was in the way"
[ "$(cat two/note)" = mine ] && sound two && ! cmp -s first/run.db two/run.db
rm two/note
simulating --out two
echo more >>two/ledger.csv
state two >before
kill -CONT "$child"
! wait "$child"
cp slow.errors errors
grep -q 'two/ledger.csv: has been changed' errors || fail "a change was lost"
state two | cmp before -
# a run that is killed is in nobody's way
rm -rf two
simulating --out two/deep
kill -KILL "$child"
wait "$child" 2>/dev/null || true
[ ! -e two ] || fail "a killed run has left something"
mkdir run/.conductor-1-0
touch run/.conductor-1-0/run.db .conductor-1-0
done_with "${night[@]}" --out run
[ -z "$(ls -A run | grep '^\.')" ] || fail "what was killed is left"
rm .conductor-1-0

# no room for it
rm -rf t
mkdir t
for blocks in 0 4 24 64 256; do
	for there in nothing run; do
		rm -rf t/run
		[ $there = nothing ] || cp -a first t/run
		state t >before
		status=0
		(ulimit -f $blocks
			exec "$conductor" "${night[@]}" --seed 3 --out t/run) \
			2>&1 >/dev/null | cat >errors || status=$?
		[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] ||
			fail "$blocks kB, $there: status $status"
		# the tables may fit though the page does not
		if [ -e t/run/run.db ] && ! cmp -s t/run/run.db first/run.db; then
			sound t/run
		else
			state t | cmp before - || fail "$blocks kB, $there: half a run"
		fi
		[ $blocks -lt 256 ] || continue # the page is smaller
		rm -rf t/run
		cp -a first t/run
		status=0
		(ulimit -f $blocks
			exec "$conductor" report t/run --lang de --csv excel) \
			2>&1 >/dev/null | cat >errors || status=$?
		[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] ||
			fail "report, $blocks kB: status $status"
		sound t/run
		[ -z "$(ls -A t/run | grep '^\.')" ] || fail "report: left behind"
		done_with "${night[@]}" --out t/run
	done
done
echo "$count kinds of strangers stay; nothing of the user's is lost"
