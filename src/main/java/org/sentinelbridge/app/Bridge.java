package org.sentinelbridge.app;

import java.util.List;
import org.sentinelbridge.operate.cli.BridgeCommand;
import org.sentinelbridge.operate.cli.RunCommand;

/** The program: {@code bridge run}, and what helps to set it up and to operate it. {@code bridge help} lists it all. */
public final class Bridge {

    private Bridge() {}

    public static void main(String[] arguments) {
        // the start must not wait for a command line to be understood that says nothing
        var runs = arguments.length == 0 || List.of(arguments).equals(List.of("run"));
        System.exit(runs ? RunCommand.run() : BridgeCommand.execute(arguments));
    }
}
