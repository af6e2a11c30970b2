"""What the plans of this folder say and what each wording means: posts, dates, statuses, references, titles.

Owns the meanings, written by hand and from the project's published meanings alone; knows no reader of files.
"""

import calendar
import re
from datetime import date
from typing import TypedDict


class Dated(TypedDict, total=False):
    """One date as the contract prints it. What is left out is not compared."""

    kind: str
    on: str | None
    every_months: int
    every_weeks: int


MONTHS = [name.lower() for name in calendar.month_name]
ENDS = {1: "06-30", 2: "09-30", 3: "12-31", 4: "03-31"}

ONGOING: list[Dated] = [{"kind": "recurring", "every_months": 3}]
"""Ongoing work is looked at every three months."""


def deadline(on: str) -> Dated:
    return {"kind": "deadline", "on": on}


def review(on: str) -> Dated:
    return {"kind": "review", "on": on}


def start(on: str) -> Dated:
    return {"kind": "start", "on": on}


def every(months: int, on: str | None = None) -> Dated:
    dated: Dated = {"kind": "recurring", "every_months": months}
    return {**dated, "on": on} if on else dated


DUE: dict[str, list[Dated]] = {
    "": [],
    "Ongoing": ONGOING,
    "ongoing": ONGOING,
    "On-going": ONGOING,
    "Quarterly": [every(3)],
    "Monthly": [every(1)],
    "Weekly": [{"kind": "recurring", "every_weeks": 1}],
    "Six monthly": [every(6)],
    "6 monthly": [every(6)],
    "Half yearly": [every(6)],
    "Twice a year": [every(6)],
    "Annually": [every(12)],
    "Annual": [every(12)],
    "Per annum": [every(12)],
    "Every two months": [every(2)],
    "Annually in March": [every(12, "2025-03-31")],
    "Every August": [every(12, "2024-08-31")],
    "October 2024 and annually": [deadline("2024-10-31"), every(12)],
    "Quarterly reports to People Committee": [every(3)],
    "January 2025 (launch)": [start("2025-01-01")],
    "April 2021 (commencing)": [start("2021-04-01")],
    "November 2020 (launch)\nMay 2021 (mid-year review)\nNovember 2021 (annual review)": [
        start("2020-11-01"),
        review("2021-05-31"),
        review("2021-11-30"),
    ],
    "Review 31.03.26": [review("2026-03-31")],
    "Review 30.06.25": [review("2025-06-30")],
    "Completed Review 31.03.26": [review("2026-03-31")],
    "Ongoing Review 31.03.26": [review("2026-03-31")],
    "Ongoing – progress review 31.03.2026": [review("2026-03-31")],
    "Ongoing 31.01.2026": [review("2026-01-31")],
    "Completed 30.06.2026": [review("2026-06-30")],
    "Completed": [],
    "Phase 1 – June 2024\nPhase 2 – December 2024": [deadline("2024-06-30"), deadline("2024-12-31")],
    "Phase 1: September 2025\nPhase 2: March 2026": [deadline("2025-09-30"), deadline("2026-03-31")],
    "April 2024 – March 2025": [deadline("2025-03-31")],
    "Jan – Mar 2025": [deadline("2025-03-31")],
    "October to December 2024": [deadline("2024-12-31")],
    "From April 2025 to September 2025": [deadline("2025-09-30")],
    "By end of March 2025": [deadline("2025-03-31")],
    "By end of Q2": [deadline("2025-09-30")],
    "By the end of December 2025": [deadline("2025-12-31")],
    "Complete by June 2025": [deadline("2025-06-30")],
    "To be completed by October 2025": [deadline("2025-10-31")],
    "Agree by end Sept 2020": [deadline("2020-09-30")],
    "Plan in place by end of March 2021": [deadline("2021-03-31")],
    "Within year": [deadline("2021-03-31")],
    "End of FY25/26": [deadline("2026-03-31")],
    "2024/25": [deadline("2025-03-31")],
    "2025/26": [deadline("2026-03-31")],
    "Delivery in 2020-21": [deadline("2021-03-31")],
    "End of financial year 2025/26": [deadline("2026-03-31")],
    "Q3/4 2024-25": [deadline("2025-03-31")],
    "Autumn 2025": [deadline("2025-11-30")],
    "From Autumn 2021": [start("2021-09-01")],
    "To be rolled out from Q3 2020-21": [start("2020-10-01")],
    "February 2022 and ongoing": [deadline("2022-02-28"), *ONGOING],
    "As vacancies arise": [{"kind": "opportunistic"}],
    "As opportunity arises": [{"kind": "opportunistic"}],
    "Bi-monthly progress reports": [every(2)],
    "Within 6 months": [],
    "Year 2": [],
    "Short term": [],
    "Immediate": [],
    "ASAP": [],
    "TBC": [],
}
"""Due words whose shape says too little, with what they mean in the plans that use them. Plain dates: `read_due`."""

UNDATED = {"Within 6 months", "Year 2", "Short term", "Immediate", "ASAP", "TBC"}
"""No date of their own: any date made of them is an assumption, and has to be told."""

OR_DUE: dict[str, list[list[Dated]]] = {
    "Throughout 2021-22": [[deadline("2022-03-31")], ONGOING, [*ONGOING, deadline("2022-03-31")]],
    "Through 2021-22": [[deadline("2022-03-31")], ONGOING, [*ONGOING, deadline("2022-03-31")]],
    "Throughout year": [[deadline("2021-03-31")], ONGOING, [*ONGOING, deadline("2021-03-31")]],
    "Completed": [[], [review("2026-03-31")]],
}
"""Wordings that two careful people read differently, each reading right."""


def read_due(words: str) -> list[Dated]:
    """What a plain date or one of the wordings above means."""
    if words in DUE:
        return DUE[words]
    if words in OR_DUE:
        return OR_DUE[words][0]
    if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{2,4})", words):
        day, month, year = (int(part) for part in match.groups())
        return [deadline(date(year % 2000 + 2000, month, day).isoformat())]
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? (\w+) (\d{4})", words):
        return [deadline(date(int(match[3]), MONTHS.index(match[2].lower()), int(match[1])).isoformat())]
    if match := re.fullmatch(r"Q([1-4]) (?:FY)?(\d{2,4})[/-](\d{2})(?: \(.*\))?", words):
        quarter = int(match[1])
        return [deadline(f"{2000 + int(match[3]) - (quarter < 4)}-{ENDS[quarter]}")]
    if match := re.fullmatch(r"(?:by |end of |end )?([A-Za-z]+)[ -](\d{2,4})", words, re.IGNORECASE):
        month = next(n for n, name in enumerate(MONTHS) if name and name[:3] == match[1].lower()[:3])
        year = int(match[2]) % 2000 + 2000
        return [deadline(f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}")]
    raise KeyError(words)


STATUS: dict[str, str] = {
    "": "no update",
    "Not started": "not started",
    "Not yet started": "not started",
    "Not due": "not started",
    "In progress": "in progress",
    "In Progress": "in progress",
    "On track": "in progress",
    "Underway": "in progress",
    "Ongoing": "in progress",
    "Open": "no update",
    "OPEN": "no update",
    "O": "no update",
    "Closed": "done",
    "CLOSED": "done",
    "C": "done",
    "Complete": "done",
    "Completed": "done",
    "Done": "done",
    "Achieved": "done",
    "Delayed": "delayed",
    "Behind schedule": "delayed",
    "Cancelled": "cancelled",
    "Blue": "done",
    "Green": "in progress",
    "Amber": "in progress",
    "Red": "delayed",
    "B": "done",
    "G": "in progress",
    "A": "in progress",
    "R": "delayed",
    "Partially complete": "in progress",
    "Partly achieved": "in progress",
    "0%": "not started",
    "10%": "in progress",
    "25%": "in progress",
    "40%": "in progress",
    "50%": "in progress",
    "50% complete": "in progress",
    "75%": "in progress",
    "90%": "in progress",
    "100%": "done",
    "Not complete": "in progress",
    "No progress": "not started",
    "ACHIEVED AND ONGOING": "done",
    "PROGRESS MADE & ONGOING": "in progress",
    "DELIVERY DELAYED.\nPART ACHIEVED AND ONGOING": "delayed",
    "DELAYED BUT PROGRESSING": "delayed",
    "PROGRESS MADE 2020-21": "in progress",
    "ACTION CANCELLED": "cancelled",
    "Completed Review 31.03.26": "done",
    "Completed 30.06.2026": "done",
    "Ongoing Review 31.03.26": "in progress",
    "Ongoing – progress review 31.03.2026": "in progress",
    "Ongoing 31.01.2026": "in progress",
    "Approved on 12 June 2024": "done",
}

OWNERS: dict[str, list[str]] = {
    "": [],
    "Head of EDI": ["Head of EDI"],
    "EDI Lead": ["EDI Lead"],
    "EDI Manager": ["EDI Manager"],
    "Head of Resourcing": ["Head of Resourcing"],
    "Recruitment Manager": ["Recruitment Manager"],
    "Chief People Officer": ["Chief People Officer"],
    "Medical Director": ["Medical Director"],
    "Company Secretary": ["Company Secretary"],
    "Head of Communications": ["Head of Communications"],
    "Chief Nurse": ["Chief Nurse"],
    "Freedom to Speak Up Guardian": ["Freedom to Speak Up Guardian"],
    "Head of Employee Relations": ["Head of Employee Relations"],
    "HR Business Partners": ["HR Business Partners"],
    "Head of Procurement": ["Head of Procurement"],
    "Policy Officer": ["Policy Officer"],
    "Director of Finance": ["Director of Finance"],
    "Staff Network Chairs": ["Staff Network Chairs"],
    "Deputy Director of Workforce": ["Deputy Director of Workforce"],
    "Head of Estates": ["Head of Estates"],
    "Head of Patient Experience": ["Head of Patient Experience"],
    "Assistant Director of Education": ["Assistant Director of Education"],
    "HR Business Partner Lead": ["HR Business Partner Lead"],
    "Equality and Diversity Manager": ["Equality and Diversity Manager"],
    "Diversity and Inclusion Manager": ["Diversity and Inclusion Manager"],
    "Head of Learning and Development": ["Head of Learning and Development"],
    "Director of Workforce and Organisational Development": ["Director of Workforce and Organisational Development"],
    "Health and Wellbeing Lead": ["Health and Wellbeing Lead"],
    "Head of HR and Payroll": ["Head of HR and Payroll"],
    "Director of People, OD & Inclusion": ["Director of People, OD & Inclusion"],
    "Associate Director of Culture & Engagement": ["Associate Director of Culture & Engagement"],
    "Head of Health, Wellbeing and Engagement": ["Head of Health, Wellbeing and Engagement"],
    "Trust Board Chair, CEO and HR Director": ["Trust Board Chair", "CEO", "HR Director"],
    "Director of Governance\nTrust Board Chair": ["Director of Governance", "Trust Board Chair"],
    "Head of Resourcing (Lead)": ["Head of Resourcing"],
    "Head of EDI (Lead)\nDirector of Governance": ["Head of EDI", "Director of Governance"],
    "Trust Board Chair (Lead)\nCEO": ["Trust Board Chair", "CEO"],
    "Head of EDI &\nHR Business Partners": ["Head of EDI", "HR Business Partners"],
    "Head of EDI / Head of Resourcing": ["Head of EDI", "Head of Resourcing"],
    "EDI Lead / Recruitment Manager": ["EDI Lead", "Recruitment Manager"],
    "EDI Lead; Head of Communications": ["EDI Lead", "Head of Communications"],
    "Chief Nurse & Medical Director": ["Chief Nurse", "Medical Director"],
    "EDI Manager\nRecruitment Manager": ["EDI Manager", "Recruitment Manager"],
    "EDI Manager, Recruitment Manager": ["EDI Manager", "Recruitment Manager"],
    "EDI Lead with HR Business Partners": ["EDI Lead", "HR Business Partners"],
    "EDI Manager (QX)": ["EDI Manager"],
    "OD Specialist (AB)": ["OD Specialist"],
    "Workforce Analyst (JK) / EDI Manager (QX)": ["Workforce Analyst", "EDI Manager"],
    "OD Specialist (AB)\nRecruitment Manager (ZT)": ["OD Specialist", "Recruitment Manager"],
    "Recruitment Manager (ZT)": ["Recruitment Manager"],
    "DofWF with D&I Lead": ["DofWF", "D&I Lead"],
    "D&I Lead": ["D&I Lead"],
    "Project Leads": ["Project Leads"],
    "Associate Directors": ["Associate Directors"],
    "Recruiting managers": ["Recruiting managers"],
    "Recruitment Lead\nD&I Lead": ["Recruitment Lead", "D&I Lead"],
    "Directorate AD": ["Directorate AD"],
    "Director of People, OD & Inclusion\nD&I Lead": ["Director of People, OD & Inclusion", "D&I Lead"],
    "DofWF with D&I Lead & Leadership Development Lead": ["DofWF", "D&I Lead", "Leadership Development Lead"],
    "Head of Equality, Diversity & Inclusion": ["Head of Equality, Diversity & Inclusion"],
    "Head of Equality, Diversity & Inclusion\nHead of Recruitment": [
        "Head of Equality, Diversity & Inclusion",
        "Head of Recruitment",
    ],
    "Assistant Director – Equality, Diversity & Inclusion": ["Assistant Director – Equality, Diversity & Inclusion"],
    "EMC with support from Assistant Director – Equality, Diversity & Inclusion": [
        "EMC",
        "Assistant Director – Equality, Diversity & Inclusion",
    ],
    "Inclusion Directors": ["Inclusion Directors"],
    "Recruitment Services Manager & EDI Lead": ["Recruitment Services Manager", "EDI Lead"],
    "Recruitment Team": ["Recruitment Team"],
    "Deputy Chief Executive": ["Deputy Chief Executive"],
    "Divisional Directors": ["Divisional Directors"],
    "Head of Housing": ["Head of Housing"],
    "Democratic Services Manager": ["Democratic Services Manager"],
    "Library Services Manager": ["Library Services Manager"],
    "Programme Manager": ["Programme Manager"],
    "Head of Primary Care": ["Head of Primary Care"],
    "Trust Secretary": ["Trust Secretary"],
    "Chair of the Race Equality Network": ["Chair of the Race Equality Network"],
}

REFERENCES: dict[str, list[str]] = {
    "": [],
    "WRES 2": ["WRES 2"],
    "WRES 1, 2": ["WRES 1", "WRES 2"],
    "WRES 5, 6 & 8": ["WRES 5", "WRES 6", "WRES 8"],
    "WRES 3": ["WRES 3"],
    "WRES 4": ["WRES 4"],
    "WRES 7": ["WRES 7"],
    "WRES 9": ["WRES 9"],
    "WRES Indicator 1": ["WRES 1"],
    "WDES 2": ["WDES 2"],
    "WDES 4a": ["WDES 4a"],
    "WDES 8": ["WDES 8"],
    "WDES 10": ["WDES 10"],
    "WRES 2, WDES 2": ["WRES 2", "WDES 2"],
    "WRES 5; WDES 4a": ["WRES 5", "WDES 4a"],
    "WRES 9 / WDES 10": ["WRES 9", "WDES 10"],
    "High Impact Action 1": ["HIA 1"],
    "High Impact Action 2": ["HIA 2"],
    "High Impact Action 3": ["HIA 3"],
    "High Impact Action 4": ["HIA 4"],
    "High Impact Action 5": ["HIA 5"],
    "High Impact Action 6": ["HIA 6"],
    "HIA 1": ["HIA 1"],
    "HIA 2": ["HIA 2"],
    "HIA 3": ["HIA 3"],
    "HIA 4": ["HIA 4"],
    "HIA 5": ["HIA 5"],
    "HIA 6": ["HIA 6"],
    "HIA 2; WRES 2": ["HIA 2", "WRES 2"],
    "EDS 1": ["EDS 1"],
    "EDS 2": ["EDS 2"],
    "EDS 3": ["EDS 3"],
    "PSED": ["PSED"],
    "HIA 1; EDS 3": ["HIA 1", "EDS 3"],
    "HIA 2; EDS 2": ["HIA 2", "EDS 2"],
    "HIA 3; EDS 2": ["HIA 3", "EDS 2"],
    "WRES 1": ["WRES 1"],
    "WDES 7": ["WDES 7"],
    "WRES": ["WRES"],
    "WDES": ["WDES"],
    "GPG": ["GPG"],
    "Gender pay gap": ["GPG"],
    "1": ["WRES 1"],
    "1, 2": ["WRES 1", "WRES 2"],
    "2": ["WRES 2"],
    "3": ["WRES 3"],
    "4": ["WRES 4"],
    "5, 6 & 8": ["WRES 5", "WRES 6", "WRES 8"],
    "7": ["WRES 7"],
    "9": ["WRES 9"],
    "1-9": [f"WRES {n}" for n in range(1, 10)],
    "Indicators 1-9": [f"WRES {n}" for n in range(1, 10)],
    "Indicator 2": ["WRES 2"],
    "various": [],
    "Metric 4a": ["WDES 4a"],
    "Metric 2": ["WDES 2"],
    "Metric 8": ["WDES 8"],
    "Metric 1": ["WDES 1"],
}

TITLES: dict[str, list[str]] = {
    "recruitment": [
        "Add a trained equality representative to every interview panel at band 8a and above",
        "Rewrite job adverts in plain language and test them with staff networks",
        "Publish shortlisting and appointment outcomes by ethnicity for each division",
        "Offer interview preparation sessions to internal applicants",
        "Hold open days with local colleges and community groups",
        "Require a written reason where a diverse shortlist was not reached",
        "Pilot values-based interviewing in two clinical services",
        "Review person specifications for requirements that are not needed",
        "Set up a talent bank of panel members from all staff groups",
        "Advertise acting-up and secondment posts openly",
        "Refresh the recruitment policy after consultation with staff side",
        "Send feedback to every internal candidate who was not appointed",
    ],
    "talent": [
        "Start a second cohort of the reverse mentoring scheme",
        "Map the talent pipeline from band 5 to band 7 in each care group",
        "Guarantee a career conversation within every appraisal",
        "Open leadership course places to under-represented groups first",
        "Match twenty sponsors with aspiring senior leaders",
        "Track who is nominated for non-mandatory training",
        "Create a shadowing programme with executive directors",
        "Publish a guide to moving up a band",
        "Evaluate what last year's leadership cohort did next",
        "Bring career coaches to both hospital sites",
    ],
    "relations": [
        "Introduce a pre-formal checklist before any investigation opens",
        "Audit disciplinary cases of the last two years by ethnicity and band",
        "Train case managers in fair and just decision making",
        "Report the length of suspensions to the People Committee",
        "Offer mediation before a grievance becomes formal",
        "Recruit cultural ambassadors to sit with investigation teams",
        "Check that support is offered to staff who raise concerns",
        "Compare referral patterns with those of neighbouring trusts",
    ],
    "culture": [
        "Relaunch the zero tolerance campaign in emergency departments",
        "Run active bystander workshops in high incident areas",
        "Hold listening events on night shifts",
        "Put a reporting button for abuse on the intranet front page",
        "Share what changed after each staff survey",
        "Mark South Asian Heritage Month and Black History Month",
        "Agree a violence prevention standard with the local police",
        "Build civility and respect into team charters",
        "Produce a short film of staff stories for induction",
        "Check that wellbeing rooms are open to night workers",
        "Review how incidents of racist abuse are followed up",
        "Give every ward a prompt card on challenging discrimination",
    ],
    "networks": [
        "Give protected time to network chairs in job plans",
        "Agree an executive sponsor for each staff network",
        "Publish a yearly programme of network events",
        "Set a small budget for each network",
        "Invite network chairs to the quarterly workforce meeting",
        "Write terms of reference for the faith network",
    ],
    "disability": [
        "Shorten the wait for reasonable adjustments to four weeks",
        "Launch an adjustment passport that moves with the person",
        "Train managers to talk about long-term conditions",
        "Raise declaration of disability in the staff record",
        "Renew the disability confident employer accreditation",
        "Audit the accessibility of the intranet and e-learning",
        "Provide quiet rooms for neurodivergent colleagues",
        "Review sickness triggers for disability-related absence",
    ],
    "pay": [
        "Publish the gender and ethnicity pay gap side by side",
        "Review starting salaries of new consultants",
        "Monitor clinical impact awards by sex and ethnicity",
        "Promote part-time and job-share roles at senior level",
        "Test the pay policy for bias with an outside adviser",
        "Analyse bonus payments by protected characteristic",
    ],
    "international": [
        "Pair each internationally educated nurse with a buddy",
        "Give a welcome pack that explains housing, banking and schools",
        "Review progression of internationally recruited staff after two years",
        "Offer language support for written assessments",
        "Set up pastoral visits in the first six weeks",
        "Survey international recruits on their first hundred days",
    ],
    "data": [
        "Improve recording of ethnicity in the staff record to 95 per cent",
        "Build an equality dashboard that divisions can open themselves",
        "Add equality questions to the exit interview form",
        "Break the staff survey down by site and ethnicity",
        "Agree a yearly calendar of equality reporting",
        "Check the quality of bank staff records",
    ],
    "services": [
        "Test interpreter availability in outpatient clinics",
        "Translate appointment letters into the five most used languages",
        "Review complaints by ethnicity and by main language",
        "Ask patients with a learning disability to inspect two wards",
        "Extend the carers' passport to community services",
        "Study who misses appointments and why",
        "Put the accessible information standard into every booking form",
        "Consult the local deaf community on video relay",
        "Compare waiting times by deprivation",
        "Open a prayer and reflection space in the new building",
    ],
    "governance": [
        "Give each executive director a measurable equality objective",
        "Add an equality section to every board paper's front sheet",
        "Train the board in inclusive leadership",
        "Bring a staff story to each public board meeting",
        "Review the diversity of committee membership",
        "Refresh the equality impact assessment template",
        "Report progress against the equality objectives to the board",
        "Recruit associate non-executive directors from local communities",
    ],
    "council": [
        "Review the letting policy for its effect on protected groups",
        "Make polling stations step-free before the next election",
        "Train reception staff in British Sign Language basics",
        "Publish equality monitoring of grant awards",
        "Ask suppliers above the threshold for their equality policy",
        "Run a residents' panel on access to leisure centres",
        "Check that consultation documents come in easy read",
        "Widen work experience with schools in the north of the borough",
        "Offer English classes at three libraries",
        "Bring the hate crime reporting centres under one agreement",
        "Monitor school exclusions by ethnicity with academy leaders",
        "Set targets for apprentices from under-represented wards",
    ],
}
