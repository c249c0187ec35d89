//! A host set up once: the service, its isolation, and the steps.

use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use crate::place::Place;

/// What an office has no use for.
const SHUT: [&str; 12] = [
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=\n",
    "ProtectSystem=strict",
    "PrivateNetwork=yes",
    "RestrictAddressFamilies=AF_UNIX\n",
    "SystemCallFilter=@system-service",
    "MemoryDenyWriteExecute=yes",
    "StateDirectoryMode=0700",
    "RuntimeDirectoryMode=0750",
    "UMask=0077",
    "User=istiqbal",
    "Group=istiqbal",
];

#[test]
fn the_service_is_shut_in_and_systemd_takes_it() {
    let place = Place::new();
    let ran = place.run(&["office", "--print-unit"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    for line in SHUT {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
    let runs = format!(
        "ExecStart={} --data /var/lib/istiqbal --socket /run/istiqbal/socket office\n",
        env!("CARGO_BIN_EXE_istiqbal")
    );
    assert!(ran.out.contains(&runs), "{}", ran.out);
    // Whoever asks would all be nobody.
    assert!(!ran.out.contains("PrivateUsers=yes"));
    assert!(!place.data().exists());

    let unit = place.file("istiqbal.service", &ran.out);
    let Ok(verified) = Command::new("systemd-analyze")
        .args(["verify", &unit])
        .output()
    else {
        println!(
            "skipped: systemd-analyze is not here, so that nobody says what systemd makes of the unit"
        );
        return;
    };
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success(), "{said}");
    assert!(!said.contains("istiqbal.service"), "{said}");
    // Exposure from 0 to 10, in tenths; below 2 it says safe.
    let safe = ["security", "--offline=yes", "--threshold=10", &unit];
    let safe = Command::new("systemd-analyze").args(safe).output().unwrap();
    let said = String::from_utf8_lossy(&safe.stderr);
    if said.contains("unrecognized option") {
        println!("skipped: this systemd-analyze judges no unit that is not loaded");
        return;
    }
    assert!(
        safe.status.success(),
        "{}",
        String::from_utf8_lossy(&safe.stdout)
    );
}

#[test]
fn each_step_is_printed_before_it_is_done_and_done_once() {
    let place = Place::new();
    let image = place.data().with_file_name("image");
    let image = image.to_str().unwrap();
    let at = |path: &str| Path::new(image).join(path);
    let (unit, settings, sshd) = (
        at("etc/systemd/system/istiqbal.service"),
        at("etc/xdg/istiqbal/settings.toml"),
        at("etc/ssh/sshd_config.d/istiqbal.conf"),
    );

    let dry = place.run(&["setup", "host", "--root", image, "--dry-run"]);
    assert_eq!(dry.status, 0, "{}", dry.err);
    assert!(!Path::new(image).exists());
    for said in [
        "groupadd --system istiqbal\n",
        "useradd --system ",
        "ExecStart=/usr/local/bin/istiqbal ",
        "Match Group istiqbal\n",
        "ForceCommand /usr/local/bin/istiqbal desk --login\n",
        "systemctl enable istiqbal.service\n",
        "sshd -t\n",
    ] {
        assert!(dry.out.contains(said), "{said}: {}", dry.out);
    }

    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "digits = \"western\"\n").unwrap();
    let done = place.run(&["setup", "host", "--root", image]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(at("usr/local/bin/istiqbal").exists());
    assert_eq!(
        fs::read_to_string(&settings).unwrap(),
        "data = \"/var/lib/istiqbal\"\nsocket = \"/run/istiqbal/socket\"\ndigits = \"western\"\n"
    );
    assert!(fs::read_to_string(&unit).unwrap().contains("User=istiqbal"));
    assert!(
        fs::read_to_string(&sshd)
            .unwrap()
            .contains("DisableForwarding yes")
    );

    // Again: no file is written, and what else stands there stays.
    let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = [&unit, &settings, &sshd].map(|path| written(path));
    let again = place.run(&["setup", "host", "--root", image]);
    assert_eq!(again.status, 0, "{}", again.err);
    assert!(!again.out.contains("cat >"), "{}", again.out);
    assert_eq!([&unit, &settings, &sshd].map(|path| written(path)), before);

    // Another place is nobody's to change.
    fs::write(&settings, "data = \"/srv/desk\"\n").unwrap();
    let other = place.run(&["setup", "host", "--root", image]);
    assert_eq!(other.status, 1);
    assert!(
        other
            .err
            .contains("settings.toml names another data directory"),
        "{}",
        other.err
    );
}

#[test]
fn a_machine_that_lacks_something_is_left_as_it_is() {
    if rustix::process::getuid().is_root() && Path::new("/run/systemd/system").is_dir() {
        println!("skipped: root on a machine that systemd runs would set it up");
        return;
    }
    let ran = Place::new().run(&["setup", "host"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("not done for want of: "), "{}", ran.err);
    if !rustix::process::getuid().is_root() {
        assert!(ran.err.contains("sudo istiqbal setup host"), "{}", ran.err);
    }
}

#[test]
fn nobody_but_its_owner_starts_the_office_of_a_house() {
    if !rustix::process::getuid().is_root() {
        println!("skipped: only root can give a directory to somebody else");
        return;
    }
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    chown(place.data(), Some(1), None).unwrap();
    for command in [&["queue"][..], &["office"]] {
        let ran = place.run(command);
        assert_eq!(ran.status, 1, "{command:?}");
        assert!(
            ran.err.contains("only daemon, to whom it belongs"),
            "{}",
            ran.err
        );
    }
    assert_eq!(fs::read_dir(place.data()).unwrap().count(), 0);
}
