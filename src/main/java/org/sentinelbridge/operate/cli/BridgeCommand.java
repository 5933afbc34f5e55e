package org.sentinelbridge.operate.cli;

import java.util.Set;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.operate.manage.RemoteException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line. Each command is a class of its own that reads its options and leaves the work to the package of its
 * capability. Exit codes: 0 done, 1 done but something is not as it should be, 2 wrong usage or settings.
 */
@Command(
        name = "bridge",
        description = "Elastic Security and Microsoft Sentinel as one",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            DoctorCommand.class,
            BackupCommand.class,
            CasesCommand.class,
            ParkedCommand.class,
            RunsCommand.class,
            ProvisionCommand.class,
            HelpCommand.class
        })
public final class BridgeCommand {

    /** What a running bridge answers of a single thing: it is not there, or somebody else has it. */
    private static final Set<Integer> NOT_AS_IT_SHOULD_BE = Set.of(404, 409);

    private BridgeCommand() {}

    /** @return the exit code */
    public static int execute(String... arguments) {
        return new CommandLine(new BridgeCommand())
                .setExecutionExceptionHandler(BridgeCommand::tell)
                .execute(arguments);
    }

    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult result) throws Exception {
        if (failure instanceof SettingsException wrong) {
            command.getErr().println(wrong.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof RemoteException remote) {
            command.getErr().println(remote.getMessage());
            return NOT_AS_IT_SHOULD_BE.contains(remote.status()) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }
}
