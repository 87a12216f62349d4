package io.renderline.engine.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;

import io.renderline.core.measure.BuildInfo;

/**
 * Who this worker is.
 *
 * @param name unique among the workers that run: host, role and process id
 * @param version Renderline's version
 */
public record WorkerIdentity(String name, String host, long pid, String version, Instant startedAt) {
    /** This process as a worker. */
    public static WorkerIdentity ofThisProcess(String role, Clock clock) {
        long pid = ProcessHandle.current().pid();
        String host = hostName();
        return new WorkerIdentity(host + "-" + role + "-" + pid, host, pid,
                BuildInfo.versionOf(WorkerIdentity.class), clock.instant());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
