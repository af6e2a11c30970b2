"""Owns the closed lists by which a row counts or not: assignments, statuses, case types, courses, stages.

Each is a table of words as systems write them, matched whole. What is in none is asked for by value. Counts nothing.
"""

from collections.abc import Mapping
from typing import NamedTuple

from wres_bot.domain.pay_bands import word_table

IN, OUT, LEFT = "in", "out", "left"
DISCIPLINARY, CAPABILITY, OTHER_CASE = "disciplinary", "capability", "other"
FORMAL, INFORMAL = "formal", "informal"


ASSIGNMENTS = word_table(
    (IN, "|permanent|perm|substantive|employee|fixed term|fixed term temp|fixed term temporary|fixed term contract|ftc|"
         "temporary|locum|secondment|seconded in|acting up|apprentice|retainer|retainer doctor|training|part time|"
         "full time|permanent full time|permanent part time|fixed term full time|fixed term part time|"
         "annualised hours"),
    (OUT, "bank|bank staff|bank only|bank worker|bank post|non payroll bank|zero hours bank|nhsp|nhs professionals|"
          "agency|agency worker|contractor|honorary|honorary contract|volunteer|voluntary|non exec director|"
          "non exec director chair|non executive director|ned|student|widow widower|external|external contractor|"
          "work experience|as and when"),
)  # fmt: skip
"""Bank, agency, honorary and volunteers are out; permanent and fixed-term in: the standard's own population. (check)"""
STATUSES = word_table(
    (IN, "|active|active assignment|acting up|internal secondment|maternity & adoption|maternity and adoption|"
         "maternity|maternity leave|adoption leave|parental leave|career break|out on external secondment paid|"
         "out on external secondment unpaid|external secondment|suspend with pay|suspend no pay|suspended|suspension|"
         "sick|long term sick|on leave|in post|current|employed|secondment"),
    (LEFT, "terminate assignment|terminated|terminate process assignment|ended|end|left|leaver|leavers|inactive|"
           "inactive assignment|ex employee|resigned|retired|dismissed|former employee"),
    (OUT, "inactive not worked|offer|not started|applicant"),
)  # fmt: skip
CASE_TYPES = word_table(
    (DISCIPLINARY, "disciplinary|disciplinary case|disciplinaries|formal disciplinary|disciplinary formal|conduct|"
                   "misconduct|gross misconduct|conduct disciplinary|disciplinary gross misconduct|"
                   "disciplinary conduct|disciplinary investigation|"
                   "disciplinary misconduct|conduct misconduct|mhps conduct"),
    (CAPABILITY, "capability|capability performance|performance capability|performance|performance management|"
                 "poor performance|formal capability|capability formal|mhps capability"),
    (OTHER_CASE, "|grievance|grievances|collective grievance|b&h|bullying & harassment|bullying and harassment|"
                 "harassment|bullying|dignity at work|dignity and respect|resolution|respect & resolution|sickness|"
                 "sickness absence|absence|long term sickness|short term sickness|ill health|capability health|"
                 "capability ill health|capability sickness|health capability|attendance|appeal|disciplinary appeal|"
                 "grievance appeal|flexible working|whistleblowing|ftsu|freedom to speak up|employment tribunal|"
                 "tribunal|et|probation|probationary|redeployment|organisational change|redundancy|mediation|"
                 "safeguarding|fact find|counter fraud|stress|some other substantial reason|sosr|other"),
)  # fmt: skip
FORMALITY = word_table(
    (FORMAL, "formal|f|y|yes|formal stage|formal process|true|1|stage 2|stage 3|formal investigation|formal hearing"),
    (INFORMAL, "informal|i|n|no|not formal|informal stage|informal process|informal action|informal resolution|false|0|"
               "stage 1|fast track|early resolution|fact find|pre formal|non formal"),
)  # fmt: skip
ATTENDANCE = word_table(
    ("yes", "|completed|complete|attended|attend|pass|passed|yes|y|achieved|present|fully attended|attended fully|done|"
            "competent"),
    ("no", "did not attend|dna|did not complete|not attended|no show|failed|fail|cancelled|canceled|withdrawn|enrolled|"
           "booked|confirmed|requested|not started|in progress|incomplete|waitlisted|waiting list|absent|no|n|expired|"
           "not complete|not completed|placed|first approval|second approval"),
)  # fmt: skip
APPLIED, SHORTLISTED, APPOINTED, UNSAID = "applied", "shortlisted", "appointed", "not said"
STAGES = word_table(
    (APPLIED, "applied|application|application received|new|received|longlisted|long listed|longlist|not shortlisted|"
              "not short listed|rejected at shortlisting|unsuccessful at shortlisting|rejected before shortlisting|"
              "shortlisting|application rejected|submitted|rejected not shortlisted|unsuccessful not shortlisted|"
              "withdrawn before shortlisting|reserve for shortlisting"),
    (SHORTLISTED, "shortlisted|short listed|shortlist|invited to interview|interview|interviewed|interview booked|"
                  "interview attended|unsuccessful at interview|rejected after interview|not appointed|"
                  "rejected at interview|did not attend interview|dna interview|failed to attend interview|reserve|"
                  "reserve list|assessment|assessed|withdrawn after shortlisting|withdrawn at interview|offered|offer|"
                  "offer made|conditional offer|unconditional offer|offer declined|offer withdrawn|declined offer|"
                  "offer rejected|pre employment checks|conditional offer made|conditional offer sent|offer sent|"
                  "verbal offer|"
                  "interview unsuccessful|unsuccessful interview|interviewed unsuccessful|interviewed not appointed"),
    (APPOINTED, "appointed|hired|offer accepted|accepted|accepted offer|started|start date agreed|starting|in post|"
                "recruited|employed|joined|appointee|unconditional offer accepted|conditional offer accepted|"
                "ready to start|start date booked|start date confirmed|successful"),
    (UNSAID, "|withdrawn|withdrew|withdrawn by applicant|withdrawn by candidate|withdrawn by employer|"
             "rejected|unsuccessful|closed|declined|not progressed"),
)  # fmt: skip
"""An offer not yet taken up is no appointment; a trust that counts offers says so under [stages]."""
MANDATORY = word_table(
    ("yes", "yes|y|mandatory|statutory|statutory and mandatory|statutory & mandatory|statutory mandatory|stat mand|"
            "statmand|core|core skills|essential|mandatory training|m|true|1|required|compliance|cstf|induction"),
    ("no", "no|n|non mandatory|not mandatory|nonmandatory|cpd|non mandatory training|optional|development|"
           "role specific development|leadership|false|0|personal development|voluntary|"
           "continuing professional development|nm|other|non mandatory & cpd|non mandatory and cpd"),
)  # fmt: skip
BOARD_ROLES = word_table(
    ("yes", "yes|y|executive|exec|executive director|ed|executive member|true|1|x|exec director"),
    ("no", "|no|n|ned|nxd|non executive|non exec|non executive director|non exec director|chair|chairman|chairwoman|"
           "chairperson|trust chair|associate ned|associate non executive director|false|0|neither"),
)  # fmt: skip
STAFF_GROUPS: Mapping[str, tuple[str, str]] = {
    word: kind
    for kind, words in (
        (("yes", "yes"), "medical and dental|medical & dental|medical|dental|doctors|medical staff|m&d"),
        (("yes", "no"), "nursing and midwifery registered|nursing & midwifery registered|nursing and midwifery|nursing|"
                        "nursing & midwifery|midwifery|registered nursing and midwifery|allied health professionals|"
                        "allied health|ahp|additional clinical services|add clinical services|healthcare scientists|"
                        "healthcare assistants|add prof scientific and technic|unregistered nursing|"
                        "additional professional scientific and technical|professional scientific and technical|"
                        "add prof scientific and technical|scientific therapeutic and technical|ambulance"),
        (("no", "no"), "administrative and clerical|administrative & clerical|admin and clerical|admin & clerical|a&c|"
                       "estates and ancillary|estates & ancillary|estates|ancillary|managers|senior managers|"
                       "administration|corporate"),
    )
    for word in words.split("|")
}  # fmt: skip
"""ESR's staff groups: clinical or not, and medical or not."""


class Vocabulary(NamedTuple):
    """How a column is read: its section of the map file, what its values may be, the words there are."""

    section: str
    choices: tuple[str, ...]
    words: Mapping[str, str]


VOCABULARIES: Mapping[str, Vocabulary] = {
    "category": Vocabulary("assignments", (IN, OUT), ASSIGNMENTS),
    "status": Vocabulary("statuses", (IN, LEFT, OUT), STATUSES),
    "case_type": Vocabulary("case_types", (DISCIPLINARY, CAPABILITY, OTHER_CASE), CASE_TYPES),
    "formal": Vocabulary("formal", (FORMAL, INFORMAL), FORMALITY),
    "outcome": Vocabulary("attendance", ("yes", "no"), ATTENDANCE),
    "stage": Vocabulary("stages", (APPLIED, SHORTLISTED, APPOINTED, UNSAID), STAGES),
    "mandatory": Vocabulary("mandatory", ("yes", "no"), MANDATORY),
}
"""Columns of words that decide whom a table counts."""
