# What can be done with a seat or a place in line.
auto-title = Take a seat without asking you?
auto-off = We ask you before we give you a seat. You can also let us take it right away, so that no offer runs out.
auto-take = Take it without asking me
auto-on = We take the next seat for you without asking.
auto-ask = Ask me first
mine-in-line = You are in line
call-title = A seat is free now
call-text = The class is soon, so everyone in line hears at once. Whoever says yes first has the seat.
waiting-ignored = An offer ran out before, so you are at the end of the line. If the next one runs out too, your place ends.
waiting-instead = You keep { $class } on { $day } until you have a seat here. Then we give it back for you.
offer-instead = If you take this seat, we give back your seat in { $class } on { $day }.
cancel-late = The time to give a seat back ended on { $until }. Tell us all the same, and someone in line can come.
cancel-late-title = Can’t you come?
cancel-late-button = I can’t come
cancel-late-text = The time to give seats back ended on { $until }. If you can’t come, tell us all the same.
given-back-late-title = We know that you can’t come
given-back-late-text = Thank you for telling us. It counts as a late notice, not as a missed class.
seat-keep = I still come
seat-keep-title = Do you still come?
seat-kept = You told us that you still come.
seat-said-kept = Thank you. We know that you still come.
seat-said-swapped = Swapped. The seat that you had before is given back.
seat-said-auto = We take the next seat for you without asking.
seat-said-asks = We ask you before we take a seat.
move-instead-title = Move to another date
move-instead-button = Move me to { $day }
move-instead-none = There is no other date with seats now. You can wait for this topic, and we hold a seat when one comes.
moved-clash-text = This class was moved, and you have another class then. We hold your seat until you choose
moved-clash-keep = Keep this seat
moved-clash-drop = Give it back
invite-yes = Yes, I’ll come
invite-no = No, thank you

# A colleague takes over.
stand-in-link = Let a colleague take your seat
stand-in-title = Who takes your seat?
stand-in-lead = We ask your colleague by email. The seat stays yours until they say yes.
stand-in-button = Ask my colleague
stand-in-waits = We asked { $name }. The seat is yours until they say yes.
stand-in-take-back = Take the question back
stand-in-text = { $name } asks you to take over their seat
stand-in-said-asked = We sent an email to your colleague.
stand-in-said-back = The question is taken back, and the seat stays yours.
stand-in-not-now = This seat can’t be passed on: it is no longer held, the class has begun, or it allows no one to stand in. The office can help
stand-in-another = You asked someone else already. Take that question back first
stand-in-enough = You asked five times for this seat, and that is the limit. The office can help
person-name = Name
person-email = Email
error-person-name = Enter the name in letters

# Refusals.
tight-title = That is a tight trip
tight-text = The two classes are about { $miles } miles apart, and there are { $minutes } minutes between them.
clash-offer-text = You can have this seat when you give the other one back.
clash-offer-give-up = Give the other one back
clash-offer-back = Back to this offer
swap-waits-text = You can wait for it and keep { $class } until you have a seat.
swap-waits = Wait and keep my seat
quicker-title = Someone else was quicker
quicker-text = The free seat is taken. You keep your place in line, and we write again if another seat opens.
other-form-title = This page was used before
other-form-text = It signed up for something else, so nothing was done now. Open the class again and try from there.
other-work-title = This class is for some kinds of work
other-work-text = It is for: { $work }. Your profile says something else.
other-work-profile = See my profile
not-member-title = This class is for confirmed members
not-member-text = The office is still looking for your membership. Add your local in your profile, or write to { $email }.
no-site-title = Choose where you want to go
no-site-text = This class is held at other places.
one-group-until = From { $day } on it is open to everyone.
why-local-first = Until { $day } this class is for members of { $local }; then it is open to everyone.
why-one-work = This class is for: { $work }. Your profile says what you do; you can change it there.
why-members = This class is for confirmed members. If yours is not confirmed yet, write to { $email }.
site-choose = Choose where
site-change = Change to: { $place }
site-label = Where

# Waiting for a topic.
wishes-title = Topics you wait for
wishes-lead = Tell us a topic and where and when you can come. When a class of it has a seat for you, we hold the seat and write to you.
wish-link = Wait for this topic
wish-new = Wait for a topic
wish-topic = Topic
wish-near = Near
wish-anywhere = Anywhere in the state
wish-within = Not farther than
wish-miles = { $count } miles
wish-online = Online is fine too
wish-times = When can you come?
wish-times-any = At any time
wish-times-evening = Evenings and weekends
wish-times-weekend = Weekends
wish-button = Tell me
wish-end = Stop waiting for it
wish-said-made = We look out for it and write to you.
wish-said-ended = You no longer wait for it.
wish-says-near = Within { $count } miles of { $place }
wish-says-anywhere = Anywhere in the state
wish-says-online = or online
wish-says-not-online = not online
wish-offer-text = A class of a topic that you wait for has a seat for you
error-wish-topic = Choose a topic
error-wish-many = You wait for 20 topics, and that is the limit. End one of them first

# Teams.
local-title = { $local }
local-enrolled = enrolled members of your local
local-seats = seats that they hold
local-counts-only = You see numbers here, not names: what a member takes is theirs to tell.
local-teams = Teams
local-teams-lead = Hold seats in a class for people of your local. Each of them says yes before they are signed up.
local-back = My local
team-hold-link = Hold seats for people of my local
team-hold-title = Hold seats for your team
team-hold-lead = We hold the seats until the evening of the day you choose. Then those without a yes go back to everyone.
team-hold-button = Hold the seats
team-seats = How many seats?
team-seats-hint = At most { $most }. Free now: { $free }.
team-until-day = Until which day?
team-until-hint = { $day } at the latest
team-title = Your team: { $class }
team-open = { $count ->
        [0] Held until { $until }. Every seat has a name.
        [one] Held until { $until }. { $count } seat has no name yet.
       *[other] Held until { $until }. { $count } seats have no name yet.
    }
team-until = held until { $until }
team-is-ended = No more seats are held
team-said-yes = { $count ->
        [one] { $count } person said yes
       *[other] { $count } people said yes
    }
team-people-title = Who was asked
team-people = Names and email addresses
team-people-hint = One person a line, like: Ana Lima, ana@example.org. A personal address is best.
team-name-title = Name people for the free seats
team-name-button = Ask them
team-yes = said yes
team-asked = not answered yet
team-no = can’t come
team-no-answer = no longer asked
team-replaced = a colleague goes instead
team-take-back = Take back the question to { $name }
team-replace = Send someone else for { $name }
team-replace-button = Ask this person
team-replace-late = The time to change who goes is over. The person can still ask a colleague
team-release = End this now
team-said-asked = { $count ->
        [one] { $count } person is named. If we can ask them, they get an email.
       *[other] { $count } people are named. Those whom we can ask get an email.
    }
team-said-enough = You named so many people today that the rest has to wait until tomorrow.
team-said-before = Asked before, and still asked: { $names }
team-said-no-seat = No seat is left for: { $names }
team-invite-text = { $name } of { $local } holds a seat for you
team-invite-seen = Your local sees your answer, and afterwards that you came, so that it can pay you back. If you are not enrolled yet, a yes enrolls you too.
error-team-seats = Enter a number from 1 to { $most }
error-team-until = Choose a day that is to come, before sign-up closes, and not more than two weeks away
error-team-free = { $count ->
        [0] No seat is free now
        [one] Only { $count } seat is free now. Hold it, and name the others when more open
       *[other] Only { $count } seats are free now. Hold them, and choose who goes
    }
error-team-wait = { $count ->
        [one] { $count } person waits for this class, and the next seats are theirs
       *[other] { $count } people wait for this class, and the next seats are theirs
    }
error-team-more = { $count ->
        [0] Your local holds { $most } seats in this class already, and that is the limit
       *[other] Your local can hold { $count } more: { $most } in one class is the limit
    }
error-team-people = Enter at least one name and address
error-team-line = This line needs one name and one email address: { $line }

# Proof of attendance.
proof-title = Proof of attendance
proof-local = Local
proof-by = Held by
proof-date = Printed on
proof-count = { $count ->
        [one] { $count } member of this local attended:
       *[other] { $count } members of this local attended:
    }
proof-hours = Hours
proof-not-yet = The attendance of this class is not confirmed yet. Come back a few days after it.
proof-back = Back to the team

# The office: seats of a class.
seats-title = Seats
seats-confirmed = { $count } confirmed; the class needs { $least }
seats-offered = { $count } held or offered, not answered yet
seats-still-come = { $count } said that they still come after the change
seats-late = { $count } said late that they can’t come
seats-missed = { $count } did not come and did not say so
seats-team = { $local }: { $count } seats without a name, held by { $name } until { $until }
seats-waiting = Who waits, and why each has no seat yet
seats-auto = (takes a seat without being asked)
why-waits-no-seat = no seat is free
why-waits-unconfirmed = has not confirmed the email address; only they can, from our email
why-waits-clash = has { $class } then, and can give that up
why-waits-local = the class is for another local; the class or the profile would have to change
why-waits-work = the class is for other kinds of work; the class or the profile would have to change
why-waits-member = membership is not confirmed; the office can do that
why-waits-soon = gets the next offer within a minute
why-waits-called = was told that a seat is free; whoever says yes first has it
why-waits-begun = the class has begun
few-text = Only { $count } of the { $least } people it needs are signed up. Decide whether it takes place.
few-later = Only { $count } of the { $least } people it needs are signed up. It is decided on { $day } whether it takes place.
few-button = It takes place
few-goes-ahead = Few people are signed up, and you decided that it takes place.
todo-few = { $class }: { $count } of { $least } people. Does it take place?
resize-title = More or fewer seats
resize-seats = Seats
resize-displace = If there are too few, the last who signed up go to the head of the waiting list and are told
resize-button = Change the seats
resize-done = The seats are changed. Free ones go to who waits.
error-seats = Enter a number from 0 to 5000
error-seats-taken = { $count } seats are taken. Tick the box if the last who signed up are to lose theirs
error-seats-teams = { $count } seats are held for teams, and those stay until their day
error-seats-not-now = This class has begun, was held or is canceled, so its seats stay as they are
merge-title = Put it together with another class
merge-into = Everyone goes to
merge-choice = { $class }: { $count } seats free
merge-button = { $count ->
        [one] Move { $count } person and cancel this class
       *[other] Move { $count } people and cancel this class
    }
merge-done = The other class is canceled. Of its people { $seated } have a seat here, { $offered } are offered one and { $waiting } wait here; { $told } cannot come here and were told of other dates. All can still say no.
move-venue = New place
move-same-place = The same place
move-room = Room

# What else is said about seats.
waiting-in-the-way = You have { $class } on { $day }, at the same time. While you have it, we pass you over here.
waiting-swap = Swap them when a seat opens
moved-clash-other = Your other class is { $class } on { $day }. To keep this seat, give that one back first.
stand-in-for-text = { $name } asks you to go to this class instead of { $giver }
move-instead-site = Move me to { $day }: { $place }
invite-no-title = Do you want to say no?
said-yes-text = You said yes before, so this seat is yours. If you can’t come, give it back.
declined-title = Thank you for your answer
declined-text = You are not signed up for this seat. If you were on the waiting list, you are still there.
stand-in-own = This is your own address. Enter the address of a colleague
seats-office-link = The office’s page of this class
team-release-text = { $count } without a name, { $asked } not answered yet: if you end this now, these seats go back to everyone, and who was asked hears that the seat is no longer held.
error-starts-far = Enter a start within the next two years
error-move-place = Choose the place where it is held now
error-move-nothing = Nothing would change: enter another time or place
resize-displaced = { $count ->
        [one] { $count } person went back to the waiting list.
       *[other] { $count } people went back to the waiting list.
    }
resize-seats-at = Seats: { $place }
mine-not-for-them = Not for you, by your profile
not-for-them = By your profile this class is for others. Is your profile right?
