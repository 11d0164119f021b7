"""How sites label their own furniture and speak to their readers, by kind.

A line kind must match a whole line, without regard to case; a sentence kind begins at any word of a sentence in lower case.
"""

from __future__ import annotations

import re

_NETWORKS = (
    r"(?:share|tweet|pin|e-?mail|print|whatsapp|facebook|twitter|linkedin|reddit|telegram|copy link|save)"
)
LINES = {
    "advert": [
        r"(?:advert(?:isement|ising)?s?|promoted(?: content| stories)?|paid (?:content|post|partner content))(?:\s*[-–—:|].{0,60})?",
        r"sponsored(?: content| links?| by.{0,60})?",
        r"(?:advertisement )?(?:story|article) continues below.{0,80}|(?:advertisement )?continue reading.{0,80}",
        r"advertisement\s*[-–—]\s*story continues below",
    ],
    "comments": [
        r"(?:view |see |show |hide |read |load |leave a |post a |add a |join the )?(?:all |the )?(?:\d+ )?comments?(?: \(?\d+\)?)?"
    ],
    "share": [
        rf"(?:{_NETWORKS}|like|follow)(?:(?:\s*[,/|·•]?\s*|\ (?:this|on|via|with|us|article|story|to) ?)+(?:{_NETWORKS}|article|story|page|link))*",
        r"follow @\w{1,30}(?: on twitter)?",
    ],
    "related": [
        r"(?:related|more|recommended|popular|trending|most read|latest|top|editor['’]?s picks?|you (?:may|might) also like"
        r"|don['’]?t miss|up next|read next|what to read next)"
        r"(?: (?:topics?|articles?|stories|news|content|links?|posts?|coverage|reading|videos?|from .{2,40}|on .{2,40}|in .{2,40}))?",
        r"related topics?.{0,120}",
        r"(?:related|related (?:coverage|stories|story|article)|see also|also read|also see|read also|more here|read more|watch|photos|video)\s*:.{0,160}",
        r"\(\s*(?:photos?|video|related|read more|watch|see also)\s*:.{0,120}\)",
        r"related coverage .{3,140}|related post\s*:.{0,160}",
        r".{5,160}\[(?:video|insight|reaction|warning|news|photos?|pictures|comment|analysis|live|update)\]\|?",
        r"(?:[\w ]{1,20}: ?)?(?:https?://|www\.|twitter\.com/)\S+|[\w.+-]{2,40}@[\w.-]+\.\w{2,6}",
        r".{10,140} read more",
        r"read (?:more (?:on|about|from)|(?:[A-Z][\w.’']+ ){1,3}(?:blog|column)).{0,80}",
    ],
    "credit": [
        r"(?:by )?(?:getty(?: images)?|shutterstock|istock)(?: ?/.{0,80})?",
        r"(?:[A-Z][\w.’'-]+ ){1,4}/ ?(?:getty(?: images)?|reuters|ap|afp|shutterstock|epa|bloomberg)(?: images| photo)?",
        r"(?:afp|ap|reuters|epa|getty)(?: images| photo)?\s*/\s*[\w .'’-]{3,40}",
        r"(?:image (?:copyright|source|caption)|enlarge this image|file photo|hide caption|toggle caption|photo (?:by|credit)).{0,300}",
    ],
    "player": [r"(?:watch|listen|video|photos?|gallery|slideshow|live updates?|live blog|podcast)(?: (?:now|live|here|below|more))?\s*:?"],
    "video": [r"(?:just watched|must watch)\b.{0,300}", r"replay more videos.{0,200}"],
    "navigation": [
        r"(?:back to top|skip to (?:main )?content|skip ad(?:vert(?:isement)?)?|menu|search|home|next|previous|close|loading\.*"
        r"|log ?in|sign ?in|sign ?up|register|subscribe(?: now)?|donate(?: now)?|author|about the author|updated:?"
        r"|reprints?(?: (?:and|&) permissions)?)",
        r"tags?|filed under:?.{0,120}|tags?:.{0,160}|topics?:.{0,160}",
        r"_{2,}|\*\s*\*\s*\*",
    ],
    "legal": [r"(?:©|\(c\)|copyright\b).{0,200}", r"all rights reserved.{0,120}"],
}  # fmt: skip
SENTENCES = {
    "newsletter": [
        r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|alerts?|e-?mails?|inbox|updates?|briefing|access|today|now|channel|podcasts?)\b",
        r"delivered to your inbox\b",
        r"you (?:may|can) (?:opt[- ]out|unsubscribe)\b|unsubscribe at any time\b",
        r"protected by recaptcha\b",
    ],
    "click": [
        r"(?:click|tap|scroll|swipe)\b.{0,30}\b(?:here|below|down|through|to (?:read|watch|view|see|comment|subscribe|continue|expand|share))\b",
        r"^click (?:for|here|to)\b",
    ],
    "follow": [
        r"(?:like|follow|find|join) us on\b",
        r"follow\b.{1,60}\bon (?:twitter|facebook|instagram|x|telegram|linkedin|tiktok|threads|bluesky|whatsapp|youtube)\b",
    ],
    "share": [r"share (?:this|your|it|the)\b.{0,80}\b(?:facebook|twitter|social|friends|below|comments?|thoughts|story|stories)\b"],
    "please": [
        r"please (?:share|like|subscribe|consider|enable|disable|turn|let us know|log|sign|support|note:? comments)\b",
        r"let us know\b.{0,80}\b(?:comments?|commenting|below|think|twitter|facebook|issues)\b",
    ],
    "comments": [
        r"(?:comments?|discussion)\b.{0,40}\b(?:are (?:closed|moderated|subject|welcome)|below)\b|(?:see|read|our|join) .{0,20}\bcomments? (?:policy|section)\b",
        r"^what do you think\b.{0,160}\?.{0,60}\b(?:comments?|below|tell us|let us|share|vote)\b",
        r"have (?:a )?(?:your say|news tip|story tip|you (?:been affected|got a story|witnessed))\b",
    ],
    "app": [r"(?:download|get|try) (?:our|the)\b.{0,40}\bapps?\b"],
    "legal": [
        r"(?:this|our) (?:site|website|page) uses cookies\b|accept (?:all )?cookies\b|(?:agree|accept|see|read|our)\b.{0,60}\b(?:privacy policy|terms (?:of (?:use|service)|and conditions))\b",
        r"the views expressed\b.{0,120}\b(?:author|writer|own|reflect)\b",
    ],
    "syndication": [r"this (?:article|story|post|piece|report) (?:was )?(?:first |originally )(?:appeared|published|posted)\b"],
    "support": [
        r"(?:support|back|fund) (?:our|independent) (?:journalism|reporting|work|news)\b|become a (?:member|subscriber|patron|supporter)\b",
        r"(?:unlimited|full|free) access\b.{0,60}\b(?:subscri|month|week|trial|article)",
    ],
    "related": [
        r"read (?:more|also|next|our|the full)\s*(?::|here\b|about\b.{0,80}$)|(?:see|read|watch) (?:also|more|related)\s*:",
        r"(?:watch|view) (?:the )?(?:video|clip|live)\b.{0,30}(?:above|below|here|:)",
    ],
    "advert": [r"story continues below\b|^advertisement\b"],
    "script": [r"enable javascript\b|your browser (?:does not|doesn['’]t) support\b|ad ?blocker\b"],
    "contact": [
        r"reach the (?:reporter|author|writer)s?\b.{0,40}(?:@|at\b|on\b)",
        r"contact (?:the (?:author|reporter|writer)|us|our news(?: ?room|desk| desk))\b.{0,40}(?:@|at\b)",
        r"reporting by .{3,120}(?:editing|writing|additional reporting) by\b",
    ],
}  # fmt: skip
LEADS = [  # with one of which each kind of sentence begins
    "sign up", "subscribe", "register", "delivered to", "you may", "you can", "unsubscribe", "protected by", "click", "tap", "scroll",
    "swipe", "like", "follow", "find", "join", "share", "please", "let us", "comment", "discussion", "see", "read", "our", "what do",
    "have", "download", "get", "try", "this", "accept", "agree", "the views", "support", "back", "fund", "become a", "unlimited",
    "full", "free", "watch", "view", "story continues", "advertisement", "enable javascript", "your browser", "ad blocker",
    "adblocker", "reach the", "contact", "reporting by",
]  # fmt: skip
AUTHOR_NOTE = re.compile(
    r"""^(?!The\b)(?:[A-Z][\w.'’-]+\ ){1,4}(?:is|was|has\ been|writes|covers|reports|works|joined)\ .{0,80}?
    \b(?:reporter|editor|journalist|correspondent|writer|columnist|contributor|author|producer|freelance\w*|fellow|intern|
    staff|writes\ (?:about|for)|covers|(?:senior|managing|news|breaking)\ (?:editor|reporter|writer))\b(?!.{0,40}\btold\b)""",
    re.VERBOSE,
)


def _any(kinds: dict[str, list[str]]) -> str:
    return "|".join(f"(?:{pattern})" for patterns in kinds.values() for pattern in patterns)


def _by_letter(words: list[str]) -> str:
    """The words as one pattern that looks at the first letter once: most places in a text fail there."""
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in begun.items()) + ")"


WHOLE_LINE = re.compile(rf"^\W*(?:{_any(LINES)})\W*$", re.IGNORECASE)
ADDRESS = re.compile(
    rf"\b(?={_by_letter(LEADS)})(?:{_any(SENTENCES)})"
)  # of a sentence in lower case: much faster than without regard to case
