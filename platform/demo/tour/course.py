"""The tour from beginning to end."""

from demo.tour import asking, bidding, deciding
from demo.tour.program import NotAsItShouldBe
from demo.tour.stage import Stage
from demo.tour.words import STORIES, Story


def take(stage: Stage, stories: tuple[Story, ...] = STORIES) -> None:
    """Each brief from its first word to the last outcome. Raises NotAsItShouldBe at the first thing that is not as it should be."""
    try:
        asking.introduce(stage)
        for story in stories:
            stage.story = story
            _from_brief_to_award(stage)
        deciding.follow(stage)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        text = f"After step {stage.number} an answer has another shape than it should: {type(error).__name__} {error}"
        raise NotAsItShouldBe(text) from error


def _from_brief_to_award(stage: Stage) -> None:
    project = asking.read(stage, f"{stage.story.name}, tour of {stage.sponsor.now:%d %b %H:%M:%S}")
    ranked = asking.match(stage, project)
    asking.write_request(stage, project)
    asking.invite_and_publish(stage, ranked)
    bidding.look(stage)
    bidding.agree(stage)
    asking.answer(stage, bidding.ask(stage))
    bidding.quote(stage, 0)
    asking.amend(stage)
    bidding.confirm(stage)
    bidding.quote(stage, 1)
    bidding.quote(stage, 2)
    bidding.decline(stage)
    asking.wait_for_the_deadline(stage)
    deciding.open_quotes(stage)
    deciding.compare(stage)
    deciding.judge(stage)
    deciding.award(stage)
    deciding.outcomes(stage)
