//! The declaration (الإقرار): all that is declared and nothing else, the charity's wording, the fingerprint of exactly
//! these lines, and room to sign (policy row 5).

use super::Case;
use super::block::{Block, Field, Sheet, SignBox, Tone};
use super::words::{Words, code, name, prose};
use crate::arabic::isolate::ltr;
use crate::domain::declaration::{self, Signature};
use crate::domain::person::Sex;
use crate::locale::Texts;

/// What the QR code of a declaration carries: `istiqbal:declaration:1448/00042:<64 hexadecimal digits>`.
pub fn code_of(case: &Case) -> String {
    format!(
        "istiqbal:declaration:{}:{}",
        case.request.no, case.fingerprint
    )
}

pub fn compose(case: &Case, texts: &Texts) -> Sheet {
    let words = Words { case, texts };
    let title = words.say("sheet-declaration");
    let request = &case.request;
    // Once it is submitted, later edits of the person's file do not reach back to what was signed.
    let signed = request
        .standing_declaration()
        .filter(|signed| signed.fingerprint == case.fingerprint);
    let day = signed.map_or(case.now, |signed| signed.signed.at).date();
    let subject = format!("{title} · {}", words.service());
    let (person, need) = declared(&words);
    let mut blocks = vec![
        words.head(day, &subject),
        Block::Title(title.clone()),
        Block::Heading(words.say("sheet-person")),
        Block::Fields(person),
        Block::Heading(words.say("sheet-need")),
        Block::Fields(need),
    ];
    blocks.extend(words.attachments());
    blocks.push(Block::Heading(words.say("sheet-wording")));
    blocks.push(Block::Paragraph {
        text: words.pick(&case.profile.declaration).to_owned(),
        tone: Tone::Strong,
    });
    if let Some(said) = signature(&words) {
        blocks.push(Block::Paragraph {
            text: said,
            tone: Tone::Plain,
        });
    }
    blocks.push(Block::Signatures(boxes(&words)));
    let short = ltr(&case.fingerprint.short());
    blocks.push(Block::Code {
        data: code_of(case),
        spoken: words.say("sheet-code"),
        lines: vec![
            words.with("sheet-fingerprint", &[("short", &short)]),
            words.say("sheet-fingerprint-about"),
        ],
    });
    words.sheet(&title, blocks)
}

/// Every declared line with its label and its value as people read it, those of the person and those of the need. The
/// papers are in the list of attachments.
fn declared(words: &Words<'_>) -> (Vec<Field>, Vec<Field>) {
    let case = words.case;
    let (mut person, mut need) = (Vec::new(), Vec::new());
    for (id, raw) in declaration::declared(&case.facts, case.request.need.as_ref(), &[]) {
        // Where the charity has no categories, none is declared.
        if id == "category" && raw.is_empty() {
            continue;
        }
        let of_need =
            matches!(id.as_str(), "service" | "category" | "need") || id.starts_with("need.");
        let field = Field {
            label: label(words, &id),
            value: value(words, &id, &raw),
        };
        if of_need { &mut need } else { &mut person }.push(field);
    }
    (person, need)
}

fn label(words: &Words<'_>, id: &str) -> String {
    let profile = &words.case.profile;
    let own = |fields: &[crate::domain::profile::Field], id: &str| {
        let found = fields.iter().find(|field| field.id == *id);
        words.title(found.map(|field| &field.label), id)
    };
    if let Some(id) = id.strip_prefix("person.") {
        own(&profile.person_fields, id)
    } else if let Some(id) = id.strip_prefix("need.") {
        own(&profile.need_fields, id)
    } else {
        words.say(&format!("sheet-field-{id}"))
    }
}

fn value(words: &Words<'_>, id: &str, raw: &str) -> String {
    let (facts, need) = (&words.case.facts, words.case.request.need.as_ref());
    if raw.is_empty() {
        return name("");
    }
    match id {
        "born" => facts
            .born
            .map_or_else(|| code(raw), |born| words.written(born)),
        "sex" => Sex::from_id(raw)
            .map_or_else(|| name(raw), |sex| words.say(&format!("sex-{}", sex.id()))),
        "nationality" => {
            let id = format!("country-{raw}");
            if words.texts.has(&id) {
                words.say(&id)
            } else {
                code(raw)
            }
        }
        "paper-kind" => {
            let id = format!("paper-{raw}");
            if words.texts.has(&id) {
                words.say(&id)
            } else {
                name(raw)
            }
        }
        "mobile" => facts
            .mobile
            .as_ref()
            .map_or_else(|| code(raw), |mobile| code(&mobile.local())),
        "iban" => facts
            .iban
            .as_ref()
            .map_or_else(|| code(raw), |iban| code(&iban.grouped())),
        "income" => words.with("sheet-money", &[("amount", raw)]),
        "paper" | "email" | "short-address" | "household" | "dependants" | "building"
        | "postcode" | "additional" => code(raw),
        "service" => words.service(),
        "category" => words.category(),
        "need" => need.map_or_else(|| prose(raw), |need| prose(&need.text)),
        _ => prose(raw),
    }
}

/// How and when it was signed, or that what is on record has moved on since.
fn signature(words: &Words<'_>) -> Option<String> {
    let case = words.case;
    let signed = case.request.standing_declaration()?;
    let date = words.both(signed.signed.at.date());
    let who = words.staff(signed.signed.by);
    if signed.fingerprint != case.fingerprint {
        let short = ltr(&signed.fingerprint.short());
        return Some(words.with("sheet-corrected", &[("date", &date), ("short", &short)]));
    }
    let (id, what, deed) = match &signed.signature {
        Signature::Paper { number } => ("sheet-signed-paper", code(number), String::new()),
        Signature::Thumbprint { witness } => {
            ("sheet-signed-thumbprint", name(witness), String::new())
        }
        Signature::Guardian { name: who, deed } => ("sheet-signed-guardian", name(who), code(deed)),
    };
    let args = [
        ("what", what.as_str()),
        ("deed", deed.as_str()),
        ("date", date.as_str()),
        ("who", who.as_str()),
    ];
    Some(words.with(id, &args))
}

/// Where the beneficiary signs, where the witness or the guardian does, and where the officer does. What is on record
/// already is filled in.
fn boxes(words: &Words<'_>) -> Vec<SignBox> {
    let case = words.case;
    let signed = case
        .request
        .standing_declaration()
        .filter(|signed| signed.fingerprint == case.fingerprint);
    let (mut other, mut deed) = (String::new(), String::new());
    let mut title = "sheet-witness-or-guardian";
    match signed.map(|signed| &signed.signature) {
        Some(Signature::Thumbprint { witness }) => {
            title = "sheet-witness";
            other = name(witness);
        }
        Some(Signature::Guardian {
            name: who,
            deed: by,
        }) => {
            title = "sheet-guardian";
            other = name(who);
            deed = code(by);
        }
        Some(Signature::Paper { .. }) | None => {}
    }
    let mut others = vec![words.field("sheet-name", other)];
    if title != "sheet-witness" {
        others.push(words.field("sheet-deed", deed));
    }
    let officer = signed.map_or(case.request.officer, |signed| signed.signed.by);
    let room = words.say("sheet-sign");
    vec![
        SignBox {
            title: words.say("sheet-beneficiary"),
            fields: vec![words.field("sheet-name", name(&case.facts.name.line()))],
            room: words.say("sheet-sign-or-thumb"),
        },
        SignBox {
            title: words.say(title),
            fields: others,
            room: room.clone(),
        },
        SignBox {
            title: words.pick(&case.profile.titles.reception).to_owned(),
            fields: vec![words.field("sheet-name", words.staff(officer))],
            room,
        },
    ]
}
