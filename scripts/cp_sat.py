#!/usr/bin/env python3
"""A second opinion on the audit, and a yardstick: the same question put to OR-tools' CP-SAT.

Ratify makes up cases and answers them; this script models each one as an integer programme and compares what
is left. It shares nothing with the engine but the programme language. For development only.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install ortools
    /tmp/venv/bin/python scripts/cp_sat.py --ratify target/release/ratify -n 200 --seed 1
    /tmp/venv/bin/python scripts/cp_sat.py --input cases.jsonl

A case is one line of JSON: `id`, `programme`, `courses`, `record`, `expect` (the documented verdict) and
`nanoseconds` (the engine's time, optional). Objectives are solved one after the other, each optimum held
fixed for the next, with a single worker. Skipped and counted: `split = "minutes"` and `window_months`.
Exit status: 0 all agree, 1 some do not, 2 no cases could be had.
"""

import argparse
import calendar
import datetime
import itertools
import json
import pathlib
import statistics
import subprocess
import sys
import time

from ortools.sat.python import cp_model

TOTAL = {"minutes": 0, "approx": 0, "counts": "applied", "credits": 0, "unit": 0}
CREDIT = {"split": "segments", "repeat": "once", "partial": "pro-rata", "min_fraction": 0, "topic_fraction": 50,
          "short": "minutes", "expires_months": 0, "window_months": 0, "retroactive_months": -1, "subject_min": 0}
PART = {"accept": [], "except": [], "topics": [], "topics_from": "none", "per": "workshop", "combine": False,
        "group": "main", **dict.fromkeys(("minutes", "approx", "count", "each_min", "each_approx", "each_max",
                                         "max_count", "max_minutes"), 0)}
SHARING = {"between_groups": "free", "listed": [], "max_credits": 0}
TOP = 10**9  # nothing that is counted here is larger


def without_nulls(x):
    if isinstance(x, dict):
        return {k: without_nulls(v) for k, v in x.items() if v is not None}
    return [without_nulls(v) for v in x] if isinstance(x, list) else x


def with_defaults(programme):
    """The programme with every key present; a missing one has its documented default."""
    p = {"objective": programme.get("objective", "least-left"), "parts": []}
    for name, defaults in (("total", TOTAL), ("credit", CREDIT), ("sharing", SHARING)):
        p[name] = {**defaults, **programme.get(name, {})}
    p.update({name: programme.get(name, []) for name in ("choice", "limit", "floor")})
    for r in programme["requirement"]:
        r = {**PART, **r}
        n = len(r["topics"])
        r.setdefault("topics_min", n)
        r.setdefault("topic_minutes", max(0, r["minutes"] - r["approx"]) // n if n else 0)
        p["parts"].append({**r, "threshold": max(0, r["each_min"] - r["each_approx"])})
    return p


def months_after(day, n):
    """The same day `n` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def accepts(terms, atom):
    """Whether one of the terms (`course:`, `class:`, `tag:`, `topic:`, `subject:`, `any`) fits the atom."""
    parted = (term.partition(":") for term in terms)
    return any(k == "any" or v == atom.get(k) or v in atom.get(k + "s", ()) for k, _, v in parted)


def atoms_of_credit(policy, credit, course):
    """The atoms of one credit whose status and date are in order."""
    whole = credit.get("scheduled", course.get("minutes", credit.get("minutes", 0)))
    whole = [{"minutes": whole, "topics": course.get("topics", [])}]
    segments = credit.get("segments") or course.get("segments") or whole
    scheduled = sum(s["minutes"] for s in segments)
    chosen = credit.get("attended_segments")
    segments = [{**s, "n": n} for n, s in enumerate(segments) if chosen is None or n in chosen]
    minutes = credit.get("minutes", sum(s["minutes"] for s in segments))
    if not segments or 100 * minutes < policy["min_fraction"] * scheduled:
        return []
    minutes = scheduled if policy["partial"] == "all-or-nothing" else minutes
    said, enough = credit.get("topics"), 100 * minutes >= policy["topic_fraction"] * scheduled
    title, number = course.get("class") or credit.get("course") or "credit " + credit["id"], credit.get("part", 0)
    tags = {*course.get("tags", []), *credit.get("tags", []), *filter(None, [credit.get("source")])}
    base = {"credit": credit["id"], "course": credit.get("course", ""), "class": title,
            "subject": credit.get("subject", course.get("subject", ""))}
    atoms = []
    for s in segments:
        # What was attended lies on the first segments; what is over goes to the last one.
        mine = minutes if s is segments[-1] else min(minutes, s["minutes"])
        minutes -= mine
        topics = set(s.get("topics", [])) if enough else set()
        if said is not None:
            topics = set(said) if len(segments) == 1 or "topics" not in s else set(said) & set(s["topics"])
        atoms.append({**base, "minutes": mine, "topics": topics, "tags": tags | set(s.get("tags", [])),
                      "same": ("unit", s["unit"]) if s.get("unit") else (title, number, s["n"])})
    if policy["split"] == "segments":
        return atoms
    return [{**base, "minutes": sum(a["minutes"] for a in atoms), "same": (title, number, 0),
             **{k: set().union(*(a[k] for a in atoms)) for k in ("topics", "tags")}}]


def atoms_of(p, courses, record):
    """Everything in the record that may count at all."""
    policy, day = p["credit"], datetime.date.fromisoformat
    as_of, enrolled = day(record.get("as_of", "2026-06-30")), record.get("enrolled")
    standing = {"attended", "booked"} if record.get("what_if") else {"attended"}
    atoms, sums = [], {}
    for credit in record.get("credits", []):
        date, lapse, back = day(credit["date"]), policy["expires_months"], policy["retroactive_months"]
        lapsed = lapse and months_after(date, lapse) <= as_of
        early = back >= 0 and enrolled and date < months_after(day(enrolled), -back)
        if credit.get("status", "attended") in standing and not lapsed and not early:
            atoms += atoms_of_credit(policy, credit, courses.get(credit.get("course"), {}))
    for a in atoms:
        sums[a["subject"]] = sums.get(a["subject"], 0) + a["minutes"]
    return [a for a in atoms if sums[a["subject"]] >= policy["subject_min"]]


def places(p, exceptions, atom):
    """Indexes of the parts in which the atom may count, after what staff decided, in their order."""
    may, tied = set(), set()
    for k, r in enumerate(p["parts"]):
        ok = accepts(r["accept"], atom) and not accepts(r["except"], atom)
        for e in exceptions:
            if (e.get("credit"), e.get("id")) == (atom["credit"], r["id"]):
                ok = {"allow": True, "apply": True, "exclude": False}.get(e["type"], ok)
                tied |= {k} if e["type"] == "apply" else set()
        may |= {k} if ok else set()
    return may & tied if tied else may


class Model(cp_model.CpModel):
    """The audit of one record: a boolean for every use, and all that the verdict counts.

    Each derived number is exact in both directions, so that no optimum can cheat with slack.
    """

    def __init__(self, p, courses, record):
        super().__init__()
        self.p, self.exceptions = p, record.get("exceptions", [])
        self.atoms = atoms_of(p, courses, record)
        self.use = {(i, k): self.new_bool_var("") for i, a in enumerate(self.atoms)
                    for k in places(p, self.exceptions, a)}
        self.used = {i: self.any_of(v for (j, _), v in self.use.items() if j == i) for i in range(len(self.atoms))}
        self.in_part = [{i: v for (i, j), v in self.use.items() if j == k} for k in range(len(p["parts"]))]
        self.rules_of_use()
        self.verdict()

    def largest(self, *terms):
        v = self.new_int_var(-TOP, TOP, "")
        self.add_max_equality(v, terms)
        return v

    def capped(self, term, cap):
        return term if cap is None else -self.largest(-term, -cap)

    def any_of(self, bools):
        return self.largest(0, *bools)

    def at_least(self, expression, bound):
        """A boolean: expression >= bound."""
        v = self.new_bool_var("")
        self.add(expression >= bound).only_enforce_if(v)
        self.add(expression < bound).only_enforce_if(~v)
        return v

    def switched(self, on, expression):
        """The expression's value where `on` holds, else 0."""
        v = self.new_int_var(-TOP, TOP, "")
        self.add(v == expression).only_enforce_if(on)
        self.add(v == 0).only_enforce_if(~on)
        return v

    def minutes_in(self, uses):
        return sum(v * self.atoms[i]["minutes"] for i, v in uses.items())

    def by_credit(self, uses):
        """The same uses (atom -> variable), a table a credit."""
        credits = {self.atoms[i]["credit"]: {} for i in uses}
        for i, v in uses.items():
            credits[self.atoms[i]["credit"]][i] = v
        return credits

    def credits_in(self, uses):
        return sum(self.any_of(own.values()) for own in self.by_credit(uses).values())

    def matching(self, terms, uses):
        return {i: v for i, v in uses.items() if accepts(terms, self.atoms[i])}

    def rules_of_use(self):
        """What makes a usage allowed: groups and sharing, repeats, limits."""
        parts, sharing, shared, alike = self.p["parts"], self.p["sharing"], [], {}
        for i, a in enumerate(self.atoms):
            alike.setdefault(a["same"], []).append(i)
            own = {k: v for (j, k), v in self.use.items() if j == i}
            groups = {parts[k]["group"] for k in own}
            for g in groups:
                self.add_at_most_one(v for k, v in own.items() if parts[k]["group"] == g)
            may = {"free": True, "none": False, "listed": accepts(sharing["listed"], a)}[sharing["between_groups"]]
            if not may:
                self.add_at_most_one(own.values())
            elif len(groups) > 1:
                shared.append(self.at_least(sum(own.values()), 2))
        if sharing["max_credits"]:
            self.add(sum(shared) <= sharing["max_credits"])
        for twins in alike.values():
            if self.p["credit"]["repeat"] == "once":
                self.add(sum(self.used[i] for i in twins) <= 1)
            elif self.p["credit"]["repeat"] == "per-requirement":
                for own in self.in_part:
                    self.add(sum(own.get(i, 0) for i in twins) <= 1)
        ids = [r["id"] for r in parts]
        for limit in self.p["limit"]:
            where = self.in_part[ids.index(limit["requirement"])] if "requirement" in limit else self.used
            hit = self.matching(limit["match"], where)
            if "max_minutes" in limit:
                self.add(self.minutes_in(hit) <= limit["max_minutes"])
            if "max_count" in limit:
                self.add(self.credits_in(hit) <= limit["max_count"])

    def part(self, k):
        """(left, satisfied, minutes) of a part."""
        r, own = self.p["parts"][k], self.in_part[k]
        said = [e for e in self.exceptions if e.get("id") == r["id"]]
        waived_topics = {e["topic"] for e in said if e["type"] == "waive-topic"}
        titles, minutes = {}, []
        for credit, mine in self.by_credit(own).items():
            m = self.minutes_in(mine)
            if self.p["credit"]["short"] == "reject" and r["count"] and not r["combine"]:
                for v in mine.values():
                    self.add(m >= r["threshold"]).only_enforce_if(v)
            minutes.append(self.capped(m, r["each_max"] or None))
            title = self.atoms[next(iter(mine))]["class"] if r["combine"] else credit
            titles.setdefault(title, []).append(minutes[-1])
        if r["max_count"]:
            self.add(self.credits_in(own) <= r["max_count"])
        h = self.capped(sum(minutes), r["max_minutes"] or None)
        h = h + sum(e["minutes"] for e in said if e["type"] == "grant-minutes")
        h = h + sum(e.get("grant", 0) for e in said if e["type"] == "waive-requirement")
        if any(e["type"] == "waive-requirement" for e in said):
            return 0, 1, h
        n = sum(self.worth(r, sum(ms)) for ms in titles.values())
        n = n + sum(e["count"] for e in said if e["type"] == "grant-count")
        t = sum(1 if topic in waived_topics else self.covered(r, topic, own) for topic in r["topics"])
        short = [self.largest(0, need) for need in (
            r["minutes"] - r["approx"] - h, r["count"] - n, r["topics_min"] - t)]
        unmet = self.at_least(sum(short), 1)
        weights = (1, max(1, r["threshold"]), r["topic_minutes"])
        return self.largest(unmet, *(s * w for s, w in zip(short, weights))), 1 - unmet, h

    def worth(self, r, minutes):
        """How many workshops these minutes of one credit (or title) are."""
        counts = self.at_least(minutes, max(1, r["threshold"]))
        if r["per"] != "hours" or not r["each_min"]:
            return counts
        times = self.new_int_var(0, TOP, "")
        self.add_division_equality(times, minutes + r["each_approx"], r["each_min"])
        return self.switched(counts, self.largest(1, times))

    def covered(self, r, topic, own):
        if r["topics_from"] == "applied":
            return self.any_of(v for i, v in own.items() if topic in self.atoms[i]["topics"])
        return int(r["topics_from"] == "none" or any(topic in a["topics"] for a in self.atoms))

    def needed(self, parts):
        """(left, satisfied) of all that is asked for: parts outside choices, each choice's cheapest options."""
        optional = {i for c in self.p["choice"] for o in c["options"] for i in o}
        named = {r["id"]: (left, ok) for r, (left, ok, _) in zip(self.p["parts"], parts)}
        asked = [pair for i, pair in named.items() if i not in optional]
        for choice in self.p["choice"]:
            takes, ranks, size = [], [], len(choice["options"])
            for n, option in enumerate(choice["options"]):
                takes.append(self.new_bool_var(""))
                ranks.append(size * sum(named[i][0] for i in option) + n)  # equally cheap: the first in the file
                asked += [tuple(self.switched(takes[n], x) for x in named[i]) for i in option]
            self.add(sum(takes) == choice.get("need", 1))
            for a, b in itertools.permutations(range(size), 2):
                self.add(ranks[a] < ranks[b]).only_enforce_if([takes[a], ~takes[b]])
        return sum(left for left, _ in asked), sum(ok for _, ok in asked)

    def verdict(self):
        """What is left, and the objectives in their order."""
        p, total = self.p, self.p["total"]
        parts = [self.part(k) for k in range(len(p["parts"]))]
        rest, satisfied = self.needed(parts)
        applied = self.minutes_in(self.used)
        have = applied + sum(e["minutes"] for e in self.exceptions if e["type"] == "grant-total")
        if len({r["group"] for r in p["parts"]}) == 1:  # what the parts hold, caps and grants included
            nominal = [max(r["minutes"], r["count"] * r["each_min"]) if total["counts"] == "needed" else None
                       for r in p["parts"]]
            have = have - applied + sum(self.capped(h, cap) for (_, _, h), cap in zip(parts, nominal))
        lacks = [rest, (total["credits"] - self.credits_in(self.used)) * max(1, total["unit"])]
        if total["minutes"]:
            lacks.append(total["minutes"] - total["approx"] - have)
        for floor in p["floor"]:
            hit = self.matching(floor["match"], self.used)
            lacks += [floor.get("minutes", 0) - self.minutes_in(hit), floor.get("credits", 0) - self.credits_in(hit)]
        self.left = self.largest(0, *lacks)
        self.order = [self.left, rest, -satisfied, -applied]
        if p["objective"] == "most-boxes":
            self.order = [self.at_least(self.left, 1), -satisfied, self.left, rest, -applied]

    def optimum(self):
        """(what is left, seconds spent solving)."""
        solver, seconds = cp_model.CpSolver(), 0.0
        solver.parameters.num_workers = 1
        for goal in self.order:
            self.minimize(goal)
            start = time.perf_counter()
            status = solver.solve(self)
            seconds += time.perf_counter() - start
            if status != cp_model.OPTIMAL:
                raise RuntimeError(f"no optimum: {solver.status_name(status)}")
            self.add(goal - round(solver.objective_value) == 0)
        return solver.value(self.left), seconds


def cases_of(args):
    if args.input:
        text = pathlib.Path(args.input).read_text(encoding="utf-8")
    else:
        command = [args.ratify, "bench", "audit", "--emit", str(args.n), "--seed", str(args.seed)]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [without_nulls(json.loads(line)) for line in text.split("\n") if line.strip()]


def row(name, seconds):
    ranked = sorted(1e6 * s for s in seconds)
    p99 = ranked[-(-99 * len(ranked) // 100) - 1]
    print(f"{name:28}median {statistics.median(ranked):12.3f} us   p99 {p99:12.3f} us")


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    source = ask.add_mutually_exclusive_group(required=True)
    source.add_argument("--ratify", metavar="PATH", help="the binary that makes up and answers the cases")
    source.add_argument("--input", metavar="FILE", help="cases as JSON Lines")
    ask.add_argument("-n", type=int, default=200, help="how many cases to ask for")
    ask.add_argument("--seed", type=int, default=1)
    args = ask.parse_args()
    try:
        cases = cases_of(args)
    except (OSError, ValueError, subprocess.CalledProcessError) as e:
        print(f"no cases: {e}", file=sys.stderr)
        return 2
    skipped, disagreements, ours, solving, modelling = 0, 0, [], [], []
    for case in cases:
        p, want = with_defaults(case["programme"]), case["expect"]
        if p["credit"]["split"] == "minutes" or p["credit"]["window_months"]:
            skipped += 1
            continue
        start = time.perf_counter()
        model = Model(p, case.get("courses", {}), case["record"])
        modelling.append(time.perf_counter() - start)
        left, seconds = model.optimum()
        solving.append(seconds)
        if "nanoseconds" in case:
            ours.append((case["nanoseconds"] / 1e9, seconds))
        if (want["left"], want["complete"]) != (left, left == 0):
            disagreements += 1
            print(f"DISAGREE {case['id']}: left {want['left']}, complete {want['complete']}; CP-SAT: left {left}")
    print(f"{len(solving)} cases, {skipped} skipped, {disagreements} disagreements")
    if not solving:
        return 2  # nothing was compared
    row("CP-SAT, building the model", modelling)
    row("CP-SAT, solving alone", solving)
    if ours:
        mine, theirs = zip(*ours)
        row("Ratify", mine)
        for name, measure in (("medians", statistics.median), ("sums", sum)):
            print(f"CP-SAT's solving to Ratify, ratio of the {name}: {measure(theirs) / max(1e-9, measure(mine)):.0f}")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
