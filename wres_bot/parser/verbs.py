"""Owns the spec of every verb, in the order help shows them; must not know how a text is read or what a verb does."""

from wres_bot.parser import arguments
from wres_bot.parser.command_types import Verb

# Answering for your own actions
MINE = Verb(
    "mine", ("mine", "my actions", "my list", "what's mine", "what is mine", "list mine", "show mine",
             "list my actions", "whats mine"),
    ("filters",), "The actions you look after.", "mine",
    group="own", read=arguments.read_filters, lists_actions=True, shown_again="always",
)  # fmt: skip
UPDATE = Verb(
    "update", ("update", "set", "mark"), ("refs", "status", "words"),
    "Say how an action is going. Add a few words if you like.", "update 2.3 done", permission="owner", changes=True,
    group="own", after_ref="name", asks_before_keeping=True, shown_again="without words",
    undone=True, writes=("status", "met", "progress"),
)  # fmt: skip
NOTE = Verb(
    "note", ("note", "add a note", "add note", "comment", "add to", "add this to", "note against", "jot down"),
    ("ref", "words"),
    "Keep a few words of progress with an action.", "note 2.3 first cohort trained", permission="owner", changes=True,
    question="What would you like to note about {}?",
    undone=True, writes=("note",), group="own", after_ref="name", asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
EVIDENCE = Verb(
    "evidence", ("evidence", "add evidence"), ("ref", "words"),
    "Keep a link or a few words that show what an action has brought.",
    "evidence 2.3 https://intranet.example/panels", permission="owner", changes=True,
    question="What shows how far {} is? A link or a few words will do.",
    undone=True, writes=("evidence",), group="own", after_ref="name", asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
NEED_HELP = Verb(
    "need help", ("need help", "needs help", "i need help", "we need help", "need some help", "help needed",
                  "help wanted", "ask for help"), ("ref", "words"),
    "Ask for help with an action. The EDI lead and the steering group see it.",
    "need help 2.3 waiting for a trainer", permission="owner", changes=True,
    group="own", after_ref="any spelling", asks_before_keeping=True, begins_a_story=True,
    undone=True, writes=("need help",),
)  # fmt: skip
NOT_MINE = Verb(
    "not mine", ("not mine", "isn't mine", "is not mine", "not my action", "not ours"), ("ref", "words"),
    "Hand an action back to the EDI lead. Say whose it is if you know.", "not mine 1.7 Head of Resourcing",
    permission="owner", changes=True,
    group="own", after_ref="any spelling", asks_before_keeping=True, begins_a_story=True,
    undone=True, writes=("not mine",),
)  # fmt: skip
SNOOZE = Verb(
    "snooze", ("snooze", "remind me about", "remind me", "remind me later"), ("ref", "date"),
    "Pause your own reminders about an action, for 28 days at most.", "snooze 2.3 7d", permission="owner", changes=True,
    undone=True, writes=("snooze",), group="own", read=arguments.read_dated, after_ref="name", begins_a_story=True,
)  # fmt: skip
EXTEND = Verb(
    "extend", ("extend", "ask for another date", "ask for more time"), ("ref", "date", "words"),
    "Ask the EDI lead for another date.", "extend 2.3 30 June 2021 the trainer left", permission="owner", changes=True,
    group="own", read=arguments.read_dated, after_ref="name", asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
AWAY = Verb(
    "away", ("away", "i'm away", "i am away", "on leave", "on annual leave", "i'm on leave", "i am on leave",
             "i'm on annual leave", "i am on annual leave"), ("date", "words"),
    "Say that you are away, until when, and who covers.", "away until 12 April", changes=True,
    group="own", read=arguments.read_dated, asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
LEAVING = Verb(
    "leaving", ("leaving", "i'm leaving", "i am leaving", "leaving the post", "leaving my post"), ("date", "words"),
    "Say that you are leaving your post, when, and who follows.", "leaving 26 March, the Head of OD follows",
    changes=True, group="own", read=arguments.read_dated, asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
DECIDE = Verb(
    "decide", ("decide", "decision", "record a decision", "decided"), ("ref", "words"),
    "Tell the EDI lead what a group has decided, to be recorded.", "decide 2.3 it goes on for another year",
    changes=True, group="own", after_ref="name", asks_before_keeping=True, begins_a_story=True,
)  # fmt: skip
ASK_LEAD = Verb(
    "ask the lead", ("ask the lead", "ask the edi lead", "ask the head of edi", "write to the lead",
                     "write to the edi lead", "question for the lead", "question for the edi lead"), ("rest",),
    "Pass a question on to the EDI lead, with your name or without.", "ask the lead does 2.3 cover bank staff?",
    changes=True, group="own", read=arguments.read_passed_on, asks_before_keeping=True, begins_a_story=True,
    open_words=True, open_spellings=("ask the edi lead", "question for the lead", "write to the lead"),
)  # fmt: skip
UNDO = Verb(
    "undo", ("undo", "undo that", "undo last", "take that back", "revert"), (),
    "Take back your last change, to the end of the next working day.", "undo", changes=True,
    group="own",
)  # fmt: skip
PREFER = Verb(
    "prefer", ("prefer", "i prefer", "write to me on", "write to me in", "message me on", "message me in"), ("rest",),
    "Choose where I write to you, if you use me in two places.", "prefer teams", changes=True,
    group="own", read=arguments.read_preferred, several_platforms=True,
    open_words=True, open_spellings=("i prefer", "write to me on", "write to me in"),
)  # fmt: skip

# Looking
SHOW = Verb(
    "show", ("show", "show me", "view", "open", "see", "look at", "details", "details of", "tell me about"),
    ("ref",), "Everything about one action: who, when, how it is going.", "show 2.3",
    group="looking", after_ref="name", shown_again="always",
)  # fmt: skip
LIST = Verb(
    "list", ("list", "list actions", "list all", "actions", "all actions", "find", "search"), ("filters",),
    "The actions of the plan. Narrow it by section, indicator, owner, status or a word.",
    "list section 2 status in progress",
    group="looking", read=arguments.read_filters, lists_actions=True,
    open_spellings=("find", "search", "list actions", "list all"),
    open_words=True,
)  # fmt: skip
LATE = Verb(
    "late", ("late", "overdue", "past date", "date passed", "dates passed", "passed"), ("filters",),
    "Actions whose date has passed.", "late section 2",
    group="looking", read=arguments.read_filters, lists_actions=True, open_spellings=("overdue",),
)  # fmt: skip
DUE = Verb(
    "due", ("due", "what's due", "whats due", "what is due", "coming up", "due soon", "next"), ("date", "filters"),
    "Actions that reach their date soon, or in the time you name.", "due this quarter",
    group="looking", read=arguments.read_due, lists_actions=True,
)  # fmt: skip
STATUS = Verb(
    "status", ("status", "summary", "overview", "how are we doing", "where are we"), ("filters",),
    "How the plan is doing at this moment.", "status section 2",
    group="looking", read=arguments.read_filters, after_ref="name", lists_actions=True,
)  # fmt: skip
WAITING = Verb(
    "waiting", ("waiting", "unanswered", "who hasn't answered", "who has not answered", "who hasn't replied",
                "who has not replied", "who is silent", "who are we waiting for", "who are we still waiting for"),
    ("filters",), "Whom I asked, about what and when, and who has not answered yet.", "waiting section 2",
    group="looking", read=arguments.read_filters, open_words=True,
)  # fmt: skip
SINCE = Verb(
    "since", ("since", "what changed since", "what has changed since", "what's changed since"), ("filters",),
    "What has changed since a day, or since the last meeting.", "since last meeting",
    group="looking", read=arguments.read_since, open_words=True,
)  # fmt: skip
NEWS = Verb(
    "news", ("news", "any news", "what's new", "what is new", "anything new"), ("filters",),
    "What has been done this quarter, in plain words.", "news",
    group="looking", read=arguments.read_filters, open_words=True,
)  # fmt: skip
WORRY = Verb(
    "worry", ("worry", "worries", "risks", "what should i worry about"), ("filters",),
    "The few things most likely to need a word.", "worry",
    group="looking", read=arguments.read_filters,
)  # fmt: skip
AGENDA = Verb(
    "agenda", ("agenda", "the agenda", "prepare me for the meeting", "prepare the meeting", "what should i ask"),
    ("filters",), "What to decide and to ask at the next meeting.", "agenda",
    group="looking", read=arguments.read_filters,
)  # fmt: skip
MINUTES = Verb(
    "minutes", ("minutes", "copy for minutes", "copy for the minutes", "for the minutes", "the minutes"), ("filters",),
    "How the plan stands, as words for the minutes, sent to you alone.", "minutes",
    group="looking", read=arguments.read_filters, lists_actions=True,
)  # fmt: skip
HISTORY = Verb(
    "history", ("history", "history of", "log", "changes to"), ("ref",),
    "What has happened to an action, newest first.", "history 2.3",
    group="looking", after_ref="name",
)  # fmt: skip
INDICATORS = Verb(
    "indicators", ("indicators", "indicator", "metrics", "metric", "figures", "numbers"), ("rest",),
    "The latest figures, the year before, and which way is better.", "indicators 2",
    group="looking", read=arguments.read_indicators,
)  # fmt: skip
DIGEST = Verb(
    "digest", ("digest", "the digest", "digest preview", "preview digest", "preview the digest"), ("filters",),
    "Preview the quarterly summary. Only you see it.", "digest 2020-21Q3 steering",
    group="looking", read=arguments.read_digest,
)  # fmt: skip
WHO = Verb(
    "who", ("who", "who is", "who's", "who holds", "who is the"), ("rest",),
    "Who holds a post at the moment.", 'who "Head of Resourcing"',
    group="looking", read=arguments.read_who,
    open_words=True, open_spellings=("who is", "who's", "who holds", "who is the"),
)  # fmt: skip
PLAN = Verb(
    "plan", ("plan", "plans", "the plan"), ("rest",),
    "See the plans, choose the one you mean, or close one that is over.", "plan use esneft-2020-21",
    deed="Closing a plan", group="looking", read=arguments.read_plan,
)  # fmt: skip
HELP = Verb(
    "help", ("help", "commands", "what can you do", "how does this work", "?"), ("rest",),
    "What you can ask me, or how one command works.", "help update",
    group="looking", begins_a_story=True,
)  # fmt: skip

# For those who lead the plan
MOVE = Verb(
    "move", ("move", "postpone", "reschedule", "change date", "change the date of"), ("ref", "date", "words"),
    "Change an action's date and say why. The first date is kept.",
    "move 2.3 30 June 2021 panel dates were moved", permission="lead", changes=True,
    deed="Moving a date", undone=True, writes=("due",), group="leading", read=arguments.read_moved, after_ref="name",
    asks_before_keeping=True,
)  # fmt: skip
CANCEL = Verb(
    "cancel", ("cancel",), ("ref", "words"),
    "Cancel an action and say why, or which action replaces it.", "cancel 3.8 no longer needed replaced by 3.7",
    permission="lead", changes=True,
    deed="Cancelling an action", group="leading", read=arguments.read_cancelled, after_ref="name",
    undone=True, writes=("status",),
    asks_before_keeping=True,
)  # fmt: skip
ASSIGN = Verb(
    "assign", ("assign", "reassign", "give"), ("ref", "rest"),
    "Give an action to a post. Add the word lead to make it the lead owner.", "assign 2.3 Head of EDI lead",
    permission="lead", changes=True,
    deed="Giving an action to a post", undone=True, writes=("owner",), group="leading", read=arguments.read_assigned,
    after_ref="name", asks_before_keeping=True,
)  # fmt: skip
POST = Verb(
    "post", ("post", "the post"), ("rest",),
    "Say who holds a post, and from when.",
    'post "Head of Resourcing" is head.of.edi@esneft.example from 1 February 2021', permission="lead", changes=True,
    deed="Saying who holds a post", group="leading", read=arguments.read_post,
)  # fmt: skip
REMIND = Verb(
    "remind", ("remind", "chase", "chase up", "nudge", "prod", "ask again"), ("rest",),
    "Ask somebody again who has not answered: an action, a post, or everybody.", "remind everybody",
    permission="lead", changes=True, deed="Asking somebody again", group="leading", read=arguments.read_reminded,
    open_words=True, open_spellings=("chase", "chase up", "nudge", "prod"),
)  # fmt: skip
WRITE = Verb(
    "write to", ("write to", "write to the", "message to"), ("rest",),
    "Pass a few words on to whoever holds a post.", "write to Head of Resourcing: can we speak on Friday?",
    permission="lead", changes=True, deed="Writing to a post", group="leading", asks_before_keeping=True,
    open_words=True,
)  # fmt: skip
USE_CHANNEL = Verb(
    "use this channel", ("use this channel", "use this channel for", "use this channel for the",
                         "use channel for"), ("filters",),
    "Send the quarterly summary to this channel.", "use this channel for network", permission="lead", changes=True,
    deed="Choosing a channel", group="leading", read=arguments.read_audience,
)  # fmt: skip
STOP_CHANNEL = Verb(
    "stop using this channel", ("stop using this channel", "stop using channel", "leave this channel"), (),
    "Send nothing more to this channel.", "stop using this channel", permission="lead", changes=True,
    deed="Choosing a channel", group="leading",
)  # fmt: skip
DELIVERIES = Verb(
    "deliveries", ("deliveries", "delivery", "what was sent"), (),
    "Whom my messages reached, whom they did not, and why.", "deliveries", permission="lead",
    deed="The list of deliveries", group="leading",
)  # fmt: skip
PAPER = Verb(
    "paper", ("paper", "the paper", "committee paper", "board paper", "write the paper", "prepare the paper"),
    ("filters",), "What the committee's paper would say now, and how its file is had.", "paper since last meeting",
    permission="lead", deed="The committee's paper", group="leading", read=arguments.read_since, open_words=True,
)  # fmt: skip
LINK = Verb(
    "link", ("link", "join", "connect", "link account", "link accounts", "join accounts"), ("rest",),
    "Join a second work address to somebody I know, such as their address in Teams.",
    "link second.address@esneft.example to head.of.edi@esneft.example", permission="lead", changes=True,
    group="leading", read=arguments.read_linked,
)  # fmt: skip
UNLINK = Verb(
    "unlink", ("unlink", "disconnect", "unjoin", "part"), ("rest",),
    "Take a joined address away from somebody again.", "unlink second.address@esneft.example",
    permission="lead", changes=True,
    group="leading", read=arguments.read_linked,
)  # fmt: skip
REHEARSE = Verb(
    "rehearse", ("rehearse", "rehearsal", "practise"), ("rest",),
    "Practise: every message comes to you, marked with whom it was for.", "rehearse on",
    permission="lead", changes=True,
    deed="Rehearsing", group="leading",
    open_words=True,
)  # fmt: skip
RELEASE_SURVEY = Verb(
    "release survey", ("release survey", "release the survey", "release survey figures", "release the survey figures"),
    ("rest",), "Say from which day an audience may hear a year's Staff Survey figures.",
    "release survey 2021 from 11 March 2021 for network", permission="lead", changes=True,
    deed="Releasing survey figures", group="leading", read=arguments.read_survey_release,
)  # fmt: skip
AS_PRINTED = Verb(
    "publish as printed", ("publish as printed", "publish it as printed", "tell as printed"), ("rest",),
    "Let a figure that its own counts contradict, or the Board's, be told as it is printed. Say why.",
    "publish as printed 2 2021 agreed with our auditors", permission="lead", changes=True,
    deed="Letting a figure be told as printed", group="leading", read=arguments.read_as_printed,
    asks_before_keeping=True,
)  # fmt: skip

# Said by buttons, or in passing
PLAN_FILE = Verb(
    "plan file", ("plan file",), ("rest",),
    "Look at a plan's file that you sent me, answer what I ask of it, and import it.", "plan file 3 import",
    permission="lead", changes=True, deed="Importing a plan", read=arguments.read_plan_file,
)  # fmt: skip
DIGEST_HOLD = Verb(
    "digest hold", ("digest hold", "hold digest", "hold the digest", "hold the summary"), ("rest",),
    "Hold a quarterly summary back.", "digest hold 2020-21Q3", permission="lead", changes=True,
    deed="Holding or sending a digest",
    open_words=True,
)  # fmt: skip
DIGEST_SEND = Verb(
    "digest send", ("digest send", "send digest"), ("rest",),
    "Send a quarterly summary now.", "digest send 2020-21Q3", permission="lead", changes=True,
    deed="Holding or sending a digest",
    open_words=True,
)  # fmt: skip
DIGEST_ARRIVED = Verb(
    "digest arrived", ("digest arrived", "digest has arrived", "the digest arrived", "the digest has arrived",
                       "summary arrived", "the summary arrived", "the summary has arrived", "it arrived",
                       "it has arrived"), ("rest",),
    "Say that a quarterly summary I was unsure of arrived.", "digest arrived", permission="lead", changes=True,
    deed="Holding or sending a digest",
    open_words=True,
)  # fmt: skip
THANKS = Verb(
    "thanks", ("thanks", "thank you", "thank you very much", "many thanks", "thanks very much", "thx", "ta", "cheers",
               "great thanks", "ok thanks", "thanks a lot"), (),
    "You are welcome.", "thanks",
    in_passing=True,
)  # fmt: skip
HELLO = Verb(
    "hello", ("hello", "hi", "hey", "hiya", "good morning", "good afternoon", "good evening", "hello there",
              "hi there", "start"), (),
    "Hello. What you can ask me.", "hello",
    in_passing=True,
)  # fmt: skip
STOP = Verb(
    "stop", ("stop", "stop messaging me", "stop reminders"), (),
    "How to get fewer messages from me.", "stop",
    begins_a_story=True,
)  # fmt: skip
YES_ME = Verb(
    "yes this is me", ("yes this is me", "yes, this is me", "this is me", "yes", "yes it is", "yes it's me",
                       "that's me"), (),
    "Say that you hold the post I wrote to you about.", "yes this is me", changes=True,
)  # fmt: skip
NOT_ME = Verb(
    "not me", ("not me", "this is not me", "that's not me", "that isn't me", "wrong person"), (),
    "Say that you do not hold the post I wrote to you about.", "not me", changes=True,
)  # fmt: skip
COVERING = Verb(
    "covering", ("covering", "i'm covering", "i am covering", "just covering"), (),
    "Say that you are covering for the holder of a post.", "covering", changes=True,
)  # fmt: skip
KEEP = Verb(
    "keep", ("keep",), ("rest",),
    "Keep words I asked you about.", "keep note 2.3 panel chair found", changes=True,
)  # fmt: skip
INSTEAD = Verb(
    "take instead", ("take instead",), ("rest",),
    "Take back your last change, and take these words in its place.", "take instead 2.3 in progress", changes=True,
    asks_before_keeping=True,
    open_words=True,
)  # fmt: skip
TELL_LEAD = Verb(
    "tell the lead", ("tell the lead", "tell the edi lead", "tell lead"), ("ref",),
    "Tell the EDI lead that you look after an action.", "tell the lead 2.3",
)  # fmt: skip

ALL: tuple[Verb, ...] = (
    MINE, UPDATE, NOTE, EVIDENCE, NEED_HELP, NOT_MINE, SNOOZE, EXTEND, AWAY, LEAVING, DECIDE, ASK_LEAD, UNDO, PREFER,
    SHOW, LIST, LATE, DUE, STATUS, WAITING, SINCE, NEWS, WORRY, AGENDA, MINUTES, HISTORY, INDICATORS, DIGEST, WHO, PLAN,
    HELP,
    MOVE, CANCEL, ASSIGN, POST, REMIND, WRITE, USE_CHANNEL, STOP_CHANNEL, DELIVERIES, PAPER, LINK, UNLINK, REHEARSE,
    RELEASE_SURVEY, AS_PRINTED, PLAN_FILE, DIGEST_HOLD, DIGEST_SEND, DIGEST_ARRIVED, THANKS, HELLO, STOP, YES_ME,
    NOT_ME, COVERING, KEEP, INSTEAD, TELL_LEAD,
)  # fmt: skip
BY_NAME = {verb.name: verb for verb in ALL}
