package org.sentinelbridge.operate.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sentinelbridge.base.store.Backup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge backup}: a copy of the store, while the bridge runs or not. */
@Command(
        name = "backup",
        description = "Copy the store into a new file, also while the bridge runs; for SQLite",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 done, 1 the file could not be written, 2 wrong usage or settings, or the file is there already")
final class BackupCommand implements Callable<Integer> {

    private static final long KB = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The copy, which must not be there yet; a relative path begins in the folder of the bridge")
    private Path file;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            var bytes = Backup.make(FolderSettings.ofFile(), file);
            command.getOut().println(file.toAbsolutePath() + " holds all of the store: " + (bytes + KB - 1) / KB + " KB");
            return CommandLine.ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            command.getErr().println(e.getFile() + " is there already, and is not overwritten; name another file");
            return CommandLine.ExitCode.USAGE;
        } catch (NoSuchFileException e) {
            command.getErr().println("There is no folder for " + file.toAbsolutePath() + "; make it first");
            return CommandLine.ExitCode.USAGE;
        } catch (IOException e) {
            command.getErr().println(file.toAbsolutePath() + " cannot be written: " + e.getMessage() + "; nothing is left of it");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
