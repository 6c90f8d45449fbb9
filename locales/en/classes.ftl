# The list and its filter.
classes-title = Classes
classes-count = { $count ->
        [0] No classes
        [one] { $count } class
       *[other] { $count } classes
    }
classes-none = No class matches right now.
classes-all = See all classes
classes-without-filter = { $count ->
        [one] Leave out “{ $name }”: { $count } class
       *[other] Leave out “{ $name }”: { $count } classes
    }
filter-title = Filter classes
filter-part = Part
filter-all-parts = All parts
filter-topic = Topic
filter-all-topics = All topics
filter-region = Region
filter-anywhere = Anywhere
filter-venue = Place
filter-all-venues = All places
filter-event = Event
filter-all-events = All events
filter-outside-events = On other days
filter-from = First day
filter-to = Last day
filter-only = Show only
filter-online = Online classes
filter-open = Classes with seats left
filter-local = Classes for one local
filter-need = Classes that count for me
filter-q = Search words
filter-show = Show classes
filter-clear = Clear all
filter-from-day = from { $day }
filter-to-day = until { $day }
downloads-label = Take this list with you
download-pdf = Print it (PDF)
download-long = With descriptions (PDF)
download-a4 = On A4 paper (PDF)
download-csv = Spreadsheet (CSV)
download-xlsx = Spreadsheet (Excel)
download-ics = Calendar (ICS)
download-more = Other files

# The printed list.
list-title = Course offerings
list-title-years = Course offerings, { $years }
list-lead = Every class that is planned now. Scan the code for the newest list and to sign up.
list-as-of = As of { $day }
list-qr = Code that opens the newest list on the web
list-filtered = Only: { $filters }
list-date = Date
list-time = Time
list-class = Class
list-hours = Hours
list-place = Place
list-counts-for = Counts for
list-seats = Seats
list-left = { $count } left
download-print = A page to print
list-contact = Questions: { $email }.

# One class.
class-when-where = When and where
class-about = About this class
class-topics = Topics
class-audience = Made for: { $audience }
class-other-dates = Other dates
class-cancelled-title = This class is canceled
class-changed-title = This class has changed
class-notice-title = Good to know
fact-when = When
fact-where = Where
fact-counts = Counts for
fact-part = Part
fact-trainers = Trainers
fact-event = Part of
fact-seats = Seats
and-more-days = { $count ->
        [one] and { $count } more session
       *[other] and { $count } more sessions
    }
online = Online
online-detail = Online. The office emails you the link before class.
counts-for-nothing = No part of the certificate
counts-for-one-of = One of: { $parts }
add-to-calendar = Add to my calendar
see-class = See this class
sign-up = Sign up
sign-up-elsewhere = Sign up on the event’s site
join-waiting-list = Join the waiting list
see-my-seat = See my seat

# Seats.
seats-left = { $count ->
        [one] { $count } seat left
       *[other] { $count } seats left
    }
seats-full = Full
seats-full-waiting = { $count ->
        [one] Full, { $count } person waiting
       *[other] Full, { $count } people waiting
    }
seats-elsewhere = Sign-up is on another site
seats-one-group = For some only
seats-not-open = Sign-up opens { $day }
seats-closed = Sign-up is closed
seats-cancelled = Canceled
seats-past = This class is over
mine-confirmed = You have a seat
mine-waiting = You are number { $place } in line
mine-offered = A seat is held for you
mine-taken = You took this class
mine-attended = You were there, { $hours }
mine-not-counted = No hours from this class
mine-was-there = I was there
mine-being-checked = Hours are not counted yet
mine-content-taken = You have this content already
mine-content-booked = You have booked this content
mine-content-partly = You have part of this
content-taken = You have everything in this class already, so it would add no hours. You are welcome to come again.
content-booked = Together with a class that you have booked, you have everything in this class. It would add no hours.
content-partly = You have { $held } of the { $whole } in this class already. The rest is new.
content-no-use = It would not make what you still need any smaller.
content-nearer = With this class you would be { $hours } nearer to your certificate.
content-is-booked = booked
content-is-taken = on your record
why-elsewhere = The event that hosts this class keeps its own list.
why-not-open = You can sign up from { $day }.
why-closed = Sign-up ended on { $day }. Other dates are below if there are any.
why-full = All seats are taken. Join the list and we email you when one opens.
why-one-local = This class is for members of { $local }.
cancel-until = You can give your seat back until { $day }, { $time }.

# Events and places.
event-no-classes = The classes of this event are not set yet.
event-one-per-slot = Choose one class for each time. You get one email with all of them.
event-until = to { $time }
event-nothing-then = Nothing at this time
event-about-class = About this class
event-waits = Choose it to join the waiting list.
event-all-or-none = All of them or none: if a seat is gone by then, we say which, and you choose again.
event-sign-up = Sign me up
event-sign-up-others = { $count ->
        [one] Sign me up for the other one
       *[other] Sign me up for the other { $count }
    }
event-none-chosen = Choose at least one class
event-none-booked = { $count ->
        [one] Nothing is booked yet: one class can’t be had
       *[other] Nothing is booked yet: { $count } classes can’t be had
    }
event-choose-again = What can’t be had is set to nothing below. Your other choices are kept.
event-clash = Look at your classes: one of them is at that time or close to it.
event-clash-with = It is the time of { $class }, or close to it.
event-day-done = { $seats ->
        [0] You have
        [one] You have { $seats } seat
       *[other] You have { $seats } seats
    }{ $waiting ->
        [0] { "" }
        [one] , and { $waiting } place in line
       *[other] , and { $waiting } places in line
    }
event-not-yet = Nothing is booked yet. Your choice is kept below.
event-again = You have everything in it, so it adds no hours. You can choose it and come again.
event-slot-taken = You have a class at this time. To change it, open your seat.
event-day-mailed = We emailed you the details. Each class below says where you stand.
events-title = Events and trainings
events-lead = Classes are held at conferences, and all year in every region, in locals and online.
events-none = No event is planned right now.
events-other-days = On other days
events-none-outside = No other class is planned right now.
events-count = { $count ->
        [one] { $count } class
       *[other] { $count } classes
    }
venue-address = Address
venue-region = Region
venue-access = Access
venue-parking = Parking
venue-transit = Public transit
venue-classes = Classes here
venue-no-classes = No class is planned here right now.

topic-for = Made for
topic-dates = Dates
topic-no-dates = No date is planned yet. Write to { $email } and tell us that you want it.
topic-all-dates = All dates of this class
filter-level = How much experience
filter-all-levels = Any
level-any = For everybody
level-beginner = Good to begin with
level-experienced = For people who have bargained
