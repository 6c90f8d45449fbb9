# The log of changes, and lists as files.
log-title = Log of changes
log-lead = Every change stands here with who made it, when, what was before and after, and why. Nothing is ever taken out.
log-check = Check that it is whole
log-show = Show
log-from = From
log-to = To
log-by = Made by
log-by-hint = Email address
log-about = About
log-verb = What happened
log-verb-hint = Such as signup, or signup.made
log-sign-in = Sign-in
log-none = Nothing fits.
log-when = When
log-who = Who
log-what = What
log-change = Before and after
log-before = Before
log-after = After
log-why = Why
log-object = About
log-place = Place in the chain
actor-person = A person who is gone
actor-system = The program
actor-operator = Command line
error-log-day = Enter a day as 2026-10-03, or nothing
error-log-nobody = Nobody has this address
log-sealed = Entries in the chain
log-forgotten = Of these, words forgotten with a person or by their age
log-waiting = Entries that wait for their seal
log-head = Newest hash
log-whole = The log is whole
log-whole-text = Each entry carries the hash of the one before it, and all of them fit. Compare the newest hash with the one in your daily mail to see that nothing was cut off at the end.
log-broken = The log does not fit at place { $place }
log-broken-text = An entry was changed, taken out or put in there, past the program. Keep a copy of the database, and call whoever runs the server.
mail-log-subject = Log of changes: { $count } entries
mail-log-lead = This is today's newest hash of the log. Keep this mail: with it, anybody can show later that nothing was cut off.
mail-log-button = Check the log
mail-backup-subject = The backups of the training site are late
mail-backup-last = The newest backup is from { $day }. Since then none could be made.
mail-backup-none = There is no backup yet, and none could be made.
mail-backup-unsound = The newest backup was read back on trial, and what came out is not whole.
mail-backup-what = The log of the server says why: the folder may be full, or away. Until that is mended, what is changed is in one place only.
mail-backup-damage-subject = Damage in the database of the training site
mail-backup-damage = The database was looked at, and this was found: { $what }
mail-backup-damage-what = Copy the database file before anything else. Then stop the server and read back the newest backup, with the old database named, so that you hear what is missing.
touched-title = Who was touched by a sign-in
touched-lead = { $count ->
    [one] One person's record was looked at or changed in the sign-in { $key }.
   *[other] { $count } people's records were looked at or changed in the sign-in { $key }.
  }
touched-more = Show the next ones ({ $count } more)
touched-how = How
touched-changed = Changed
touched-seen = Looked at
touched-log = Its changes in the log
export-title = Download this list
export-reason = What is it for?
export-reason-hint = It stands in the log, with your name.
export-csv = CSV file
export-xlsx = Excel file
log-checking = The whole log is being read. This page looks again by itself.
exports-title = Lists taken out
exports-lead = One person takes out at most { $most } rows of people in a day. A longer list needs a second person of the office; where there is nobody else, it can be taken a day later and every administrator is told.
exports-none = No long list is waiting.
exports-lately = In the last 30 days
exports-none-lately = No list was taken out.
exports-asked = Your list is asked for: with what you took out in the last day it would be too long for one person. It is here as soon as somebody else agrees.
exports-agreed = You agreed. Whoever asked can take the list now.
exports-declined = The list will not be given out.
exports-over = Nothing was changed: this was decided or taken before, or its time is over.
export-list-people = People
export-list-log = The log of changes
export-list-touched = People touched by a sign-in
export-rows = { $count ->
    [one] one row
   *[other] { $count } rows
  }
export-take = Download it
export-ready = It can be taken by whoever asked.
export-alone = Nobody else could agree. It can be taken from { $from } on.
export-other-agrees = Somebody else of the office has to agree.
export-agree = Agree
export-take-back = Take the question back
todo-exports = { $count ->
    [one] A long list waits for you
   *[other] { $count } long lists wait for you
  }
touched-exports = Lists taken out in this sign-in
exports-grown = Nothing was given out: the list has grown since it was agreed to. Ask for it again.
export-filter = Narrowed to { $filter }
