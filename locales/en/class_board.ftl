# What the people of a class bring and ask, and what its trainers write to them.
class-board-title = What we bring, what we ask
class-board-lead = { $count ->
    [one] One person with a seat, those who teach and the office can read this. All of it is deleted on { $day }.
   *[other] The { $count } people of this class, those who teach it and the office can read this. All of it is deleted on { $day }.
}
class-board-over-title = This board has ended
class-board-over = Everything on it was deleted on { $day }.
class-board-say = Say something to the class
class-board-say-hint = A contract clause, a link, a story from your table, or a question. Your name and local stand beside it.
class-board-kind = What it is
class-post-bring = I bring something
class-post-ask = I ask something
class-post-answer = An answer
class-board-add-file = Add a file
class-board-file = File
class-board-post = Post it
class-board-asked = Questions
class-board-nothing-asked = Nobody has asked anything yet.
class-board-brought = What people bring
class-board-nothing-brought = Nobody has brought anything yet.
class-board-open = Waits for an answer
class-board-answer = Answer
class-board-answer-label = Your answer
class-board-answer-send = Post the answer
class-board-file-of = Download the file ({ $size })
class-board-trainer = Teaches this class
class-board-left = Somebody who has left
class-board-hidden = Reported, and hidden
class-board-hidden-mine = Only you, those who teach and the office see it until somebody has looked at it.
class-board-look = Look at it
class-board-remove = Take it off
class-board-report = Report
class-board-cleared = Looked at, and left here
class-board-who = Who comes
class-board-unseen = { $count ->
    [one] And one person who has not chosen to be seen.
   *[other] And { $count } people who have not chosen to be seen.
}
class-board-you-are-seen = The others see that you come. Change it
class-board-you-are-not-seen = The others do not see that you come. Change it
class-board-materials = Hand-outs of this class
class-board-said-posted = It is on the board.
class-board-said-removed = It is off the board.
class-board-said-reported = Thank you. It is hidden until those who teach, or the office, have looked at it.
class-board-said-stands = It is seen by everybody in the class again.
class-board-link = What we bring, what we ask
error-class-post = Write something, in { $count } characters or fewer
error-class-posts = You have { $count } posts here, and that is the most. Take one off first
error-class-files = You have { $count } files here, and that is the most. Take one off first
class-report-title = Report this post
class-report-lead = It is hidden at once. Those who teach the class look at it, or the office if one of them wrote it. They do not learn who reported it.
class-report-reason = What is wrong with it (if you want to say)
class-report-hint = For example: it names a member, or it is not ours to share.
class-report-send = Report it
error-class-report = Use { $count } characters or fewer
class-look-title = A post that was reported
class-look-reasons = What was said about it
class-look-no-reason = Nobody said why.
class-look-lead = It is hidden from the class. Take it off for good, or let it stand: then everybody sees it again, and it cannot be hidden by another report.
class-look-stands = Let it stand
taking-part-title = Tell those who teach
taking-part-lead = It helps them to prepare. You can change it until the class begins.
taking-part-brings = What I bring
taking-part-brings-hint = What you have done, or a clause that you can show.
taking-part-asks = What I want to know
taking-part-asks-hint = One or two questions are enough.
taking-part-seen = The others in this class may see my name and local
taking-part-seen-hint = Only those who teach, and the office, can read the two texts.
taking-part-save = Save
taking-part-saved = Saved. Those who teach can read it.
error-taking-part = Use { $count } characters or fewer
class-message-title = Write to everybody in the class
class-message-subject = Subject
class-message-body = Message
class-message-hint = Leave a line empty between paragraphs. An address of a page becomes a link.
class-message-to = { $count ->
    [one] It goes by email to the one person who has a seat.
   *[other] It goes by email to the { $count } people who have a seat.
}
class-message-nobody = Nobody has a seat yet.
class-message-look = See how it looks
class-message-change = Change it
class-message-send = { $count ->
    [one] Send it to one person
   *[other] Send it to { $count } people
}
class-message-sent = It is on its way to everybody who has a seat.
error-class-message-subject = Give it a subject of { $count } characters or fewer
error-class-message-body = Write a message of { $count } characters or fewer
error-class-message-many = Five messages went to this class today, and that is the most. Write again tomorrow
mail-class-message-lead = { $name } writes to everybody who comes to { $class }:
mail-class-board-answered-subject = An answer to your question
mail-class-board-answered = { $name } answered your question in { $class }:
mail-class-board-reported-subject = A post was reported: { $class }
mail-class-board-reported = Somebody reported what { $name } wrote on the board of { $class }. It is hidden until you have looked at it.
mail-class-board-look = Look at it
mail-class-board-button = See the board of the class
class-board-no-seat = You have no seat in this class. Here is what you wrote on its board: the others still see it until you take it off.
error-class-question-gone = That question is no longer here. What you wrote stands above: post it as something that you bring, or leave it
error-class-reports = You reported { $count } posts today, and that is the most. Write to { $email } about more
class-message-over = The time of this class’s board is over. Write to its people through the office.
class-look-seen = The class sees it: it was looked at already.
class-look-office = One of those who teach wrote it: the office decides whether it may stand.
class-remove-title = Take this off the board?
class-remove-lead = It goes for everybody, for good.
class-remove-keep = Leave it
class-remove-answers = { $count ->
    [one] One answer goes with it.
   *[other] { $count } answers go with it.
}
mail-class-board-removed-subject = What you wrote about { $class } was taken off
mail-class-board-removed = Those who look after the board of { $class } took a post of yours off.
mail-class-board-removed-said = It began: “{ $said }”
mail-class-board-removed-why = If you do not see why, ask whoever teaches the class, or write to { $email }.
mail-kind-post-removed = a post of theirs was taken off
