package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.nio.file.Path;

/** A certificate that signs itself: one file is both the server's key store and its clients' trust store. */
final class Certificate {

    static final String PASSWORD = "changeit";

    private Certificate() {}

    static Path make(Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("stand-in.p12");
        var exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "stand-in", "-keyalg", "EC", "-groupname", "secp256r1",
                        "-dname", "CN=stand-in", "-ext", "bc:c=ca:true", "-ext", "san=ip:127.0.0.1,dns:localhost",
                        "-validity", "2", "-storetype", "PKCS12",
                        "-keystore", file.toString(), "-storepass", PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool: exit " + exit);
        }
        return file;
    }
}
