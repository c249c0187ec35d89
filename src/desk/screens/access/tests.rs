use super::super::made_up::{asked, at_every_size, desk, no, open, survives_any_size, tell};
use super::*;
use crate::domain::ids::{BranchNo, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::locale::Language;
use crate::protocol::query::AccessPage;

const ME: PersonNo = PersonNo(318);

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let screen = Access::new(ME, "نورة سعد الحربي".into());
        let (mut state, effects) = open(desk(language), Box::new(screen));
        let (tag, query) = asked(&effects);
        assert_eq!(
            query,
            Query::Access {
                person: ME,
                skip: 0
            }
        );
        let now = state.desk.now.0;
        let line = |at: u64, what: &str, of, detail: &str| AccessLine {
            revision: Revision(at),
            at: Moment(now - 3_600_000 * i64::try_from(9 - at).unwrap()),
            by: StaffNo(2 + u32::try_from(at % 2).unwrap()),
            branch: BranchNo(1),
            what: what.into(),
            of,
            detail: detail.into(),
        };
        let file = Entity::Person(ME);
        let lines = vec![
            line(1, "people-searched", file, "نوره"),
            line(2, "people-searched", file, "number"),
            line(3, "record-opened", file, ""),
            line(4, "record-revealed", file, ""),
            line(5, "record-copied", file, "mobile"),
            line(6, "record-opened", Entity::Request(no(42)), ""),
            line(7, "sheet-printed", Entity::Request(no(42)), "receipt"),
            line(8, "access-read", file, ""),
        ];
        let page = AccessPage {
            person: ME,
            lines,
            more: false,
        };
        tell(&mut state, tag, Ok(Answer::Access(page)));
        insta::assert_snapshot!(language.tag(), at_every_size(&mut state));
        survives_any_size(&mut state);
    }
}
