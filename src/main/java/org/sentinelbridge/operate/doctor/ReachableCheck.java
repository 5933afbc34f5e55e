package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Whether an address can be reached: its name, a connection, and where it has TLS its certificate. */
final class ReachableCheck implements Check {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int MOST_CAUSES = 10;
    private static final Duration SOON = Duration.ofDays(14);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final String name;
    private final URI address;
    private final SSLContext tls;
    private final String setting;
    private final Clock clock;

    /**
     * @param address with http for a connection without TLS; with any other scheme and a port, TLS is spoken
     * @param setting the setting that the address comes from
     */
    ReachableCheck(String name, URI address, SSLContext tls, String setting, Clock clock) {
        this.name = name;
        this.address = address;
        this.tls = tls;
        this.setting = setting;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look() {
        var host = address.getHost().replaceAll("[\\[\\]]", "");
        var plain = address.getScheme().equals("http");
        var port = address.getPort() > 0 ? address.getPort() : plain ? HTTP : HTTPS;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
            return plain ? Finding.ok(name, host + ":" + port + " answers, without TLS") : handshake(socket, host, port);
        } catch (UnknownHostException e) {
            return Finding.fail(name, "The name " + host + " is not known (DNS)", "Check " + setting + ", and the DNS of this machine");
        } catch (SSLException e) {
            return untrusted(host, e);
        } catch (IOException e) {
            return Finding.fail(name, "No connection to " + host + ":" + port + ": " + Reason.of(e),
                    "Check " + setting + ", and that firewalls let this machine through");
        }
    }

    private Finding handshake(Socket socket, String host, int port) throws IOException {
        socket.setSoTimeout(CONNECT_MILLIS);
        try (var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true)) {
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            var certificate = (X509Certificate) secured.getSession().getPeerCertificates()[0];
            var end = certificate.getNotAfter().toInstant();
            var day = LocalDate.ofInstant(end, ZoneOffset.UTC);
            if (end.isBefore(clock.instant())) {
                return expired(host, "on " + day);
            }
            if (end.isBefore(clock.instant().plus(SOON))) {
                return Finding.warn(name, "The certificate of " + host + " ends on " + day,
                        "Have it renewed by who runs " + host + "; from then on nothing can be sent there");
            }
            return Finding.ok(name, host + ":" + port + " answers with " + secured.getSession().getProtocol() + ", certificate until " + day);
        }
    }

    private Finding expired(String host, String when) {
        return Finding.fail(name, "The certificate of " + host + " has expired " + when,
                "Have it renewed by who runs " + host + ", or check the clock of this machine");
    }

    private Finding untrusted(String host, SSLException failure) {
        Throwable cause = failure;
        for (var depth = 0; depth < MOST_CAUSES && cause != null; depth++) {
            if (cause instanceof CertificateExpiredException) {
                return expired(host, "(" + cause.getMessage() + ")");
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Finding.fail(name, "The certificate of " + host + " is not valid yet (" + cause.getMessage() + ")",
                        "Check the clock of this machine");
            }
            cause = cause.getCause();
        }
        var text = String.valueOf(failure.getMessage());
        if (text.contains("certification path")) {
            return Finding.fail(name, "Nobody whom the bridge trusts has signed the certificate of " + host, "If a proxy inspects TLS,"
                    + " add its authority to the trust store of Java"
                    + (setting.startsWith("elasticsearch.") ? "; for Elasticsearch, set elasticsearch.certificate-authority" : ""));
        }
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return Finding.fail(name, "The certificate is for another name than " + host, "Check " + setting);
        }
        return Finding.fail(name, "No TLS with " + host + ": " + text, "Check " + setting + ", and what stands between");
    }
}
