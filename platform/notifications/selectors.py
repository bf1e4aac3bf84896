"""What people chose."""

from notifications.enums import TOPICS, Channel, Rhythm
from notifications.models import Preference
from organizations.actor import Actor


def chosen_channels(actor: Actor) -> dict[str, list[str]]:
    """The channels left on, by topic: all unless switched off."""
    rows = dict(Preference.objects.filter(person_id=actor.require_person().pk).values_list("topic", "muted"))
    topics = [topic for topic in TOPICS if not topic.is_fixed]
    return {topic.code: [one for one in Channel.values if one not in rows.get(topic.code, [])] for topic in topics}


def chosen_rhythms(actor: Actor) -> dict[str, str]:
    """How often mail comes, by topic: at once unless chosen otherwise."""
    rows = dict(Preference.objects.filter(person_id=actor.require_person().pk).values_list("topic", "rhythm"))
    return {topic.code: rows.get(topic.code, Rhythm.AT_ONCE.value) for topic in TOPICS if not topic.is_fixed}
