# The frame around every page.
site-description = Free union training in bargaining, in classes you choose. See the classes, sign up, and keep track of your hours.
skip-link = Skip to content
menu-main = Main menu
menu-classes = Classes
menu-requirements = Requirements
menu-events = Events
menu-me = My progress
menu-teach = Teaching
menu-staff = Office
footer-nav = More pages
footer-about = About the program
footer-teams = Bring your team
footer-questions = Questions and answers
footer-contact = Contact us
footer-verify = Check a certificate
footer-opportunities = Grants and awards
footer-accessibility = Accessibility
footer-privacy = Privacy
footer-cookie = We set one cookie, when you sign in: it keeps you signed in. There are no trackers.
sign-out = Sign out
sample-note = This is sample data. No person, class or certificate here is real.
save = Save
continue = Continue
go-back = Go back
home-page = Start page

# Forms.
form-problem = Check these answers
form-error-mark = Error:

# Dates, hours and lists.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
date-long = { $weekday }, { $month } { $day }
date-full = { $weekday }, { $month } { $day }, { $year }
date-plain = { $month } { $day }, { $year }
date-short = { $weekday } { $month } { $day }
day-range = { $from } to { $to }
month-of-year = { $month } { $year }
time-range = { $from } to { $to }
zone-name = Eastern time
hours = { $count ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
list-end = { $start } and { $last }

# When there is no ordinary answer.
not-found-title = There is no page here
not-found-text = The address may be mistyped, or the page may need another sign-in.
busy-title = We are very busy right now
busy-text = Many people are here at once. Try again in a minute.
away-title = Back in a moment
away-text = Our records cannot be reached just now.
again-by-itself = This page tries again by itself every few seconds.
again-now = Try again now
again-not-saved = What you sent is not saved yet.
again-unsure = We cannot say whether what you sent was saved. Look whether it is there before you send it again.
again-kept = It is kept on this page until you send it again or leave.
again-file = A file came with it. Go back, choose the file again, and send the form again.
again-send = Send it again
fault-title = Something went wrong on our side
fault-text = It is not your doing, and what we saved before is safe. Try again. If it stays, write to { $email } and give the number { $reference }.

# The start page.
action-enroll = Enroll
action-classes = Sign up for classes
action-download = Download course offerings
home-parts = What you take
home-requirements = See all the requirements
home-start = New here? Three first steps
home-start-enroll = Enroll. It takes about a minute.
home-start-class = { $part }: { $when }, { $place }
home-start-none = { $part }: new dates come, see all classes
home-seasoned = Not your first year at this? What you took before may count, and you can begin with any class.
home-seasoned-link = How earlier classes count
home-about = More about the program
home-next = Next classes
home-no-classes = No class is open for sign-up right now. New dates appear here.
home-questions = Do you have a question? Write to us:

# Requirements.
needs-classes = { $count ->
        [one] { $part }: { $count } class of about { $hours }.
       *[other] { $part }: { $count } different classes of about { $hours } each.
    }
needs-courses = { $count ->
        [one] { $part }: { $count } course.
       *[other] { $part }: { $count } different courses.
    }
needs-nothing = { $part }: nothing by itself; it adds to the whole.
needs-hours = { $part }: { $hours }.
needs-total = In all: { $hours }.
requirements-title = Requirements
requirements-parts = { $parts } parts.
requirements-total = { $hours } of classes, in { $parts } parts.
requirements-topics = Topics of this part
requirements-classes = See classes for { $part }
requirements-credit = How your hours count
requirements-edition = These are the rules of edition { $edition }. If they change later, you finish under the rules you enrolled with.
size-classes = { $count ->
        [one] { $count } class of about { $hours }
       *[other] { $count } different classes of about { $hours } each
    }
size-courses = { $count ->
        [one] { $count } course
       *[other] { $count } different courses
    }
size-nothing = Nothing by itself; it adds to the whole
size-hours = { $hours } of class time
topics-shown = You do not need every topic. Your page shows which ones you have met.
topics-all = You need to meet every topic at least once.
topics-some = { $count ->
        [one] You need to meet at least { $count } of these topics.
       *[other] You need to meet at least { $count } of these topics.
    }
elective-from = A class counts here when it gives you at least { $hours }.
elective-list = Classes you can choose from
elective-more = More classes that count
elective-open = The list is open. The office can add classes to it.
elective-combine = Two halves of the same class add up and count as one.
rule-repeat = A class you take twice counts once.
rule-dual = Some classes fit two parts: { $classes }. Each counts in one part only, where it helps you most.
rule-attendance = You get the full hours when you miss at most 15 minutes or a tenth of a session.
rule-partial = If you miss more, the office looks at it and decides how many hours count.
rule-any-order = You can take the classes in any order.
rule-no-expiry = Your hours do not expire.
rule-expiry = { $months ->
        [one] Hours count for { $months } month after the class.
       *[other] Hours count for { $months } months after the class.
    }
rule-past = Classes you took before you enrolled count too, if we have them on record.

no-programme-title = Nothing is published yet
no-programme-text = This site has no program yet. It is being set up, and then the pages are here.
span-days = { $count ->
    [one] one day
   *[other] { $count } days
  }
span-years = { $count ->
    [one] one year
   *[other] { $count } years
  }
said-twice-title = This says one thing twice
said-twice-text = The address or form gives two answers to one question, and we do not guess which you mean. Nothing was changed.
said-twice-way = Begin again

# Grants, opportunities and awards.
opportunities-title = Grants, opportunities and awards
opportunities-none = Nothing is open right now.
opportunities-more = Do you know of something that belongs here? Write to
opportunities-open = On the page now
opportunities-ended = Off the page
opportunities-intro = The words above the list
opportunity-grant = Grant
opportunity-opportunity = Opportunity
opportunity-award = Award
opportunity-ours = Offered by us: { $giver }
opportunity-of = Offered by { $giver }
opportunity-for = For:
opportunity-until = Until { $day }
opportunity-link = Read more or apply
opportunity-new = Add an entry
opportunity-now = As the page shows it
opportunity-off = It is off the page. When you save it, it is there again until its last day.
error-opportunity-meanwhile = Somebody else saved this entry meanwhile: it is shown below. If you save now, yours is in force
error-ends-before = This day is over. Enter one that is to come, or leave it empty
opportunity-remove = Take it off the page
opportunity-saved = The entry is saved.
opportunity-removed = The entry is off the page.
opportunity-field-kind = What is it?
opportunity-field-title = Title
opportunity-field-giver = Who gives it (empty for us, the union, if you tick the box)
opportunity-field-ours = That is us, the union
opportunity-field-for-whom = For whom
opportunity-field-about = What it is, and how to get it
opportunity-field-link = Link (you can leave it empty)
opportunity-field-ends-on = Last day (you can leave it empty)
opportunity-field-language = Language of the entry
opportunity-link-hint = It begins with https:// or mailto:, or is a page of this site such as /classes
opportunity-ends-hint = The day after, it goes off the page by itself.
error-link = Enter an address that begins with https://, mailto: or /, or leave it empty
error-ends-on = Enter a day, such as 2027-03-31, or leave it empty
error-opportunity-kind = Choose what it is

# Questions.
contact-ask = Ask us
contact-name = Your name
contact-email = Your email address
contact-body = Your question
contact-copy = The answer comes by email, and you get a copy of your question.
contact-no-copy = The answer comes by email.
contact-send = Send
contact-sent = We have your question. A person answers it by email.
error-contact-name = Enter your name
error-contact-email = Enter an email address, such as name@example.org
error-contact-body = Enter your question in { $count } characters or fewer
questions-title = Questions
questions-none = No question waits for an answer.
questions-answered = Answered
question-answer = Answer { $email }
question-done = It is answered
question-not-done = It is not answered yet

## Help

help-title = Help
help-lead = A short handbook for everybody who uses this site. Still a question? Write to { $email }.
help-sections = On this page
glossary-title = Words that we use
glossary-lead = One word for one thing: what each of them means here
help-more = Not answered here? Write to { $email }.
help-with-this = Help with this page
requirements-own = You are under edition { $own }: these are its rules. Whoever enrolls now is under edition { $newest }.
too-large-title = This is too large to send
too-large-text = A form may have 64 kB, and a file 4 MB. Nothing was saved.
too-large-back = Your browser’s Back leads to what you filled in: choose a smaller file there, or write less.
too-large-anew = Begin anew
