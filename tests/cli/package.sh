#!/bin/sh
# package.sh CONDUCTOR SOURCE - the .deb of this build holds what it needs: put
# anywhere, without CONDUCTOR_DATA, it plays the night as the build does.
set -eu
conductor=$1
source=$2
build=$(dirname "$conductor")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset CONDUCTOR_DATA

for tool in cpack dpkg-shlibdeps dpkg-deb file; do
	if ! command -v "$tool" >/dev/null; then
		echo "$tool is not installed, so no package was made"
		exit 77
	fi
done
cpack --config "$build/CPackConfig.cmake" -B "$work/packed" >cpack.log 2>&1 ||
	{ cat cpack.log; exit 1; }
deb=$(echo packed/conductor_*.deb)
root=$work/some/where
mkdir -p "$root"
dpkg-deb -x "$deb" "$root"
dpkg-deb -e "$deb" control

fail() {
	echo "$1"
	exit 1
}

# What must be in it, and nothing else.
(cd "$root" && find . -type f | sort | sed 's|^\./||') >files
for file in bin/conductor share/man/man1/conductor.1.gz \
	share/conductor/friday-night.json \
	share/conductor/catalogue/hetzner.json \
	share/conductor/prices/blockclock.json \
	share/conductor/data/SOURCES.md \
	share/conductor/data/hypixel-2024-autumn.csv \
	share/conductor/sample/README.md \
	share/conductor/sample/servers/alpha/logs/2026-10-26-1.log.gz \
	share/conductor/sample/servers/charlie/logs/latest.log \
	share/bash-completion/completions/conductor \
	share/zsh/vendor-completions/_conductor \
	share/fish/vendor_completions.d/conductor.fish \
	share/doc/conductor/copyright share/doc/conductor/changelog.gz \
	share/doc/conductor/docs/figures.md; do
	grep -qx "usr/$file" files || fail "usr/$file is not in the package"
done
grep -v -E '^usr/(bin/conductor$|share/(conductor|doc/conductor|man/man1|(bash|zsh|fish)[a-z/_.-]*ompletions[.d]*)/)' \
	files && fail "these are in the package, too"
grep -E '\.[ch]$|~$|\.swp$' files && fail "these are no part of the program"

# As every package: root's, nothing writable by others, sums that are right.
dpkg-deb -c "$deb" | awk '$2 != "root/root" || $1 !~ /^(-rw-r--r--|[-d]rwxr-xr-x)$/' >odd
[ ! -s odd ] || { cat odd; fail "owners or permissions are odd"; }
(cd "$root" && md5sum --quiet -c "$work/control/md5sums")
for field in Version Maintainer Architecture Description Section; do
	grep -q "^$field: ." control/control || fail "the field $field is missing"
done
for library in libc6 libgsl27 libsqlite3-0 libcjson1 libcsv3 libarchive13 libzstd1 zlib1g \
	gnuplot-nox tzdata; do
	grep -q "^Depends:.*[ ,]$library[ ,(]" control/control ||
		{ cat control/control; fail "it does not depend on $library"; }
done

# No path of the machine that built it, unless sanitizers put it there.
if ! grep -q '^Depends:.*libasan' control/control; then
	grep -r -l -F "$source" "$root" && fail "these name the source directory"
fi

# The manual knows every command, and those of commands.
gzip -dc "$root/usr/share/man/man1/conductor.1.gz" >manual
"$conductor" --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' >commands
[ "$(wc -l <commands)" -ge 4 ] || fail "the commands are not told"
while read -r command; do
	grep -q -E "^conductor $command( |\$)" manual ||
		fail "the manual does not tell of $command"
done <commands
grep -q '^conductor traces fit SESSIONS' manual ||
	fail "the manual does not tell of traces fit"

# It finds its own data, and these are enough.
echo '{ "extends": "no-such.json" }' >lost.json
"$root/usr/bin/conductor" check lost.json 2>error || true
grep -q -F "$root/usr/share/conductor" error ||
	{ cat error; fail "it looks for its data elsewhere"; }
play() { # CONDUCTOR NAME DATA_DIRECTORY
	"$1" sim friday-night --replications 1 --out "$2" >"$2.table"
	grep -v -E '"(wall_seconds|load_seconds|events_per_second|peak_rss_mb|command_line)"' \
		"$2/summary.json" | sed "s|\"$3/|\"DATA/|" >"$2.summary"
	[ -s "$2/report.html" ] || fail "$2: no report"
}
play "$conductor" built "$source/scenarios"
play "$root/usr/bin/conductor" installed "$root/usr/share/conductor"
diff built.summary installed.summary || fail "the night is another one"

# So do the sample logs: all of them are there.
sample() { # CONDUCTOR SERVERS NAME
	"$1" traces import "$2" --zone Europe/Berlin --ram 4GB -o "$3" 2>/dev/null
}
sample "$conductor" "$source/scenarios/sample/servers" built.csv
sample "$root/usr/bin/conductor" "$root/usr/share/conductor/sample/servers" \
	installed.csv
cmp built.csv installed.csv || fail "the sample logs are others"
echo "$(basename "$deb"): $(wc -l <files) files," \
	"$(($(wc -c <"$deb") / 1024)) KiB; plays the night as the build does"
