//! The systemd service of an office.

use std::path::Path;

use super::{DATA, GROUP, SOCKET, USER};

/// The unit, for a program at this path.
///
/// It is shut in as far as its work allows: a directory of its own, a socket for its group, the clock, and nothing else of
/// the machine. There is no `PrivateUsers`: who asks is known by the Unix user at the other end of the socket.
#[must_use]
pub fn service(program: &Path) -> String {
    let homes = ["/home", "/root"];
    let home = match homes.into_iter().any(|home| program.starts_with(home)) {
        // It must be able to see itself.
        true => "read-only",
        false => "yes",
    };
    let program = program.display().to_string().replace('%', "%%");
    let program = match program.contains(' ') {
        true => format!("\"{program}\""),
        false => program,
    };
    format!(
        "\
[Unit]
Description=The office of istiqbal, a charity's front desk

[Service]
ExecStart={program} --data {DATA} --socket {SOCKET} office
User={USER}
Group={GROUP}
StateDirectory=istiqbal
StateDirectoryMode=0700
RuntimeDirectory=istiqbal
RuntimeDirectoryMode=0750
UMask=0077
Restart=on-failure
LimitNOFILE=65536
# Every desk waits for it: however busy the machine is with them, it comes first.
Nice=-5

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
DevicePolicy=closed
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
IPAddressDeny=any
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"
    )
}
