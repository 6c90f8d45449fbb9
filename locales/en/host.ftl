host-title = My site
host-lead = Classes at this site in the next { $days } days: rooms, times, and for how many people.
host-access = Access
host-none = No classes are planned here.
host-people = { $count ->
    [one] One person comes on this day.
   *[other] { $count } people come on this day.
}
host-venues = Sites with classes to come
host-wrong = Is a room wrong, or too small? Write to { $email }.
host-names-later = You see names on the day of the class, while its list is open.
host-attest = Tick who is in the room with you. It counts as it does when a trainer ticks it.
host-is-here = is here
host-early = Nothing is saved: nobody can be marked before the doors open. It works from { $from } on.
