use ratatui::buffer::Buffer;

use super::*;
use crate::desk::tests::desk;
use crate::domain::arrival::{Arrival, Visitor};
use crate::domain::ids::{BranchNo, PersonNo, Revision, StaffNo};
use crate::domain::moment::Act;
use crate::domain::request::Urgency;
use crate::locale::Language;
use crate::protocol::query::QueuePage;

const NAME: &str = "نورة بنت سعد الحربي";

fn queue_row(desk: &Desk, stage: Stage, serial: u32) -> QueueRow {
    let today = desk.now.date();
    QueueRow {
        request: RequestNo { year: 1448, serial },
        person: PersonNo(serial),
        name: NAME.to_owned(),
        service: "family-counselling".to_owned(),
        stage,
        since: Moment(desk.now.0 - i64::from(serial) * 3_600_000),
        reply_not_before: serial.is_multiple_of(2).then_some(today),
        officer: StaffNo(1),
        branch: BranchNo(1),
        urgency: Urgency::Ordinary,
        question: "سؤال".to_owned(),
        revision: Revision(1),
    }
}

fn arrival(desk: &Desk, no: u32, turn: Turn) -> LineRow {
    let act = Act {
        by: StaffNo(1),
        at: desk.now,
    };
    LineRow {
        arrival: Arrival {
            no: ArrivalNo(no),
            visitor: Visitor::Named(NAME.to_owned()),
            purpose: "مساعدة".to_owned(),
            branch: BranchNo(1),
            arrived: act,
            turn,
        },
        name: NAME.to_owned(),
    }
}

fn board(desk: &Desk, stages: &[Stage]) -> Board {
    let shows = Shows {
        title: "وثاق · تبوك".to_owned(),
        line: true,
        stages: stages.to_vec(),
        ..Shows::default()
    };
    let mut board = Board::new(shows);
    for query in board.shows().queries() {
        let answer = match &query {
            Query::Queue(query) => Answer::Queue(QueuePage {
                rows: (1..=12)
                    .map(|serial| queue_row(desk, query.stage, serial))
                    .collect(),
                total: 137,
                revision: Revision(1),
            }),
            _ => Answer::Line(vec![
                arrival(desk, 40, Turn::With(StaffNo(1), desk.now)),
                arrival(desk, 41, Turn::Waiting),
                arrival(desk, 42, Turn::Waiting),
            ]),
        };
        board.know(&query, answer);
    }
    board
}

fn seen(desk: &Desk, board: &Board, width: u16, height: u16) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let settings = &desk.settings;
    let mut canvas = Canvas::new(&mut buffer, desk.rtl(), settings.digits, settings.theme);
    board.draw(desk, &mut canvas);
    let rows = buffer.content().chunks(usize::from(width.max(1)));
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>())
        .collect()
}

#[test]
fn it_looks_like_this() {
    for language in Language::ALL {
        let desk = desk(language);
        let mut all = Vec::new();
        for (stages, width, height) in [
            (&Stage::QUEUES[..], 60, 20),
            (&Stage::QUEUES, 120, 36),
            (&[Stage::Study], 60, 20),
        ] {
            let board = board(&desk, stages);
            all.push(format!("{width}×{height}"));
            let lines = seen(&desk, &board, width, height);
            all.extend(lines.into_iter().map(|line| line.trim_end().to_owned()));
        }
        insta::assert_snapshot!(language.tag(), all.join("\n"));
    }
}

#[test]
fn no_name_is_seen_from_the_wall_at_any_size() {
    for language in Language::ALL {
        let desk = desk(language);
        let board = board(&desk, &Stage::QUEUES);
        let kept = format!("{board:?}");
        for word in NAME.split(' ').chain(["سؤال", "مساعدة"]) {
            assert!(!kept.contains(word), "the board itself knows no name");
        }
        for width in [0, 1, 7, 59, 60, 80, 120, 250] {
            for height in [0, 1, 5, 19, 20, 40, 70] {
                let lines = seen(&desk, &board, width, height).join("\n");
                for word in NAME.split(' ') {
                    let laid = crate::desk::tests::laid(word, Base::Rtl);
                    assert!(!lines.contains(&laid), "{width}×{height}");
                }
            }
        }
    }
}

#[test]
fn initials_are_of_the_first_name_and_the_last() {
    for (name, wanted) in [
        (NAME, "ن. ح."),
        ("نورة", "ن."),
        ("Maria  Santos", "M. S."),
        ("\"Abu\" (Omar)", "A. O."),
        ("", ""),
    ] {
        assert_eq!(initials(name), wanted, "{name}");
    }
}

#[test]
fn rows_of_every_queue_stand_together_longest_waiting_first() {
    let desk = desk(Language::English);
    let board = board(&desk, &[Stage::Study, Stage::Reply]);
    let rows = board.rows();
    assert_eq!(rows.len(), 24);
    assert!(rows.windows(2).all(|two| two[0].since <= two[1].since));
    let due = |on: NaiveDate| rows.iter().filter(|row| row.is_due(on)).count();
    let today = desk.now.date();
    assert_eq!(due(today), 12);
    // The day before nothing was, though nothing has happened since.
    assert_eq!(due(today.pred_opt().unwrap()), 0);
    assert_eq!(board.line, Some((Some(ArrivalNo(41)), 2)));
}
