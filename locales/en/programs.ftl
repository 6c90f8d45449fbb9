# Several programs side by side
menu-siblings = Programs
programs-title = Programs
programs-all = All programs
programs-yours = You are enrolled
programs-lead = One site can have several programs, each with its own pages, rules and certificates. People and classes are shared: a class counts for every program whose rules accept its course. Pages that are about no particular program are about the first one.
programs-first = First
programs-offered = Open for enrollment
programs-closed = Nobody new enrolls
programs-page = Its start page
programs-put-first = Put it first
programs-offer = Open it for enrollment
programs-close = Close it for enrollment
programs-add = Add a program
programs-saved = The list of programs is changed.
programs-added = The program is published. Its words can be changed below.
enroll-title-in = Enroll in { $programme }
enroll-closed-title = { $programme }: nobody new enrolls
enroll-closed = This program is closed for enrollment. Everybody who is in it goes on, and certificates stay valid.
leave-programme-others = { $count ->
    [one] You stay in your other program.
   *[other] You stay in your { $count } other programs.
}
programs-unready = Not yet: nobody could earn this certificate with the courses that there are
leave-programme-back-one = You can come back at any time, with one press, under the rules that you had.
certificate-other = Your certificate: { $programme }
person-programmes = Enrolled in:
message-programme = Program
mail-credited-in = { $programme }: { $done } of { $total } hours.
person-other-programme = Not enrolled in this program.
course-by-code = { $part } takes the courses with these codes: { $codes }
page-shared = All programs share this page.
