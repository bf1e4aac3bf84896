"""The tour from beginning to end."""

from demo.tour import asking, bidding, deciding, words
from demo.tour.program import NotAsItShouldBe
from demo.tour.stage import Stage


def take(stage: Stage) -> None:
    """From the first step to the last. Raises NotAsItShouldBe at the first thing that is not as it should be."""
    try:
        _steps(stage)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        text = f"After step {stage.number} an answer has another shape than it should: {type(error).__name__} {error}"
        raise NotAsItShouldBe(text) from error


def _steps(stage: Stage) -> None:
    asking.introduce(stage)
    when = f"{stage.sponsor.now:%d %b %H:%M:%S}"
    vaccine = asking.read(stage, f"Vaccine, tour of {when}", words.VACCINE)
    asking.match(stage, vaccine, "wacker-biotech")
    antibody = asking.read(stage, f"Antibody, tour of {when}", words.ANTIBODY)
    ranked = asking.match(stage, antibody, "boehringer-bioxcellence")
    asking.write_request(stage, antibody)
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
    deciding.follow(stage)
