# The office.
staff-title = Office
staff-work = Go to
staff-attendance = Attendance
staff-certificates = Certificates
staff-import = Import
staff-pages = Page texts
staff-class = Change or cancel this class
todo-title = This needs you
todo-none = Nothing is waiting for you.
todo-approve = { $count ->
        [one] Approve the attendance of { $count } class
       *[other] Approve the attendance of { $count } classes
    }
todo-due = { $count ->
        [one] Get the attendance of { $count } class that is over
       *[other] Get the attendance of { $count } classes that are over
    }
todo-award = { $count ->
        [one] { $count } person is ready for a certificate
       *[other] { $count } people are ready for a certificate
    }
count-enrolled = people enrolled
count-seats = seats taken in classes to come
count-awards = certificates issued
count-membership = memberships to confirm
count-mail = emails we could not deliver

# Attendance.
attendance-none = No class is waiting for its attendance.
attendance-credited = Hours given
sheet-caption = Attendance and the hours it gives
sheet-person = Person
sheet-credit = Hours
sheet-edit = Change the marks
sheet-open-title = The trainer has not finished yet
sheet-open-text = You can finish the list yourself under “Change the marks”.
sheet-closed-title = Ready for you to approve
sheet-closed-text = Look at who came and decide on those who missed a part. Then approve.
sheet-approved-text = The hours are on each person’s record. If you change a mark, approve again.
standing-full = Here
standing-absent = Not here
standing-partial = Here { $minutes } min, to decide
standing-minutes = Here { $minutes } min
approve-button = Approve and give the hours
approve-again = Approve the changes
approve-done = Approved. Everyone who gained hours gets an email.
decide-title = Decide for { $name }, session { $number }
decide-legend = What counts of this session?
decide-reason = Why?
decide-done = Your decision is saved.
decision-full = All of it
decision-prorate = The time they were here
decision-none = Nothing
error-decision = Choose what counts
error-reason = Enter a reason in 500 characters or fewer

# Certificates.
award-lead = These people meet every requirement. Choose who gets the certificate now.
award-none = Nobody is waiting for a certificate.
award-why = { $hours }, all parts complete on { $day }
award-membership = Membership is not confirmed yet
award-check = Check my choice
award-check-title = { $count ->
        [one] Issue { $count } certificate?
       *[other] Issue { $count } certificates?
    }
award-check-text = Each person gets an email with the certificate. Its number can be checked by anyone who has it.
award-gone = { $count ->
        [one] { $count } person is no longer ready and is left out.
       *[other] { $count } people are no longer ready and are left out.
    }
award-button = { $count ->
        [one] Issue { $count } certificate
       *[other] Issue { $count } certificates
    }
award-done = { $count ->
        [0] No certificate was issued.
        [one] { $count } certificate is issued.
       *[other] { $count } certificates are issued.
    }
award-left = { $count ->
        [one] { $count } person was not ready any more and got none.
       *[other] { $count } people were not ready any more and got none.
    }

# One class.
seats-of = { $taken } of { $capacity } taken, { $waiting } waiting
move-title = Move this class
move-starts = New start
move-starts-hint = Date and 24-hour time, like 2027-01-23 09:00. All sessions move along.
move-online = Hold it online
move-notice = What should people know?
move-button = { $count ->
        [0] Move the class
        [one] Move the class and tell { $count } person
       *[other] Move the class and tell { $count } people
    }
move-done = The class is moved, and everyone on its list gets an email.
call-off-title = Cancel this class
call-off-reason = Why is it canceled? People read this.
call-off-button = { $count ->
        [0] Cancel the class
        [one] Cancel the class and tell { $count } person
       *[other] Cancel the class and tell { $count } people
    }
call-off-done = The class is canceled, and everyone on its list gets an email.
error-starts = Enter a coming date and time like 2027-01-23 09:00
error-notice = Enter what people should know, in 500 characters or fewer

# Import.
import-lead = Paste rows of a CSV file. You see what changes before anything is saved.
import-kind = What are the rows?
import-locals = Locals
import-courses = Courses
import-venues = Places
import-events = Events
import-offerings = Classes with dates
import-text = Rows
import-text-hint = The first row names the columns.
import-preview = Show what changes
import-check-title = Check before you import
import-check-text = Nothing is saved yet.
import-counts = { $new } new, { $changed } changed, { $same } the same
import-problems = { $count ->
        [one] { $count } problem to fix. Nothing is saved.
       *[other] { $count } problems to fix. Nothing is saved.
    }
import-run = Import
import-done = The rows are imported.
error-import-empty = Paste the rows here

# Page texts.
page-about = About the program
page-teams = Bring your team
page-faq = Questions and answers
page-opportunities = Grants and awards
page-contact = Contact us
page-privacy = Privacy
page-help-member = For members
page-help-signing-in = Signing in
page-help-trainer = For those who teach
page-help-president = For presidents
page-help-host = For hosts
page-help-coordinator = For coordinators
page-help-registrar = For registrars
page-help-administrator = For administrators
page-accessibility = Accessibility
text-title = Title
text-body = Text
text-body-hint = You can write in Markdown. { "{" }email{ "}" }, { "{" }phone{ "}" } and { "{" }office{ "}" } are filled in for you.
texts-lead = Every text has a language of its own. What it said before stays, and you can bring it back.
texts-programme = The program
texts-words = Title, promise, parts and topics
texts-words-lead = These words stand on the start page, in the header and the footer, in mails and on the lists. They are not the rules: nobody gets a later edition when they change. They count at once.
texts-pages = Pages
texts-letters = Letters
letter-welcome = The welcome, after somebody enrolls
letter-subject = Subject
letter-hint = Filled in for each reader, anywhere: { $holes }. Alone on a line: { $blocks }. A line that begins with “## ” is a heading, one that begins with “- ” is an item, and [words](/address) alone on a line, or after “- ”, is a link.
error-letter-lacks = The text needs { $hole } alone on a line: without it nobody hears of the seats that they took when they enrolled
error-saved-meanwhile = Somebody else saved this text meanwhile. Look at theirs under “What it said before”. If you save now, yours is in force
error-letter-hole = “{ $hole }” can’t be used here
texts-see = See how it looks
texts-look-title = Nothing is saved yet.
texts-look = This is how it would look.
texts-edit-on = Go on editing
texts-before = What it said before
texts-in-force = now
texts-shipped = What came with the program
texts-earlier = This is an earlier text. When you save it, it is in force again.
words-site = Title of the program
words-union = Whose program it is: the name of the union
words-about = Who you are, in a sentence or two, for the foot of every page
words-headline = The promise, first half
words-headline-marked = The promise, second half (it is underlined)
words-lead = What it is, in two sentences
words-who-title = Heading: who it is for
words-who = Who it is for
words-class-title = Heading: what classes are like
words-class = What classes are like
words-how-title = Heading: how it works
words-how = How it works
words-how-hint = One step on each line.
words-part = Title of { $part }
words-part-summary = { $part }, in a sentence or two
words-topics = Topics
words-topic = { $topic }
error-words = { $field }: enter a text in { $count } characters or fewer
error-steps = Enter at most { $count } steps
text-see = See the page
error-title = Enter a title in 200 characters or fewer
error-body = Enter a text in 20,000 characters or fewer

membership-look = See and confirm
membership-title = Confirm a membership
membership-text = The member file does not name this person. If you know that they are a member, say how you know and confirm.
membership-confirm = Confirm the membership
standing-overlap = Also in another class then
import-warnings = { $count ->
    [one] 1 class is shorter or longer than its course. Look at what it credits.
   *[other] { $count } classes are shorter or longer than their course. Look at what they credit.
}
member-email = Email
member-local = Local
member-work = Work
times-link = times
times-title = When { $name } was in session { $number }
times-label = Minutes from the start of the session
times-hint = From and to, such as 0-60, 62-120. The session lasts { $length } minutes. Empty: what the roster says counts.
error-times = Write from and to in minutes between 0 and { $length }, such as 0-60, 62-120
decision-make-up = Nothing: the same content in another class makes up for it

# Batches, and one certificate.
award-find = Find a certificate
award-find-button = Find
award-note-unknown = No certificate has this number. Compare it with the paper, sign by sign.
award-note-nobody = Choose at least one person.
award-unprintable = We have no letterforms for: { $signs }
award-taken-back = A certificate was taken back on { $day }
award-new = { $count ->
        [one] { $count } person became ready since you opened the page.
       *[other] { $count } people became ready since you opened the page.
    }
award-new-see = Look at the list again
award-progress = { $done } of { $all } done
award-progress-text = You can leave this page: the work goes on, also after a restart.
award-progress-look = Look again
award-state = State
award-state-issued = Valid
award-state-replaced = Replaced
award-state-revoked = Taken back
award-not-signed = not signed yet
award-reissue-title = Make a new copy
award-reissue-text = The number stays, the old copy no longer counts, and the member gets the new one by email. Nothing public tells of the old name.
award-reissue-button = Make a new copy
award-said-reissued = A new copy is made, and the email is on its way.
award-said-asked = A second person has to agree now.
award-said-before = Nothing was changed: it was asked before, the certificate is no longer valid, or it is your own and somebody else in the office decides.
revoke-title = Take it back
revoke-text = Two people decide. It cannot be undone: a mistake is put right with a new certificate.
revoke-category = What happened?
revoke-mistake = Issued by mistake
revoke-record = The record was put right
revoke-fraud = Obtained by deceit
revoke-other = Something else
revoke-reason = The reason
revoke-reason-hint = The member reads it. The public sees only the day.
revoke-button = Ask a second person
revocation-line = { $day }: { $category }. { $reason }
revocation-waits = Waits for a second person
revocation-agreed = Agreed.
revocation-declined = Not agreed.
revocation-own = Somebody else in the office decides about this.
revocation-yes = Take it back
revocation-no = Let it stand
revocation-said-done = The certificate is taken back, and the member is told.
revocation-said-kept = The certificate stands.
revocation-said-same = Nobody decides about what they asked for, or about their own certificate: ask somebody else in the office.
revocation-said-before = That was decided before.
revocation-said-answered = Your answer is on its way.
revocations-none = Nothing waits here.
appeal-of-member = The member’s answer
appeal-answer-hint = The member gets it by email. Should the certificate stand after all, issue a new one.
appeal-answer-button = Send
error-revoke-category = Choose what happened
staff-revocations = Taking back
staff-names = Names to look at
names-none = Nobody asks for another name.
names-now = Printed now
names-wanted = Asked for
names-asked = Asked on
names-answer = Why not?
names-answer-hint = Only if you say no. The member gets it by email.
names-yes = Use this name
names-no = Keep the name
names-said-yes = The new certificate is made, and the email is on its way.
names-said-no = The member gets your answer by email.
names-said-self = Nobody decides about their own name: ask somebody else in the office.
names-said-before = That was decided before, or the certificate is no longer valid.
error-names-answer = Say why, in 500 characters or fewer
todo-names = { $count ->
        [one] { $count } member asks for another name on the certificate
       *[other] { $count } members ask for another name on the certificate
    }
todo-revocations = { $count ->
        [one] { $count } certificate to take back, or an answer to it, waits
       *[other] { $count } certificates to take back, or answers to them, wait
    }
approve-own = Your own hours are not among them: somebody else approves them, with the same button.
award-note-own = Nobody issues their own certificate: ask somebody else in the office.
mail-title = Mail that goes out
mail-due = Letters that wait
mail-oldest = The oldest waits since
mail-given-up = Given up after five days
mail-again = Go on now, and send again what was given up
mail-again-done = Letters go out again, also those that were given up.
mail-well = Letters go out.
mail-paused-title = The mail relay does not take letters just now
mail-refuses-title = The mail relay says of everybody that there is no such address
mail-paused-text = Delivery pauses since { $since } and tries one letter again at { $until }. It goes on by itself when the relay is well; no letter is lost.
mail-refuses-text = Nobody is marked for it. Ask whoever runs the relay, and go on when it is put right.
mail-bounced-title = Addresses that take no mail
mail-bounced-text = Nothing more goes there until they confirm an address anew. Correct it on their page.
todo-mail = Letters do not go out: the mail relay is unwell

# Before an act that writes to several people.
telling-nobody = Nobody gets an email about it.
telling-who = Who is told
telling-mail = Email “{ $what }”: { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
telling-unreached = Not reached by email, because the address is not confirmed or does not work: { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
telling-trainers = Trainers and hosts who are not in this list get no email about it: tell them yourself.
telling-not = No, leave everything as it is
telling-again = Back to the form
call-off-check = Cancel { $class }?
call-off-lead = The class does not take place, and nobody keeps a seat or a place in line. This cannot be undone. People read: “{ $reason }”
call-off-agree = Cancel the class
move-check = Move { $class }?
move-lead = New: { $starts }. Everyone keeps what they have and can say no. People read: “{ $notice }”
move-agree = Move the class
merge-check = Cancel { $class } and move its people?
merge-lead = They go to { $into }, in the order in which they asked. This cannot be undone. People read: “{ $reason }”
merge-agree = Move them and cancel the class
resize-check = { $class }: { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }?
resize-lead = Whoever asked last loses the seat and goes to the head of the waiting list.
resize-agree = Take these seats away
resize-more-lead = The new seats are offered to whoever waits, in the order of the line.
resize-more-agree = Add these seats
undo-seats = Undo: { $count ->
        [one] { $count } seat again
       *[other] { $count } seats again
    }
approve-undecided-title = { $count ->
        [one] { $count } session is not decided
       *[other] { $count } sessions are not decided
    }
approve-undecided-text = These people were there for a part of the time. Until somebody decides, that part gives them no hours. The others can get theirs now.
approve-undecided-of = { $count ->
        [one] { $count } session
       *[other] { $count } sessions
    }
approve-decide-first = Decide first
approve-decide-later = Give the others their hours now
approve-check-title = Give the hours?
approve-check-lead = { $class }: what is marked goes onto the records.
members-warnings = { $count ->
    [one] One row has something to look at.
   *[other] { $count } rows have something to look at.
    }
todo-questions = { $count ->
        [one] { $count } question waits for an answer
       *[other] { $count } questions wait for an answer
    }
todo-hand-overs = { $count ->
    [one] A local wants to hand over
   *[other] { $count } locals want to hand over
}
todo-reported = A post on the board of a class was reported
texts-says = says { $number }
texts-number = { $count ->
    [0] No text says { $number }.
    [one] One text says { $number }: it is marked.
   *[other] { $count } texts say { $number }: they are marked.
}
