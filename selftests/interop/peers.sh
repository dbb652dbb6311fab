# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Peers for tests: other people's (and our own) SMB servers and clients, by name.
# To be sourced by a test that runs inside a machine of scripts/vm; the tests then
# read "server ksmbd, client cifs" and know nothing of configuration files.
#
#	. selftests/interop/peers.sh
#	peer_init
#	peer_user_add alice secret
#	peer_server_start ksmbd --profile torture --port 446
#	peer_mount cifs:3.1.1 ksmbd /mnt/k
#	...
#	peer_umount /mnt/k
#	peer_server_stop ksmbd
#
# Servers	samba (4.x, user space), ksmbd (6.12's kernel server), lwsmb
# Clients	cifs:VERS (6.12's kernel client; VERS as in its option vers=), lwsmb
# Profiles	plain	 as installed: what the speed figures were taken with
#		torture	 streams and NT descriptors in extended attributes, leases
#		latency	 leases
#		bench	 like plain
#
# Rules: a function returns 0, or says in one line on stderr what did not work and
# returns 1. Readiness is polled with a deadline, never slept for. A peer that
# does not start is a failure of the test, never a reason to skip it. All state is
# on a tmpfs below $PEER_DIR. Accounts are added to /etc/passwd, which is why this
# refuses to run on anything but an overlay or in the caller's own machine
# (PEER_HERE=1).

PEER_USER=corpus
PEER_PASSWORD=Corpus-Pass1
PEER_DIR=${PEER_DIR:-/run/lwsmb-peers}
PEER_START_SECONDS=${PEER_START_SECONDS:-240}
# For tests: the top of the source tree.
# shellcheck disable=SC2034
PEER_TREE=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
PEER_USERS=0
declare -A PEER_PORT=() PEER_PID=()

_peer_say() {
	echo "peers: $*" >&2
}

_peer_fail() {
	_peer_say "$@"
	return 1
}

# peer_until SECONDS WHAT COMMAND...: poll COMMAND until it succeeds.
peer_until() {
	local end=$((SECONDS + $1)) what=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		if ((SECONDS >= end)); then
			_peer_fail "$what: not within its time limit"
			return
		fi
		# A pause without starting a program.
		read -rt 0.05 <>"$PEER_DIR/pause" || :
	done
}

_peer_port_open() {
	(: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

_peer_port_closed() {
	! _peer_port_open "$1"
}

_peer_gone() {
	! kill -0 "$1" 2>/dev/null
}

# peer_init: the place for all state, and the user that owns the shares.
peer_init() {
	local root
	root=$(stat -f -c %T /)
	if [[ ${PEER_HERE:-0} != 1 && $root != overlayfs ]]; then
		_peer_fail "/ is $root, not an overlay: run this inside scripts/vm (or set PEER_HERE=1)"
		return
	fi
	mkdir -p "$PEER_DIR"
	if ! mountpoint -q "$PEER_DIR"; then
		mount -t tmpfs -o mode=755 lwsmb-peers "$PEER_DIR" ||
			{ _peer_fail "cannot mount a tmpfs on $PEER_DIR"; return; }
	fi
	[[ -p $PEER_DIR/pause ]] || mkfifo "$PEER_DIR/pause"
	peer_user_add "$PEER_USER" "$PEER_PASSWORD"
}

# peer_user_add NAME PASSWORD: an account of the machine that every server started
# afterwards knows, and those that run already learn about.
peer_user_add() {
	local name=$1 password=$2 id
	if ! id -u "$name" >/dev/null 2>&1; then
		id=$((4001 + PEER_USERS++))
		echo "$name:x:$id:$id::/:/bin/false" >>/etc/passwd
		echo "$name:x:$id:" >>/etc/group
	fi
	echo "$name:$password" >>"$PEER_DIR/users"
	local kind
	for kind in "${!PEER_PID[@]}"; do
		"_peer_${kind}_user" "$name" "$password" || return
	done
}

_peer_all_users() {
	local kind=$1 name password
	while IFS=: read -r name password; do
		"_peer_${kind}_user" "$name" "$password" || return
	done <"$PEER_DIR/users"
}

# peer_server_start KIND [--port N] [--profile P] [--share-option 'k = v']...
#	[--global-option 'k = v']...
# The share is called "share" and is the folder peer_share_path KIND.
peer_server_start() {
	local kind=$1 port="" profile=plain share_options="" global_options=""
	shift
	while (($#)); do
		case $1 in
		--port) port=$2 ;;
		--profile) profile=$2 ;;
		--share-option) share_options+=" $2"$'\n' ;;
		--global-option) global_options+=" $2"$'\n' ;;
		*) _peer_fail "peer_server_start: unknown option $1"; return ;;
		esac
		shift 2 || { _peer_fail "peer_server_start: an option lacks its value"; return; }
	done
	case $profile in
	plain | torture | latency | bench) ;;
	*) _peer_fail "unknown profile $profile"; return ;;
	esac
	case $kind in
	samba) port=${port:-445} ;;
	ksmbd) port=${port:-446} ;;
	lwsmb) port=${port:-447} ;;
	*) _peer_fail "unknown server $kind (samba, ksmbd or lwsmb)"; return ;;
	esac
	if _peer_port_open "$port"; then
		_peer_fail "port $port is taken already"
		return
	fi
	local dir=$PEER_DIR/$kind
	mkdir -p "$dir/share"
	chown "$PEER_USER:$PEER_USER" "$dir/share"
	"_peer_${kind}_start" "$dir" "$port" "$profile" "$share_options" "$global_options" || return
	PEER_PORT[$kind]=$port
}

peer_share_path() {
	echo "$PEER_DIR/$1/share"
}

# peer_server_alive KIND: is it there, and does it answer?
peer_server_alive() {
	[[ -n ${PEER_PORT[$1]:-} ]] && _peer_port_open "${PEER_PORT[$1]}" &&
		"_peer_$1_alive"
}

peer_server_stop() {
	local kind=$1
	[[ -n ${PEER_PORT[$kind]:-} ]] || { _peer_fail "server $kind is not running"; return; }
	"_peer_${kind}_stop" || return
	peer_until 30 "$kind: end of listening on ${PEER_PORT[$kind]}" \
		_peer_port_closed "${PEER_PORT[$kind]}" || return
	unset "PEER_PORT[$kind]" "PEER_PID[$kind]"
}

# What a server said last, for a failure's text.
_peer_tail() {
	[[ -s $1 ]] && tail -n 5 "$1" | sed 's/^/peers:   /' >&2
	return 1
}

# --- Samba ---

_peer_samba_conf() {
	local dir=$1 port=$2 profile=$3 vfs=""
	[[ $profile != torture ]] || vfs=" vfs objects = acl_xattr streams_xattr"
	cat <<END
[global]
 server role = standalone
 workgroup = WG
 netbios name = VMSMB
 smb ports = $port
 bind interfaces only = no
 server min protocol = NT1
 client min protocol = NT1
 ntlm auth = ntlmv1-permitted
 load printers = no
 disable spoolss = yes
 map to guest = never
 ea support = yes
 store dos attributes = yes
 server multi channel support = no
 private dir = $dir/private
 lock directory = $dir/lock
 state directory = $dir/state
 cache directory = $dir/cache
 pid directory = $dir/pid
 ncalrpc dir = $dir/ncalrpc
 log file = $dir/log
 max log size = 0
$5[share]
 path = $dir/share
 read only = no
$vfs
$4
END
}

_peer_samba_start() {
	local dir=$1 port=$2
	command -v smbd >/dev/null || { _peer_fail "smbd is missing: run scripts/setup"; return; }
	mkdir -p "$dir"/{private,lock,state,cache,pid,ncalrpc}
	_peer_samba_conf "$@" >"$dir/smb.conf"
	PEER_PID[samba]=0
	_peer_all_users samba || return
	smbd --foreground -s "$dir/smb.conf" >"$dir/out" 2>&1 &
	PEER_PID[samba]=$!
	peer_until "$PEER_START_SECONDS" "samba: listening on port $port" \
		_peer_up_or_gone "$port" "$!" || { _peer_tail "$dir/out"; return; }
	_peer_port_open "$port" ||
		{ _peer_say "samba ended at once"; _peer_tail "$dir/out"; return; }
}

_peer_up_or_gone() {
	_peer_port_open "$1" || _peer_gone "$2"
}

_peer_samba_user() {
	printf '%s\n%s\n' "$2" "$2" |
		smbpasswd -c "$PEER_DIR/samba/smb.conf" -s -a "$1" >"$PEER_DIR/samba/passwd.out" 2>&1 ||
		{ _peer_say "samba: cannot add user $1"; _peer_tail "$PEER_DIR/samba/passwd.out"; }
}

_peer_samba_alive() {
	! _peer_gone "${PEER_PID[samba]}"
}

_peer_samba_stop() {
	kill "${PEER_PID[samba]}" 2>/dev/null || _peer_say "samba had ended by itself"
	peer_until 30 "samba: end of the process" _peer_gone "${PEER_PID[samba]}"
}

# --- ksmbd ---

# ksmbd-tools conflicts with samba, so scripts/setup unpacks it beside.
_peer_ksmbd_tool() {
	local dirs=(/var/cache/lwsmb/peers/ksmbd-tools-*/usr/sbin)
	[[ -x ${dirs[-1]}/$1 ]] || { _peer_fail "ksmbd-tools is missing: run scripts/setup"; return; }
	echo "${dirs[-1]}/$1"
}

# Version 3.5 calls the user database otherwise, and all its programs alike.
_peer_ksmbd_db_option() {
	local tool
	tool=$(_peer_ksmbd_tool "$1") || return
	if [[ $tool != */ksmbd-tools-3.4.* ]]; then
		echo --pwddb
	elif [[ $1 == ksmbd.mountd ]]; then
		echo --users
	else
		echo --import-users
	fi
}

_peer_ksmbd_conf() {
	local dir=$1 port=$2 profile=$3 global="" share=""
	case $profile in
	torture)
		global=$' smb2 leases = yes\n smb3 encryption = no\n'
		share=$' vfs objects = acl_xattr streams_xattr\n oplocks = yes\n'
		;;
	latency) global=$' smb2 leases = yes\n' ;;
	esac
	cat <<END
[global]
 workgroup = WG
 netbios name = VMK
 tcp port = $port
 bind interfaces only = no
$global$5[share]
 path = $dir/share
 read only = no
 writeable = yes
 create mask = 0755
$share$4
END
}

_peer_ksmbd_start() {
	local dir=$1 port=$2 mountd db
	mountd=$(_peer_ksmbd_tool ksmbd.mountd) || return
	db=$(_peer_ksmbd_db_option ksmbd.mountd)
	_peer_ksmbd_conf "$@" >"$dir/ksmbd.conf"
	: >"$dir/ksmbdpwd.db"
	PEER_PID[ksmbd]=0
	_peer_all_users ksmbd || return
	[[ -d /sys/module/ksmbd ]] || modprobe ksmbd ||
		{ _peer_fail "ksmbd: the kernel module does not load"; return; }
	"$mountd" -n --config="$dir/ksmbd.conf" "$db=$dir/ksmbdpwd.db" -p "$port" >"$dir/out" 2>&1 &
	PEER_PID[ksmbd]=$!
	peer_until "$PEER_START_SECONDS" "ksmbd: listening on port $port" \
		_peer_up_or_gone "$port" "$!" || { _peer_tail "$dir/out"; return; }
	_peer_port_open "$port" ||
		{ _peer_say "ksmbd.mountd ended at once"; _peer_tail "$dir/out"; return; }
}

_peer_ksmbd_user() {
	local tool db dir=$PEER_DIR/ksmbd
	tool=$(_peer_ksmbd_tool ksmbd.adduser) || return
	db=$(_peer_ksmbd_db_option ksmbd.adduser)
	"$tool" -p "$2" "$db=$dir/ksmbdpwd.db" --config="$dir/ksmbd.conf" -a "$1" >"$dir/adduser.out" 2>&1 ||
		{ _peer_say "ksmbd: cannot add user $1"; _peer_tail "$dir/adduser.out"; }
}

_peer_ksmbd_alive() {
	! _peer_gone "${PEER_PID[ksmbd]}"
}

_peer_ksmbd_stop() {
	local control
	control=$(_peer_ksmbd_tool ksmbd.control) || return
	"$control" -s >"$PEER_DIR/ksmbd/control.out" 2>&1 ||
		{ _peer_say "ksmbd: shutting down failed"; _peer_tail "$PEER_DIR/ksmbd/control.out"; return; }
	peer_until 30 "ksmbd: end of ksmbd.mountd" _peer_gone "${PEER_PID[ksmbd]}"
}

# --- lwsmb ---

_peer_lwsmb_program() {
	local path=$PEER_TREE/build/userspace/$1/$1
	[[ -x $path ]] || { _peer_fail "$1 is not built: run make user"; return; }
	echo "$path"
}

# Like the others, smbtorture's target signs when asked: some of its tests take
# answers that cannot be signed, as their session has gone.
_peer_lwsmb_conf() {
	local dir=$1 port=$2 profile=$3 global=""
	[[ $profile != torture ]] || global=$' server signing = auto\n'
	cat <<END
[global]
 netbios name = VML
 workgroup = WG
 port = $port
 smb passwd file = $dir/smbpasswd
$global$5[share]
 path = $dir/share
 read only = no
$4
END
}

_peer_lwsmb_start() {
	local dir=$1 port=$2
	_peer_lwsmb_conf "$@" >"$dir/lwsmb.conf"
	mkdir -p "$dir/state"
	install -m 0600 /dev/null "$dir/smbpasswd"
	PEER_PID[lwsmb]=0
	_peer_all_users lwsmb || return
	[[ -d /sys/module/lwsmb_srv ]] || modprobe lwsmb_srv ||
		{ _peer_fail "lwsmb: the kernel module does not load"; return; }
	_peer_lwsmb_daemon "$dir" "$port"
}

_peer_lwsmb_daemon() {
	local dir=$1 port=$2 daemon
	daemon=$(_peer_lwsmb_program lwsmbd) || return
	"$daemon" --config "$dir/lwsmb.conf" --state-dir "$dir/state" >"$dir/out" 2>&1 &
	PEER_PID[lwsmb]=$!
	peer_until "$PEER_START_SECONDS" "lwsmb: listening on port $port" \
		_peer_up_or_gone "$port" "$!" || { _peer_tail "$dir/out"; return; }
	_peer_port_open "$port" ||
		{ _peer_say "lwsmbd ended at once"; _peer_tail "$dir/out"; return; }
}

_peer_lwsmb_user() {
	local tool dir=$PEER_DIR/lwsmb
	tool=$(_peer_lwsmb_program lwsmb) || return
	printf '%s\n' "$2" | "$tool" user add --config "$dir/lwsmb.conf" "$1" >"$dir/user.out" 2>&1 ||
		{ _peer_say "lwsmb: cannot add user $1"; _peer_tail "$dir/user.out"; }
}

# peer_lwsmb_kill: the daemon is killed; the kernel goes on serving without it.
peer_lwsmb_kill() {
	kill -KILL "${PEER_PID[lwsmb]}" || { _peer_fail "lwsmbd had ended by itself"; return; }
	wait "${PEER_PID[lwsmb]}" 2>/dev/null || :
}

# peer_lwsmb_again: another daemon takes its place.
peer_lwsmb_again() {
	_peer_lwsmb_daemon "$PEER_DIR/lwsmb" "${PEER_PORT[lwsmb]}"
}

# peer_lwsmb_tool ARGUMENT...: lwsmb with the server's configuration.
peer_lwsmb_tool() {
	local tool
	tool=$(_peer_lwsmb_program lwsmb) || return
	"$tool" --config "$PEER_DIR/lwsmb/lwsmb.conf" "$@"
}

_peer_lwsmb_alive() {
	! _peer_gone "${PEER_PID[lwsmb]}"
}

_peer_lwsmb_stop() {
	kill "${PEER_PID[lwsmb]}" 2>/dev/null || _peer_say "lwsmbd had ended by itself"
	peer_until 30 "lwsmb: end of lwsmbd" _peer_gone "${PEER_PID[lwsmb]}"
}

# --- clients ---

# peer_mount CLIENT[:VERS] SERVER FOLDER [OPTIONS]: mount SERVER's share on FOLDER.
peer_mount() {
	local client=${1%%:*} vers=3.1.1 server=$2 folder=$3 options=${4:-}
	[[ $1 != *:* ]] || vers=${1#*:}
	local port=${PEER_PORT[$server]:-}
	[[ -n $port ]] || { _peer_fail "server $server is not running"; return; }
	mkdir -p "$folder"
	case $client in
	cifs)
		[[ -d /sys/module/cifs ]] || modprobe cifs ||
			{ _peer_fail "cifs: the kernel module does not load"; return; }
		mount -t cifs //127.0.0.1/share "$folder" -o \
			"iocharset=utf8,port=$port,vers=$vers,username=$PEER_USER,password=$PEER_PASSWORD${options:+,$options}" ||
			{ _peer_fail "cifs $vers does not mount $server: $(dmesg | grep -a CIFS | tail -n 1)"; return; }
		;;
	lwsmb)
		mount -t lwsmb //127.0.0.1/share "$folder" -o \
			"port=$port,username=$PEER_USER,password=$PEER_PASSWORD${options:+,$options}" ||
			{ _peer_fail "lwsmb does not mount $server"; return; }
		;;
	*) _peer_fail "unknown client $client (cifs or lwsmb)" ;;
	esac
}

# peer_umount FOLDER: returns when the client has closed its session.
peer_umount() {
	umount "$1" || { _peer_fail "cannot unmount $1"; return; }
}

# Undo everything, for a trap on EXIT: never fails.
peer_cleanup() {
	local kind folder
	while read -r _ folder kind _; do
		case $kind in
		cifs | lwsmb | lwsmb_rdr) umount -l "$folder" 2>/dev/null || : ;;
		esac
	done </proc/self/mounts
	for kind in "${!PEER_PORT[@]}"; do
		peer_server_stop "$kind" || :
	done
}
