//! How the voice looks: bars with their figures on one side, a list with what was answered on the other.

use ratatui::layout::Rect;

use super::Voice;
use super::writing::Writing;
use crate::desk::screens::reports::bar_of;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::panes;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::date::Calendar;
use crate::domain::voice::Score;
use crate::export::report::score;
use crate::protocol::query::{VoiceKey, VoiceLine, VoiceReport, VoiceSum};

/// Columns of bars.
const BAR: u16 = 8;

pub(super) fn draw(screen: &Voice, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let waiting = desk.view.as_ref().map_or(0, |view| view.counts.voices);
    let sides = [
        desk.say("voice-satisfaction"),
        desk.say_with("voice-said", &[("count", waiting.into())]),
    ];
    let mut left = upper(area, 1);
    for (side, shown) in sides.iter().zip([!screen.said, screen.said]) {
        let part = if shown { Part::Selected } else { Part::Quiet };
        let taken = canvas.text(left, side, part);
        left = after(left, taken + 2);
    }
    let area = below(area, 1);
    if screen.said {
        draw_said(screen, desk, canvas, area);
    } else {
        draw_sums(screen, desk, canvas, area);
    }
}

/// A field with its label. Its caret stands there.
fn field(
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    line: Rect,
    label: &str,
    field: &crate::desk::widget::text_field::TextField,
    focused: bool,
) {
    let part = if focused { Part::Title } else { Part::Quiet };
    let taken = canvas.text(line, &desk.say(label), part);
    field.draw(canvas, after(line, taken + 2), focused);
}

fn draw_sums(screen: &Voice, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let head = row(area, 0);
    if let Some(Writing::Period(typed, wrong)) = &screen.writing {
        field(desk, canvas, head, "reports-type-period", typed, true);
        let (said, part) = if wrong.is_empty() {
            (desk.say("period-shape"), Part::Quiet)
        } else {
            (wrong.clone(), Part::Alarm)
        };
        canvas.text(row(area, 1), &said, part);
    } else {
        let by = desk.say(&format!("voice-by-{}", screen.by.id()));
        let said = format!("{} · {by}", screen.chosen.said(desk));
        canvas.text(head, &said, Part::Plain);
        let days =
            |id: &str, calendar| desk.say_with(id, &[("days", screen.days(desk, calendar).into())]);
        let hijri = days("report-days-hijri", Calendar::UmmAlQura);
        let both = format!(
            "{hijri} · {}",
            days("report-days-gregorian", Calendar::Gregorian)
        );
        let fits = canvas.width_of(&both) <= area.width;
        canvas.text(row(area, 1), if fits { &both } else { &hijri }, Part::Quiet);
    }
    let area = below(area, 2);
    let Some(report) = &screen.sums else {
        canvas.text(area, &desk.say("reports-counting"), Part::Quiet);
        return;
    };
    let declined = desk.say_with("voice-declined", &[("count", report.declined.into())]);
    let how = format!("{} {declined}", desk.say("voice-by-fives"));
    let taken = canvas.paragraph(area, &how, Part::Quiet);
    let area = below(area, taken + 1);
    if report.rows.is_empty() {
        canvas.paragraph(area, &desk.say("voice-none-rated"), Part::Quiet);
        return;
    }
    let rows = u16::try_from(report.rows.len()).unwrap_or(u16::MAX);
    // Heading, rows, all of them; then what was said with the ratings.
    let list = upper(
        area,
        rows.saturating_add(1).min(area.height.saturating_sub(3)),
    );
    draw_table(screen, desk, canvas, list, report);
    let mut rest = below(area, list.height);
    canvas.rule(upper(rest, 1));
    rest = below(rest, 1);
    let all = desk.say("report-all");
    let taken = canvas.text(rest, &format!("{all}:"), Part::Title);
    canvas.text(after(rest, taken + 1), &told(desk, report.all), Part::Plain);
    rest = below(rest, 1);
    if !report.words.is_empty() && rest.height > 2 {
        canvas.text(row(rest, 1), &desk.say("voice-words"), Part::Title);
        let mut rest = below(rest, 2);
        for words in &report.words {
            let taken = canvas.passage(rest, words, Part::Plain);
            rest = below(rest, taken);
        }
    }
}

fn draw_table(
    screen: &Voice,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
    report: &VoiceReport,
) {
    let columns = [
        Column::new(desk.say(&format!("report-by-{}", screen.by.id())), 16).grow(2),
        Column::new(desk.say("voice-ratings"), 7),
        Column::new(desk.say("voice-procedure"), 5 + BAR).grow(1),
        Column::new(desk.say("voice-provider"), 5 + BAR).grow(1),
    ];
    let seen = table::fit(&columns, area.width);
    let wide = seen.iter().find(|(at, _)| *at == 2);
    let bar = wide.map_or(BAR, |(_, width)| width.saturating_sub(5));
    let rtl = canvas.rtl();
    let measured = |mean: u32| {
        let most = u64::from(Score::MOST) * 100;
        let bar = bar_of(u64::from(mean), most, bar, rtl);
        TableCell::said(format!("{} {bar}", number(mean)))
    };
    let focused = screen.writing.is_none();
    table::draw(canvas, area, &columns, &screen.at_sum, focused, |at| {
        let Some(row) = report.rows.get(at) else {
            return Vec::new();
        };
        let mut cells = vec![TableCell::said(name(desk, &row.of))];
        match row.sum {
            VoiceSum::Withheld => {
                cells.push(TableCell::said("–").like(Part::Quiet));
                cells.push(TableCell::said(desk.say("voice-withheld")).like(Part::Quiet));
            }
            VoiceSum::Told {
                count,
                procedure,
                provider,
            } => {
                cells.push(TableCell::said(count.to_string()));
                cells.push(measured(procedure));
                cells.push(measured(provider));
            }
        }
        cells
    });
}

fn number(hundredths: u32) -> String {
    score(hundredths.into())
}

fn told(desk: &Desk, sum: VoiceSum) -> String {
    match sum {
        VoiceSum::Withheld => desk.say("voice-withheld"),
        VoiceSum::Told {
            count,
            procedure,
            provider,
        } => desk.say_with(
            "voice-all",
            &[
                ("count", count.into()),
                ("procedure", number(procedure).into()),
                ("provider", number(provider).into()),
            ],
        ),
    }
}

fn name(desk: &Desk, of: &VoiceKey) -> String {
    let profile = desk.profile.as_deref();
    match of {
        VoiceKey::Service(id) => words::service(desk, profile, id),
        VoiceKey::Channel(id) => words::channel(desk, profile, id),
        VoiceKey::Branch(no) => words::branch(desk, *no),
        VoiceKey::Occasion(one) => desk.say(&format!("occasion-{}", one.id())),
        VoiceKey::Department(one) => desk.say(&format!("department-{}", one.id())),
        VoiceKey::Together => desk.say("report-together"),
    }
}

fn draw_said(screen: &Voice, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let area = match &screen.writing {
        Some(Writing::Hearing {
            kind,
            channel,
            text,
            file,
            on_file,
        }) => {
            let kind = desk.say(&format!("voice-{}", kind.id()));
            let channel = words::channel(desk, desk.profile.as_deref(), channel);
            canvas.text(row(area, 0), &format!("{kind} · {channel}"), Part::Title);
            // The caret belongs to the field under the hand, so that one is drawn last.
            for focused in [false, true] {
                if *on_file == focused {
                    field(desk, canvas, row(area, 2), "voice-file", file, *on_file);
                } else {
                    field(desk, canvas, row(area, 1), "voice-text", text, !*on_file);
                }
            }
            canvas.rule(row(area, 3));
            below(area, 4)
        }
        Some(Writing::Answer(_, typed)) => {
            field(desk, canvas, row(area, 0), "fact-answer", typed, true);
            canvas.rule(row(area, 1));
            below(area, 2)
        }
        _ => {
            let kind = screen.kind.map_or("all", |kind| kind.id());
            let open = if screen.open { "open" } else { "any" };
            let filter = [format!("voice-shown-{kind}"), format!("voice-shown-{open}")];
            let filter = filter.map(|id| desk.say(&id)).join(" · ");
            canvas.text(row(area, 0), &filter, Part::Quiet);
            below(area, 2)
        }
    };
    let Some(page) = &screen.page else { return };
    if page.rows.is_empty() {
        let id = if screen.open || screen.kind.is_some() {
            "voice-none-such"
        } else {
            "voice-none-said"
        };
        canvas.paragraph(area, &desk.say(id), Part::Quiet);
        return;
    }
    let panes = panes::split(canvas, area);
    let columns = [
        Column::new(desk.say("voice-number"), 5),
        Column::new(desk.say("voice-what"), 10),
        Column::new(desk.say("voice-text"), 20).grow(1),
        Column::new(desk.say("voice-status"), 12),
        Column::new(desk.say("voice-when"), 12).fold(1),
    ];
    let hand = matches!(screen.writing, None | Some(Writing::Period(..)));
    table::draw(canvas, panes.list, &columns, &screen.at_said, hand, |at| {
        let Some(line) = page.rows.get(at) else {
            return Vec::new();
        };
        let voice = &line.voice;
        let part = if voice.is_open() {
            Part::Plain
        } else {
            Part::Quiet
        };
        vec![
            TableCell::value(voice.no.to_string()).like(part),
            TableCell::said(desk.say(&format!("voice-{}", voice.kind.id()))).like(part),
            TableCell::value(voice.text.clone()).like(part),
            TableCell::said(status(desk, line)).like(part),
            TableCell::said(words::age(desk, voice.taken.at)).like(part),
        ]
    });
    if let (Some(area), Some(line)) = (panes.detail, screen.line()) {
        detail(desk, line).draw(canvas, area, 0);
    }
}

fn status(desk: &Desk, line: &VoiceLine) -> String {
    desk.say(if line.voice.is_open() {
        "voice-waits"
    } else {
        "voice-answered"
    })
}

fn detail(desk: &Desk, line: &VoiceLine) -> Sheet {
    let voice = &line.voice;
    let mut sheet = Sheet::new();
    sheet.said(words::value(&voice.text), Part::Title);
    if let Some((answer, act)) = &voice.answer {
        sheet.value(desk.say("fact-answer"), answer, Part::Plain);
        sheet.fact(
            desk.say("voice-answered-by"),
            words::act(desk, *act),
            Part::Quiet,
        );
    }
    if !line.name.is_empty() {
        sheet.value(desk.say("voice-of"), &line.name, Part::Plain);
    }
    let channel = words::channel(desk, desk.profile.as_deref(), &voice.channel);
    sheet.fact(desk.say("enquiries-channel"), channel, Part::Plain);
    sheet.fact(
        desk.say("voice-taken-by"),
        words::act(desk, voice.taken),
        Part::Quiet,
    );
    sheet
}
