# The form.
enroll-title = Enroll
enroll-lead = It takes about a minute and costs nothing. You need no password.
enroll-start = Enroll
enroll-known = You are signed in, so there is no form. One tap and you are enrolled.
enroll-privacy = Your school does not see any of this.
field-name = Your name
field-name-hint = Write it the way you want it on your certificate.
field-email = Personal email
field-email-hint = Your school may block our emails or read them, and you lose that address when you leave.
field-local = Your local
field-local-hint = Start typing and choose it from the list.
field-work = Your kind of work
field-language = Language of our emails
work-teacher = Teacher or specialist
work-esp = Education support professional
work-higher-ed = Faculty or staff in higher education
work-retired = Retired
work-other = Something else
local-which-title = Which local is yours?
local-which-lead = { $count ->
        [one] One local looks
       *[other] { $count } locals look
    } like “{ $typed }”.
local-none-of-these = None of these. Keep “{ $typed }”.

# What is wrong with an answer.
error-name = Enter your name
error-name-letters = Enter your name in letters
error-long = Shorten this to { $most } characters or fewer
error-email-empty = Enter your personal email address
error-email = Enter an email address like name@example.org
error-local = Enter the name of your local
error-work = Choose your kind of work

# Signing in.
sign-in-title = Sign in
sign-in-email = Email address
sign-in-lead = We email you a link and a code. There is no password to remember.
sign-in-needed = This page is yours alone. Sign in and you come right back to it.
sign-in-send = Email me a link
sign-in-new = Are you new here?
sent-title = Check your email
sent-lead = If you are enrolled with { $email }, a link and a code are on their way there.
sent-lead-enroll = A link and a code are on their way to { $email }. Type the code here, or press the link.
sent-held = Are you new here? Then we keep a seat for { $name } as long as nobody with a confirmed address needs it, else a place in line. Confirm your address by { $until }: then the seat or the place is yours. If we know your address already, the code signs you in and leads you to the class.
sent-kept = Have you pressed the link in the email already? Then send what you filled in before.
sent-kept-button = Send it now
kept-title = You are signed in
kept-text = What you filled in before is kept. Press the button to send it.
kept-send = Send what I filled in
kept-leave = Leave it
sign-in-needed-form = Your sign-in has ended. Sign in, and what you filled in is sent on. Nothing is lost.
sign-in-needed-file = Your sign-in has ended. Sign in, and what you filled in is sent on. The file could not be kept: choose it again then.
code-label = Your code
code-hint = The 6 digits from our email.
code-confirm = Confirm
error-code-form = Enter the 6 digits of your code
error-code-wrong = That code does not match, or it is too old. Check the newest email, or ask for a new code
sent-nothing = Nothing there yet?
sent-nothing-help = It can take a minute or two. Look in the spam folder too, and check that the address is right.
sent-again = Send it again
sent-other-address = Use another address
sent-demo = This is a demo, so its emails stay here.
link-used-title = This link no longer works
link-used-text = Each link works once and for a short time. That keeps your record yours.
link-new = Email me a new link
door-confirm = Confirm your email address
door-sign-in = Sign in
door-lead = Press the button to go on. We ask because some mail programs open links on their own.
door-enter = Continue

# The demo's mailbox.
mailbox-title = Demo mailbox
mailbox-lead = Here is every email the demo has written, newest first.
mailbox-calendar = The calendar entry that comes with it
mailbox-empty = No email yet. Enroll or sign up for a class and one appears.
mailbox-to = To { $to }
error-limit = Too many forms came from your network in this hour. Wait an hour and send it again, or write to { $email }
error-limit-all = Very many forms come in just now. Wait an hour and send it again, or write to { $email }
error-limit-codes = Too many wrong codes were typed in this hour. Press the link in the email instead, or wait an hour
