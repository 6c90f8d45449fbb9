# Claims: classes that are not on the record.
claims-title = Classes that are missing here
claims-lead = Did you take a class before our records begin, or one that somebody else held? Tell us here. The office looks at it, and you see the answer on this page.
claims-mine = What you told us
claim-new = Tell us about a class
claim-origin = Where was it?
claim-origin-earlier = A class of our union, from before these records
claim-origin-outside = A class of another organization
claim-class = Title of the class
claim-sponsor = Who held it
claim-day = Day it ended
claim-hours = Hours
claim-hours-hint = For example 3 or 1.5
claim-evidence = How can we see that you were there?
claim-evidence-hint = A certificate, a confirmation, a colleague who was there. You can add a photo or a file below.
claim-send = Send to the office
claim-sent = Sent. The office will look at it and write to you.
claim-waits = The office has not answered yet
claim-accepted = Accepted: { $hours } count
claim-declined = Not accepted
claim-taken-back = Taken back. The office no longer sees it.
claim-take-back = Take it back
error-claim-twice = You have asked about this class already. The office’s answer is above, or still to come
error-claim-origin = Choose where the class was
error-claim-day = Enter the day the class ended, from 1970 to today
error-claim-hours = Enter hours from 0.25 to 24, such as 3 or 1.5
error-claim-evidence = Say how we can see it, in 2,000 characters or fewer
staff-claims = Claims
claims-none = No claim waits.
claim-answered = The answer is saved, and the member gets a mail.
claim-of = Claim of { $name }
claim-equals = It equals this course
claim-decline = Decline the claim
claim-answer = Answer to the member
claim-answer-hint = The member reads this.
claim-answer-send = Save the answer
error-claim-credit = Enter the hours to credit, at most { $hours }
error-claim-course = Choose a course of the catalogue
error-claim-elective = Classes of others count as electives only. Choose an elective, or decline.
error-over-cap = That is over the limit: { $left } of { $cap } are left for this person. A program administrator can change the limit under Credit policy.
mail-claim-subject = Our answer about { $title }
mail-claim-accepted = We looked at { $title }: { $hours } count for you.
mail-claim-declined = We looked at { $title }. It does not count for the certificate.

# Decisions about one person.
decisions-title = Decisions
decisions-waiting = Decisions that wait for a second person
decisions-none = No decision waits.
decision-new = Propose a decision
decision-lead = Waivers and substitutions need a second person and come to at most { $cap } for one member. Placing a class where it may count anyway needs neither.
decision-kind = What is decided
decision-kind-apply = The class counts in this part only
decision-kind-exclude = The class does not count in this part
decision-kind-allow = Substitution: the class may count in this part
decision-kind-grant-minutes = Waiver: hours of this part
decision-kind-grant-count = Waiver: classes of this part
decision-kind-waive-requirement = Waiver: the whole part
decision-kind-waive-topic = The topic counts as met
decision-part = Part
decision-choose = Choose
decision-class = Class
decision-topic = Topic
decision-amount = How much
decision-amount-hint = Hours (such as 1.5) or a number of classes, where the decision has one
decision-propose = Propose
decision-waits = Saved. It counts once a second person has agreed.
decision-done = Saved.
decision-same-person = Somebody else must agree: whoever proposes a decision cannot be its second person.
decision-by = By { $name }.
decision-approved-by = Agreed by { $name }.
decision-in-force = In force
decision-waiting = Waits for a second person
decision-ended = Ended
decision-approve = Agree
decision-end = End this decision
error-decision-class = Choose the class
error-decision-amount = Enter how much: hours such as 1.5, or 1 to 20 classes
error-decision-topic = Choose a topic of this part

# Credit policy.
staff-policy = Credit policy
policy-lead = What this union set for edition { $edition }. A change counts from its day on; what is credited already stays.
policy-now = In force today
policy-knob = Setting
policy-value = Value
policy-range = Allowed
policy-change = Change a setting
policy-value-hint = As the table has it: percent, minutes, hours (such as 1.5), people; 1 for yes and 0 for no
policy-day = From this day on
policy-check = Show whom it touches
policy-check-title = Check this change
policy-from = from { $day }
policy-save = Save the change
policy-administrator = An administrator saves changes of settings.
policy-saved = The change is saved.
policy-history = Changes so far
policy-line = { $knob }: { $value } from { $day }. { $name }:
policy-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
policy-zero = 0: nothing
policy-review = 1: a coordinator decides
policy-prorate = 2: the minutes attended
policy-touches-new = It touches classes that are published from now on. Classes that are published keep what they credit.
policy-touches-sessions = { $count ->
    [0] No attendance recorded so far would be judged otherwise.
    [one] The attendance of 1 person in one session would be judged otherwise once its roster is approved.
   *[other] The attendance of { $count } people and sessions would be judged otherwise once their rosters are approved.
}
policy-touches-people = { $count ->
    [0] Nobody is over the new limit.
    [one] 1 person is over the new limit: they keep what they have, and get no more.
   *[other] { $count } people are over the new limit: they keep what they have, and get no more.
}
policy-touches-later = It touches what is approved or proposed from that day on.
error-policy-value = Enter a value from { $least } to { $most }
error-policy-day = Enter today or a later day
knob-approx-band-pct = Length may differ from nominal by
knob-rounding-minutes = Real time is rounded down to
knob-full-attendance-pct = Attendance counts in full from
knob-grace-minutes = Or with at most so much missed
knob-partial-policy = Partial attendance credits
knob-teaching-credit = Members earn the hours they teach
knob-teaching-cap-minutes = Most hours for teaching
knob-claim-cap-minutes = Most hours for claims
knob-outside-cap-minutes = Most hours for classes of others
knob-waiver-cap-minutes = Most hours for waivers
knob-waiver-approvers = People who agree to a waiver
knob-auto-issue = Certificates are issued by themselves

# Programme editions.
staff-programme = Program and editions
programme-editions = Editions
programme-current = for new enrollments
programme-people = { $count ->
    [one] 1 person is judged by it.
   *[other] { $count } people are judged by it.
}
programme-try = Try a rule change
programme-try-lead = Change the rules here and see at once who would be complete, and who no more. Nothing is saved or published.
programme-draft = The program file
programme-draft-hint = It begins with the rules that are in force.
programme-try-button = Show what it would do
try-title = What this draft would do
try-judged = People judged
try-complete-now = Complete now
try-complete-then = Complete by the draft
try-gained = Complete by the draft and not now
try-lost = Complete now and not by the draft
try-less = Others with less left
try-more = Others with more left
try-nodes = Longest search for one person, in steps
try-refused = It could not be published
try-mind = Mind
try-unsettled = { $count ->
    [one] 1 record could be used in too many ways to be judged.
   *[other] { $count } records could be used in too many ways to be judged.
}
try-left = { $now } left now, { $then } by the draft
sunset-title = Announce the end of this edition
sunset-lead = After that day its people are judged by the edition for new enrollments. Until then their progress page says so.
sunset-day = Last day
sunset-button = Announce
sunset-on = Its last day is { $day }.
sunset-saved = The end is announced.
error-sunset = Enter { $day } or a later day: people are told a year ahead

# A member's edition.
edition-title = Which edition judges you
edition-complete = By it you are complete.
edition-left = By it at least { $hours } are left.
edition-helps = That is better for you.
edition-no-help = That is not better for you now.
edition-none = There is no later edition.
edition-mind = If you move to it, you cannot move back.
edition-move = Move to edition { $edition }
edition-ends = Your edition ends on { $day }. After that the newest one judges you.
me-edition-helps = A newer edition of the program is better for you. Nothing changes unless you ask for it.
me-edition-look = Compare the editions
todo-claims = { $count ->
    [one] 1 claim waits for an answer
   *[other] { $count } claims wait for an answer
}
todo-decisions = { $count ->
    [one] 1 decision waits for a second person
   *[other] { $count } decisions wait for a second person
}
decision-oneself = Nobody decides about their own record: ask somebody else in the office.
decision-before = Nothing was changed: this is decided already, or has ended.
error-decision-kind = Choose what is decided, and the part
error-decision-no-classes = This part asks for hours, not for classes. Grant hours instead.
error-try-busy = Another trial is running. Wait until it has ended, and send this again: nothing you typed is lost.
try-given-up = Given up after { $count } people: too many records could be used in too many ways by this draft. Let fewer parts accept the same classes.
error-claim-longer = This course is worth { $hours } at most
error-claim-choose = Choose the course that it equals, or decline the claim
error-claim-answer = Enter an answer to the member in 500 characters or fewer
error-policy-knob = Choose a setting
error-policy-same = That is the value on that day already: nothing would change
error-whatif-part = This part does not accept that class. Only the office can allow that.
error-whatif-both = Choose the class and the part, both
error-whatif-class = Choose the class whose minutes you want to change
error-claim-title = Enter the title of the class in 200 characters or fewer
error-claim-sponsor = Enter who held the class in 200 characters or fewer
finding-nothing-fills = Part { $part }: no course of the catalogue counts there.
finding-out-of-reach = Part { $part }: whoever takes every course once is still short ({ $hours }, { $classes } classes).
finding-cap = Part { $part }: { $cap } allows less than { $need } asks for.
finding-total = The total: whoever takes every course once is still short ({ $hours }, { $classes } classes).
finding-floor = Floor { $floor }: whoever takes every course once is still below it.
finding-topic = Part { $part }: no course has the topic { $topic }.
finding-several = Course { $course } may count in { $parts }. It counts where it helps a member most.
finding-no-courses = The catalogue has no courses yet, so it could not be checked whether the parts can be filled.

todo-undecided = { $class }: { $count ->
        [one] { $count } session is not decided, and gives no hours until it is
       *[other] { $count } sessions are not decided, and give no hours until they are
    }
sheet-approved-undecided = Approved, and { $count ->
        [one] { $count } session is not decided
       *[other] { $count } sessions are not decided
    }

# The rules in sentences with holes.
rules-title = The rules in sentences
rules-link = Change numbers in the rules
rules-lead = These are the rules of edition { $edition }. Change a number and see what it would do to everybody enrolled. Nothing is saved by that. Then you can publish it as another edition.
rules-edition = Name of the new edition
rules-edition-hint = Letters, digits and hyphens. It stands on certificates.
rules-more = What these sentences do not say, such as parts, topics and what may count where, is changed in the file.
rules-hours = Hours
rules-count = Number
rules-same = Nothing is different from the rules in force.
rules-changes = What changes
rules-publish = Publish it
rules-publish-lead = Edition { $edition } then holds for everybody who enrolls from now on. Whoever is enrolled stays with theirs, and may move if that helps. It cannot be changed any more, only followed by another one.
rules-why = What changes, and why
rules-why-hint = It stands in the log.
rules-publish-button = Publish edition { $edition }
rules-publish-who = An administrator can publish it.
rules-publish-name = Edition { $edition } is published already. Give the draft another name to publish it.
rules-publish-other = This is another program. It needs words of its own, and is brought in on the server with them.
rules-publish-refused = It cannot be published as it is: see above.
edition-published = The edition is published. It holds for everybody who enrolls from now on.
error-rules-hours = Enter hours, such as 6 or 2.5
error-rules-count = Enter a whole number
error-rules-edition = Use letters, digits and hyphens only, 60 at most
error-rules-edition-taken = There is an edition of this name already. Choose another one
error-rules-why = Say what changes and why, in 200 characters or fewer
rule-total = The certificate takes at least { $hours } hours in all.
rule-credits = It takes at least { $count } classes in all.
rule-window = All classes that are used lie within { $count } months.
rule-expires = A class counts for { $count } months after it was held.
rule-subject = On one subject, { $hours } hours or more count, or none of them.
rule-part-hours = { $part }: at least { $hours } hours.
rule-part-classes = { $part }: at least { $count } different classes.
rule-part-classes-of = { $part }: at least { $count } different classes of about { $hours } hours each.
rule-part-from = A class counts as one of these of { $part } from { $hours } hours on.
rule-part-most = { $part }: at most { $hours } hours count.
rule-part-topics = { $part }: { $count } of its topics have to be met. With 0 they are shown and nothing more.
rule-limit = Of { $part }, at most { $hours } hours count.
rule-floor = Of { $part }, at least { $hours } hours are needed.
rules-before = Before:
rules-after = After:
error-rules-from = This cannot be more than the hours of a class above
error-rules-nothing = Enter more than nothing
edition-published-texts = Which texts still say { $hours }?
claim-file = A file that shows it, if you have one
claim-file-hint = A photo of a list or of a certificate, a PDF, a letter; up to 4 MB. The office and you see it.
claim-file-of = What shows it ({ $size })
