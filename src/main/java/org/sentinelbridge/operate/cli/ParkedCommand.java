package org.sentinelbridge.operate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code bridge parked}: what could not be delivered, in a running bridge. */
@Command(
        name = "parked",
        description = "List, show, replay and discard what could not be delivered",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ParkedListCommand.class,
            ParkedShowCommand.class,
            ParkedReplayCommand.class,
            ParkedDiscardCommand.class,
            HelpCommand.class
        })
final class ParkedCommand {}
