//! A defect must not leave the terminal unusable: this test program runs itself in a terminal, takes it, and panics.

use istiqbal::arabic::TextSetting;
use istiqbal::desk::memory::Memory;
use istiqbal::desk::terminal::{Setup, Terminal as Taken, restore_on_panic};

use crate::terminal::{Kind, Terminal};

const PART: &str = "IN_A_TERMINAL";

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let home = tempfile::tempdir().unwrap();
    let me = std::env::current_exe().unwrap();
    for part in ["here", "elsewhere"] {
        let command = [
            me.to_str().unwrap(),
            "--exact",
            "panic::takes_the_terminal_and_panics",
            "--ignored",
            "--nocapture",
        ];
        let mut terminal = Terminal::run(Kind::Vte, home.path(), &command, (PART, part));
        let taken = terminal.sends(b"\x1b[?1049h", 0);
        let back = terminal.sends(b"\x1b[?1049l", taken);
        terminal.sends(b"a defect", back);
        assert_ne!(terminal.ends(), 0, "{part}");
        terminal.is_given_back();
    }
}

#[test]
#[ignore = "run by the test above, in a terminal"]
fn takes_the_terminal_and_panics() {
    restore_on_panic(|| {});
    let setup = Setup {
        text: TextSetting::Auto,
        mouse: true,
    };
    let _taken = Taken::enter(None, setup, Memory::default()).unwrap();
    if std::env::var_os(PART).is_some_and(|part| part == "elsewhere") {
        let thread = std::thread::spawn(|| panic!("a defect"));
        thread.join().unwrap();
    }
    panic!("a defect");
}
