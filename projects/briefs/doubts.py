"""Why words of a brief are not clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Doubt(models.TextChoices):
    """The code is what is stored and what programs go by; the sentence is for a person, in the language of whoever reads it."""

    ASKED_AND_EXCLUDED = "asked-and-excluded", _("The text asks for this and excludes it.")
    GMP_OR_NOT = "gmp-or-not", _("The text asks for GMP and says that it is not needed.")
    GMP_OF_WHOM = (
        "gmp-of-whom",
        _("Whose GMP is not said, so it shuts nobody out. Name it, such as EU GMP, US cGMP or NMPA GMP."),
    )
    GLP_OF_WHOM = (
        "glp-of-whom",
        _("Whose GLP is not said, so it shuts nobody out. Name it, such as OECD GLP, US FDA GLP or NMPA GLP."),
    )
    OTHER_BUDGET = "other-budget", _("The text names another budget before.")
    WINDOW_BACKWARDS = "window-backwards", _("This window ends before it begins.")
    BEFORE_START = (
        "before-start",
        _(
            "This lies before the start that the text names, so it is taken neither as the end of the work nor as its latest start."
        ),
    )
    REFUSED_IN_PART = (
        "refused-in-part",
        _(
            "This refuses something in part only, so it shuts nobody out. Exclude it, or weigh it when the quotes are there."
        ),
    )
    REFUSED_PART = (
        "refused-part",
        _(
            "This is a part of a service that is asked for, so it shuts nobody out. Write into the work package that it is not wanted."
        ),
    )
    NONE_OR_NOT_YET = "none-or-not-yet", _("This can mean that it is not needed, or that it is not there yet. Write which.")
    AGAINST = (
        "against",
        _(
            "Only countries are weighed when somebody would rather avoid them: this shuts nobody out, and costs nobody anything. Ask bidders about it."
        ),
    )
    LIMITED = (
        "limited",
        _("This refuses those who do nothing else, which the data does not say. It shuts nobody out; ask them."),
    )
    NOT_HONOURED = (
        "not-honoured",
        _("Only countries can be excluded from the ranking: nobody is left out for this. Ask bidders about it."),
    )
    QUOTED_EARLIER = (
        "quoted-earlier",
        _("This stands in an earlier message that is quoted, and a later one says otherwise. The later one counts."),
    )
    DIRECTION = "direction", _("Which countries are meant is not said by a direction. Name them.")
    NO_COUNTRY = (
        "no-country",
        _("This names no country. Name the countries or regions that you would take, or exclude China."),
    )
    SMALLER_REFUSED = (
        "smaller-refused",
        _("Places are compared by country only, and this is smaller: it shuts nobody out. Leave its sites out by hand."),
    )
    SMALLER = (
        "smaller",
        _("Places are compared by country only: this is read as its country. Look at the sites of each provider."),
    )
    OF_OTHER_WORK = (
        "of-other-work",
        _(
            "This place is for work that is not asked for here, so it shuts nobody out. Ask for that work too if it is needed."
        ),
    )
    RANKED = (
        "ranked",
        _(
            "These places are read as wishes of one weight, since an order is not compared. Make the first a must if it is one."
        ),
    )
    UNKNOWN_MARKET = "unknown-market", _("No market of this name is in the vocabulary.")
    OF_MATERIAL = (
        "of-material",
        _("Where a material comes from is not in the data, so it shuts nobody out. Write it into the work package."),
    )
    OF_REFERENCE = (
        "of-reference",
        _("This is where a reference product comes from, which is not compared. Tell the providers with your request."),
    )
    COMPANY = (
        "company",
        _("Companies are not told apart by name. If this names one, leave it out by hand when you ask for quotes."),
    )
    HISTORY = (
        "history",
        _(
            "What inspections found at a supplier is not in the data, so it shuts nobody out. Look it up at the authority, or ask the providers for it in the request."
        ),
    )
    CONTAINMENT = (
        "containment",
        _("How well a plant contains a potent product is not compared for this kind of medicine. Ask the providers."),
    )
    NOT_IN_PROFILES = (
        "not-in-profiles",
        _("Profiles are not compared by this. Put it to the providers as a question when you ask for quotes."),
    )
    CONCENTRATION = "concentration", _("This is a concentration or a rate, which is no scale.")
    RATE = "rate", _("No unit counts so much in such a time. Write how much one batch is, and how many batches are needed.")
    BATCH_OR_YEAR = (
        "batch-or-year",
        _("This can be for one batch or for a year. Write “per batch” or “per year” behind it."),
    )
    MISFIT = "misfit", _("This unit does not fit what is asked for.")
    UNCOUNTED = (
        "uncounted",
        _("This does not say what is counted. Name it: vials, syringes, tablets or another thing that has a unit."),
    )
    PACKED = (
        "packed",
        _(
            "How many are packed, are in a pack, or places they go to, is not compared: it is no size of a batch. Tell the providers with your request."
        ),
    )
    CAPPED = (
        "capped",
        _(
            "This names the largest size that will do. Providers are compared by what they have at least: write the size that you need."
        ),
    )
    VAGUE = "vague", _("This amount is not exact. Write a number, or two that it lies between.")
    REACTORS = (
        "reactors",
        _(
            "These are read as reactors side by side, of which the size of one is compared. If batches are meant, write “batches” behind the number."
        ),
    )
    NOTHING = "nothing", _("This amount is zero. Write how much is needed, or leave it out.")
    TOO_LARGE = "too-large", _("This number is too large to be meant.")
    BEYOND = "beyond", _("This is more than anybody makes, so it is not asked for. Check the number and its unit.")
    UNMEASURED = (
        "unmeasured",
        _(
            "No provider of what is asked for states its size in this unit, so it tells nobody apart. Say it in the unit of what is made, or ask the providers."
        ),
    )
    TWO_WAYS = (
        "two-ways",
        _(
            "This number can be read as thousands or as decimals. Write it without a point, or with both decimals and thousands."
        ),
    )
    BELOW_ZERO = "below-zero", _("No amount is below zero. Write the amount without the minus sign.")
    IMPOSSIBLE_DATE = "impossible-date", _("There is no such date in the calendar.")
    TWO_ORDERS = "two-orders", _("This date can be read with the day or the month first. Write the month as a word.")
    EVENT = (
        "event",
        _(
            "This date is read as that of a filing, a meeting or another event, and not as the time of the work. Write when the work is to start or end."
        ),
    )
    LATEST_START = (
        "latest-start",
        _(
            "This is the latest day to start, which is not compared. Write from when the work may start, and by when it must be done."
        ),
    )
    """Of drafts that were read before latest starts were."""
    FESTIVAL = "festival", _("The day of a festival is not read. Write the date.")
    MONTHS = (
        "months",
        _(
            "This can be a month of the calendar or a length of time. Write the date, or “个月” behind the number of months."
        ),
    )
    YEAR_AFTER = "year-after", _("Which year this is, is not read. Write the year.")
    REFUSED_TIME = "refused-time", _("A time that will not do cannot be held. Write the time that will.")
    DEPOSIT = "deposit", _("This is a deposit, a penalty or a fee, not a budget for the project.")
    SPENT = "spent", _("This money is spent already, and is read as no budget. Write what this project may cost.")
    PAST = "past", _("This date lies in the past.")
    PRICE = "price", _("This is a price for each, not a budget for the project.")
    SUM_TOO_LARGE = "sum-too-large", _("This sum is too large for a budget.")
    CURRENCY = "currency", _("The budget has no currency.")
    FORMULA = "formula", _("A cell of the sheet holds a formula without a value. Write the value in its place.")
    HIDDEN_SHEET = (
        "hidden-sheet",
        _("A hidden sheet of the file was not read. Paste what it says, if it belongs to the brief."),
    )
    PICTURE = "picture", _("A page of the file is a picture, and was not read. Paste its words.")
    OTHER_SCRIPT = "other-script", _("Only English and Chinese are read. Say this in one of them.")
    UNKNOWN_CODE = "unknown-code", _("This abbreviation is in no vocabulary.")
    NOT_TAKEN = (
        "not-taken",
        _("Not taken into account. Say what it asks for, or put it among the questions to bidders."),
    )
    """What no rule took, see ``reading.listed.untaken``."""
    OTHER = "other", _("This was not understood.")
    """A stored code that this version does not know."""
