//! What sshd is told about the group that works at the desk: its login is the desk, and nothing else.

/// The drop-in of `sshd_config`, for a group whose login is `command`.
///
/// A login shell runs the command, so its words are the shell's: `command` is written as one would type it.
#[must_use]
pub fn drop_in(group: &str, command: &str) -> String {
    format!(
        "\
# The desk of istiqbal (استقبال) is all that members of the group {group} reach over SSH.
Compression yes

Match Group {group}
    ForceCommand {command}
    PermitTTY yes
    DisableForwarding yes
    PermitTunnel no
    PermitUserRC no
    # Nothing of the other side's environment but this.
    AcceptEnv NO_COLOR
    # A line that dropped is noticed within three minutes; what was typed is kept all the same.
    ClientAliveInterval 60
    ClientAliveCountMax 3
"
    )
}
