# Why? What counts where, and why.
why-title = Why it is counted like this
why-not-enrolled = This person is not enrolled.
why-left-title = What is left
why-complete = Nothing is left: everything the certificate asks for is there.
why-left = At least { $hours } more, however your classes are used.
why-left-boxes = { $done ->
    [one] 1 part is done, and no other use of your classes does more.
   *[other] { $done } parts are done, and no other use of your classes does more.
}
why-searched = We tried every way of using your classes. None leaves less.
why-ways = { $class } can count in more than one way:
why-if-counts = If it counts in { $part }:
why-if-unused = If it is not used:
why-part-hours = { $part }: { $have } of { $need }. { $left } more, and nothing else you attended is accepted there.
why-part-classes = { $part }: { $have } of { $need } classes. { $left ->
    [one] 1 more, and nothing else you attended is accepted there.
   *[other] { $left } more, and nothing else you attended is accepted there.
}
why-part-topics = { $part }: these topics are still missing: { $topics }.
why-part-either = { $part }: it is full only with a class that another part needs as much.
why-together = { $parts } need more hours together than all your classes that any of them accepts. However these are used, hours are missing:
why-total = All your classes together give { $have } of { $need }: { $left } more.
why-workshops = { $left ->
    [one] 1 class is missing of the { $need } in all.
   *[other] { $left } classes are missing of the { $need } in all.
}
why-floor = There is not enough of one kind of class yet: { $floor }.
why-counts-title = What counts where
why-counts-none = No class counts yet.
why-only-here = It fits no other part.
why-better-here = It fits { $there } too, but there it would leave { $then }. In { $here } it leaves { $now }.
why-same-there = It fits { $there } too. That would leave just as much, so it stays in { $here }.
why-more-parts-here = It fits { $there } too, but in { $here } more parts are done.
why-repeat-of = It covers what this class covers, and each content counts once: { $class }.
why-beyond-cap = It is beyond what this kind of class can add.
why-decided-title = What the office decided
why-decided = Decision
why-edition = You are judged by: { $title }, edition { $edition }.
exception-waive = { $part } is not asked of you.
exception-minutes = { $hours } granted in { $part }.
exception-count = { $count ->
    [one] 1 class granted in { $part }.
   *[other] { $count } classes granted in { $part }.
}
exception-total = { $hours } granted toward the total.
exception-topic = The topic { $topic } counts as met in { $part }.
exception-allow = { $class } may count in { $part }.
exception-apply = { $class } counts in { $part } only.
exception-exclude = { $class } does not count in { $part }.

# What if?
whatif-title = What if?
whatif-lead = Try a change and see what it would do. Nothing is saved.
whatif-drop = Without this class
whatif-add = With one more class
whatif-move = Count this class
whatif-to = in this part
whatif-minutes-of = This class with other minutes
whatif-minutes = Minutes
whatif-edition = By another edition
whatif-none = No change
whatif-try = Show what would happen
whatif-now = Now
whatif-then = Then
whatif-left = Left
whatif-total = Hours that count
whatif-complete = Complete
whatif-yes = Yes
whatif-no = No
whatif-same = Nothing would change.
whatif-better = { $hours } less would be left.
whatif-worse = { $hours } more would be left.
whatif-equal = Just as much would be left.
whatif-moves = What would count elsewhere
whatif-moved = { $class }: { $from } now, { $to } then.
whatif-nowhere = nowhere
whatif-bad-minutes = Write whole minutes, from 0 to 6000.
whatif-caption = Now and then, side by side
why-too-short = It adds its hours, but it is no class of this part yet: one has at least { $hours }.
why-placed = The office decided where it counts.
why-short-in = Then this falls short: { $parts }.
why-short-total = the total
