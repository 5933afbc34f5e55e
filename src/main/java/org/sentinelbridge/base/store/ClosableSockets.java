package org.sentinelbridge.base.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that can be closed while something is being sent over them. With TLS that else waits, without an end, until all has been
 * sent, so as to say goodbye after it. Named to the driver by {@code socketFactory}, which is why it is public.
 */
public final class ClosableSockets extends SocketFactory {

    private static final int MOST_SECONDS = 1;

    @Override
    public Socket createSocket() throws IOException {
        var socket = new Socket();
        socket.setSoLinger(true, MOST_SECONDS);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localAddress, int localPort) throws IOException {
        return connect(new InetSocketAddress(host, port), localAddress, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return connect(new InetSocketAddress(host, port), localAddress, localPort);
    }

    private Socket connect(SocketAddress to) throws IOException {
        var socket = createSocket();
        socket.connect(to);
        return socket;
    }

    private Socket connect(SocketAddress to, InetAddress localAddress, int localPort) throws IOException {
        var socket = createSocket();
        socket.bind(new InetSocketAddress(localAddress, localPort));
        socket.connect(to);
        return socket;
    }
}
