# Messages to many.
messages-title = Messages
messages-lead = Write to many at once. Each gets a mail of their own, by day, and can say no more with one press.
messages-none = No message was written yet.
message-new = Write a message
message-edit = Change the message
message-to = To whom
message-any = Any
message-people = { $count ->
    [0] Nobody
    [one] 1 person
   *[other] { $count } people
  }
message-count = Count them
message-filter-stage = How far they are
message-filter-lacks = Who lacks hours in
message-filter-region = Region
message-filter-local = Local
message-filter-work = Work
message-filter-language = Language
message-stage-none = No hours yet
message-stage-some = Some hours, not complete
message-stage-one-class = One class to go
message-stage-complete = Complete
message-stage-certified = With a certificate
message-subject = Subject
message-body = Text
message-holes = An empty line begins a new paragraph. These are filled in for each reader: { $holes }
message-look = Look at it
message-draft = Draft
message-scheduled = Goes out by itself
message-sent = Sent
message-stopped = Stopped
message-when = When
message-when-hint = Such as 2026-12-01 17:00. Empty: now. From 9 pm to 8 am it waits for the morning.
message-tested = A test is on its way to you.
message-missing = There is no text in { $languages }. Who reads that gets the other one.
message-sample-name = Sample Name
message-test = Send a test to me
message-many = I mean all { $count } people
message-send = { $count ->
    [0] Send to nobody yet
    [one] Send to 1 person
   *[other] Send to { $count } people
  }
message-stop = Stop it
message-stop-text = Stopping reaches every mail that is not sent yet.
error-message-subject = Enter a subject in 100 characters or fewer, on one line
error-message-body = Enter a text in 5,000 characters or fewer
error-message-hole = "{ $hole }" is nothing that can be filled in
error-message-empty = Enter a subject and a text in one language at least
error-message-when = Enter a moment to come, such as 2026-12-01 17:00, or nothing
error-message-many = Tick that you mean all of them
announcement-test-subject = Test: { $subject }
announcement-no-more = No more messages like this
no-mail-title = Messages from the program
no-mail-lead = Do you want no more messages like this one? Mail about your own classes and certificate goes on.
no-mail-do = No more messages
no-mail-done = You get no more messages like this. Mail about your own classes and certificate goes on.
no-mail-again = I want them again
person-mail = Mail
person-bounced = The address takes no mail
person-unsubscribed = Wants none
mail-kind-announcement = message to many
mail-kind-announcement-test = test of a message
