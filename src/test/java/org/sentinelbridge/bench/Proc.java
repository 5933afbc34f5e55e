package org.sentinelbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What Linux tells of processes. */
public final class Proc {

    /** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
    public static final int TICK_MILLIS = 10;

    private Proc() {}

    /** Processor time of a process so far, user and system, all threads. */
    public static long cpuMillis(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
    }

    /** Resident memory in megabytes: now ({@code VmRSS}) or the most there ever was ({@code VmHWM}). */
    public static long megabytes(long pid, String which) throws IOException {
        var status = Files.readString(Path.of("/proc/" + pid + "/status"));
        var value = Pattern.compile(which + ":\\s*(\\d+) kB").matcher(status);
        return value.find() ? Long.parseLong(value.group(1)) / 1024 : 0;
    }
}
