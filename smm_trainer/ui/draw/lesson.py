"""A lesson's section as rows: prose, comparisons, notes, and checks with what has been answered so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from smm_trainer.course.lesson import Beyond, Check, CheckKind, Comparison, Node
from smm_trainer.course.prose import Bullets, Span
from smm_trainer.locale import Catalogue
from smm_trainer.training.checks import Reply, judge, offered, offered_matches
from smm_trainer.ui.draw.basics import BLANK, BOX, CIRCLE, choice, heading, paragraph, styled
from smm_trainer.ui.draw.campaign import block_rows
from smm_trainer.ui.widgets.row import Row


@dataclass(slots=True)
class CheckState:
    """An answer to a check, as far as it has been given on this screen."""

    picked: list[str] = field(default_factory=list)
    """Option ids: those chosen (single, multiple),
    in the order chosen (order), one per option or empty (match); or the typed words (text)."""
    answered: bool = False
    """It has been handed in, and the reply is shown."""


def section_rows(nodes: Sequence[Node], words: Catalogue, states: Mapping[str, CheckState], seed: str) -> Iterator[Row]:
    """All of a section."""
    for node in nodes:
        if isinstance(node, Check):
            yield from check_rows(node, words, states.get(node.id, CheckState()), seed)
        elif isinstance(node, Comparison):
            yield from comparison_rows(node, words)
        elif isinstance(node, Beyond):
            yield from _beyond_rows(node, words)
        elif isinstance(node, Bullets):
            for number, item in enumerate(node.items, 1):
                yield Row(spans_content(item), first=styled(f"{number}. " if node.ordered else "• ", "$accent"))
            yield BLANK
        else:
            yield Row(spans_content(node.spans))
            yield BLANK


def links_in(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Where the prose of ``nodes`` leads, each once, in order: ``term:ID``, ``lesson:ID`` or ``lesson:ID#SECTION``."""
    spans: list[Span] = []
    for node in nodes:
        if isinstance(node, Bullets):
            spans += [span for item in node.items for span in item]
        elif isinstance(node, Beyond):
            spans += [span for paragraph in node.spans for span in paragraph]
        elif not isinstance(node, Check | Comparison):
            spans += node.spans
    return tuple(dict.fromkeys(span.link for span in spans if span.link))


def spans_content(spans: Sequence[Span]) -> Content:
    """Prose in its styles; a link is underlined."""
    parts = []
    for span in spans:
        styles = [name for name, wanted in (("bold", span.strong), ("italic", span.emphasis), ("underline", span.link)) if wanted]
        parts.append((span.text, " ".join(styles)))
    return Content.assemble(*parts)


def _beyond_rows(note: Beyond, words: Catalogue) -> Iterator[Row]:
    bar = styled("┃ ", "$rule")
    yield Row(Content.assemble((words("lesson.beyond"), "bold $muted"), (f" · {note.source}", "$muted")), first=bar, rest=bar)
    for spans in note.spans:
        yield Row(spans_content(spans).stylize("$muted"), first=bar, rest=bar)
    yield BLANK


def comparison_rows(node: Comparison, words: Catalogue) -> Iterator[Row]:
    """Before, after, and then the principle."""
    for label, lines in (("lesson.before", node.before), ("lesson.after", node.after)):
        yield from block_rows(node.kind, lines, words, node.brand, platform=node.platform, label=words(label))
    yield Row(Content(node.principle), first=styled("⇒ ", "bold $accent"))
    yield BLANK


def check_rows(check: Check, words: Catalogue, state: CheckState, seed: str) -> Iterator[Row]:
    """The question with what is offered, or with the reply once it is answered."""
    yield Row(Content.assemble((f"{words('lesson.check')}  ", "bold $accent"), (check.question, "bold")))
    yield paragraph(words(f"lesson.how.{check.kind}"), "$muted")
    if state.answered:
        reply = judge(check, state.picked)
        yield from reply_rows(reply, words)
        if check.kind is CheckKind.ORDER and not reply.right:
            order = "  ".join(f"{number}. {option.text}" for number, option in enumerate(check.options, 1))
            yield paragraph(words("lesson.right-order", order=order), "$muted")
            yield BLANK
        return
    draw = {CheckKind.SINGLE: _choices, CheckKind.MULTIPLE: _choices, CheckKind.ORDER: _order, CheckKind.MATCH: _matches}.get(check.kind)
    if draw is None:
        yield choice(f"type:{check.id}", words("lesson.type"), before="✎ ", style="bold")
    else:
        yield from draw(check, state, words, seed)
    if check.kind in (CheckKind.MULTIPLE, CheckKind.ORDER, CheckKind.MATCH):
        ready = complete(check, state)
        yield choice(f"answer:{check.id}", words("lesson.answer"), before="→ ", style="bold" if ready else "$muted")
    yield BLANK


def complete(check: Check, state: CheckState) -> bool:
    """Whether the answer can be handed in."""
    if check.kind is CheckKind.ORDER:
        return len(state.picked) == len(check.options)
    if check.kind is CheckKind.MATCH:
        return len(state.picked) == len(check.options) and all(state.picked)
    return bool(state.picked)


def _choices(check: Check, state: CheckState, words: Catalogue, seed: str) -> Iterator[Row]:
    sign = CIRCLE if check.kind is CheckKind.SINGLE else BOX
    for option in check.options:
        yield choice(f"option:{check.id}:{option.id}", option.text, before=sign[option.id in state.picked])


def _order(check: Check, state: CheckState, words: Catalogue, seed: str) -> Iterator[Row]:
    for option in offered(check, seed):
        place = f"{state.picked.index(option.id) + 1}." if option.id in state.picked else "··"
        yield choice(f"option:{check.id}:{option.id}", option.text, before=f"{place:<3} ")


def _matches(check: Check, state: CheckState, words: Catalogue, seed: str) -> Iterator[Row]:
    picked = state.picked or [""] * len(check.options)
    for option, id in zip(check.options, picked, strict=True):
        chosen = (check.option(id).match, "$accent") if id else (words("lesson.no-match"), "$muted")
        yield choice(f"option:{check.id}:{option.id}", Content.assemble((option.text, "bold"), " → ", chosen), before="↻ ")


def next_match(check: Check, current: str, seed: str) -> str:
    """The right-hand side that comes after ``current`` when a match is turned."""
    ids = [option.id for option in offered_matches(check, seed)]
    return ids[(ids.index(current) + 1) % len(ids)] if current in ids else ids[0]


def reply_rows(reply: Reply, words: Catalogue) -> Iterator[Row]:
    """What a check says to the answer."""
    for said, right, why in reply.said:
        sign = styled("✓ ", "bold $good") if right else styled("× ", "bold $bad")
        yield Row(Content.assemble((said, "bold"), "\n", why), first=sign)
    yield Row(styled(words("lesson.right" if reply.right else "lesson.not-right"), "bold $good" if reply.right else "bold $bad"))
    yield BLANK


def claim_rows(claims: Sequence[tuple[int, str, str]], words: Catalogue) -> Iterator[Row]:
    """What the source document says here: number, heading, claim."""
    yield heading(words("lesson.claims"))
    for number, under, text in claims:
        yield Row(Content.assemble(text, (f"  ({under})", "$muted")), first=styled(f"{number:>2} ", "$muted"))
    yield BLANK
