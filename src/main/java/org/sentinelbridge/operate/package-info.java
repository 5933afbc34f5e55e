/**
 * What people meet: the console and its API at the management port, the checks of {@code bridge doctor}, and the command line.
 *
 * <p>May not be here: anything that a message passes through. It watches and is asked; nobody but {@code app}, which starts it, knows it.
 * Uses all other wings but {@code app} and the sandbox.
 *
 * <p>Begin reading at {@link org.sentinelbridge.operate.cli.BridgeCommand}, {@link org.sentinelbridge.operate.manage.ManageServer} and
 * {@link org.sentinelbridge.operate.doctor.Doctor}.
 */
package org.sentinelbridge.operate;
