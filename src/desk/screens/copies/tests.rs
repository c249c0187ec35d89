use super::super::made_up::{ago, asked, at_every_size, desk, open, survives_any_size, tell};
use super::*;
use crate::desk::tests::press;
use crate::domain::ids::{BranchNo, PersonNo, StaffNo};
use crate::domain::moment::Act;
use crate::locale::Language;

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let (mut state, effects) = open(desk(language), Box::new(Copies::default()));
        let (tag, query) = asked(&effects);
        assert_eq!(query, Query::Copies);
        let line = |days, no, name: &str| CopyLine {
            copy: SubjectCopy {
                person: PersonNo(no),
                branch: BranchNo(1),
                asked: Act {
                    by: StaffNo(2),
                    at: ago(&state.desk, days, 0),
                },
                given: None,
            },
            name: name.into(),
        };
        let lines = vec![
            line(32, 318, "نورة سعد الحربي"),
            line(28, 12, "هيا القحطاني"),
            line(18, 77, "فهد العتيبي"),
        ];
        tell(&mut state, tag, Ok(Answer::Copies(lines)));
        insta::assert_snapshot!(language.tag(), at_every_size(&mut state));
        survives_any_size(&mut state);
        let (_, query) = asked(&press(&mut state, "Enter"));
        assert_eq!(query, Query::Person(PersonNo(318)));
    }
}
