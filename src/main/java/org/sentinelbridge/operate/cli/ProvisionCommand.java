package org.sentinelbridge.operate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code bridge provision}: what has to be installed on the other sides, one command for each of them. */
@Command(
        name = "provision",
        description = "Set up the other sides, or print what to do there",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SIDE",
        subcommands = {
            ProvisionAzureCommand.class,
            ProvisionKibanaCommand.class,
            ProvisionElasticsearchCommand.class,
            HelpCommand.class
        })
final class ProvisionCommand {}
