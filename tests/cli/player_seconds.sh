#!/bin/sh
# player_seconds.sh CONDUCTOR SOURCE - short visits: the hours of players are
# those of the stays, in a CSV, in a store and in eur_per_player_hour.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "player_seconds.sh: $1"
	exit 1
}

# six visits of two minutes: sessions of twelve, with a sixth of a player
mkdir -p short/logs
for hour in 13 14 15 16 17 18; do
	echo "[$hour:00:00] [Server thread/INFO]: Kim joined the game"
	echo "[$hour:02:00] [Server thread/INFO]: Kim left the game"
done >short/logs/2024-11-08-1.log
"$conductor" traces import short --zone Europe/Berlin --ram 4GB -o visits.csv \
	2>report
grep -q '6 of players, 0.2 hours together' report || fail "hours not said"
[ "$(sed -n 2p visits.csv)" = \
	'short,2024-11-08T12:00:00Z,2024-11-08T12:12:00Z,4096,1,120' ] ||
	fail "no player_seconds"

# the cost of an hour: EUR
hour_costs() {
	"$conductor" sim friday-night --sessions "$1" --replications 1 \
		--set fleet.dedicated.0.count=1 --no-static --out run \
		>output 2>&1 || fail "sim failed on $1"
	sed -n 's/^.*"eur_per_player_hour":[^0-9]*\([0-9.]*\).*/\1/p' \
		run/summary.json | head -n 1
}

cut -d , -f 1-5 visits.csv >rounded.csv
exact=$(hour_costs visits.csv)
rounded=$(hour_costs rounded.csv)
echo "$exact $rounded" | awk '{ exit !($1 > 5.9999 * $2 && $1 < 6.0001 * $2) }' ||
	fail "$exact is not six times $rounded"

# the same through a store, straight from the logs or from the CSV
"$conductor" traces import visits.csv -o a.db 2>report
"$conductor" traces import short --zone Europe/Berlin --ram 4GB -o b.db 2>report
"$conductor" traces export a.db -o again.csv 2>report
cmp visits.csv again.csv || fail "a store changes them"
for store in a b; do
	[ "$(hour_costs $store.db)" = "$exact" ] || fail "$store.db: another cost"
done

# sessions that are merged have the seconds of both
printf '%s\n' 'world,start,stop,ram_mb,player_seconds' 'w,100,200,4096,50' \
	'w,150,300,4096,70' >two.csv
"$conductor" traces import two.csv -o one.csv 2>report
[ "$(tail -n 1 one.csv)" = \
	'w,1970-01-01T00:01:40Z,1970-01-01T00:05:00Z,4096,1,120' ] ||
	fail "not merged: $(cat one.csv)"
