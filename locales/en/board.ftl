# A local's bargaining team.
board-link = Are we ready to bargain?
board-title = Bargaining team of { $local }
board-said-saved = Saved.
board-said-asked = On the team. Those of your local who are enrolled were asked, and an address that is new to us got a letter that invites them; whoever agrees to be seen shows up here.
board-said-removed = Taken off.
board-no-contract = Say when your contract ends, and what the team should know by then.
board-contract = The contract ends on { $day }, in { $days ->
    [one] 1 day
   *[other] { $days } days
  }.
board-contract-over = The contract ended on { $day }.
board-contract-ends = Contract ends
board-ready = The team has what it needs
board-gaps = { $count ->
    [one] 1 gap is left
   *[other] { $count } gaps are left
  }
board-targets = What the team should know
board-no-targets = Nothing is set yet.
board-target = { $what }: { $count ->
    [one] 1 person
   *[other] { $count } people
  }
board-have = { $count ->
    [0] Nobody has it yet
    [one] 1 person has it
   *[other] { $count } people have it
  }
board-gap = { $count ->
    [one] 1 more is needed. These classes would do:
   *[other] { $count } more are needed. These classes would do:
  }
board-no-class = No class of it is open now. You can ask for one.
board-people = Who is on it
board-nobody = Nobody yet.
board-unseen = { $count ->
    [one] 1 person did not agree to be seen yet, or is not enrolled with your local:
   *[other] { $count } people did not agree to be seen yet, or are not enrolled with your local:
  }
board-complete = Has the certificate's hours
board-hours = { $hours } hours
board-remove = Take off
board-add = Add people
board-add-hint = One person a line, with or without a name: paste the whole team. Those of your local who are enrolled are asked whether it may see how far they are; an address that is new to us gets one letter of invitation.
board-aim = Set what the team should know
board-aim-number = Aim { $number }
board-what = Part or course
board-how-many = How many people
error-board-twice = This is set twice
error-board-people = Enter a number from 1 to 100
mail-share-subject = May your local see how far you are?
mail-share-lead = { $local } puts its bargaining team together and would like to see how far you are.
mail-share-what = It would see your name, your hours, which parts and courses you have, and whether you have the certificate. Nothing else.
mail-share-button = Choose in my profile
mail-share-no = Do nothing, and nothing is shown. You can change it at any time.
mail-kind-share-asked = question of the local, to see progress
board-open = The team and its aims
board-said-on = On the team.
board-add-people = Addresses
board-hold = { $count ->
    [one] Hold a seat
   *[other] Hold { $count } seats
  }
board-outside = In your local, and not on the team, these have it:
board-put-on = Put on the team
error-board-unread = There is no address in: { $lines }
error-board-pasted = Paste between 1 and { $count } addresses
local-numbers = Your local in numbers
local-certified = Who has the certificate
local-certified-only = Only those who agreed to be seen by their local.
notice-title = Tell your members
notice-what = A letter to send on in your own words, and a page for the wall.
notice-about = What it is about
notice-all = The program, with first classes
notice-show = Show it
notice-mail = A letter
notice-said = Subject
notice-text = Letter
notice-copy = Change it and copy it. The button below opens it as it stands here at first.
notice-open = Open it in my mail program
notice-flyer = A page for the wall
notice-flyer-what = With a code to scan that leads to the sign-up.
notice-letter = Print on Letter paper
notice-a4 = Print on A4
notice-subject = Free bargaining classes for members of { $local }
notice-subject-class = A class for you: { $class }
notice-lead = Our union teaches how to bargain: { $program }. I would like { $local } to have people who know how it is done. You could begin with these classes:
notice-free = The classes are free for members. You need no experience.
notice-how = Sign up here: { $address }
notice-questions = Questions: { $email }
notice-for = For members of { $local }
notice-next = Classes to begin with:
notice-scan = Scan to enroll
notice-scan-class = Scan to sign up
hand-over-title = Hand over to somebody
hand-over-lead = Say who speaks for the local after you, and from which day. An administrator agrees; then your office ends on that day, and theirs begins. Both of you get a letter.
hand-over-name = Name of who comes after you
hand-over-day = From which day
hand-over-day-hint = Today or later, within two years.
hand-over-ask = Ask for it
hand-over-asked = Asked. An administrator looks at it.
hand-over-before = Asked so far
hand-over-line = { $name }, from { $day }:
hand-over-waits = waits for an administrator
hand-over-agreed = agreed
hand-over-declined = declined
hand-over-taken-back = Taken back. You can name somebody else now.
hand-over-take-back = Take it back
error-hand-over-day = Enter today or a later day, within two years
error-hand-over-office = You hold no office of this local that you could hand over
error-hand-over-oneself = This is your own address. Enter that of who comes after you
error-hand-over-waits = Somebody else is named already and waits for an administrator. Take that back below, then name somebody else
notice-lead-class = Our union teaches how to bargain: { $program }. I would like people of { $local } to come to this class:
notice-free-class = It is free for members.
mail-program-invited-subject = { $name } invites you to { $programme }
mail-program-invited-lead = { $name } put you on the bargaining team of { $local }. The team learns together, in { $programme }.
mail-program-invited-button = Enroll
mail-program-invited-classes = See the classes
mail-program-invited-no = You need not do anything. This is the only letter about it. If you do not enroll within { $days } days, our record of you is deleted; what { $name } wrote on the list of the local stays there.
mail-kind-program-invited = invitation to the program, from the local
error-board-many = That is more than 120 new people in a day. Add the rest tomorrow.
board-course = { $title } (the course)
error-hand-over-name = Write the name of whoever follows you
