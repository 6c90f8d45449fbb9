teaching-title = Classes you are asked to teach
teaching-none = You are not asked to teach a class now.
teaching-asked = To answer
teaching-agreed = You teach
teaching-state-asked = Not answered yet
teaching-state-accepted = Accepted
teaching-state-declined = Declined
teaching-accept = Yes, I teach it
teaching-decline = No, I cannot
teaching-cannot = I cannot teach it
teaching-no-longer = I can no longer teach it
teaching-reason = Why, and who could instead (may be left empty)
teaching-reason-hint = The office reads it, nobody else.
teaching-said-accepted = Accepted. Thank you. The attendance list opens with an app on your phone: if you have not set it up, ask the office for a code.
teaching-said-declined = Declined. The office is told.
error-teaching-reason = Write at most 400 characters
error-teaching-over = This class has ended or was canceled
error-teaching-not-asked = You are not asked to teach this class now. If you declined it before and can come after all, write to the office
me-asked-to-teach = { $count ->
    [one] You are asked to teach a class
   *[other] You are asked to teach { $count } classes
}
todo-declined = { $name } cannot teach { $class }: name somebody else
mail-teach-asked-subject = { $count ->
    [one] Will you teach a class?
   *[other] Will you teach { $count } classes?
}
mail-teach-asked-lead = { $count ->
    [one] { $name }, you are named as the trainer of this class:
   *[other] { $name }, you are named as the trainer of these classes:
}
mail-teach-invited = The button lets you in without a password; you need no account. It works once, for two weeks. You are asked by { $office }.
mail-teach-answer = Answer
mail-teach-questions = Questions? Write to { $email }, or reply to this message.
mail-teach-ended-subject = You no longer teach { $class }
mail-teach-ended = The office has named other trainers for this class, and you need not come: { $class }
mail-teach-cancelled-subject = Canceled: { $class }, which you teach
mail-teach-cancelled = This class will not take place. Everybody who had a seat is told. { $class }
mail-teach-moved-subject = Moved: { $class }, which you teach
mail-teach-moved = The class has new times or a new place. If you cannot come now, say so soon.
mail-teach-declined-subject = A trainer cannot teach { $class }
mail-teach-declined = { $name } cannot teach this class: { $class }
mail-teach-reason = They write: “{ $reason }”
mail-teach-declined-button = Name somebody else
mail-teach-week-subject = In a week you teach { $class }
mail-teach-day-subject = Tomorrow you teach { $class }
mail-teach-coming = Seats taken: { $taken } of { $capacity }. Waiting: { $waiting }.
mail-teach-offline = The attendance list can be printed, for a room without a signal.
mail-teach-asks = What people want to know:
mail-teach-board = What they bring and ask
mail-teach-cannot = I can no longer teach it
mail-invited-subject = You have an account for the training program
mail-invited-lead = { $name }, { $office } has given you a role: { $role }.
mail-invited-factor = The button lets you in without a password; it works once, for two weeks. An administrator then gives you a code to set up the app on your phone that shows it is you.
mail-invited-button = Open my account
role-name = Their name
role-name-hint = Only where nobody has this address yet: they get a letter that lets them in.
import-trainer-name = nobody has the address { $value } yet. Write as many names of trainers as addresses, in the same order, and a letter invites them
import-trainer-unknown = nobody has the address { $value }: no one was asked to teach the class
import-trainer-address = “{ $value }”: an email address like name@example.org

# What somebody can teach, and when.
able-title = What I can teach, and when
able-lead = The office looks here when it needs somebody for a class. Nobody else sees it, and it is no promise: you are still asked for each class.
able-courses = Courses that I can teach
able-when = When
able-when-hint = Leave all open if any time may do.
able-slot-school-day = Monday to Friday, before 3 pm
able-slot-after-school = Monday to Friday, after 3 pm
able-slot-saturday = Saturdays
able-slot-sunday = Sundays
able-where = Where
able-online = Online
able-away = Days on which I cannot
able-away-hint = From and until, both included. Leave the second one open for a single day.
able-away-from = From ({ $n })
able-away-until = Until ({ $n })
able-note = Anything else
able-note-hint = For example with whom you like to teach, or how far you travel.
error-able-day = Choose a day
error-able-order = The last day comes before the first
able-desk-title = Who can teach
able-desk-who = Who can teach it
able-desk-lead = Who teaches or says that they can, with what they have taught and when they are free.
able-desk-course = Course
able-desk-any = Any course
able-desk-show = Show
able-desk-back = Back to the class
able-desk-count = { $count ->
    [0] Nobody has said so yet, and nobody has taught it.
    [one] 1 person
   *[other] { $count } people
}
able-taught-this = { $count ->
    [one] Taught this once, on { $day }.
   *[other] Taught this { $count } times, last on { $day }.
}
able-taught = { $count ->
    [one] 1 class in all, on { $day }.
   *[other] { $count } classes in all, last on { $day }.
}
able-taught-none = Has not taught a class yet.
able-declined = { $count ->
    [one] Declined once.
   *[other] Declined { $count } times.
}
able-can = Can teach:
able-away-days = Away from { $from } until { $until }
able-bar-away = Is away on { $day }
able-bar-teaches = Teaches “{ $class }” at that time
able-bar-slot = Did not name this time: { $slot }
able-bar-region = Did not name this region: { $region }
able-bar-online = Did not say that they teach online
check-away = { $name } said that they are away on { $day }.
error-able-meanwhile = You saved something else here meanwhile, in another tab. What you see now is what this tab had: save again to keep it instead.
