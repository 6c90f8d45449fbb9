# Classes and attendance, for trainers.
teach-title = My teaching
teach-none = You have no class to teach right now. When the office adds you to one, it appears here.
teach-closed = Attendance sent
people-count = { $count ->
        [0] Nobody yet
        [one] { $count } person
       *[other] { $count } people
    }
roster-coming = Coming up
roster-due = Attendance is due
roster-overdue = { $days ->
        [one] Attendance is one day late
       *[other] Attendance is { $days } days late
    }
roster-closed = With the office
roster-approved = Approved
roster-here = { $here } of { $all } here
roster-empty = Nobody has a seat yet.
roster-session = Session { $number }
roster-times = Came late or left early
roster-late = Minutes late
roster-left = Minutes left early
roster-save = Save attendance
roster-save-close = Save and finish
roster-saved = Attendance is saved.
roster-locked = Attendance is closed, so nothing changed. Write to the office to correct it.
roster-is-closed = Attendance of this class is closed.
walk-in-title = Add a person who is not on the list
walk-in-add = Add and mark here
walk-in-added = The person is on the list and marked here.
walk-in-listed = This person is on the list already. Mark them there.
walk-in-mark = walk-in
close-title = Finish attendance
close-not-seen = Not seen
close-text = After this, only the office can make changes. It checks the list and gives the hours.
close-button = Confirm attendance
close-back = Go back and change it
close-too-early = Not all sessions have begun
close-too-early-text = You can finish when the last session has started. What you marked is saved.
roster-nothing = Nothing was changed, so there was nothing to save.
roster-early = Nobody can be marked before the doors open. From { $from } on it works; what you ticked is still ticked below
roster-early-rest = Some marks are saved. The others are of a session whose doors open on { $from }
roster-own = Nobody marks themselves: ask somebody else
walk-in-too-many = So many people without a seat are already on the list that the office has to look: write to { $email }
roster-minutes-alone = Nothing is saved yet: tick “here” for { $names }, or take the minutes out
roster-minutes-beyond = Nothing is saved yet: the session has fewer minutes than you typed for { $names }
roster-minutes-wrong = Nothing is saved yet: write the minutes for { $names } as a number from 0 to 999, or leave them empty
roster-meanwhile = Nothing is saved yet: somebody else has marked { $names } since you opened this list. Look at what you have below, then save again if you mean yours
walk-in-name = Enter the name of the person who came, in at most 200 letters

# Who teaches.
trainers-title = Who teaches
trainers-lead = Union staff and members teach. These trainers agreed to be shown; others are named with their classes.
trainer-staff = Union staff
trainer-member = Member of the union
trainer-next = What they teach next
trainer-next-none = No class is set right now.
trainer-about-link = About { $name }
trainer-own-title = How you are shown as a trainer
trainer-own-lead = Your name stands with the classes that you teach. Here you can have a page of your own as well, with a few words and your next classes. It is yours to decide, and to take back.
trainer-agree = Everybody may see my name, these words and the classes I teach next, on the page “Who teaches”
trainer-kind = You are
trainer-about = A few words about you
trainer-about-hint = What you have done, and what you like to teach. Nothing that you would not want everybody to read.
trainer-not-shown = You have no page, until you agree and are named for a class.
error-trainer-kind = Choose what you are
error-trainer-about = Enter at most { $count } characters
