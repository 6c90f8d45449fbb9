# My progress.
me-title = My progress
me-where = Where you are
of-hours-done = of { $total } hours done
tag-done = Done: { $hours }
tag-booked = Booked: { $hours }
tag-open = To do: { $hours }
track-label = { $done } of { $total } hours done, { $booked } booked.
part-done-classes = Complete: { $need } classes needed, { $have } done.
part-done-hours = Complete: { $need } needed, { $have } done.
part-booked-classes = Classes done: { $have } of { $need }, booked: { $booked }. That completes this part.
part-booked-hours = { $have } of { $need } done, { $booked } booked. That completes this part.
part-open-classes = { $left ->
        [one] Classes done: { $have } of { $need }, booked: { $booked }. { $left } class to find.
       *[other] Classes done: { $have } of { $need }, booked: { $booked }. { $left } classes to find.
    }
part-open-hours = { $have } of { $need } done, { $booked } booked. { $lefthours } to find.
find-for-part = Find classes for { $part }
topics-met = { $all ->
        [one] { $met } of { $all } topic met
       *[other] { $met } of { $all } topics met
    }
topics-open = Not met yet: { $topics }.
how-counted = How this is counted
counts-could-also = It fits { $parts } too, but in { $part } it helps you most.
unused-title = Classes that add no hours
unused-no-part = It belongs to no part of this certificate.
unused-repeat = It covers what another class on your record covers.
unused-expired = It is too long ago to count.
unused-before = You took it before the date from which classes count.
unused-little = You were there for too little of it.
unused-status = The office has not confirmed it yet.
me-awarded-title = You have your certificate
me-awarded-text = Your certificate number is { $number }.
me-certificate = My certificate
me-complete-title = All done: { $hours }
me-complete-text = The office checks your record once and then sends your certificate. You need to do nothing.
me-partial = { $count ->
        [one] You missed some of { $count } session. The office decides how many of its hours count.
       *[other] You missed some of { $count } sessions. The office decides how many of their hours count.
    }
me-pending = { $count ->
        [one] { $count } class is over, and its hours are not in yet. They come when the office approves attendance.
       *[other] { $count } classes are over, and their hours are not in yet. They come when the office approves attendance.
    }
me-membership = The office is confirming your membership. Go on with your classes: nothing is lost.
me-next = What comes next
me-all-booked = With what you have booked, your certificate is complete.
me-none-helps = No class with open seats adds hours for you right now. New dates come through the year.
me-would-count = These count for you
me-all-that-count = See all classes that count for me
find-a-class = Find a class

# My classes.
my-classes-title = My classes
my-classes-none = You have no class ahead of you yet.
my-classes-calendar = Put all of them in my calendar
my-classes-past = Before today
state-waiting = On the waiting list
state-held = Held until you confirm your email

# My record.
record-title = Record of attendance
record-empty = Your classes and hours appear here once attendance is approved.
record-caption = Classes attended, { $hours } in all
record-note = You can print this page for your local or for a license. Is something missing? Write to { $email }.

# My profile.
profile-title = My profile
profile-saved = Your changes are saved.
profile-share = Officers of my local may see my progress
profile-share-hint = They see your name, hours, parts, courses, and whether you have the certificate.
membership-to-confirm = Membership: the office is confirming it.
membership-confirmed = Membership: confirmed.
membership-held = Membership: the office has a question and will write to you.

part-begun-classes = Classes done: { $have } of { $need }. { $left ->
    [one] 1 more class to find.
   *[other] { $left } more classes to find.
}
part-begun-hours = { $have } of { $need } done. { $lefthours } to find.
me-make-up = You can make up what you missed of { $class } on { $day }: any class with the same content counts.

# The record and the letter as documents.
record-part = Part
record-all = All hours
record-remains = Still to do
letter-title = Proof of attendance
letter-sentence = This confirms that { $name } attended the class below and was credited with { $hours }.
letter-closing = Questions? Write to { $email }.
letter-note = Based on the attendance recorded in class and approved by the office.
letter-download = Letter of attendance (PDF)

address-title = Another email address
address-link = Use another email address
address-now = Mail goes to { $email } now.
address-new = New email address
address-new-hint = We send a mail there. The address is yours when you press its button.
address-ask = Send the mail
address-sent = The mail is on its way. Press the button in it within a day.
address-take-lead = Your mail goes to { $email } from now on, and you sign in with it. You are signed out everywhere.
address-take = Use this address
address-done = Your address is changed
address-back-title = Take your address back?
address-back-lead = Your record goes back to { $old }, and everyone who is signed in to it is signed out.
address-back-button = Use my old address again
address-back-done = Your old address is back
address-back-done-text = Your record belongs to { $email } again. Everyone who was signed in to it is signed out.
address-back-over = This link does not work any more. It works for seven days, and once. Write to { $email } or call { $phone }.
address-done-text = Sign in with { $email }.
address-over = This link was used, is older than a day, or you asked for another address since.
address-taken = This address belongs to another record. If both are yours, write to { $email }, and they become one.
address-again = Ask for an address
error-address-same = This is your address already
error-address-power = You hold a role. Ask an administrator to change your address
error-address-many = You asked for five addresses today. Try again tomorrow, or write to the office
mail-address-asked-subject = Is this your new address?
mail-address-asked-lead = You asked to use this address for your training. Press the button if you did.
mail-address-asked-button = Use this address
mail-address-asked-not-you = If you did not ask, you need not do anything.
mail-address-taken = Somebody asked to use this address for their training, but it has a record of its own. If both are yours, write to { $email }, and they become one.
mail-records-joined-subject = Your record was joined with another
mail-records-joined-lead = The office put this record together with another one that it takes for yours. Both addresses lead to the one record from now on.
mail-records-joined-button = That is not right
mail-address-changed-subject = Your address was changed
mail-address-changed-lead = Mail about your training goes to another address from now on, and this one is not used any more.
mail-address-back-button = This was not me: use this address again
mail-address-back-subject = Your address is changed back
mail-address-back-lead = Somebody who reads mail at this address took a change of address back. Your record belongs to this address again.
mail-address-back-gone = Somebody who reads mail at the address that your record had before took the change of address back. Your record does not belong to this address any more.
mail-address-changed-not-you = If this was not you, tell us at once: { $email }, { $phone }.
mail-kind-address-asked = is this the new address?
mail-kind-address-changed = the address was changed, to the old one

# Leaving the program.
leave-programme-title = Leave the program?
leave-programme-what = You no longer work toward the certificate.
leave-programme-hours = Your hours stay on your record, and a certificate that you have stays valid.
leave-programme-mail = You get no more messages of the program, only what concerns classes in which you still have a seat or a place in line. What you wait for by topic ends.
leave-programme-back = You can come back at any time, with one press, under the rules that you had. Signing up for a class brings you back too.
leave-programme-seats = { $count ->
    [one] Give back my seat in a class to come
   *[other] Give back my { $count } seats in classes to come
}
leave-programme-button = Leave the program
leave-programme-stay = Stay
leave-programme-erase = Do you want to be forgotten as well? Write to { $email }.
leave-programme-link = Leave the program
enroll-left = You left the program on { $day }. Your hours are still here.
enroll-back = Come back
consents-title = What you agreed to
consents-since = Since { $day }.
consents-until = Taken back on { $day }.
field-called = What we call you
field-called-hint = If it is not the name on your certificate. Letters, rosters, your classes and your local use it.
error-called = Write a name with letters, or leave it open
person-called = Called
field-chapter = Chapter
me-chapter = Your local has chapters.
me-chapter-choose = Say which is yours
