package io.renderline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A RabbitMQ that belongs to one test and may be stopped, killed and started again on the same port and data. It is the
 * native server of this machine with the settings of every broker of ours, and a node name, folder, cookie and port mapper
 * of its own.
 */
public final class PrivateBroker implements AutoCloseable {
    private static final List<Path> PROGRAMS = Stream
            .of("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/usr/local/sbin", "/usr/sbin").map(Path::of).toList();
    private static final String NODE = "private-" + ProcessHandle.current().pid() + "@localhost";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Path programs;
    private final Path folder;
    private final int port = FreePort.find();
    private final Map<String, String> environment;
    private final Process portMapper;
    private Process server;

    private PrivateBroker(Path folder, Path configuration) throws IOException {
        this.folder = folder;
        this.programs = PROGRAMS.stream().filter(place -> Files.isExecutable(place.resolve("rabbitmq-server")))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("These tests need a RabbitMQ that they can kill: install the"
                                + " package rabbitmq-server, or run ./renderline test, which does."));
        String mapperPort = Integer.toString(FreePort.find());
        Files.writeString(folder.resolve("rabbitmq.conf"), Files.readString(configuration)
                + "\nlisteners.tcp.1 = 127.0.0.1:" + port + "\ndefault_user = renderline\ndefault_pass = renderline\n");
        Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        this.environment = Map.ofEntries(Map.entry("HOME", folder.toString()), Map.entry("RABBITMQ_NODENAME", NODE),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(FreePort.find())),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"), Map.entry("ERL_EPMD_PORT", mapperPort),
                // One scheduler that does not spin: the tests' processors are for Blender.
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}"),
                // With this the start script becomes the server instead of standing beside it.
                Map.entry("detached", "1"));
        this.portMapper = run("epmd", List.of("epmd", "-port", mapperPort, "-address", "127.0.0.1"));
        this.server = launch();
    }

    /**
     * Starts one in an empty folder, and waits until it answers.
     *
     * @param configuration the settings that every broker of ours has
     */
    // It ends with this process if it is not closed before.
    @SuppressWarnings("resource")
    public static PrivateBroker start(Path folder, Path configuration) {
        try {
            PrivateBroker broker = new PrivateBroker(Files.createDirectories(folder), configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            broker.awaitAnswer();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code amqp://user:password@host:port/vhost}; the same after each restart. */
    public URI url() {
        return URI.create("amqp://renderline:renderline@127.0.0.1:" + port + "/renderline");
    }

    /** Ends it as a power cut does. */
    public void kill() {
        server.destroyForcibly();
        awaitEnd(server);
    }

    /** Ends it in good order. */
    public void stop() {
        server.destroy();
        awaitEnd(server);
    }

    /** Starts it again after {@link #kill} or {@link #stop}, and waits until it answers. */
    public void restart() {
        server = launch();
        awaitAnswer();
    }

    /** Runs {@code rabbitmqctl} with these arguments, and answers what it printed. */
    public String control(String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.resolve("rabbitmqctl").toString(), "--quiet"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("rabbitmqctl " + arguments[0] + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        portMapper.destroyForcibly();
    }

    private Process launch() {
        return run("server", List.of(programs.resolve("rabbitmq-server").toString()));
    }

    private Process run(String name, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        Awaitility.await("RabbitMQ answers; see " + folder).atMost(START).pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!server.isAlive()) {
                        throw new IllegalStateException(
                                "RabbitMQ has ended:\n" + Files.readString(folder.resolve("server.log")));
                    }
                    return answers();
                });
    }

    /** A broker greets a client that speaks its protocol; an open port alone is no broker yet. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(new byte[]{'A', 'M', 'Q', 'P', 0, 0, 9, 1});
            return socket.getInputStream().read() == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("RabbitMQ does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
