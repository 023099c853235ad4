#!/bin/sh
# log_folders.sh CONDUCTOR - what lies in a folder of logs is read, however deep,
# or the import says what it left out; it waits for no pipe and follows no ring.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "$1"
	cat output errors 2>/dev/null
	exit 1
}

log() {
	mkdir -p "$1"
	printf '[18:00:00] [Server thread/INFO]: Alex joined the game\n%s\n' \
		'[19:00:00] [Server thread/INFO]: Alex left the game' \
		>"$1/2024-11-08-1.log"
}

import() {
	timeout 60 "$conductor" traces import "$1" --zone Europe/Berlin \
		--ram 4GB -o - >output 2>errors || fail "$1: not imported"
}

# far below
log s/near/logs
log s/a/b/c/d/far/logs
import s
grep -q '^near,' output || fail "not near"
grep -q '^far,' output || fail "not far"

# too far is told
deep=s/too
for i in $(seq 40); do deep=$deep/$i; done
log "$deep/logs"
import s
grep -q 'left out: 1 folders too deep .*; the first: s/too/1/' errors ||
	fail "deep folders are not told"

# pipes, and links to nothing and in a ring
mkfifo s/near/logs/latest.log s/near/logs/2024-11-09-1.log.gz s/pipe
ln -s nothing s/near/logs/2024-11-10-1.log
ln -s me s/near/me
ln -s . s/near/ring
ln -s logs s/near/today
import s
grep -q 'left out: 3 pipes.*; the first: s/' errors || fail "no word of pipes"
grep -q 'left out: 2 links that lead nowhere; the first: s/near/' errors ||
	fail "no word of links"
grep -q 'left out: 2 folders to which a link .*; the first: s/near/ring' \
	errors || fail "no word of the ring"
[ "$(grep -c '^near,' output)" -eq 1 ] || fail "a world twice"
! grep -q 'went back' errors || fail "a log was read twice"

# also where there is nothing else
mkdir only
mkfifo only/latest.log
timeout 60 "$conductor" traces import only --zone Europe/Berlin --ram 4GB \
	-o - >output 2>errors && fail "imported nothing"
grep -q 'left out: 1 pipes' errors || fail "no word before the failure"

# an archive is a folder, from which no path leads out; what is no file in it,
# and an archive in it, is told
mkdir packed
log packed/one/logs
log packed/two/logs
ln -s /etc/passwd packed/one/logs/latest.log
printf x >packed/one/world.zip
tar -P -czf panel.tar.gz --transform 's,^packed/two,../..,' packed
import panel.tar.gz
[ "$(cut -d , -f 1 output)" = "world
one
panel" ] || fail "not the worlds of the archive"
grep -q 'left out: 1 links or devices in an archive; the first: packed/one/' \
	errors || fail "no word of a link"
grep -q 'left out: 1 archives inside .*; the first: packed/one/world.zip' \
	errors || fail "no word of an archive"

# logs of their owner's names are told by their text, in a folder as in an
# archive, if there are no others
mkdir -p own/three/logs own/packed
log own/three/logs
event() {
	printf '[%s] [Server thread/INFO]: %s\n' "2024-11-08 $1" "$2"
}
evening() {
	event 18:00:00 'Alex joined the game'
	event 2"$1":00:00 'Alex left the game'
}
evening 0 >own/alpha.log
evening 1 >own/bravo-2024-11-08.txt
evening 2 >own/three/chat.log
evening 3 >own/three/logs/mine.log
evening 1 | gzip >own/packed/charlie.log.gz
echo 'Alex was here' >own/notes.txt
import own
cp output folder
grep '^read ' errors >counts || fail "no count"
[ "$(sed 1d folder | cut -d , -f 1 | sort | paste -s -d ' ')" = \
	"alpha bravo charlie three" ] || fail "not the logs of a folder"
for how in tar.gz zip; do
	case $how in
	zip) command -v python3 >/dev/null || continue
		python3 -m zipfile -c own.zip own ;;
	*) tar -czf own.tar.gz own ;;
	esac
	import own.$how
	cmp -s output folder || fail "own.$how is not as its folder"
	grep '^read ' errors | cmp -s - counts || fail "own.$how: other counts"
done
