"""The colors of a toolkit: what `toolkit.toml` sets, as a style sheet."""

from carrel.model.settings import Settings


def own_style(settings: Settings) -> str:
    """Returns the colors that `toolkit.toml` sets as a style sheet; "" if it sets none."""
    light = _variables("--accent", settings.theme.accent)
    dark = _variables("--accent", settings.theme.accent_dark)
    rules = _rule(":root", light) + _dark_rules("", dark)
    for name, kind in settings.own_kinds.items():
        rules += _rule(f".box-{name}", _variables("--box-colour", kind.colour))
        rules += _dark_rules(f" .box-{name}", _variables("--box-colour", kind.colour_dark))
    return rules


def _variables(name: str, colour: str) -> str:
    return f"{name}:{colour}" if colour else ""


def _rule(selector: str, variables: str) -> str:
    return f"{selector}{{{variables}}}\n" if variables else ""


def _dark_rules(selector: str, variables: str) -> str:
    if not variables:
        return ""
    rule = f":root:not([data-theme=light]){selector}{{{variables}}}"
    by_system = f"@media (prefers-color-scheme:dark){{{rule}}}\n"
    return by_system + _rule(f":root[data-theme=dark]{selector}", variables)
