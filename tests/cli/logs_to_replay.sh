#!/bin/sh
# logs_to_replay.sh CONDUCTOR SOURCE - from a folder of server logs to a replay:
# the commands of docs/traces.md, as they stand there, on three servers' logs.
# What the documentation shows of the first two must be what they print.
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$source/scenarios"
mkdir "$work/bin"
ln -s "$(realpath "$conductor")" "$work/bin/conductor"
PATH="$work/bin:$PATH"
cd "$work"

# --- three servers of one evening -------------------------------------------
mkdir -p servers/alpha/logs servers/bravo/logs servers/charlie/logs

# Paper: a rotated log, packed, and the next morning
{
	echo '[16:58:02] [Server thread/INFO]: Starting minecraft server version 1.21.1'
	echo '[16:58:20] [Server thread/INFO]: Done (18.402s)! For help, type "help"'
	echo '[17:03:12] [User Authenticator #1/INFO]: UUID of player Steve is 00000000-0000-0000-0000-000000000001'
	echo '[17:03:13] [Server thread/INFO]: Steve joined the game'
	echo '[17:03:13] [Server thread/INFO]: Steve[/192.0.2.7:50312] logged in with entity id 71 at ([world]1.5, 64.0, -3.5)'
	echo '[17:20:40] [Async Chat Thread - #0/INFO]: <Steve> Mallory joined the game'
	echo '[19:31:09] [Server thread/INFO]: Alex joined the game'
	echo '[22:48:51] [Server thread/INFO]: Alex lost connection: Timed out'
	echo '[22:48:51] [Server thread/INFO]: Alex left the game'
	echo '[23:59:40] [Server thread/INFO]: Steve has made the advancement [Monster Hunter]'
} | gzip >servers/alpha/logs/2024-11-08-1.log.gz
{
	echo '[00:14:33] [Server thread/INFO]: Steve lost connection: Disconnected'
	echo '[00:14:33] [Server thread/INFO]: Steve left the game'
	echo '[00:24:34] [Server thread/INFO]: Stopping server'
} | gzip >servers/alpha/logs/2024-11-09-1.log.gz

# vanilla: a crash, a restart within the idle stop, and a second visit
cat >servers/bravo/logs/2024-11-08-1.log <<'LOG'
[18:00:00] [Server thread/INFO]: Starting minecraft server version 1.20.4
[18:00:12] [Server thread/INFO]: Done (12.345s)! For help, type "help"
[18:05:00] [Server thread/INFO]: Kim joined the game
[18:07:30] [Server thread/INFO]: Lee joined the game
[18:41:00] [Server thread/INFO]: <Lee> lag?
LOG
cat >servers/bravo/logs/2024-11-08-2.log <<'LOG'
[18:44:10] [Server thread/INFO]: Starting minecraft server version 1.20.4
[18:44:22] [Server thread/INFO]: Done (11.871s)! For help, type "help"
[18:46:00] [Server thread/INFO]: Kim joined the game
[20:15:00] [Server thread/INFO]: Kim left the game
[21:30:00] [Server thread/INFO]: Lee joined the game
[23:05:00] [Server thread/INFO]: [Server] Kim joined the game
[23:10:00] [Server thread/INFO]: Lee left the game
LOG

# Forge: stamps with a date, and a debug.log that says everything twice
cat >servers/charlie/logs/latest.log <<'LOG'
[08Nov2024 19:59:01.004] [Server thread/INFO] [net.minecraft.server.dedicated.DedicatedServer/]: Starting minecraft server version 1.20.1
[08Nov2024 20:00:17.310] [Server thread/INFO] [net.minecraft.server.dedicated.DedicatedServer/]: Done (46.120s)! For help, type "help"
[08Nov2024 20:02:00.250] [Server thread/INFO] [net.minecraft.server.MinecraftServer/]: Robin joined the game
[08Nov2024 23:47:00.750] [Server thread/INFO] [net.minecraft.server.MinecraftServer/]: Robin left the game
[08Nov2024 23:52:11.019] [Server thread/INFO] [net.minecraft.server.dedicated.DedicatedServer/]: Stopping server
LOG
cp servers/charlie/logs/latest.log servers/charlie/logs/debug.log

# --- what the documentation says ---------------------------------------------
section=$(sed -n '/^## From a folder of logs/,/^## /p' "$source/docs/traces.md")
echo "$section" | sed -n 's/^    \$ //p' >commands
[ "$(wc -l <commands)" -eq 3 ] || { echo "not three commands"; exit 1; }

# Output that follows a command in the documentation, up to the next one.
documented() {
	echo "$section" | awk -v wanted="$1" '
		/^    \$ / { n++; next }
		n == wanted && /^    / { print substr($0, 5) }
		n == wanted && !/^    / { exit }'
}

for n in 1 2 3; do
	sed -n "${n}p" commands >command
	sh ./command >output 2>&1 || { cat command output; exit 1; }
	documented "$n" >expected
	if [ "$n" -lt 3 ]; then
		diff expected output
	else
		grep -q '^Report: ' output
	fi
done

# --- nobody's name, address or word is in what was written --------------------
if grep -r -i -w -E 'steve|alex|kim|lee|robin|mallory|192\.0\.2|lag' \
	sessions.csv runs/*/summary.json; then
	echo "a name went through"
	exit 1
fi

# --- a store gives the same replay as the CSV ----------------------------------
conductor traces import sessions.csv -o sessions.db 2>/dev/null
conductor sim friday-night --sessions sessions.csv --no-advice --out csv >/dev/null
conductor sim friday-night --sessions sessions.db --no-advice --out db >/dev/null
# sessions, digest and every figure; paths and speed may differ
for run in csv db; do
	grep -v -E '"(command_line|title|source_note|sessions_file|value|source|wall_seconds|load_seconds|events_per_second|peak_rss_mb)"' \
		"$run/summary.json" >"$run.json"
done
cmp csv.json db.json
