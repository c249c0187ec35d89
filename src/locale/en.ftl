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
