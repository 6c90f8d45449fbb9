# Reports.
report-as-of = As of { $when }.
report-few = a few
report-few-text = Counts under five are not shown, so that nobody can be told from a figure.
report-unknown = Not known
report-none = There is nothing to count yet.
report-table = As a table:
report-funnel = From enrolled to certified
report-months = Month by month
report-hours = Hours by part and region
report-demand = Who lacks no more than one class
report-wanted = What people wait for
report-seats = How full classes were in the last year
report-regions = Certificates by region and kind of work
report-locals = Certificates by local
report-lacking = { $count ->
    [one] 1 candidate lacks only { $part } in { $region }.
   *[other] { $count } candidates lack only { $part } in { $region }.
  }
report-step = Step
report-people = People
report-enrolled = Enrolled
report-signed-up = Signed up for a class
report-credited = Have hours
report-half = Half way
report-complete = Complete
report-certified = Certified
report-month = Month
report-region = Region
report-course = Course
report-group = Region or work
report-local = Local
report-fill = Seats taken
report-no-shows = Not seen
report-classes = Classes
report-seats-there = Seats
