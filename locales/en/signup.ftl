# Signing up without being signed in.
stranger-title = Sign up for this class
stranger-wait-title = Join the waiting list
stranger-known = Are you enrolled already?
stranger-sign-in = Sign in first
stranger-button = Save my place

# The result.
booked-title = You have a seat
booked-text = We emailed you the details. See you in class.
waiting-title = You are number { $place } in line
waiting-text = When a seat opens, we hold it for you and email you right away. The email says how long you have.
offer-title = Held for you until { $until }
offer-text = A seat in this class is free for you
offer-until = We hold this seat for you until { $until }.
offer-see = Answer now
offer-take = Take the seat
offer-pass = Pass it on
offer-pass-title = Do you want to pass this seat on?
offer-gone-title = This offer has ended
offer-gone-text = This seat is no longer held for you. See the class: you can sign up, or join the waiting list again.
cancel-until-text = Seats can be given back until { $until }.
cannot-come = I can’t come
cancel-title = Do you want to give your seat back?
cancel-text = We offer it to the next person in line. If seats are left later, you can sign up again.
cancel-button = Give my seat back
leave-title = Do you want to leave the waiting list?
leave-list = Leave the waiting list
keep-it = Keep my place
given-back-title = You are off the list for this class
given-back-text = Thank you for telling us. Whoever waits moves up.
given-back-before = You hold no seat or place in this class any more, so nothing changed.
too-late-title = It is too late to give this seat back here
too-late-text = Write to { $email } so that the trainer knows.
back-to-class = Back to the class

# Hard moments.
full-title = All seats are taken
full-text = { $count ->
        [0] Nobody is waiting yet, so you are first in line. We email you when a seat opens.
        [one] { $count } person is waiting. Join the line and we email you when a seat opens.
       *[other] { $count } people are waiting. Join the line and we email you when a seat opens.
    }
full-last-time = { $count ->
        [one] Last time { $count } person got in from the list.
       *[other] Last time { $count } people got in from the list.
    }
repeat-booked-title = You have booked this already
repeat-booked-text = With the classes below you have everything in this class, so it would add no hours.
repeat-swap = Come on this date instead of { $day }
repeat-title = You have this already
repeat-text = Everything in this class is on your record, so it adds no hours. You are welcome to come again.
sign-up-anyway = Sign up anyway
not-open-title = Sign-up is not open yet
not-open-text = It opens on { $day }.
closed-title = Sign-up is closed
closed-text = It closed on { $day }.
one-group-title = This class is for one local
one-group-text = It is for members of { $local }. If that is you, check the local in your profile or write to { $email }.
elsewhere-title = Sign up on the event’s site
elsewhere-text = The event that hosts this class keeps the list. Your hours come to us afterwards.
clash-title = You have another class at that time
clash-text = These two classes overlap, and you can be in one of them.
clash-teaching = You teach another class then.
clash-have = You have
clash-want = You want
clash-swap = Swap them
clash-keep = Keep what I have
clash-swap-promise = We give your first seat back only when you have the new one.
other-classes = Other classes with seats

undo-given-back = Undo: take the seat again
undo-swap = Undo: swap back
