//! A host set up once, for several branches: the office as a service of its own user, the desk as the login of a group.

pub mod sshd;
