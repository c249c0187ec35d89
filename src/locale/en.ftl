# The program's texts in English. Every id here has its like in ar.ftl.

## The command line

cli-column-file = file
cli-column-name = name
cli-column-paper = paper
cli-column-mobile = mobile
cli-column-born = born
cli-column-branch = branch
cli-column-requests = requests
cli-column-queue = queue
cli-column-request = request
cli-column-service = service
cli-column-since = since
cli-column-reply = no reply before
cli-column-officer = officer
cli-column-urgency = urgency
cli-column-question = question
cli-column-answer = answer
cli-column-sex = sex
cli-column-nationality = nationality
cli-column-email = e-mail
cli-column-iban = IBAN
cli-column-city = city
cli-column-district = district
cli-column-household = household
cli-column-dependants = dependants
cli-column-income = monthly income
cli-column-consent = consent
cli-column-registered = registered
cli-column-stage = stage
cli-column-channel = channel
cli-column-profile = profile
cli-column-opened = opened
cli-column-category = category
cli-column-need = need
cli-column-papers = papers
cli-column-declaration = declaration
cli-column-explained = explained
cli-column-submitted = submitted
cli-column-withdrawn = withdrawn because
cli-column-short-address = short address
cli-column-not-the-same = not the same as file
cli-column-papers-missing = papers missing
cli-female = female
cli-male = male
cli-yes = yes
cli-no = no
cli-urgent = urgent
cli-unverified = unverified
cli-differs = differs
cli-agrees = agrees
cli-voided = voided, as what it declares was edited
cli-stage-intake = intake
cli-stage-papers-missing = papers missing
cli-stage-clarification = clarification
cli-stage-study = in study
cli-stage-withdrawn = withdrawn
cli-column-check = check
cli-column-result = result
cli-column-entries = entries
cli-column-detail = detail
cli-check-ok = ok
cli-check-wrong = WRONG
cli-check-journal = journal
cli-check-derivation = derivation
cli-check-records = records
cli-column-dry-run = dry run
cli-column-rows = rows
cli-column-added = added
cli-column-already = on file already
cli-column-twice = twice in the file
cli-column-refused = not taken
cli-import-dry-run = nothing was changed
cli-import-windows = { $file } is not in UTF-8 and was read as Windows-1256
cli-import-ignored = columns that are not brought in: { $columns }
cli-import-row-refused = ; the row was not taken
fail-read = { $file }: { $why }
fail-no-place = there is no home directory to keep data in; choose a place with --data DIR
fail-data = { $path }: { $why }; choose another with --data DIR or make this one writable
fail-socket-long = the socket path { $path } has { $length } bytes, the system allows { $limit }; choose a shorter one with --socket PATH
fail-office = the office did not start: { $why }
fail-running = an office for { $path } is running already
fail-line = the connection to the office was lost: { $why }
fail-not-istiqbal = whatever listens there is not istiqbal
fail-message = a message could not be read: { $why }
fail-office-older = this is istiqbal { $ours }, the office running is older: { $theirs }; restart the office to bring it up to date
fail-program-older = this is istiqbal { $ours }, the office running is newer: { $theirs }; log in again with the newer program
fail-astray = the office answered something else than what was asked
fail-number = «{ $text }» is not a number of that kind
fail-queue = no queue is called «{ $name }»; there are: { $known }
fail-branch = no branch is called «{ $name }»; there are: { $known }
fail-profile = no profile is called «{ $name }»; there are: { $known }
fail-date = { $text }: { $why }
fail-demo = the demonstration could not be made: { $why }
fail-terminal = the terminal cannot be used: { $why }
fail-defect = the desk stopped because of a defect; what was saved is kept
fail-unconfirmed = the office did not confirm the last of what was done ({ $commands }); open the desk again and look
fail-output = the output cannot be written: { $why }
date-shape = not a date: write it as 1446/06/01, 01/06/1446 or 2024-12-02
date-year = the year { $year } is in neither calendar (1300 to 1600 Hijri, 1883 to 2173 Gregorian)
date-other-calendar = the year { $year } is not one of the calendar the date says it is in
date-month = there is no month { $month }
date-day = there is no day { $day } in a month of { $length } days
verify-no-journal = there is no journal in { $path }
verify-held = { $path }: an office is running that listens at another socket; name it with --socket PATH
verify-damage = { $file } is damaged at byte { $offset }, entry { $entry }: { $why }
verify-underivable = the records cannot be derived from the journal: { $why }
verify-short = the office stands at entry { $office }, the journal ends at { $journal }
verify-set-aside = the records on disk could not be used ({ $why }); they were set aside and derived anew from the journal
verify-records = the records on disk: { $why }
verify-different-office = the records of the running office differ from what the journal says at entry { $entry } (digest { $found }, derived { $derived }); stop the office and remove the directory `records` to have them derived anew
verify-different-disk = the records on disk differ from what the journal says at entry { $entry } (digest { $found }, derived { $derived }); remove the directory `records` to have them derived anew
import-utf16 = { $file }: the file is in UTF-16; save it as CSV UTF-8
import-binary = { $file }: this is no text file; save the sheet as CSV UTF-8
import-empty = { $file }: the file is empty
import-no-names = { $file }: no column is headed by a name (name, full name, or the same in Arabic); the headings are: { $headings }
import-same-column = { $file }: the columns «{ $first }» and «{ $second }» mean the same; take one of them out
import-refused = { PLURAL($rows) ->
    [zero] every row was taken
    [one] { $rows } row was not taken; correct it and run it again
   *[other] { $rows } rows were not taken; correct them and run it again
}
import-interrupted = stopped at line { $line }; run it again to go on
row-no-name = there is no name
row-one-word = a name needs at least two words
row-unverified = the check digit does not agree with the other digits; kept as not verified
row-check-digit = the check digit does not agree with the other digits
row-shape = it has the shape of no known paper
row-first-digit = it starts with { $found } and not with { $expected }
row-character = «{ $found }» does not belong in it
row-length = { $found } characters, where { $least } to { $most } are expected
row-length-exact = { $found } characters, where { $most } are expected
row-empty = nothing was written
row-paper-kind = no kind of identity paper is called that
row-mobile = not a mobile: write a Saudi one as 05xxxxxxxx, a foreign one with + and its country
row-iban-digits = the check digits of the IBAN do not agree
row-iban = an IBAN begins with two letters and two digits
row-email = an e-mail address is written as name@domain.tld
row-sex = write male or female
row-nationality = no country is called that; write its two letters, as SA
row-number = not a number from 0 to 65535
row-halalas = a riyal has a hundred halalas: at most two digits after one point
row-too-large = the amount is too large
row-short-address = a short address is four letters and four digits, as RRRD2929
row-answer = write yes or no
row-fields = { $found } fields, where the headings are { $headings }: is a delimiter inside a field that is not quoted?
row-twice = the same person stands in line { $line } already
cli-keymap-whole = { $file }: the keymap is whole
cli-column-key = key
cli-column-command = command
cli-column-where = where
cli-column-about = what it does
cli-find-none = nobody is found

## Commands: the short name stands in the line of keys, about in help and palette

command-help = help
    .about = what works here now, and by which key
command-palette = commands
    .about = find any command by its Arabic or English name
command-language = عربي
    .about = switch between Arabic and English
command-back = back
    .about = back to the screen before; what was typed stays saved
command-home = reception
    .about = back to the reception screen
command-quit = leave
    .about = leave the desk
command-keys = keys
    .about = every key of every screen
command-redraw = redraw
    .about = draw the whole screen again
command-digits = digits 012
    .about = show digits as ٠١٢ or 012
command-up = up
    .about = the row before
command-down = down
    .about = the next row
command-page-up = page up
    .about = one page up
command-page-down = page down
    .about = one page down
command-first = first
    .about = the first row
command-last = last
    .about = the last row
command-next-field = next field
    .about = save the field and go to the next
command-previous-field = field before
    .about = save the field and go to the one before
command-next-step = next step
    .about = go to the next step once this one is complete
command-previous-step = step before
    .about = go back to the step before
command-reveal = reveal
    .about = show what is masked, or mask it again
command-choose = choose
    .about = run the selected command
command-close = close
    .about = close this panel
command-confirm-yes = yes
    .about = do what is shown
command-confirm-no = no
    .about = leave everything as it is

## The frame

waiting-count = { PLURAL($count) ->
    [zero] nobody waiting
   *[other] { $count } waiting
}
overdue-count = { PLURAL($count) ->
    [zero] no reply overdue
    [one] { $count } reply due
   *[other] { $count } replies due
}
frame-too-small = The screen is { $width }×{ $height }; the desk needs 60×20
frame-offline = The office is not answering; still trying, nothing is lost
frame-program = istiqbal
weekday-sat = Sat
weekday-sun = Sun
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri

## Toasts and confirmations

toast-copied = copied { $what }
toast-unavailable = “{ $command }” does not work here now
toast-keymap-bad = Keymap file { $file }, line { $line }: { $what }. The default keys are in force
keymap-shape = not of the expected shape: { $what }
keymap-section = there is no section called { $what }
keymap-key = there is no key called { $what }
keymap-types-two = the key { $what } types two letters on an Arabic keyboard
keymap-command = there is no command called { $what }
keymap-condition = there is no condition called { $what }
keymap-condition-shape = the condition breaks off at { $what }
keymap-twice = the key { $what } is bound twice
confirm-quit-title = Leave the desk?
confirm-quit-body = Everything typed is saved and resumes at the same field.
confirm-yes = yes
confirm-no = no

## Lists and tables

list-empty = nothing here
list-position = { $row } of { $rows }

## The form

form-required = required
form-not-a-date = not a date: write it like 1446/06/01 or 2024-12-02
form-not-a-number = write a number
form-not-a-choice = not one of the choices
form-yes = yes
form-no = no
form-draft-saved = draft, saved
form-step-incomplete = { PLURAL($count) ->
    [zero] nothing is missing
    [one] { $count } required field is missing
   *[other] { $count } required fields are missing
}
form-choose-many = the space bar marks
form-optional = optional
form-warning = note
form-error = error
form-plain-choose = type the number of a choice
form-plain-many = type the numbers of the choices, with commas between
form-plain-skip = (empty line to skip)
form-plain-keep = (empty line to keep it)
form-plain-done = The form is complete
form-plain-ended = Input ended; what was typed is saved
calendar-hijri = AH
calendar-gregorian = CE

## Help and palette

help-title = What works here now
help-more = all screens
palette-title = Commands
palette-none = no command of that name
keys-title = Keys
keys-column-key = key
keys-column-command = command
keys-column-about = what it does
keys-column-where = where
keys-now = works now

## Keymap sections, named as staff see them

section-global = everywhere
section-list = lists
section-form = forms
section-palette = palette
section-help = help
section-confirm = confirmation
section-keys = keys

## Words: what the office tells, as staff would say it

stage-intake = at the desk
stage-papers-missing = papers missing
stage-clarification = clarification
stage-study = in study
stage-withdrawn = withdrawn

act-state-need = state the need
act-match-paper = match a paper
act-sign = sign the declaration
act-explain = explain what follows
act-await-papers = wait for papers
act-refer = refer a question
act-answer = answer a referral
act-submit = submit the request
act-withdraw = withdraw the request
act-take = take the request over

role-administrator = administrator
role-reception = reception
role-social-researcher = social researcher
role-committee-secretary = committee secretary
role-supervisor = supervisor
role-auditor = auditor

words-or = or
words-and = { " and " }
words-comma = { ", " }
words-office = the program
words-staff-number = staff no. { $number }

age-now = now
age-minutes = { $count } min ago
age-hours = { $count } h ago
age-days = { PLURAL($count) ->
    [zero] today
    [one] 1 day ago
   *[other] { $count } days ago
}
wait-now = now
wait-minutes = { $count } min
wait-hours = { $count } h
wait-days = { PLURAL($count) ->
    [zero] today
    [one] 1 day
   *[other] { $count } days
}
date-both = { $hijri } AH · { $gregorian }
date-written-hijri = { $written } AH (that is { $derived })
date-written-gregorian = { $written } (that is { $derived } AH)
moment-today = today { $time }

agreement-equal = same
agreement-folded = same but for spelling
agreement-one-day-apart = calendars one day apart
agreement-differs = differs

validity-valid = valid until { $until }
validity-expired = expired { $until }, as of { $on }
validity-no-expiry = carries no expiry date

fact-name = name
fact-id = ID number
fact-born = born
fact-nationality = nationality
fact-household = household
fact-income = monthly income
fact-city = city
fact-iban = IBAN
fact-mobile = mobile
fact-email = e-mail
fact-sex = sex
fact-district = district
fact-dependants = dependants
fact-consent = consent to keep the data
fact-registered = registered
fact-channel = channel
fact-service = service
fact-category = category
fact-paper = paper
fact-valid-until = valid until
fact-question = question
fact-answer = answer
fact-because = reason
fact-need = need
fact-date = date
fact-branch = branch
fact-roles = roles
fact-uid = Unix user
fact-profile = profile
fact-draft = draft
fact-remark = remark
fact-purpose = purpose
fact-signature = signature

missing-consent = the beneficiary's consent to keep their data
missing-person-field = { $what } (of the person)
missing-need = the need
missing-need-field = { $what } (of the need)
missing-paper = the paper “{ $what }”
missing-difference-remark = a remark on what differs in “{ $what }”
missing-expiry-remark = a remark on the expired “{ $what }”
missing-declaration = the signed declaration
missing-declaration-voided = the declaration signed again, for something was edited after
missing-explanation = what follows, explained to the beneficiary
missing-nothing = no paper is missing, so there is none to wait for
missing-responsibilities = the responsibilities, told to the beneficiary

blocked-no-such-step = not in this charity's policy: { $what }
blocked-wrong-stage = not while the request is “{ $what }”
blocked-not-allowed = this is for: { $what }
blocked-missing = missing: { $what }

entity-charity = the charity's settings
entity-branch = branch { $number }
entity-staff = staff { $number }
entity-person = file { $number }
entity-request = request { $number }
entity-arrival = visitor { $number }
entity-enquiry = enquiry { $number }
entity-draft = draft { $number }

refusal-not-staff = Unix user { $uid } is not on the staff; an administrator can add them
refusal-not-opened = the desk is not open yet: run istiqbal once to choose the charity
refusal-already-open = the desk is open already
refusal-not-found = there is no such thing: { $what }
refusal-stale = { $entity }: { $by } was first ({ $at }): { $what }. See what changed, then try again
refusal-same-identity = file { $number } has this ID already; open it instead of registering anew
refusal-invalid = { $field }: { $why }
refusal-too-much = too long to show; ask for less
refusal-not-kept = not kept ({ $why }); nothing changed, try again when the office is back
refusal-unreadable = the office did not understand; one of the two may be older
refusal-closing = the office is closing; what was typed is kept

invalid-empty = must not be empty
invalid-unknown = not one of the charity's
invalid-too-long = longer than allowed
invalid-too-many = no room for more
invalid-range = beyond the calendar
invalid-country = a country code of two letters, like SA
invalid-taken = taken already
invalid-itself = that is the same file
invalid-last-administrator = one administrator must remain

event-profile-adopted = profile adopted
event-branch-added = branch added
event-staff-added = staff added
event-roles-changed = roles changed
event-visitor-arrived = visitor arrived
event-visitor-called = visitor called
event-visitor-left = visitor left
event-person-registered = person registered
event-person-corrected = person corrected
event-found-not-the-same = found not the same
event-request-opened = request opened
event-need-stated = need stated
event-paper-matched = paper matched
event-declaration-signed = declaration signed
event-declaration-voided = declaration voided by an edit
event-study-explained = what follows explained
event-papers-awaited = papers awaited
event-clarification-referred = question referred
event-clarification-answered = referral answered
event-request-submitted = request submitted
event-request-withdrawn = request withdrawn
event-request-taken = request taken over
event-enquiry-logged = enquiry logged
event-draft-kept = draft kept
event-draft-dropped = draft dropped
event-record-opened = record opened
event-people-imported = people imported
## Intake

section-intake = Intake
loading = One moment…
file-word = file
step-person = Person
step-need = Need
step-papers = Papers
step-declaration = Declaration
step-explain = Explain
step-submit = Submit
field-name = Full name
field-id = Identity number
field-no-paper = Why there is no paper
field-id-as = The number fails its check; keep it as
field-mobile = Mobile
field-sex = Sex
field-born = Born
field-nationality = Nationality
field-consent = Agrees to data being kept
field-household = People in the household
field-income = Monthly income (SAR)
field-city = City
field-district = District
field-short-address = Short address
field-iban = IBAN
field-email = E-mail
field-responsibilities = Responsibilities were told
field-channel = Channel
field-service = Service
field-category = Category
field-need = What is asked for
field-urgency = Urgency
field-brought = Brought
field-valid-until = Valid until
field-remark = Accepted all the same because
field-signed-how = Signed how
field-sheet-number = Number of the signed sheet
field-witness = Witness
field-guardian = Guardian or attorney
field-deed = Deed or power of attorney
field-explained = This was explained
field-submit = Submit now
no-paper-not-brought = not brought
no-paper-lost = lost
no-paper-held-elsewhere = held elsewhere
no-paper-under-renewal = under renewal
no-paper-not-issued-yet = not issued yet
paper-national-id = national ID
paper-iqama = iqama
paper-passport = passport
paper-gcc-id = GCC ID
sex-female = female
sex-male = male
urgency-ordinary = ordinary
urgency-urgent = urgent
signed-paper = signature on paper
signed-thumbprint = thumbprint before a witness
signed-guardian = guardian or attorney
hint-name = As on the paper: own name, father, grandfather, family
hint-id = National ID, iqama, passport or GCC card; leave empty where there is no paper
hint-id-as = Check the number; if the paper really says so, choose its kind
hint-nationality = the country, as Yemen, or its two letters: YE
hint-consent = Data is kept only to serve them; they may ask for a copy
hint-valid-until = As written on the paper, in either calendar
hint-remark = The paper differs or has expired; say why it is accepted
hint-same = Enter: the paper says the same, or type what it says
same-stated = stated
same-on-paper = on the paper
note-waiting = Waiting for the office…
note-submit = The request is complete. Submitting freezes the validity of its papers on today's date.
name-parts = Give at least the own name and the family name
not-a-mobile = not a mobile number: write 05xxxxxxxx or with the country
not-a-country = no country of that name; type its two letters, as YE
not-a-short-address = four letters and four digits, like RRRD2929
not-an-iban = not a valid IBAN; check the digits
not-an-email = not an e-mail address
consent-first = Data is not kept without its owner's consent
responsibilities-first = Tell the beneficiary their responsibilities before opening the request
explain-first = Explain what follows before submitting
submit-first = Choose yes to submit, or Esc to go back; the draft is saved
papers-missing-say = Not seen yet: { $papers }. Enter them, or choose “papers later”
intake-sending = sending…
intake-submitted = The request was submitted for study
intake-awaits-papers = The request waits for papers
intake-referred = The question was referred; the request returns once it is answered
intake-dropped = The draft was dropped
done-number = Request number: { $number }
done-reply-not-before = No reply before { $date }
done-any-key = Any key: back to reception
question = What is not clear?
question-to = Question to the { $who }:
question-hint = Enter sends · Esc takes back
confirm-same-person = Is the visitor the person of this file?
confirm-drop-draft = Drop the draft?
confirm-drop-draft-body = What was typed and not sent is deleted. What the office has stays.
toast-not-the-same = Remembered as somebody else
command-same-as-stated = same
    .about = the paper says just what was stated
command-set-aside = save & leave
    .about = leave the request as it is; the draft resumes at the same field
command-same-person = same person
    .about = the visitor is the person of the similar file: take its data
command-other-person = someone else
    .about = the similar file is somebody else's; this is remembered
command-await-papers = papers later
    .about = keep the request until the beneficiary brings what is missing
command-refer = refer a question
    .about = refer what is not clear to whoever answers it
command-send-question = send
    .about = send the question
command-drop-question = take back
    .about = leave the question unsent
command-drop-draft = drop draft
    .about = delete what was typed and not sent

list-comma = ,{" "}
finding-same-id = same identity number
finding-id-one-digit-off = identity one digit off
finding-id-digits-swapped = two digits of the identity swapped
finding-id-differs = another identity number
finding-same-mobile = same mobile
finding-mobile-one-digit-off = mobile one digit off
finding-mobile-digits-swapped = two digits of the mobile swapped
finding-mobile-differs = another mobile
finding-name-equal = same name
finding-name-equal-after-folding = same name, spelt otherwise
finding-name-words-equal = same name words
finding-one-letter-apart = name one letter apart
finding-letters-apart = name some letters apart
finding-name-part-missing = part of the name missing
finding-spacing = two words joined
finding-word-order = words in another order
finding-given-name-differs = another given name
finding-middle-name-differs = another middle name
finding-family-name-differs = another family name
finding-born-same = same birth date
finding-born-same-stand-in = same estimated birth date
finding-born-one-day-apart = birth one day apart
finding-day-month-swapped = day and month swapped
finding-year-and-stand-in = same birth year, one day estimated
finding-born-same-year = same birth year
finding-year-off-by-one = birth year off by one
finding-year-off-by-ten = birth year off by ten
finding-same-day-of-year = same day and month
finding-born-differs = another birth date
finding-sex-differs = another sex

## Reception, find, enquiries, first run

section-reception = reception
section-find = find
section-first-run = first run
section-enquiries = enquiries
section-calibration = calibration
section-stranger = not on the staff
command-serve = serve
    .about = call the selected visitor and serve them, or go on with the selected draft
command-arrival = arrival
    .about = note a visitor's arrival: name and purpose
command-arrival-on = go on
    .about = from the name to the purpose, then into the waiting line
command-arrival-field = other field
    .about = between name and purpose
command-arrival-leave = later
    .about = leave the arrival; what was typed stays
command-other-list = switch
    .about = between the waiting line and my drafts
command-let-go = let go
    .about = take the selected visitor out of the line, once confirmed
command-find = find
    .about = find a beneficiary by name, ID, mobile, file or request number
command-find-open = open
    .about = open the selected file, or start the request of the visitor being served
command-find-new = new person
    .about = register a new person under the typed name
command-enquiries = enquiry
    .about = log an enquiry and its answer, and search earlier answers
command-enquiry-on = go on
    .about = from the question to the answer, then into the log
command-enquiry-field = other field
    .about = between question and answer
command-enquiry-channel = channel
    .about = the next channel the enquiry may have come by
command-enquiry-same = same answer
    .about = take the answer of the selected enquiry
command-reads-first = first line
    .about = the first line reads correctly
command-reads-second = second line
    .about = the second line reads correctly
command-calibrate = calibrate
    .about = which of two lines reads correctly on this terminal?

reception-title = Reception
reception-asking = Asking the office…
reception-today = Today: { $arrived } arrived · { $submitted } submitted · { $enquiries } enquiries
reception-today-short = { $arrived } arrived · { $submitted } submitted
reception-line = Waiting line
reception-line-empty = Nobody is waiting. Press F3 to note an arrival.
reception-number = no.
reception-since = waiting
reception-name = Name
reception-purpose = Purpose
reception-with = with
reception-drafts = My drafts
reception-drafts-empty = No drafts. Every request that is not complete stays here until you come back to it.
reception-request = request
reception-touched = saved
reception-unnamed = no name yet
toast-received = arrival { $number } is noted
confirm-call-title = Call this visitor?
confirm-call-body = { $name } is with { $with } now. If you go on, they come to you.
confirm-let-go-title = Let { $name } go?
confirm-let-go-body = They leave the waiting line. Their requests and drafts stay as they are.

find-title = Find
find-title-for = Find for visitor { $number }: { $name }
find-label = Find
find-hint = Type a name, an ID, a mobile, a file or a request number; results show as you type.
find-count = { PLURAL($count) ->
    [zero] nothing found
    [one] { $count } found
   *[other] { $count } found
}
find-count-more = the first { $count }; type more
find-searching = searching…
find-nobody = Nobody of that name or number.
find-add = + new person “{ $name }”
find-file = file
find-name = name
find-paper = ID
find-mobile = mobile
find-born = born
find-requests = requests

enquiries-title = Enquiries
enquiries-today = { PLURAL($count) ->
    [zero] no enquiries today
    [one] { $count } enquiry today
   *[other] { $count } enquiries today
}
enquiries-question = Question
enquiries-answer = Answer
enquiries-channel = Channel
enquiries-by = answered by
enquiries-when = when
enquiries-empty = No enquiries yet. Type the question, Enter, the answer, Enter.
enquiries-none-like = No earlier enquiry with these words.
toast-logged = the enquiry is logged

first-run-title = First run
first-run-broken = Not offered, because its file has a mistake: { $what }
profile-already-open = This desk has been opened before; the file after --profile was not used.
first-run-welcome = Welcome. Choose the charity and say who you are; Enter goes on, the arrows choose.
first-run-language = Language
first-run-arabic = العربية
first-run-english = English
first-run-charity = Charity
first-run-charity-hint = The charity's policy decides steps, channels and papers.
first-run-branch = Branch
first-run-name = Your name
first-run-name-hint = As colleagues see it.
first-run-roles = Your work
first-run-roles-hint = You will be the administrator as well. The space bar marks and unmarks.
first-run-reception = reception
first-run-researcher = social research
first-run-secretary = committee secretary
first-run-supervisor = supervision

stranger-title = Not on the staff of this desk
stranger-body = This desk is open, and your account is not on its staff. Ask the administrator to add you; this screen opens the desk by itself once they have.
stranger-uid = Your user number: { $uid }

calibration-title = Calibration
calibration-question = Which line reads correctly: “أهلا بكم (سلام) 1448”?
advice-konsole-profile = Or set this in Konsole's profile:
advice-putty-settings = Or set this in the settings of PuTTY's session:
advice-kitty-configuration = Or add this to kitty.conf:
advice-tmux-overrides = Or add this to tmux.conf, where tmux runs inside a VTE terminal:
plain-not-opened = This desk is not open to you yet: run istiqbal once in a terminal, or have an administrator add you
plain-resume = Resume the draft
plain-who = Name, identity, mobile or file number
plain-which = Who is it?
plain-new-person = somebody new
## Queues, referrals, the request's and the person's page

section-queues = Queues
section-referrals = Referrals
section-request = Request page
section-person = Person page

queues-title = Queues
queue-clarification = clarification
queue-papers-missing = papers
queue-intake = at the desk
queue-study = study
queues-order-oldest = oldest first
queues-order-newest = newest first
queues-order-number = by number
queues-mine = mine
queues-jump = Request number:
queues-empty = No request in this queue. Tab goes to the next one.
queues-empty-filtered = No request fits the filter. Change it with the keys below.
queues-taken = The request is with you now
queues-column-number = number
queues-column-name = name
queues-column-since = waiting
queues-column-reply = reply from
queues-column-with = with

command-queues = queues
    .about = requests that wait, stage by stage
command-referrals = referrals
    .about = questions referred to you, and their answers
command-queue-next = next
    .about = go to the next queue
command-queue-previous = previous queue
    .about = go to the queue before
command-queue-open = open
    .about = open the request, or go on taking it in while it is at the desk
command-queue-take = take over
    .about = have the request with you
command-queue-order = order
    .about = oldest first, newest first, by number
command-queue-mine = mine
    .about = show what is with you only, or everyone's
command-queue-branch = branch
    .about = show one branch after another, then all
command-queue-service = service
    .about = show one service after another, then all
command-queue-stay = leave number
    .about = leave the typed number and stay in the queue

referrals-title = Referrals
referrals-empty = No question waits. What reception refers appears here at once.
referrals-no-such-step = This charity's policy has no referral for clarification.
referrals-asked = referred by
referrals-earlier = Answered before
referrals-answered-already = this question has been answered already
referrals-sent = Answer sent; request { $number } is back at reception
referrals-wait = the request has not arrived yet; try again in a moment
command-referral-answer = answer
    .about = read the question and write its answer
command-referral-send = send
    .about = send the answer and return the request to reception
command-referral-leave = later
    .about = back to the list; what was typed stays
command-referral-request = request page
    .about = open the request's page

request-next = next
request-submitted = submitted
request-reply-not-before = no reply before
request-missing = missing
request-ready = All is there: the request can be submitted
request-need = Need
request-need-none = not stated yet
request-urgent = urgent
request-opened = opened
request-papers = Papers
request-papers-none = which papers it needs is not known yet
request-paper-missing = ✗ { $paper }: not brought yet
request-declaration = Declaration
request-declaration-none = not signed yet
request-declaration-stands = ✓ stands
request-declaration-voided = ! void: something was edited after it was signed
request-fingerprint = fingerprint
request-voided-by = voided by an edit
request-clarifications = Clarifications
request-answer-awaited = still awaited
request-history = History
request-referred = Question referred
request-withdrawn = Request withdrawn
request-withdraw-title = Withdraw the request?
request-withdraw-body = Request { $number } is closed for good; it stays on record with its reason.
signature-paper = by hand, sheet no. { $what }
signature-thumbprint = thumbprint, witness { $what }
signature-guardian = guardian or attorney: { $what }

next-intake = go on taking it in: { $who }
next-papers-missing = bring the missing papers: the beneficiary, followed by { $who }
next-clarification = answer the question: { $who }
next-study = study: { $who }
next-study-reply = study: { $who }. A reply may be given by now
next-withdrawn = nothing: withdrawn

command-request-go-on = go on
    .about = go on taking the request in where it stopped
command-request-refer = refer
    .about = refer a question for clarification
command-request-withdraw = withdraw
    .about = withdraw the request at the beneficiary's wish, with the reason
command-request-take = take over
    .about = have the request with you
command-request-send = send
    .about = send what was typed
command-request-leave = leave
    .about = leave what was typed, unsent
command-request-person = person
    .about = open the page of the request's owner
command-request-reveal = reveal
    .about = show ID and account numbers, or mask them

person-no-consent = has not agreed to their data being kept yet
person-no-requests = No requests yet. F3 opens a new one.
person-column-stage = stage
command-person-open = open
    .about = open the request's page
command-person-request = new request
    .about = open a new request for this person
command-person-reveal = reveal
    .about = show ID, mobile and account, or mask them

## Countries

country-SA = Saudi Arabia
country-YE = Yemen
country-SY = Syria
country-EG = Egypt
country-SD = Sudan
country-JO = Jordan
country-PS = Palestine
country-LB = Lebanon
country-IQ = Iraq
country-KW = Kuwait
country-AE = United Arab Emirates
country-QA = Qatar
country-BH = Bahrain
country-OM = Oman
country-MA = Morocco
country-DZ = Algeria
country-TN = Tunisia
country-LY = Libya
country-MR = Mauritania
country-SO = Somalia
country-ET = Ethiopia
country-ER = Eritrea
country-TD = Chad
country-NG = Nigeria
country-ML = Mali
country-PK = Pakistan
country-IN = India
country-BD = Bangladesh
country-AF = Afghanistan
country-MM = Myanmar
country-ID = Indonesia
country-PH = Philippines
country-TR = Türkiye
