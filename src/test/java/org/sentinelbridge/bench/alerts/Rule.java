package org.sentinelbridge.bench.alerts;

import java.util.List;

/** A made-up detection rule. */
record Rule(String name, String severity, int riskScore, String tactic, String technique, String techniqueName, String query, String description) {

    static final List<Rule> ALL = List.of(
            new Rule("Encoded Command Line", "high", 73, "Execution", "T1059", "Command and Scripting Interpreter",
                    "process where process.args : (\"-enc*\", \"-e\") and process.name : \"powershell.exe\"",
                    "A shell was started with a command that hides what it does."),
            new Rule("Signed Binary Fetches a File", "medium", 47, "Command and Control", "T1105", "Ingress Tool Transfer",
                    "process.name : (certutil.exe or bitsadmin.exe) and process.args : *http*",
                    "A program that came with the system loads a file from elsewhere, as intruders do who bring no tools."),
            new Rule("Scheduled Task From a Writable Folder", "medium", 52, "Persistence", "T1053", "Scheduled Task/Job",
                    "file.path : C\\:\\\\ProgramData\\\\* and event.action : scheduled-task-created",
                    "A task was scheduled whose program lies where every user may write."),
            new Rule("Remote Process by WMI", "high", 70, "Lateral Movement", "T1047", "Windows Management Instrumentation",
                    "sequence by host.id with maxspan=1m [process where process.name : \"wmic.exe\"] [network where true]",
                    "A process was started on another machine."),
            new Rule("Archive Sent Through a Cipher", "critical", 91, "Exfiltration", "T1560", "Archive Collected Data",
                    "process.command_line : *openssl* and process.command_line : *tar*",
                    "Files were packed and encrypted by hand, which may come before they leave the house."),
            new Rule("Reverse Tunnel", "high", 68, "Command and Control", "T1572", "Protocol Tunneling",
                    "process.name : ssh and process.args : -R and not user.name : backup",
                    "A tunnel was opened that lets others in from outside."),
            new Rule("Listing of Administrators", "low", 21, "Discovery", "T1069", "Permission Groups Discovery",
                    "process.name : net.exe and process.args : (\"Domain Admins\" or \"Enterprise Admins\")",
                    "Somebody asks who administers the domain."),
            new Rule("Ad-hoc Web Server", "low", 30, "Collection", "T1074", "Data Staged",
                    "process.args : http.server and not host.name : build-*",
                    "A folder is offered to the network by a server that somebody started by hand."));

    static Rule of(int number) {
        return ALL.get(number % ALL.size());
    }
}
