# Attendance that comes as a file.
files-title = Attendance from a file
files-lead = A list from a conference system, the report of an online meeting, or an old workshop list. Nothing is saved before you have seen what it would do.
files-for-class = The file is about { $class }.
files-kind = What is in the file?
file-kind-presence = Who came to classes that are planned here
file-kind-workshops = Old workshops from before the records here
files-file = File
files-file-hint = A CSV file. In a spreadsheet: save as “CSV UTF-8”.
files-name = What do you call it?
files-name-hint = So that you find it again, such as “Fall conference, Saturday”.
files-unnamed = File of { $day }
files-hand-in = Look at the file
files-before = Files so far
file-no-text = This is not a CSV file. Open it in your spreadsheet and save it as “CSV UTF-8”.
file-encoding = The letters of this file cannot be read from line { $line } on. Save it as “CSV UTF-8” and try again.
file-empty = Choose a file with at least one row.
file-too-long = The file has more than 20,000 rows. Split it in two.
file-state-open = not saved
file-state-kept = saved
file-state-undone = taken back
file-state-stopped = put away
file-said-kept = Saved. The rosters say it now; approve them as usual.
file-said-undone = Everything from this file is taken back.
file-said-undone-but = Taken back, except { $count ->
        [one] one entry that was
       *[other] { $count } entries that were
    } changed by somebody since. { $count ->
        [one] It stays as it is.
       *[other] They stay as they are.
    }
file-said-columns = The columns are noted, also for the next file with these headings.
file-said-decided = Your answers are noted.
file-said-nothing = There was nothing new to save.
file-classes = About these classes:
file-report = What was saved
file-report-people = People
file-report-new = New people
file-report-listed = Added to a roster
file-report-sessions = Sessions marked
file-report-claims = Workshops
file-forgotten = The content of this file was deleted after 30 days, because it names people.
file-lacks-person = No column says who came
file-lacks-course = No column says which workshop it was
file-lacks-day = No column says on which day it was
file-lacks-text = Say it below; nothing counts before.
file-columns = Columns ({ $rows ->
        [one] one row
       *[other] { $rows } rows
    })
file-columns-text = Check what each column is. This is remembered for files with the same headings.
file-no-column = not in the file
column-name = Whole name
column-first = First name
column-last = Last name
column-email = Email
column-number = Member number
column-role = Role in the meeting
column-class = Class
column-day = Date
column-joined = Came or joined at
column-left = Left at
column-minutes = Minutes there
column-here = Was there (yes or no)
column-course = Workshop
column-hours = Hours
file-session = Which session is it about?
file-session-all = All sessions
file-troubles = { $count ->
        [one] One row is
       *[other] { $count } rows are
    } left out
file-line = Line { $line }:
trouble-nobody = names nobody.
trouble-day = is not a date:
trouble-time = is not a date with a time:
trouble-minutes = is not a length of time:
trouble-hours = is not a number of hours:
trouble-no-session = is not at the time of any session.
trouble-not-begun = is about a session that has not begun.
file-questions = What only you can know
file-which-class = Which class is “{ $said }”?
file-not-yet = not decided
file-no-class = None: leave these rows out
file-telephone = This looks like a telephone.
file-listed = on the roster
file-by-email = Another person, by this email
file-email = Email
file-nobody = Nobody: leave this name out
file-more-names = { $count } more names come when these are answered.
file-decide = Save answers
file-hosts = Ran the meeting, not counted:
file-out = Left out by you:
file-out-titles = Classes left out by you:
file-absent = { $count ->
        [one] One row says that a person was not there.
       *[other] { $count } rows say that a person was not there.
    }
file-effect = What this changes
file-effect-text = Hours that are due for the class, before and after. People who are already marked as there stay so.
file-effect-what = Class
file-effect-before = Hours now
file-effect-after = Hours then
file-effect-notes = Good to know
file-effect-more = and { $count } more
file-said-as = in the file: { $name }
file-nothing = There is nothing to save: either the rosters say all of this already, or what is asked above is still to be answered.
file-open-wait = { $count ->
        [one] One name or class is
       *[other] { $count } names and classes are
    } still undecided. You can save the rest now, and decide later.
file-keep-text = Rosters that are approved already give the hours at once; the others wait for approval.
file-keep = Save for { $count ->
        [one] one person
       *[other] { $count } people
    }
file-stop = Put the file away
file-undo = Take back the whole file
file-undo-text = Rosters say again what they said before. Hours that came from it are taken back. What somebody changed since stays.
error-file-email = “{ $text }” is not an email address. Write the address of the person, or choose another answer.
effect-new-person = gets a record
effect-listed = is added to the roster
effect-differs = the roster said otherwise
effect-undecided = attended in part: you decide
effect-absent = too short to count
effect-credited = roster approved: hours at once
effect-teaches = teaches this class: not counted
effect-known = on the record already
effect-claimed = a claim for it waits already
effect-roster-says-more = the roster says longer: stays so
effect-over-cap = over the limit for claims: waits there
effect-oneself = your own: somebody else answers it
effect-waits = waits among the claims
files-link = Attendance from a file
files-import = Import a file

# Typing in a paper sheet, and corrections.
paper-title = Type in a paper list
paper-name = Name on the paper
paper-name-hint = The beginning of a name is enough. Enter marks the person, and you can type the next.
paper-here = Mark as here
paper-done = { $name } is marked as here.
paper-already = { $name } is marked as here already.
paper-undone = { $name } is not marked any more.
paper-undo = Take back
paper-which = Who is “{ $text }”?
paper-none = None of them
paper-list = Whole list
paper-error-nobody = Nobody on the list is called “{ $text }”. Check the spelling, or add the person on the whole list.
paper-error-many = Many people have “{ $text }” in their name. Type more of it.
paper-error-minutes = Write the minutes as a number from 0 to 999, or leave it empty.
paper-error-not-begun = Nobody can be marked as here before the doors open. From { $from } on it works.
attendance-overdue = Late
attendance-due = Waiting for the trainer
attendance-closed = Waiting for you
correction-title = What this correction changes
correction-lead = These hours were given already. The difference is added to each record, with your name and reason; nothing is overwritten.
correction-agree = Make the correction
correction-completes = then has everything for the certificate
correction-short = then misses something for the certificate
correction-short-certificate = then misses something, and has the certificate
correction-certificate-title = A certificate stands that this takes hours from
correction-certificate = It stays valid until it is taken back, which two people decide together.
file-show-effect = Show what this large file would change
effect-changed-since = changed by somebody since: stays so
file-long-line = Line { $line } is far longer than a line of a table. Is this the right file?
file-lacks-unit = Nothing says what the numbers in the column of lengths are: hours, minutes or seconds
file-lacks-order = Dates such as 3/4/2027 can be two days, and nothing in the file says which
file-lacks-zone = A heading names a time zone that is not known here
file-lacks-action = A column with what people did needs one with the time of it
column-action = Joined or left
column-at = Time of joining or leaving
file-said-in-cells = as the cells say
file-said-in-dates = as the dates show
file-unit = Numbers without a word are
file-unit-hours = hours
file-unit-minutes = minutes
file-unit-seconds = seconds
file-order = In dates such as 3/4/2027
file-order-month-first = the month is first
file-order-day-first = the day is first
file-zone = Time zone of the times
file-zone-hint = Empty: as the headings say, else yours. Or for example ET, UTC-5, America/Chicago.
error-file-zone = “{ $text }” is no time zone that is known here. Write for example ET, UTC-5 or America/Chicago.
file-unread = { $count ->
        [one] One column is not read
       *[other] { $count } columns are not read
    }
file-unread-column = { $head }, for example “{ $cell }”
file-everybody = Was everybody in this file there the whole time?
file-everybody-text = { $count ->
        [one] One row names somebody
       *[other] { $count } rows name people
    }, and no column says when they were there, how long, or whether they came. Lists of tickets and registrations look like this.
file-everybody-yes = Yes, all of them, from beginning to end
file-everybody-no = No: nobody gets anything from these rows
file-which-word = What does “{ $word }” say of a person?
file-word-there = was there
file-word-away = was not there
file-word-nothing = neither: registered, invited, or something else
file-word-joined = joined
file-word-left = left
file-lines = { $count ->
        [one] The file has one line
       *[other] The file has { $count } lines
    }: where they went
file-lines-read = read, as somebody who was there
file-lines-paired = times of leaving or of a second device, counted with their joining
file-lines-left-out = left out, each with its reason above
file-lines-absent = say that somebody was not there
file-lines-unsaid = do not say whether somebody was there
file-lines-hosts = people who ran the meeting
file-lines-waiting = wait for an answer about the file
file-lines-other = of another table, not read
file-lines-headings = headings and titles
file-lines-above = above the headings
file-lines-within = further lines of a cell
file-lines-empty = empty
file-other-table = Another table begins in line { $line } and is not read. Hand it in as a file of its own if it counts.
trouble-cells = has more cells than there are headings. The first too many is
trouble-which-day = has a time and no date, and the class has several days. Say below which session it is about.
trouble-joined-only = says when somebody joined, and nothing says when they left. Mark them by hand on the roster.
trouble-left-only = says when somebody left, and nothing says when they came. Mark them by hand on the roster.
effect-capitals = a name in capitals only: correct it on their page
file-unit-minutes-seconds = minutes and seconds (45:30)
file-words-title = What words in files mean
file-words-lead = You said once what these words mean, and every file since is read by it. If one is wrong, forget it: the next file that has it asks again. Files that were kept stay as they are; take one back on its page to read it anew.
file-words-none = No word has been asked about yet.
file-words-forget = Forget it
file-words-forgotten = The word is forgotten.
column-status = State of the sign-up
column-zone = Time zone
column-second-last = Second last name
trouble-zone = is in a time zone that is not known:
trouble-repeated = says the same length of time once more, and counts once. Mark by hand on the roster what is missing.
file-unit-hours-minutes = hours and minutes (1:30)
file-unit-hours-minutes-seconds = hours, minutes and seconds (1:30:00)
file-all-sessions = { $class }, all sessions
file-one-session = { $class }, session { $number }, { $time }
effect-too-long = far more hours than the course has: look at the list, and write them as a claim
file-not-read = Does a column that is not read say who was there, or for how long?
file-not-read-text = These columns can say who came or for how long, and nobody has said what they are: { $said }. If one of them does, and nothing in the list above fits it, mark these people by hand on the roster instead.
file-not-read-yes = No, they have nothing to do with it
file-not-read-no = Yes, or I am not sure: nothing from this file counts until I say above which column is what
file-above = Were the people in this list there?
file-above-text = Above the list stands “{ $said }”.
file-above-yes = Yes, they were there
file-above-no = No, they were not there
file-very-long = Is the unit of the lengths right?
file-very-long-text = { $count ->
        [one] One row says
       *[other] { $count } rows say
    } that somebody was there far longer than the class. The first is line { $said }.
file-very-long-yes = Yes. Nobody gets more than the length of the class
file-very-long-no = No: these rows wait. Choose the unit or another column above
times-early = The session begins on { $from }. Times can be written down from then on
file-away = { $count ->
        [one] One row says
       *[other] { $count } rows say
    } that somebody was away for a while between joining and leaving (line { $lines }). No more than the length that stands there counts, from when they came: with several sessions, look at the roster.
column-absent = Absent (a tick means that somebody was not there)
file-ask-again = Ask me again
file-days-only = Of some people the list has only a day. Were they there?
file-days-only-text = { $count ->
        [one] One row has
       *[other] { $count } rows have
    } a day under “{ $said }” and no time: it can be the day when they came, or the day for which they booked.
file-days-only-yes = Yes, they came on that day
file-days-only-no = No: it only says for which day they are on the list
file-other-course = Is this file about this class?
file-other-course-text = Above the list stands “{ $said }”, which is another course.
file-other-course-yes = Yes, it is about this class
file-other-course-no = No: nothing from it counts here
file-several-lengths = Do several lengths of one name follow each other?
file-several-lengths-text = { $count ->
        [one] One row has
       *[other] { $count } rows have
    } several lengths of one name and no times (line { $said } first). Somebody who left and came back has them added up; somebody with two devices was there once.
file-several-lengths-yes = Yes, they follow each other: add them up
file-several-lengths-no = No, or I am not sure: only the longest counts
file-which-session = Are these lengths of the first session?
file-which-session-text = { $count ->
        [one] One row has
       *[other] { $count } rows have
    } a length that is shorter than the sessions of the class together (line { $said } first), and nothing says of which session it is.
file-which-session-yes = Yes: they fill the first session, then the next
file-which-session-no = No, or I am not sure: these rows wait. Choose the session above
file-one-scan = Does a check-in stand for all sessions of its day?
file-one-scan-text = { $count ->
        [one] One row has
       *[other] { $count } rows have
    } one check-in and nothing more, and the class has several sessions on that day (line { $said } first).
file-one-scan-yes = Yes, for its session and those after it on that day
file-one-scan-no = No, for its own session only
trouble-yes-no = says that somebody was there, and another row says that they were not. Mark them by hand on the roster.
trouble-backwards = left before coming. Write 15:30 or 3:30 PM where it was the afternoon.
