package io.renderline.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to the broker that can be shut and opened, as if the broker went away and came back. */
final class BrokerGate implements AutoCloseable {
    private final URI broker;
    private final ServerSocket entrance;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    BrokerGate(URI broker) throws IOException {
        this.broker = broker;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The broker's URL by way of this gate. */
    String url() {
        return "amqp://" + broker.getRawUserInfo() + "@127.0.0.1:" + entrance.getLocalPort() + broker.getRawPath();
    }

    void open() {
        open = true;
    }

    void shut() throws IOException {
        open = false;
        for (Socket socket : connections) {
            socket.close();
        }
        connections.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        shut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (!open) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getByName(broker.getHost()), broker.getPort());
                connections.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException e) {
                open = open && !entrance.isClosed();
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one side has gone, and so does the other
            return;
        }
    }
}
