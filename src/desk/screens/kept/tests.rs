//! What is typed and left is there again, and what was done leaves nothing behind, whenever the office answers.

use super::*;
use crate::desk::screens::enquiries::Enquiries;
use crate::desk::screens::keys::Keys;
use crate::desk::screens::made_up;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::press;
use crate::desk::update::update;
use crate::domain::ids::{BranchNo, Revision};
use crate::locale::Language;

/// An office that knows drafts and enquiries, and does not always answer.
#[derive(Default)]
struct Office {
    drafts: BTreeMap<DraftNo, BTreeMap<String, String>>,
    last: u64,
    logged: Vec<(String, String)>,
    /// Whether what is asked and told waits.
    away: bool,
    waiting: Vec<Effect>,
    /// What it says to every draft and enquiry.
    refuses: Option<Refusal>,
}

impl Office {
    fn serve(&mut self, state: &mut State, effects: Vec<Effect>) {
        self.waiting.extend(effects);
        while !self.away && !self.waiting.is_empty() {
            let action = match self.waiting.remove(0) {
                Effect::Ask(tag, query) => Action::Answer(tag, self.answer(state, &query)),
                Effect::Do(tag, order, _) => Action::Done(tag, self.obey(*order)),
                _ => continue,
            };
            let more = update(state, action);
            self.waiting.extend(more);
        }
    }

    fn back(&mut self, state: &mut State) {
        self.away = false;
        self.serve(state, vec![]);
    }

    fn answer(&self, state: &State, query: &Query) -> Result<Answer, Refusal> {
        Ok(match query {
            Query::Drafts => {
                Answer::Drafts(self.drafts.keys().map(|no| line(state, *no)).collect())
            }
            Query::Draft(no) => Answer::Draft(Box::new(Draft {
                no: *no,
                owner: made_up::ME,
                branch: BranchNo(1),
                about: About::default(),
                values: self
                    .drafts
                    .get(no)
                    .ok_or(Refusal::NotFound(Entity::Draft(*no)))?
                    .clone(),
                at: "enquiries".into(),
                touched: state.desk.now,
            })),
            Query::Enquiries { .. } => Answer::Enquiries(vec![]),
            Query::Standards => Answer::Standards(vec![]),
            _ => return Err(Refusal::Unreadable),
        })
    }

    fn obey(&mut self, order: Order) -> Result<Done, Refusal> {
        if let Some(refusal) = &self.refuses {
            return Err(refusal.clone());
        }
        let mut made = Made::Nothing;
        match order {
            Order::KeepDraft {
                draft, changed, at, ..
            } => {
                assert_eq!(at, "enquiries");
                let no = draft.unwrap_or(DraftNo(self.last + 1));
                if draft.is_none() {
                    self.last += 1;
                    self.drafts.insert(no, BTreeMap::new());
                }
                let kept = self.drafts.get_mut(&no);
                kept.ok_or(Refusal::NotFound(Entity::Draft(no)))?
                    .extend(changed);
                made = Made::Draft(no);
            }
            Order::DropDraft(no) => {
                self.drafts
                    .remove(&no)
                    .ok_or(Refusal::NotFound(Entity::Draft(no)))?;
            }
            Order::LogEnquiry {
                question, answer, ..
            } => self.logged.push((question, answer)),
            other => panic!("{other:?}"),
        }
        Ok(Done {
            revision: Revision(10),
            made,
        })
    }

    /// What is kept and not empty.
    fn texts(&self) -> Vec<&str> {
        let values = self.drafts.values().flat_map(BTreeMap::iter);
        let texts = values.filter(|(key, text)| !text.is_empty() && !key.ends_with("channel"));
        texts.map(|(_, text)| text.as_str()).collect()
    }
}

fn line(state: &State, no: DraftNo) -> DraftLine {
    DraftLine {
        no,
        name: String::new(),
        request: None,
        at: "enquiries".into(),
        touched: state.desk.now,
    }
}

struct At {
    state: State,
    office: Office,
}

impl At {
    fn new() -> At {
        At::of(Office::default())
    }

    fn of(office: Office) -> At {
        let desk = made_up::desk(Language::Arabic);
        let state = State::new(desk, Box::new(Keys::empty()));
        let mut at = At { state, office };
        at.open();
        at
    }

    fn open(&mut self) {
        let screen = Enquiries::new(&self.state.desk);
        self.state.desk.open(Box::new(screen));
        let now = self.state.desk.now;
        let effects = update(&mut self.state, Action::Tick(now));
        self.office.serve(&mut self.state, effects);
    }

    fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let effects = press(&mut self.state, key);
            self.office.serve(&mut self.state, effects);
        }
    }

    /// What is typed in the two fields as they stand.
    fn typed(&mut self) -> (String, String) {
        let mut typed = None;
        self.state.on(|screen: &mut Enquiries, _| {
            let (question, answer) = screen.typed();
            typed = Some((question.to_owned(), answer.to_owned()));
        });
        typed.unwrap()
    }

    #[track_caller]
    fn has(&mut self, question: &str, answer: &str) {
        assert_eq!(self.typed(), (question.to_owned(), answer.to_owned()));
    }
}

#[test]
fn esc_loses_nothing_and_what_is_logged_leaves_nothing() {
    let mut at = At::new();
    at.press("م ت ى Enter غ د Esc");
    assert_eq!(at.office.texts(), ["غد", "متى"]);
    at.open();
    at.has("متى", "غد");
    at.press("ا Enter");
    assert_eq!(at.office.logged, [("متى".into(), "غدا".into())]);
    assert!(at.office.drafts.is_empty());
    at.press("Esc");
    assert!(at.office.drafts.is_empty());
    // What is emptied is done with, too.
    at.open();
    at.press("م Esc");
    at.open();
    at.press("Backspace Esc");
    assert!(at.office.drafts.is_empty());
}

#[test]
fn what_is_typed_before_the_draft_has_its_number_is_kept_with_it() {
    let mut at = At::new();
    at.office.away = true;
    at.press("م Esc");
    at.open();
    at.has("م", "");
    at.press("ت Esc");
    at.open();
    at.press("ى Esc");
    at.office.back(&mut at.state);
    assert_eq!(at.office.texts(), ["متى"]);
    assert_eq!(at.office.drafts.len(), 1);
    // The terminal was closed meanwhile: the next one has it.
    let mut at = At::of(at.office);
    at.has("متى", "");
}

#[test]
fn esc_right_after_sending_leaves_no_draft() {
    for left_before in [false, true] {
        let mut at = At::new();
        if left_before {
            at.press("م Esc");
            at.open();
        } else {
            at.press("م");
        }
        at.office.away = true;
        at.press("Enter ن Enter Esc");
        // What is on its way is not there to be sent twice.
        at.open();
        at.has("", "");
        at.office.back(&mut at.state);
        assert_eq!(at.office.logged, [("م".into(), "ن".into())]);
        assert_eq!(at.office.texts(), [""; 0], "{left_before}");
        at.press("Esc");
        let mut at = At::of(at.office);
        at.has("", "");
    }
}

#[test]
fn what_is_refused_after_esc_is_there_to_be_sent_again() {
    let mut at = At::new();
    at.press("م Enter ن");
    at.office.away = true;
    at.press("Enter Esc");
    at.office.refuses = Some(Refusal::NotKept { why: "full".into() });
    at.office.back(&mut at.state);
    assert!(!at.state.desk.toasts.is_empty(), "it is said");
    at.office.refuses = None;
    at.open();
    at.has("م", "ن");
    at.press("Enter");
    assert_eq!(at.office.logged.len(), 1);
    assert!(at.office.drafts.is_empty());
}

#[test]
fn two_terminals_drafts_come_together() {
    let mut office = Office::default();
    let draft = |field: &str, text: &str| BTreeMap::from([(format!("0 {field}"), text.to_owned())]);
    office.drafts.insert(DraftNo(3), draft("question", "متى"));
    office.drafts.insert(DraftNo(5), draft("answer", "غدا"));
    office.last = 5;
    let mut at = At::of(office);
    at.has("متى", "غدا");
    assert_eq!(
        (at.office.drafts.len(), at.office.texts()),
        (1, vec!["غدا", "متى"])
    );
}

#[test]
fn a_draft_that_another_terminal_took_is_begun_anew() {
    let mut at = At::new();
    at.press("م Esc");
    at.open();
    let taken: Vec<DraftNo> = at.office.drafts.keys().copied().collect();
    at.press("ت");
    for no in taken {
        at.office.drafts.remove(&no);
    }
    at.press("Esc");
    assert_eq!(at.office.texts(), ["مت"]);
}

/// Locks the desk, and another of those who share it sits down.
fn sits(at: &mut At, staff: StaffNo) {
    use crate::desk::locking;
    locking::lock(&mut at.state);
    locking::unlock(&mut at.state, staff, 0);
    if at.state.desk.view.is_none() {
        let mut view = made_up::desk(Language::Arabic).view.unwrap();
        view.me = view.staff.iter().find(|one| one.no == staff).cloned();
        at.state.desk.view = Some(view);
    }
    let now = at.state.desk.now;
    let effects = update(&mut at.state, Action::Tick(now));
    at.office.serve(&mut at.state, effects);
}

#[test]
fn what_waits_for_the_office_is_its_owners_alone_whoever_sits_down_meanwhile() {
    const HUDA: StaffNo = StaffNo(3);
    let mut at = At::new();
    at.press("م Enter ن");
    at.office.away = true;
    // Sent and left: the office has not said yet what became of it.
    at.press("Enter Esc");
    assert_eq!(at.state.desk.begun.len(), 1);
    sits(&mut at, HUDA);
    assert!(at.state.desk.begun.is_empty(), "nothing of it is hers");
    at.open();
    at.has("", "");
    at.office.back(&mut at.state);
    assert_eq!(at.office.logged, [("م".into(), "ن".into())]);
    // Its owner is back: what was done is not there to be sent again, and her draft goes with it.
    sits(&mut at, made_up::ME);
    at.open();
    at.has("", "");
    at.press("Esc");
    assert_eq!(at.office.texts(), [""; 0]);
    assert_eq!(at.office.logged.len(), 1);
}
