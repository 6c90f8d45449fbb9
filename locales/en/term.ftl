# Building a term.
choose-none = None
value-beginner = Good to begin with
value-experienced = For people who have bargained
value-none = No
value-none-level = For everybody
value-yes = Yes
value-no = No
value-in-person = In person
value-online = Online
import-rooms = Rooms
import-slots = Slots of events
catalogue-title = Build a term
catalogue-lead = Courses, places and events first, then classes. A class is a draft until its checklist is done.
catalogue-change = Change
catalogue-edit = Change { $name }
catalogue-courses = Courses
catalogue-venues = Places
catalogue-rooms = Rooms
catalogue-events = Events
catalogue-slots = Slots of events
catalogue-locals = Locals
catalogue-new-courses = Add a course
catalogue-new-venues = Add a place
catalogue-new-rooms = Add a room
catalogue-new-events = Add an event
catalogue-new-slots = Add a slot
catalogue-new-locals = Add a local
col-key = Short name
col-code = Code
col-name = Name
col-title = Title
col-minutes = Minutes
col-about = About
col-audience = For whom
col-level = How much experience
col-tags = Parts it may count for
col-topics = Topics
col-units = Curriculum units
col-class = Counts as the same course as
col-part = Half of a pair
col-listed = In the list of topics
col-kind = Kind
col-region = Region
col-address = Address
col-access = Access
col-parking = Parking
col-transit = Bus and train
col-latitude = Latitude
col-longitude = Longitude
col-venue = Place
col-seats = Seats
col-event = Event
col-starts = Begins
col-ends = Ends
col-course = Course
col-subtitle = What sets this class apart
col-sessions = Sessions
col-excluded = Minutes of breaks
col-capacity = Seats
col-room = Room
col-mode = How it is held
col-min = Fewest people
col-closes_hours = Sign-up closes, hours before
col-cancel_hours = Giving back ends, hours before
col-only_local = Only for one local
col-elsewhere = Sign-up is elsewhere
col-trainers = Trainers, as people read them
col-trainer_emails = Addresses of the trainers
col-stage = State
col-notice = Notice
col-sites = More sites
col-opens = Sign-up opens
col-only_work = Only for some work
col-members_only = Only for confirmed members
col-local_until = Open to all from
col-substitutes = Colleagues may stand in
col-hold_hours = Hours to answer an offer
col-decide_days = Decided so many days before
hint-key = Small letters, digits and dashes. It stays.
hint-tags = Words by which the program's rules know it, such as specialized democratized
hint-units = Name, minutes, topics and parts, such as F1:90:strategies process:foundations; F2:90:leverage roles:foundations
hint-sessions = A line each, such as 2026-10-03 09:00-12:00
hint-excluded = Of each session, such as 0; 15
hint-trainer_emails = With spaces between. Each is asked by a letter, and sees the roster. An address that nobody has yet needs a name above: its letter lets them in.
hint-elsewhere = An address that begins with https://
hint-sites = Place and room by their short names, such as quincy-hq/Room 2: 20; online: 40
hint-opens = Such as 2026-12-01 08:00. Empty: at once.
hint-only_work = One or more of teacher, esp, higher-ed, retired, other
hint-latitude = Such as 42.207, for distances
hint-events-starts = Such as 2027-01-22
hint-events-ends = Such as 2027-01-23
hint-slots-starts = Such as 2027-01-23 09:00
hint-slots-ends = Such as 2027-01-23 10:30
hint-access = Steps, elevator, restroom, hearing loop, quiet room
timetable-title = Timetable
timetable-lead = A week, room by room, with every clash.
timetable-week = Week of
timetable-of = Week of { $day }
timetable-before = Week before
timetable-next = Week after
timetable-no-clash = Nothing clashes.
timetable-clashes = { $count ->
    [one] 1 clash
   *[other] { $count } clashes
  }
timetable-clash = clashes
timetable-empty = No class in this week.
timetable-room = Room
timetable-classes = Classes
timetable-add = Add a class here
clash-room = { $one } and { $other } are both in { $room } at one time.
clash-trainer = { $name } teaches { $one } and { $other } at one time.
clash-audience = { $one } and { $other } are both for { $group } at one time.
clash-travel = { $name } has { $minutes } minutes between { $one } and { $other }, which are { $miles } miles apart.
drafts-title = Drafts
drafts-lead = What is still open before each class is published.
drafts-none = No draft waits.
drafts-ready = Everything is there.
drafts-open = { $count ->
    [one] 1 thing is open
   *[other] { $count } things are open
  }
drafts-unusual = { $count ->
    [one] 1 thing to confirm
   *[other] { $count } things to confirm
  }
drafts-publish-ready = { $count ->
    [one] Publish the one that is ready
   *[other] Publish the { $count } that are ready
  }
drafts-published = { $count ->
    [0] None was ready.
    [one] 1 class is published.
   *[other] { $count } classes are published.
  }
stage-draft = Draft
stage-published = Published
stage-closed = Sign-up closed
stage-held = Held
stage-credited = Hours credited
stage-cancelled = Called off
class-new = Add a class
class-new-lead = One class, as a draft.
class-edit = Change this class
class-manage = Seats, moves, calling off
class-public = As members see it
class-state = State
class-publish = Publish
class-unpublish = Back to a draft
class-said-saved = Saved. What is still open stands below.
class-said-published = Published. Members see it now.
class-group-what = What and when
class-group-where = Where
class-group-who = Who
class-group-more = Sign-up, sites and more
class-band = The hours differ from the course
class-band-text = The class then credits these hours instead of the course's. Tick the box above the form if this is meant.
class-band-confirm = I mean these hours
class-doubt = Look at this first
class-doubt-text = Tick the box above the form if the class is meant like this.
class-doubt-confirm = I mean it like this
check-open = To do before it is published
check-unusual = Unusual
check-all = The checklist is done.
check-meant = I have looked at what is unusual, and it is meant
check-empty = { $field } is empty.
check-no-seats = There are no seats.
check-course-about = The course does not say what it is about.
check-course-audience = The course does not say for whom it is.
check-venue-address = The place has no address.
check-venue-access = The place says nothing about access.
check-placeholder = { $field } says "{ $text }", which stands for something to come.
check-placeholder-text = "{ $text }" stands for something to come.
check-begun = It begins in the past.
check-band = It credits { $credited }, and the course has { $nominal }.
check-room-seats = It has { $seats } seats in a room for { $room }.
error-check-open = Something is still open. It is named below
error-check-meant = Tick that what is unusual is meant
copy-title = Copy a term
copy-lead = All classes of a time, with their events, as drafts some weeks later. Weekdays and clocks stay.
copy-from = From
copy-to = To
copy-first = First day of the new term
copy-first-hint = It is moved by whole weeks to the nearest one.
copy-look = Look at it
copy-check = { $count ->
    [one] 1 class, { $weeks } weeks later.
   *[other] { $count } classes, { $weeks } weeks later.
  }
copy-was = Was
copy-keep = { $count ->
    [one] Make 1 draft
   *[other] Make { $count } drafts
  }
error-copy-to = Enter a day after the first
error-copy-first = Enter a day at least a week after the old term's first
error-copy-none = No class lies in this time
fact-class = Class
requests-title = Classes that locals asked for
requests-lead = Ask for a class of your own for { $name }. The office looks at it, and you follow here what becomes of it.
requests-staff-lead = From the question to the class that is held.
requests-none = Nothing was asked for yet.
request-new = Ask for a class
request-course = Course
request-dates = Days that would suit you
request-dates-hint = Such as: Tuesdays in March after 4 pm
request-people = How many people
request-place = Where
request-note = What else we should know
request-send = Ask
request-sent = Sent. The office looks at it.
request-line = { $people } people, { $dates }, { $place }
request-class = The class
request-answer = Answer to the local
request-link = The class that was made of it
request-link-hint = Its address or key
request-make = Make a class of it
request-decline = Decline
request-state-asked = Asked
request-state-looked-at = Looked at
request-state-planned = Being planned
request-state-scheduled = Scheduled
request-state-held = Held
request-state-cancelled = Called off
request-state-declined = Declined
error-request-people = Enter a number from 1 to 500
error-request-text = Enter 300 characters or fewer
error-request-note = Enter 2,000 characters or fewer
error-request-course = Choose a course
error-request-answer = Enter an answer in 2,000 characters or fewer
error-request-class = There is no class of this address
todo-drafts = { $count ->
    [one] 1 draft to publish
   *[other] { $count } drafts to publish
  }
todo-requests = { $count ->
    [one] 1 local asks for a class
   *[other] { $count } locals ask for a class
  }
todo-duplicates = Records that may be one person
error-class-changed = Somebody changed this class since you opened the form. Look at what is stored, then save again if you mean yours
error-row-changed = Somebody saved this since you opened the form. What they saved is below; save again if you mean yours
row-changed-stored = What is stored now, where it differs from yours
row-changed-empty = nothing
slot-class = Add a class here
class-save-title = Save the class?
class-save-lead = When you save this, these people hear of it.
class-save-button = Save and tell them
error-request-dates = Say when it could be
error-request-place = Say where it could be
error-name-taken = There is one with this name already. Change that one in the list, or choose another name.
course-counts = This course counts for { $parts }: { $hours }.
course-counts-for = Counts for
course-topics = Topics
course-units = Made of these units
course-units-hint = A course made of units of another one counts once with it. Leave all open for a workshop of its own.
course-other = Not in the list
course-look = See what it counts for
course-meant = It counts for nothing, and that is meant
error-course-nothing = This course counts for no part of the certificate. Choose a part, or tick the box at the end if that is meant
hint-venues-kind = Such as office, campus or conference hotel; “virtual” for a place that is online.
col-chapters = Chapters
hint-chapters = Where the local has chapters: their names, with semicolons between
check-fewest = It takes place with { $fewest } people or more, and has { $seats } seats.
