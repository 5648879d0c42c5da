"""What stands around every page: organisation, menu, languages, footer, who is here."""

from dataclasses import dataclass
from typing import Literal

Accent = Literal["fjord", "forest", "sea", "heather", "slate", "amber"]
ACCENTS: tuple[Accent, ...] = ("fjord", "forest", "sea", "heather", "slate", "amber")


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. `url` is empty for a place one already stands on; `current` marks it in a menu."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface: its code, its own name for itself, and the address that chooses it."""

    code: str
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Another organisation one may act for: its name, and what the form sends to choose it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Me:
    """Somebody who has signed in: what stands in their own menu. `links` lead to their pages; `choices` are the other
    organisations they may act for, sent to `choose_url`; `leave_url` is sent to when they sign out."""

    name: str
    links: tuple[Link, ...] = ()
    choices: tuple[Choice, ...] = ()
    choose_url: str = ""
    leave_url: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """Two or three plain sentences about a page, and where there is more."""

    title: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page frame. `web` fills it in a context processor as the variable `frame`.

    `organisation` is empty on a host that belongs to nobody in particular. `accent` is one of `ACCENTS`.
    `user` is the name to show when somebody is signed in; `user_link` leads to their page or to the sign-in,
    None hides it. `settings` are the places where an organisation is looked after, for a reader who may see any of them.
    `search_url` answers what is written in the search of the top bar (`q`), `suggest_url` gives options for it; empty: none.
    `thread` leads to the red thread of the thing the page is of, `short_thread` is its short form, fetched onto the page; both empty where there is none.
    `notice` is one calm sentence above every page ("This is a demonstration …"), or empty.
    """

    organisation: str = ""
    home_url: str = "/"
    accent: Accent = "fjord"
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    languages: tuple[Language, ...] = ()
    me: Me | None = None
    enter: Link | None = None
    search_url: str = ""
    suggest_url: str = ""
    settings: tuple[Link, ...] = ()
    notice: str = ""
    help: Help | None = None
    thread: str = ""
    short_thread: str = ""
