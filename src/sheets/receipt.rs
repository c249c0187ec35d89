//! The receipt (الإيصال): what was taken in and by whom, what happens next and from when a reply may be expected, and
//! how to ask (policy rows 7, 9, 24).

use super::Case;
use super::block::{Block, Sheet, Tone};
use super::words::{Words, name};
use crate::arabic::isolate::ltr;
use crate::locale::Texts;

/// What the QR code of a receipt carries: `istiqbal:receipt:1448/00042`.
pub fn code_of(case: &Case) -> String {
    format!("istiqbal:receipt:{}", case.request.no)
}

pub fn compose(case: &Case, texts: &Texts) -> Sheet {
    let words = Words { case, texts };
    let title = words.say("sheet-receipt");
    let request = &case.request;
    let submission = request.submission.as_ref();
    let act = submission.map_or(request.opened, |submission| submission.act);
    let number = ltr(&request.no.to_string());
    let subject = format!("{title} · {}", words.service());
    let mut fields = vec![
        words.field("sheet-beneficiary", name(&case.facts.name.line())),
        words.field("sheet-file", ltr(&request.person.to_string())),
        words.field("sheet-field-service", words.service()),
        words.field("sheet-channel", words.channel()),
        words.field("sheet-taken-on", words.both(act.at.date())),
        words.field("sheet-taken-by", words.staff(act.by)),
        words.field("sheet-branch", words.branch(request.branch)),
    ];
    if request
        .need
        .as_ref()
        .is_some_and(|need| !need.category.is_empty())
    {
        fields.insert(3, words.field("sheet-field-category", words.category()));
    }
    let mut blocks = vec![
        words.head(act.at.date(), &subject),
        Block::Title(title.clone()),
        Block::Heading(words.say("sheet-received")),
        Block::Fields(fields),
    ];
    blocks.extend(words.attachments());
    if let Some(submission) = submission {
        blocks.push(Block::Heading(words.say("sheet-next")));
        let day = words.both(submission.reply_not_before);
        let explained = case.profile.explanation_with(&day, &day);
        blocks.push(Block::Paragraph {
            text: words.pick(&explained).to_owned(),
            tone: Tone::Plain,
        });
        blocks.push(Block::Paragraph {
            text: words.with("sheet-not-before", &[("date", &day)]),
            tone: Tone::Strong,
        });
        let submitted = submission.act.at.date();
        let explained = request.explained.map_or(submitted, |act| act.at.date());
        if let Some(target) = case.profile.reply.own_target(submitted, explained) {
            blocks.push(Block::Paragraph {
                text: words.with("sheet-own-target", &[("date", &words.both(target))]),
                tone: Tone::Small,
            });
        }
    }
    blocks.push(Block::Heading(words.say("sheet-ask")));
    blocks.push(Block::Paragraph {
        text: words.with("sheet-ask-about", &[("number", &number)]),
        tone: Tone::Plain,
    });
    let channels = case.profile.channels.iter();
    let channels: Vec<&str> = channels.map(|channel| words.pick(&channel.title)).collect();
    blocks.push(Block::Paragraph {
        text: channels.join(&words.say("words-comma")),
        tone: Tone::Plain,
    });
    blocks.push(Block::Code {
        data: code_of(case),
        spoken: words.say("sheet-code-number"),
        lines: vec![words.with("sheet-number-is", &[("number", &number)])],
    });
    words.sheet(&title, blocks)
}
