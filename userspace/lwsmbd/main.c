// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lwsmbd, the share daemon: tells the kernel's SMB server what to share and where to
 * listen, says who a client is, and answers on named pipes. See lwsmbd(8).
 *
 * One process, one thread, one poll loop. The server goes on without it: when it is
 * killed, sessions and open files stay, and the next one finds shares and listeners as
 * they are and changes what the configuration says otherwise.
 */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lwsmb/ntstatus_codes.h"
#include "lwsmbd/log.h"
#include "lwsmbd/logon.h"
#include "lwsmbd/pipes.h"
#include "lwsmbd/server.h"
#include "lwsmbd/setup.h"
#include "lwsmbd/system.h"

#define DEFAULT_CONF "/etc/lwsmb/lwsmb.conf"
#define DEFAULT_STATE "/var/lib/lwsmb"

enum {
	TICK_MS = 5000, /* between looks at what is too old */
};

/**
 * struct daemon - the daemon
 * @conf_path: configuration file
 * @state_dir: folder of what it keeps
 * @setup: configuration at work
 * @guid: ServerGuid
 * @server: connection to the kernel
 * @logons: log-ons that are not finished
 * @pipes: open pipes
 * @signals: descriptor
 * @stop: SIGTERM came
 */
struct daemon {
	const char *conf_path;
	const char *state_dir;
	struct setup *setup;
	u8 guid[SERVER_GUID_LEN];
	struct server server;
	struct logons logons;
	struct pipes pipes;
	int signals;
	bool stop;
};

/* ---- questions ------------------------------------------------------------------ */

static void on_auth(void *arg, u64 cookie, const struct logon_token *t)
{
	struct daemon *d = arg;
	struct logon_answer a;

	logon_take(&d->logons, d->setup, t, &a);
	server_auth_answer(&d->server, cookie, &a);
	logon_answer_free(&a);
}

static void on_auth_forget(void *arg, u64 session)
{
	struct daemon *d = arg;

	logon_forget(&d->logons, session);
}

static void on_pipe_open(void *arg, u64 cookie, u64 pipe, const char *name, u32 uid)
{
	const struct lw_buf nothing = { 0 };
	struct daemon *d = arg;
	u32 status = pipe_open(&d->pipes, pipe, name, uid == 0);

	server_pipe_answer(&d->server, cookie, status, &nothing);
}

static void on_pipe_write(void *arg, u64 cookie, u64 pipe, const void *data, size_t len)
{
	struct daemon *d = arg;
	struct lw_buf out = { 0 };
	u32 status = pipe_write(&d->pipes, pipe, data, len, &out);

	server_pipe_answer(&d->server, cookie, status, &out);
	lw_buf_free(&out);
}

static void on_pipe_forget(void *arg, u64 pipe)
{
	struct daemon *d = arg;

	pipe_forget(&d->pipes, pipe);
}

static const struct server_questions questions = {
	.auth = on_auth,
	.auth_forget = on_auth_forget,
	.pipe_open = on_pipe_open,
	.pipe_write = on_pipe_write,
	.pipe_forget = on_pipe_forget,
};

/* ---- what pipes tell ------------------------------------------------------------ */

static void rpc_host(void *arg, struct lw_rpc_host *host)
{
	const struct daemon *d = arg;

	*host = (struct lw_rpc_host){
		.name = d->setup->netbios_name,
		.comment = setup_text(d->setup, LW_CONF_SERVER_STRING),
		.domain = setup_text(d->setup, LW_CONF_WORKGROUP),
		.major = LW_RPC_OS_MAJOR,
		.minor = LW_RPC_OS_MINOR,
	};
}

static bool rpc_share(void *arg, size_t i, struct lw_rpc_share *share)
{
	struct daemon *d = arg;
	const struct share *s;

	if (i >= d->setup->share_count)
		return false;
	if (!i && server_count_uses(&d->server, d->setup))
		log_line(LOG_ERR, "%s", d->server.error);
	s = &d->setup->shares[i];
	*share = (struct lw_rpc_share){
		.name = s->name,
		.type = s->path ? LW_RPC_SHARE_DISK : LW_RPC_SHARE_IPC,
		.comment = s->comment,
		.path = s->path,
		.uses = s->uses,
		.browseable = s->browseable || !s->path,
	};
	return true;
}

/* ---- configuration -------------------------------------------------------------- */

static void log_diag(int priority, struct lw_diag *diag)
{
	size_t i;

	for (i = 0; i < diag->count; i++)
		log_line(priority, "%s", diag->text[i] ? diag->text[i] : "out of memory");
	lw_diag_free(diag);
}

/* Makes the server what @d->setup says. Shares that cannot be shared are logged. */
static int apply(struct daemon *d)
{
	int ret = server_configure(&d->server, d->setup, d->guid);

	if (!ret && server_sync_shares(&d->server, d->setup))
		log_line(LOG_ERR, "%s", d->server.error);
	return ret ? ret : server_sync_listeners(&d->server, d->setup);
}

/* A file with errors changes nothing; nobody is dropped. */
static void reload(struct daemon *d)
{
	struct lw_diag diag = { 0 };
	struct setup *setup = NULL;

	system_notify("RELOADING=1");
	if (setup_load(d->conf_path, &share_system_names, &diag, &setup)) {
		log_diag(LOG_ERR, &diag);
		log_line(LOG_ERR, "the configuration was not reloaded: the old one is kept");
	} else {
		setup_open_roots(setup, &diag);
		log_diag(LOG_ERR, &diag);
		setup_free(d->setup);
		d->setup = setup;
		if (apply(d))
			log_line(LOG_ERR, "%s", d->server.error);
		else
			log_line(LOG_NOTICE, "the configuration was reloaded");
	}
	system_notify("READY=1");
}

/* --check-config: all that is wrong with the file, and with the folders it names. */
static int check_config(const char *path)
{
	struct lw_diag diag = { 0 };
	struct setup *setup = NULL;
	int ret = setup_load(path, &share_system_names, &diag, &setup);
	size_t i;

	if (!ret)
		ret = setup_open_roots(setup, &diag);
	for (i = 0; i < diag.count; i++)
		fprintf(stderr, "%s\n", diag.text[i] ? diag.text[i] : "out of memory");
	lw_diag_free(&diag);
	setup_free(setup);
	if (!ret)
		printf("%s: no errors\n", path);
	return ret ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* ---- start, loop, end ----------------------------------------------------------- */

static int fail(const struct daemon *d)
{
	log_line(LOG_ERR, "%s", d->server.error);
	return EXIT_FAILURE;
}

static int load(struct daemon *d)
{
	struct lw_diag diag = { 0 };
	char path[4096];
	int ret = setup_load(d->conf_path, &share_system_names, &diag, &d->setup);

	if (!ret) {
		setup_open_roots(d->setup, &diag);
		snprintf(path, sizeof(path), "%s/guid", d->state_dir);
		ret = system_guid(path, d->guid, &diag);
	}
	log_diag(LOG_ERR, &diag);
	return ret;
}

static int start(struct daemon *d)
{
	d->server.questions = &questions;
	d->server.arg = d;
	d->pipes.server = (struct lw_rpc_server){ .arg = d, .host = rpc_host,
						  .share = rpc_share };
	logon_init(&d->logons);
	d->signals = system_signals();
	if (d->signals < 0)
		return EXIT_FAILURE;
	if (server_open(&d->server) || server_register(&d->server) || apply(d))
		return fail(d);
	system_notify("READY=1");
	log_line(LOG_NOTICE, "serving %zu shares", d->setup->share_count - 1);
	return EXIT_SUCCESS;
}

static void on_signals(struct daemon *d)
{
	struct signalfd_siginfo si;

	while (read(d->signals, &si, sizeof(si)) == sizeof(si))
		if (si.ssi_signo == SIGHUP)
			reload(d);
		else
			d->stop = true;
}

static int loop(struct daemon *d)
{
	struct pollfd fds[] = {
		{ .fd = server_fd(&d->server), .events = POLLIN },
		{ .fd = d->signals, .events = POLLIN },
	};

	while (!d->stop) {
		if (poll(fds, ARRAY_SIZE(fds), TICK_MS) < 0 && errno != EINTR)
			return EXIT_FAILURE;
		if (fds[0].revents && server_dispatch(&d->server))
			log_line(LOG_ERR, "%s", d->server.error);
		if (fds[1].revents)
			on_signals(d);
		logon_expire(&d->logons);
	}
	return EXIT_SUCCESS;
}

static int run(struct daemon *d)
{
	int ret = load(d) ? EXIT_FAILURE : start(d);

	if (!ret)
		ret = loop(d);
	if (d->stop) {
		system_notify("STOPPING=1");
		if (server_stop(&d->server))
			ret = fail(d);
	}
	server_close(&d->server);
	logon_free_all(&d->logons);
	pipe_free_all(&d->pipes);
	setup_free(d->setup);
	return ret;
}

static void print_usage(FILE *f)
{
	fputs("usage: lwsmbd [OPTION...]\n"
	      "  --config FILE      configuration (" DEFAULT_CONF ")\n"
	      "  --state-dir DIR    folder of what the daemon keeps (" DEFAULT_STATE ")\n"
	      "  --check-config     say what is wrong with the configuration and end\n"
	      "  --syslog           log to syslog instead of standard error\n"
	      "  --help             this text\n"
	      "SIGHUP reloads the configuration, SIGTERM ends sessions, server and daemon.\n",
	      f);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "state-dir", required_argument, NULL, 's' },
		{ "check-config", no_argument, NULL, 'C' },
		{ "syslog", no_argument, NULL, 'S' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	struct daemon d = { .conf_path = DEFAULT_CONF, .state_dir = DEFAULT_STATE };
	bool check = false;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			d.conf_path = optarg;
			break;
		case 's':
			d.state_dir = optarg;
			break;
		case 'C':
			check = true;
			break;
		case 'S':
			log_to_syslog();
			break;
		case 'h':
			print_usage(stdout);
			return EXIT_SUCCESS;
		default:
			print_usage(stderr);
			return 2;
		}
	}
	if (optind < argc) {
		fprintf(stderr, "lwsmbd: unexpected argument %s; --help tells\n", argv[optind]);
		return 2;
	}
	if (check)
		return check_config(d.conf_path);
	system_protect_secrets();
	return run(&d);
}
