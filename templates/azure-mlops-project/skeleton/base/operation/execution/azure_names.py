"""Names of Azure resources, from project and environment: legal, the same every time, and never the same for two.

| kind | scope in which Azure wants it to be the only one |
|------|------|
| resource_group, registry_resource_group | subscription |
| workspace, log_analytics, application_insights | resource group |
| storage_account, key_vault, container_registry | the world: they are part of an address |
| online_endpoint, batch_endpoint | region: they are part of an address |
| registry | tenant |
| compute, kubernetes_compute | workspace |

A name is readable where it fits: `mlw-churn-model-dev`. It ends in a fingerprint of project, environment, kind and
subscription where it has to differ from everybody else's, where it had to be shortened, and where leaving it out could
make two names alike (project `a` with environment `b-c`, and project `a-b` with environment `c`).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

FINGERPRINT_LENGTH = 8
# Never s or t in front: the end of a shortened text plus the fingerprint must not make a reserved word.
FIRST_LETTERS = "abcdefghijklmnopqruvwxyz"
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# Azure refuses these in the names of resources that have a public address; the last two only in front.
RESERVED = re.compile(r"microsoft|windows|^login|^xbox")
LOOKS_LIKE_A_FINGERPRINT = re.compile(rf"[{FIRST_LETTERS}][a-z0-9]{{{FINGERPRINT_LENGTH - 1}}}")

WORDS = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


@dataclass(frozen=True)
class NameRule:
    """What Azure allows as a name of one kind, and how it is made."""

    minimum: int
    maximum: int
    pattern: str
    prefix: str = ""
    suffix: str = ""
    separator: str = "-"
    public: bool = False

    def allows(self, name: str) -> bool:
        """Tell whether Azure takes a name."""
        reserved = self.public and RESERVED.search(name) is not None
        fits = self.minimum <= len(name) <= self.maximum
        return fits and not reserved and re.fullmatch(self.pattern, name) is not None

    def describe(self) -> str:
        """Return the rule in words."""
        words = ", without microsoft or windows, not starting with login or xbox" if self.public else ""
        return f"{self.minimum} to {self.maximum} characters of the form {self.pattern}{words}"


RULES: Mapping[str, NameRule] = {
    "resource_group": NameRule(1, 90, r"[A-Za-z0-9_().-]*[A-Za-z0-9_()-]", prefix="rg"),
    # Not `rg`: the group of a project's registry is not that of an environment of another project.
    "registry_resource_group": NameRule(1, 90, r"[A-Za-z0-9_().-]*[A-Za-z0-9_()-]", prefix="rgmlr"),
    "workspace": NameRule(3, 33, r"[A-Za-z0-9][A-Za-z0-9_-]+", prefix="mlw"),
    "log_analytics": NameRule(4, 63, r"[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]", prefix="log"),
    "application_insights": NameRule(1, 255, r"[A-Za-z0-9_().-]*[A-Za-z0-9_()-]", prefix="appi"),
    "storage_account": NameRule(3, 24, r"[a-z0-9]+", prefix="st", separator="", public=True),
    "key_vault": NameRule(3, 24, r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", prefix="kv", public=True),
    "container_registry": NameRule(5, 50, r"[A-Za-z0-9]+", prefix="cr", separator="", public=True),
    "online_endpoint": NameRule(3, 32, r"[A-Za-z][A-Za-z0-9-]+[A-Za-z0-9]", public=True),
    "batch_endpoint": NameRule(3, 32, r"[A-Za-z][A-Za-z0-9-]+[A-Za-z0-9]", suffix="batch", public=True),
    "registry": NameRule(3, 33, r"[A-Za-z0-9][A-Za-z0-9_-]+", prefix="mlr"),
    # A number alone after the last hyphen is refused.
    "compute": NameRule(3, 24, r"(?!.*-[0-9]+$)[A-Za-z][A-Za-z0-9-]+[A-Za-z0-9]"),
    "kubernetes_compute": NameRule(2, 16, r"(?!.*-[0-9]+$)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"),
}
# One registry serves every environment of a project.
OF_THE_PROJECT = ("registry", "registry_resource_group")
INSIDE_THE_WORKSPACE = {"compute": "cpu-cluster", "kubernetes_compute": "kubernetes"}


@dataclass(frozen=True)
class AzureNames:
    """The names of an environment's resources."""

    resource_group: str
    registry_resource_group: str
    workspace: str
    log_analytics: str
    application_insights: str
    storage_account: str
    key_vault: str
    container_registry: str
    online_endpoint: str
    batch_endpoint: str
    registry: str
    compute: str
    kubernetes_compute: str


def azure_names(
    project: str, environment: str, subscription_id: str = "", chosen: Mapping[str, str] | None = None
) -> AzureNames:
    """Return the names of an environment's resources: those that were chosen, and the rest derived."""
    derived = {field.name: derived_name(field.name, project, environment, subscription_id) for field in KINDS}
    return AzureNames(**{**derived, **(chosen or {})})


def derived_name(kind: str, project: str, environment: str, subscription_id: str = "") -> str:
    """Return the name of one kind of resource."""
    if kind in INSIDE_THE_WORKSPACE:
        return INSIDE_THE_WORKSPACE[kind]
    rule = RULES[kind]
    parts = (project,) if kind in OF_THE_PROJECT else (project, environment)
    text = "-".join(parts)
    if rule.public:
        text = RESERVED.sub("z", text.replace("-", rule.separator))
        return _with_fingerprint(rule, text, _fingerprint(kind, subscription_id.lower(), *parts))
    name = rule.separator.join(part for part in (rule.prefix, text, rule.suffix) if part)
    if len(name) <= rule.maximum and _tells_parts_apart(parts):
        return name
    return _with_fingerprint(rule, text, _fingerprint(kind, *parts))


def _tells_parts_apart(parts: tuple[str, ...]) -> bool:
    """Tell whether the parts can be read off their text, and the text is none that a fingerprint could end."""
    last_word = parts[-1].rpartition("-")[2]
    return not ("-" in parts[-1] and len(parts) > 1) and LOOKS_LIKE_A_FINGERPRINT.fullmatch(last_word) is None


def _with_fingerprint(rule: NameRule, text: str, fingerprint: str) -> str:
    around = sum(len(part) + len(rule.separator) for part in (rule.prefix, rule.suffix) if part)
    room = rule.maximum - around - len(rule.separator) - len(fingerprint)
    readable = text[:room].rstrip("-")
    return rule.separator.join(part for part in (rule.prefix, readable, rule.suffix, fingerprint) if part)


def _fingerprint(*parts: str) -> str:
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:16], "big")
    number, first = divmod(number, len(FIRST_LETTERS))
    text = FIRST_LETTERS[first]
    while len(text) < FINGERPRINT_LENGTH:
        number, next_one = divmod(number, len(CHARACTERS))
        text += CHARACTERS[next_one]
    return text


KINDS = fields(AzureNames)
