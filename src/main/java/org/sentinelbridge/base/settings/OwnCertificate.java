package org.sentinelbridge.base.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** What a client shows to a server that asks who it is: a certificate with its private key, each in a PEM file. */
public final class OwnCertificate {

    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final char[] NO_PASSWORD = new char[0];

    private OwnCertificate() {}

    /**
     * @param certificate the certificate, and after it those of the authorities between it and one that the server knows
     * @param certificateName of the setting or option that names this file
     * @param privateKey in the form PKCS #8, not encrypted
     * @param keyName of the setting or option that names this file
     * @throws SettingsException if a file cannot be read or does not hold what it should
     */
    public static KeyManager[] of(Path certificate, String certificateName, Path privateKey, String keyName) {
        var chain = chain(certificate, certificateName);
        var key = key(privateKey, keyName, chain[0].getPublicKey().getAlgorithm());
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("own", key, NO_PASSWORD, chain);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(certificateName, "cannot be used: " + e.getMessage());
        }
    }

    private static Certificate[] chain(Path file, String name) {
        try {
            return Trust.certificates(file).toArray(Certificate[]::new);
        } catch (IOException e) {
            throw new SettingsException(name, "cannot be read: " + e);
        } catch (GeneralSecurityException e) {
            throw new SettingsException(name, "is no PEM file with certificates: " + e.getMessage());
        }
    }

    private static PrivateKey key(Path file, String name, String algorithm) {
        try {
            var pem = KEY.matcher(Files.readString(file));
            if (!pem.find()) {
                throw new SettingsException(name, "holds no PRIVATE KEY that is not encrypted; this makes one of another form:"
                        + " openssl pkcs8 -topk8 -nodes -in … -out …");
            }
            var bytes = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IOException e) {
            throw new SettingsException(name, "cannot be read: " + e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(name, "is not the private key of the certificate: it should be one of " + algorithm);
        }
    }
}
