# Every mail. Subjects never name a class: the mailbox may be the employer's.
mail-footer = You get this because you take part in our training. Questions? Write to { $email }.
calendar-title = Training
mail-cannot-come = If you can’t come, give your seat back by { $until }

# Confirming and signing in.
mail-confirm-subject = Confirm your address
mail-confirm-lead = { $name }, confirm this address and you are enrolled. The link and the code work for one day.
mail-confirm-button = Confirm my address
mail-confirm-code = Or type this code on the page you left: { $code }
mail-confirm-held = Until { $until } we keep a seat for you, as long as nobody with a confirmed address needs it: { $class }. Confirm your address, and it is yours; if it is gone by then, you are first in line.
mail-confirm-not-you = If this was not you, do nothing. Without the code nothing happens.
mail-confirm-corrected = { $name }, our office wrote down this address for you. Confirm it, and this is where you sign in and get our mail. The link works for one day. After that, sign in with this address and we send another.
mail-confirm-corrected-not-you = If this is not you, do nothing, or tell us: { $email }.
mail-sign-in-subject = Your link and code to sign in
mail-sign-in-lead = Here is your way in. It works once, for 15 minutes.
mail-sign-in-button = Sign in
mail-sign-in-not-you = If this was not you, do nothing. Nobody gets in without this email.

# Welcome.
mail-welcome-button = See my progress
mail-welcome-no-class = Right now no other class is open for you. New dates appear on the list of classes.
mail-welcome-booked = You have a seat in this class.
mail-welcome-waiting = You are number { $place } in line for this class. When a seat opens, we hold it for you and write to you.

# Seats.
mail-booked-subject = Your seat for { $day }
mail-booked-lead = { $name }, your seat is booked.
mail-booked-button = See my seat
mail-day-subject = Your classes on { $day }
mail-day-subject-days = Your classes from { $from } to { $to }
mail-day-subject-named = Your classes at { $event }
mail-day-lead = { $name }, these are your classes at { $event }.
mail-day-button = See the event
mail-waiting-subject = You are number { $place } in line for { $day }
mail-waiting-lead = This class is full. When a seat opens, we hold it for you and write to you.
mail-waiting-leave = If you change your mind, leave the waiting list
mail-offer-subject = A seat for you on { $day }, held until { $until }
mail-offer-lead = A seat opened and we hold it for you until { $until }. After that it goes to the next person.
mail-offer-pass = If you can’t come, pass it on
mail-offer-ended-subject = Your offer for { $day } has ended
mail-offer-ended-lead = We did not hear from you in time, so the seat goes to the next person. You can join the list again.
mail-given-back-subject = You gave back your seat for { $day }
mail-given-back-lead = Thank you for telling us. Your seat is free for another member.
mail-waiting-auto = Have the next seat taken for me without asking
mail-wish-subject = A seat for you on { $day }, held until { $until }
mail-wish-lead = A class of a topic that you wait for has a seat. We hold it for you until { $until }.
mail-offer-ending-subject = Your seat on { $day } is held until { $until }
mail-offer-ending-lead = You have not answered yet. The seat is yours until { $until }, and then it goes to the next person.
mail-offer-ended-kept = We did not hear from you in time, so the seat goes to the next person. You keep a place in line: number { $place }.
mail-last-call-subject = A seat is free on { $day }
mail-invite-no = If you can’t come, say no
mail-invite-over-subject = The seat for you on { $day }
mail-invite-over-lead = This seat is no longer held for you. You can sign up yourself if seats are free.
mail-stand-in-subject = { $name }: can you go on { $day }?
mail-stand-in-lead = { $name } can’t come to this class and asks you to take over the seat. You have until { $until }. Nothing happens without your yes.
mail-stand-in-no-subject = Your seat on { $day } is still yours
mail-stand-in-no-lead = Nobody takes your seat in this class: the colleague who was asked said no, did not answer or is no longer asked. So it stays yours. You can ask someone else or give it back.
mail-stand-in-for-lead = { $name } asks you to go to this class instead of { $giver }. You have until { $until }. Nothing happens without your yes.
mail-stand-in-asked-subject = Your seat on { $day }
mail-stand-in-asked-lead = { $name } asked { $other } to go to this class in your place. The seat is yours until { $other } says yes. If that is not what you want, talk to { $name }.
mail-stood-in-subject = Your seat for { $day } is passed on
mail-stood-in-lead = Your colleague said yes and goes to this class in your place.
mail-given-back-late = Thank you for telling us. It counts as a late notice, not as a missed class.
mail-team-invite-subject = { $name } saved you a seat on { $day }
mail-team-invite-lead = { $name } of { $local } holds a seat in this class for you until { $until }. Nothing happens without your yes.
mail-team-ended-subject = Your team for { $day }
mail-team-ended-yes = { $count ->
        [one] { $count } person of your local said yes and has a seat.
       *[other] { $count } people of your local said yes and have a seat.
    }
mail-team-ended-back = { $count ->
        [0] Every seat that you held is used.
        [one] { $count } seat went back to everyone.
       *[other] { $count } seats went back to everyone.
    }
mail-team-button = See my team
mail-changed-clash = A class on your list has moved, and you have another class then. We hold your seat until { $until }: which one do you want?
mail-merged-lead = Your class was put together with another one. You have a seat there.
mail-merged-waiting = Your class was put together with another one. You are on its waiting list.
mail-move-button = Choose another date
mail-displaced-subject = You lost your seat on { $day }, and wait for another
mail-displaced-lead = This class has fewer seats now, and the seat for you was one of the last given. You are number { $place } in line.
mail-changed-subject = Your class has changed: it is now on { $day }
mail-changed-lead = A class on your list has changed. Your place is safe.
mail-changed-before = It was: { $before }
mail-class-cancelled-subject = Canceled: your class on { $day }
mail-class-cancelled-lead = This class does not take place.
mail-reminder-subject = Your class: { $day }
mail-reminder-lead = Your class is coming up.

# Hours and the certificate.
mail-credited-subject = { $hours } added: { $done } of { $total }
mail-credited-lead = You gained { $hours } for { $class }.
mail-credited-complete = You have everything you need. The office checks your record and then sends your certificate.
mail-awarded-subject = Your { $title }
mail-awarded-lead = Congratulations, { $name }. Your certificate is attached.
mail-awarded-verify = Anyone you give the number { $number } to can check it here

mail-banked-subject = { $hours } of training wait for you
mail-banked-lead = You came to a class, and { $hours } are kept for you. They count toward the certificate as soon as you enroll.

# Certificates that change.
mail-awarded-share = Your name is shown to whoever checks the number. You can change that, and get a digital badge, on the page of your certificate.
mail-reissued-subject = Your new certificate
mail-reissued-name = Your certificate is now made out to { $name }.
mail-reissued-correction = Your certificate was put right. The new one is attached.
mail-reissued-key = We signed your certificate anew. You need to do nothing.
mail-reissued-old = Use this one from now on. The number and the link are the same, and files of the old one no longer count.
mail-name-declined-subject = The name on your certificate
mail-name-declined-lead = You asked for the name { $name }. The office did not change it:
mail-revoked-subject = Your certificate was taken back
mail-revoked-lead = Certificate { $number } is no longer valid. Two people in the office agreed on it.
mail-revoked-reason = The reason: { $reason }
mail-revoked-appeal = Nobody else is told the reason. If you disagree, answer by { $day } on the page below, or call { $phone }, or write to { $email }.
mail-revoked-button = Answer
mail-appeal-subject = Our answer about your certificate
mail-appeal-lead = You wrote to us about the certificate that was taken back. This is the answer:
mail-roster-subject = Who was in { $class }?
mail-roster-lead = { $class } ended on { $day }, and the list of who was there has not arrived.
mail-roster-why = The people who came get their hours when you send it.
mail-roster-button = Open the list
mail-export-asked-subject = A long list was asked for
mail-export-asked-lead = { $name } asks to take out this list as a file: { $list }, { $count ->
    [one] one row
   *[other] { $count } rows
  }.
mail-export-reason = What it is for: { $reason }
mail-export-asked-agree = It is given out when somebody else of the office agrees.
mail-export-asked-alone = Nobody else could agree, so it can be taken from { $from } on. Decline it until then if it is not right.
mail-export-button = See the lists
mail-export-decided-subject = About the list you asked for
mail-export-agreed = You can take it now: { $list }. It is there for 7 days.
mail-export-declined = It will not be given out: { $list }.
mail-soon-forgotten-subject = You will be removed from the training program
mail-soon-forgotten-lead = You have not used the training program for a long time. On { $day } your name and your email address are removed, and your hours with them.
mail-soon-forgotten-stay = If you want to stay, sign in once before that day. Nothing else is needed.
mail-soon-forgotten-button = Sign in and stay
mail-soon-forgotten-copy = Once you are signed in, you can also take a copy of everything that is stored about you, in your profile.
mail-offer-merged = Your class on { $day } was put together with this one.
mail-merged-offered = Your class was put together with another one. A seat there is held for you; another letter says until when.
mail-confirm-again = { $name }, confirm this address and you are signed in. The link and the code work for one day.
mail-question-subject = A question from { $name }
mail-question-lead = { $name } ({ $email }) asks on the contact page:
mail-question-answer = Answer by email
mail-question-button = See all questions
mail-question-copy-subject = Your question
mail-question-copy-lead = We have your question and answer it by email. This is what you asked:
