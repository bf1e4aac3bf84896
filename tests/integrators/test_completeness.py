"""What a page can do, the API can do: the actions that pages call against those that the API calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOTS = (ROOT / "platform", ROOT / "providers", ROOT / "services", ROOT / "projects")
PAGES_ONLY = {
    "accounts.actions.erasure.ask_to_be_erased": "As with a password: by the person at a browser who has just signed in, never by a key of theirs.",
    "accounts.actions.user.choose_language": "A visitor's browser keeps its language; a program says it in Accept-Language, a member in me/.",
    "drafts.actions.keep_draft": "Half-filled forms are a convenience of pages; a program keeps what it has not sent itself.",
    "drafts.actions.forget_draft": "As above.",
    "organizations.actions.invitation.accept_invitation": "Answered by a person through the link in their mail, before any token is theirs.",
    "organizations.actions.invitation.decline_invitation": "As above.",
    "projects.sourcing.actions.invitation.invite_providers": "Many at once: a program names them when it begins the request, or invites each.",
}
"""What programs cannot do, each with its reason."""


def actions_of(layer: str) -> set[str]:
    """``module.function`` of every action that a module of that layer calls."""
    found = set()
    for root in ROOTS:
        for path in root.rglob("*.py"):
            parts = path.relative_to(root).with_suffix("").parts
            if layer in parts and "demo" not in parts:
                found |= set(_called(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def _called(tree: ast.Module) -> Iterator[str]:
    """Functions imported from a module of actions, by name or by their module."""
    modules = {}
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    for node in imports:
        for alias in node.names if "actions" in str(node.module).split(".") else ():
            if _is_module(str(node.module), alias.name):
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            else:
                yield from _if_function(f"{node.module}.{alias.name}")
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    for node in attributes:
        if node.value.id in modules:
            yield from _if_function(f"{modules[node.value.id]}.{node.attr}")


def _if_function(name: str) -> Iterator[str]:
    if name.rpartition(".")[2][0].islower():
        yield name


def _is_module(package: str, name: str) -> bool:
    place = Path(*package.split("."), f"{name}.py")
    return any((root / place).exists() for root in (ROOT / "platform", ROOT))


def test_whatever_a_page_does_a_program_can_do_or_it_is_written_here_why_not():
    assert actions_of("views") - actions_of("api") == set(PAGES_ONLY)


def test_the_two_lists_are_read_from_the_code():
    """Were the reading broken, nothing would be missing anywhere."""
    assert {"projects.sourcing.actions.award.approve_award", "organizations.actions.membership.change_roles"} <= actions_of(
        "views"
    )
    assert len(actions_of("views")) > 100
