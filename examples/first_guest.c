/* SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * first_guest URI XMLFILE [--keep]
 *
 * A whole life of a guest through the public C API: define, start, watch the console and the events, show state and
 * statistics, shut down. Exit status 0 only if the guest reported that its disk works and then went down cleanly.
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { boot_limit_s = 50, shutdown_limit_s = 20, button_period_s = 5, table_period_ms = 1000 };

static struct {
    virDomainPtr dom;
    virStreamPtr console;
    char line[512];
    size_t line_len;
    int disk_ok, ready, stopped, clean, events, lines;
    struct timespec started;
} guest;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - guest.started.tv_sec) + (double)(now.tv_nsec - guest.started.tv_nsec) / 1e9;
}

static void die(const char *what)
{
    const char *why = virGetLastErrorMessage();
    fprintf(stderr, "first_guest: %s: %s\n", what, why ? why : "unknown error");
    if (guest.dom && virDomainIsActive(guest.dom) == 1) virDomainDestroy(guest.dom);
    exit(1);
}

static void console_line(void)
{
    guest.line[guest.line_len] = 0;
    if (guest.line_len) printf("%7.2f s  console   %s\n", seconds(), guest.line);
    guest.lines++;
    if (strstr(guest.line, "guest: disk ok")) guest.disk_ok = 1;
    if (strstr(guest.line, "guest: ready")) guest.ready = 1;
    guest.line_len = 0;
}

/* Shows whole lines; drops control sequences, which firmware and shells like to send. */
static void console_bytes(const char *bytes, int n)
{
    static int escape;
    for (int i = 0; i < n; i++) {
        char c = bytes[i];
        if (escape) {
            if (escape == 1 && (c == '[' || c == ']')) escape = 2;
            else if (escape == 1 || (c >= '@' && c <= '~')) escape = 0;
        } else if (c == 27) {
            escape = 1;
        } else if (c == '\n' || guest.line_len + 1 >= sizeof guest.line) {
            console_line();
        } else if ((unsigned char)c >= ' ') {
            guest.line[guest.line_len++] = c;
        }
    }
    fflush(stdout);
}

static void console_ready(virStreamPtr stream, int events, void *opaque)
{
    (void)opaque;
    if (events & VIR_STREAM_EVENT_READABLE) {
        char bytes[4096];
        int n;
        while ((n = virStreamRecv(stream, bytes, sizeof bytes)) > 0) console_bytes(bytes, n);
        if (n == -2) return;
    }
    virStreamEventRemoveCallback(stream);
    if (events & (VIR_STREAM_EVENT_ERROR | VIR_STREAM_EVENT_HANGUP)) virStreamAbort(stream);
    else virStreamFinish(stream);
    virStreamFree(stream);
    guest.console = NULL;
}

static int lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    static const char *const names[] = {"defined", "undefined", "started", "suspended", "resumed", "stopped", "shutdown", "pmsuspended", "crashed"};
    const char *name = event >= 0 && event < (int)(sizeof names / sizeof *names) ? names[event] : "unknown";
    (void)conn;
    (void)opaque;
    printf("%7.2f s  event     %s %s (detail %d)\n", seconds(), virDomainGetName(dom), name, detail);
    fflush(stdout);
    guest.events++;
    if (event == VIR_DOMAIN_EVENT_STOPPED) {
        guest.stopped = 1;
        guest.clean = detail == VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN;
    }
    return 0;
}

static const char *state_name(int state)
{
    static const char *const names[] = {"no state", "running", "blocked", "paused", "in shutdown", "shut off", "crashed", "pmsuspended"};
    return state >= 0 && state < (int)(sizeof names / sizeof *names) ? names[state] : "?";
}

static unsigned long long stat_of(virDomainStatsRecordPtr record, const char *name)
{
    unsigned long long value = 0;
    if (virTypedParamsGetULLong(record->params, record->nparams, name, &value) == 1) return value;
    return 0;
}

static void show_row(int timer, void *opaque)
{
    virDomainPtr doms[2] = {guest.dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    int state, reason;
    (void)timer;
    (void)opaque;
    if (virDomainGetState(guest.dom, &state, &reason, 0) < 0) return;
    if (virDomainListGetStats(doms, VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_BLOCK, &records, 0) < 1) return;
    printf("%7.2f s  state     %-11s cpu %6.2f s  memory %llu KiB  disk read %llu KiB  written %llu KiB\n", seconds(), state_name(state),
           (double)stat_of(records[0], "cpu.time") / 1e9, stat_of(records[0], "balloon.current"), stat_of(records[0], "block.0.rd.bytes") / 1024,
           stat_of(records[0], "block.0.wr.bytes") / 1024);
    fflush(stdout);
    virDomainStatsRecordListFree(records);
}

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    long size;
    if (!f) {
        perror(path);
        exit(1);
    }
    if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && (text = calloc(1, (size_t)size + 1))) {
        rewind(f);
        if (fread(text, 1, (size_t)size, f) != (size_t)size) text[0] = 0;
    }
    fclose(f);
    return text;
}

static void wake(int timer, void *opaque)
{
    (void)timer;
    (void)opaque;
}

static void run_until(const int *flag, const int *other, double limit)
{
    while (!*flag && !*other && seconds() < limit)
        if (virEventRunDefaultImpl() < 0) die("event loop");
}

int main(int argc, char **argv)
{
    const int keep = argc > 3 && strcmp(argv[3], "--keep") == 0;
    virConnectPtr conn;
    char *xml;
    double up;

    if (argc < 3) {
        fprintf(stderr, "usage: first_guest URI XMLFILE [--keep]\n");
        return 2;
    }
    clock_gettime(CLOCK_MONOTONIC, &guest.started);
    if (virEventRegisterDefaultImpl() < 0) die("cannot start the event loop");
    if (!(conn = virConnectOpen(argv[1]))) die("cannot connect");
    if (virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(lifecycle), NULL, NULL) < 0)
        die("cannot register for events");
    xml = read_file(argv[2]);
    if (!(guest.dom = virDomainDefineXML(conn, xml))) die("cannot define the guest");
    free(xml);
    if (virDomainCreateWithFlags(guest.dom, VIR_DOMAIN_START_PAUSED) < 0) die("cannot start the guest");
    if (!(guest.console = virStreamNew(conn, VIR_STREAM_NONBLOCK)) || virDomainOpenConsole(guest.dom, NULL, guest.console, 0) < 0 ||
        virStreamEventAddCallback(guest.console, VIR_STREAM_EVENT_READABLE | VIR_STREAM_EVENT_HANGUP | VIR_STREAM_EVENT_ERROR, console_ready, NULL, NULL) < 0)
        die("cannot open the console");
    if (virDomainResume(guest.dom) < 0) die("cannot resume the guest");
    if (virEventAddTimeout(table_period_ms, show_row, NULL, NULL) < 0 || virEventAddTimeout(100, wake, NULL, NULL) < 0) die("cannot set a timer");

    run_until(&guest.ready, &guest.stopped, boot_limit_s);
    up = seconds();
    show_row(0, NULL);
    if (!guest.ready || !guest.disk_ok) {
        fprintf(stderr, "first_guest: the guest %s within %d s\n", !guest.ready ? "did not report that it is ready" : "did not report a working disk", boot_limit_s);
        virDomainDestroy(guest.dom);
        virDomainUndefine(guest.dom);
        return 1;
    }
    if (keep) {
        printf("\nThe guest was ready after %.2f s and is left running.\n", up);
        return 0;
    }
    /* A guest may miss the button while it is busy; pressing it again does no harm. */
    for (double next = seconds(); !guest.stopped && seconds() < up + shutdown_limit_s; next += button_period_s) {
        if (virDomainShutdown(guest.dom) < 0 && !guest.stopped) die("cannot shut the guest down");
        run_until(&guest.stopped, &guest.stopped, next + button_period_s);
    }
    if (!guest.stopped || !guest.clean) {
        fprintf(stderr, "first_guest: the guest did not power off cleanly within %d s\n", shutdown_limit_s);
        virDomainDestroy(guest.dom);
        virDomainUndefine(guest.dom);
        return 1;
    }
    if (virDomainUndefine(guest.dom) < 0) die("cannot undefine the guest");
    printf("\nThe guest was ready after %.2f s, wrote and read back a file on its disk, and powered off cleanly after %.2f s;\n%d console lines, %d lifecycle events.\n",
           up, seconds(), guest.lines, guest.events);
    virDomainFree(guest.dom);
    virConnectClose(conn);
    return 0;
}
