"""A diagnosis that is still being made: kept while the app runs, whatever screen is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from smm_trainer.course.mistakes import Mistake
from smm_trainer.training.grading import Confidence, Diagnosis


@dataclass(slots=True)
class Draft:
    """What a learner has ticked and marked so far."""

    mistakes: set[Mistake] = field(default_factory=set)
    """The mistakes ticked."""
    clean: bool = False
    """It was said that there is none."""
    evidence: set[str] = field(default_factory=set)
    """The lines marked."""
    confidence: Confidence | None = None
    """How sure, once said."""
    handed_in: bool = False
    """It was handed in and could not be written yet."""

    @property
    def complete(self) -> bool:
        """It can be handed in."""
        return (bool(self.mistakes) or self.clean) and self.confidence is not None

    @property
    def diagnosis(self) -> Diagnosis:
        """What it comes to."""
        return Diagnosis(frozenset(self.mistakes), self.confidence or Confidence.GUESSING, frozenset(self.evidence))
