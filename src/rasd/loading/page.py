"""A saved page: its article without menus, captions, related links and comments.

The page becomes a list of blocks (a paragraph, a line, a heading) that know where in the tree they
stand. From the body downwards the one child that holds most of the prose is entered until none does;
what stands there, less the furniture, is the article.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rasd.errors import InputError
from rasd.loading.page_metadata import Metadata, metadata
from rasd.loading.text import decode

#: More elements inside one another than this are no article; parsing time grows with the square of the depth.
MAX_DEPTH = 1500

_SKIPPED = frozenset(
    "script style noscript template iframe svg math object embed audio video canvas form button select input textarea"
    " nav footer aside header figure figcaption picture img map menu dialog head title link meta".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub"
    " sup time tt u var wbr label ruby rt rp nobr".split()
)
_LOOSE = frozenset({"a", "time"})
_HINTED = frozenset({"article", "main"})
_BODY_HINT = re.compile(r"\b(?:article|post|entry|story|news|content)[-_]?(?:body|content|text|details?)\b", re.I)
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:related\w*|similar|share|sharing|social\w*|comments?|disqus\w*|menu|nav|navbar|navigation|sidebar"
    r"|side-?bar|breadcrumbs?|footer|tags|tag-?(?:list|links|cloud)|keywords|newsletter|subscribe|subscription|promo\w*|advert\w*|ads?"
    r"|banner|captions?|wp-caption\w*|credits?|popular|trending|mostread|most-(?:read|viewed)|recommend\w*"
    r"|read-?(?:more|also)|see-?also|also-read|more-(?:news|stories|articles|from)|pagination|pager|cookies?|modal"
    r"|popup|player|toolbar|author-(?:bio|box)|login|search\w*|sponsor\w*|outbrain|taboola|ticker)"
    r"(?:[-_\s]|$)",
    re.I,
)
#: Names that say of a wrapper what else is on the page, or how it is filed: «has-sidebar», «comments-open», «tag-war».
_WRAPPER = re.compile(
    r"(?<![\w-])(?:(?:has|no|with|without|hide|category)-[\w-]+|tag-(?!list|links|cloud)[\w-]+|comments?-(?:open|closed))",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset(
    "p li td tr th dd dt option tbody thead tfoot br hr img input meta link col source wbr area base embed frame param"
    " track path rect circle ellipse line polygon polyline use stop".split()
)
#: Lines by which a page points elsewhere, wherever they stand.
_POINTER = re.compile(
    r"(?:[إا]قر[أاؤ](?:وا|ي)?|شاهد(?:وا)?|طالع(?:وا)?|[أا]نظر|تابع(?:وا|ونا)|شارك(?:وا|ونا)?|حمّ?ل(?:وا)? تطبيق"
    r"|[إا]شترك(?:وا)?)"
    r"\s+(?:[أا]يض|المزيد|[أا]كثر|على|عبر|في|الخبر|المقال|هذا)"
    r"|(?:[إا]قر[أا]|شاهد|طالع|[أا]نظر|تابع|شارك)\s*:"
    r"|(?:للمزيد|لمتابعة|المزيد من|مواضيع|موضوعات|أخبار|مقالات|روابط|قصص)\s+"
    r"(?:من |ذات|متعلقة|مرتبطة|مشابهة|ال[أا]خبار|آخر)"
    r"|(?:كلمات مفتاحية|الكلمات المفتاحية|الوسوم|وسوم|التعليقات|تعليقات|شارك هذا|ذات صلة|جميع الحقوق|حقوق النشر)"
)
_PROSE = re.compile(r"[.!?؟،؛:»\"]")
_WS = re.compile(r"\s+")


class Page(NamedTuple):
    """The article of a page, its title as the first line, and what the page says of itself."""

    text: str
    said: Metadata


class _Element:
    """An element on the way from the body to a block, with the prose gathered below it."""

    __slots__ = ("children", "furniture", "hinted", "kept", "loose", "parent", "weight")

    def __init__(self, parent: _Element | None, loose: bool, furniture: bool, hinted: bool) -> None:
        self.kept = False
        self.parent = parent
        self.loose: bool = loose or (parent is not None and parent.loose)
        self.furniture: bool = furniture or (parent is not None and parent.furniture)
        self.hinted = hinted
        self.weight = 0.0
        self.children: list[_Element] = []
        if parent is not None:
            parent.children.append(self)


class _Block(NamedTuple):
    text: str
    loose: int  # characters inside links and times
    element: _Element

    @property
    def linked(self) -> bool:
        return self.loose * 5 > len(self.text) * 3

    @property
    def prose(self) -> float:
        """How much this looks like a paragraph: its length, if it is a sentence and no list of links."""
        if self.linked or len(self.text) < 30 or _POINTER.match(self.text):
            return 0.0
        return float(len(self.text)) if _PROSE.search(self.text) else len(self.text) / 4


def read_page(raw: bytes, where: str) -> Page:
    """The article of a saved page.

    Raises :class:`InputError` when the bytes are no text, or the page is built to break its readers.
    """
    raw = raw.replace(b"\0", b"") if raw[:2] not in (b"\xff\xfe", b"\xfe\xff") and _few_nuls(raw) else raw
    html = decode(raw, where, _declared(raw))
    if "<" not in html:
        return Page(html, Metadata())
    _refuse_deep(html, where)
    tree = LexborHTMLParser(html)
    said = metadata(tree)
    text = _article(tree)
    if said.body and len(said.body) > 2 * len(text) and len(said.body) > 200:
        text = _plain(said.body)
    return Page(_with_title(text, said.title), said)


def _few_nuls(raw: bytes) -> bool:
    return 0 < raw.count(b"\0") * 100 < len(raw)


def _declared(raw: bytes) -> str | None:
    found = re.search(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]+)""", raw[:4096], re.I)
    return found[1].decode("ascii", "replace") if found else None


def _refuse_deep(html: str, where: str) -> None:
    if html.count("<") <= MAX_DEPTH:
        return
    open_now: dict[str, int] = {}
    depth = 0
    for end, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _NEVER_DEEP:
            continue
        held = open_now.get(name, 0)
        if not end:
            open_now[name] = held + 1
            depth += 1
        elif held:
            open_now[name] = held - 1
            depth -= 1
        if depth > MAX_DEPTH:
            what = f"no ordinary page: more than {MAX_DEPTH} elements inside one another"
            raise InputError(where, what, "Save its text as .txt.", "nested-page")


def _article(tree: LexborHTMLParser) -> str:
    if tree.body is None:
        return ""
    elements, blocks = _blocks(tree.body)
    clear = [b for b in blocks if not b.element.furniture]
    if sum(b.prose for b in clear) < min(200.0, 0.3 * sum(b.prose for b in blocks)):
        clear = blocks  # the class names mislead: the whole article stands in a "widget"
    _keep(elements, _container(elements, clear))
    kept = [b for b in clear if b.element.kept]
    return "\n".join(b.text for b in kept if not b.linked and not _POINTER.match(b.text))


def _container(elements: list[_Element], blocks: list[_Block]) -> _Element:
    """The deepest element that still holds most of the prose."""
    for block in blocks:
        block.element.weight += block.prose
    for element in reversed(elements):  # what is inside comes after what it is inside of
        if element.parent is not None:
            element.parent.weight += element.weight
    here = elements[0]
    while here.children:
        best = max(here.children, key=lambda e: e.weight)
        if best.weight <= (0.6 if best.hinted else 0.75) * here.weight:
            return here
        here = best
    return here.parent or here


def _keep(elements: list[_Element], chosen: _Element) -> None:
    chosen.kept = True
    for element in elements:
        element.kept = element.kept or (element.parent is not None and element.parent.kept)


def _blocks(body: LexborNode) -> tuple[list[_Element], list[_Block]]:
    """Walk the page without recursion: its elements, the outer before the inner, and its text as blocks."""
    elements = [_Element(None, False, False, False)]
    cutter = _Cutter()
    todo: list[tuple[LexborNode | None, _Element]] = [(body.first_child, elements[0])]
    while todo:
        node, parent = todo.pop()
        if node is None:
            cutter.cut()
            continue
        if node.next is not None:
            todo.append((node.next, parent))
        tag = node.tag or ""
        if tag == "-text":
            cutter.add(node.text_content or "", parent)
        elif tag in _INLINE:
            if node.first_child is not None:
                elements.append(_element(node, tag, parent))
                todo.append((node.first_child, elements[-1]))
        elif tag not in _SKIPPED and not tag.startswith(("-", "!")):
            cutter.cut()
            if node.first_child is not None:
                elements.append(_element(node, tag, parent))
                todo += [(None, parent), (node.first_child, elements[-1])]
    cutter.cut()
    return elements, cutter.blocks


class _Cutter:
    """Gathers text until a block ends."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._loose = 0
        self._element: _Element | None = None

    def add(self, text: str, element: _Element) -> None:
        self._pieces.append(text)
        visible = len(text.strip())
        if visible and element.loose:
            self._loose += visible
        if visible and self._element is None:
            self._element = _block_element(element)

    def cut(self) -> None:
        text = _WS.sub(" ", "".join(self._pieces)).strip()
        if text and self._element is not None:
            self.blocks.append(_Block(text, self._loose, self._element))
        self._pieces, self._loose, self._element = [], 0, None


def _block_element(element: _Element) -> _Element:
    """The element a block counts for; a link or a time inside a paragraph counts for the paragraph."""
    while element.loose and element.parent is not None:
        element = element.parent
    return element


def _element(node: LexborNode, tag: str, parent: _Element) -> _Element:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}".strip()
    furniture = hinted = False
    if names or "itemprop" in attributes or "hidden" in attributes or "style" in attributes:
        plain = _WRAPPER.sub(" ", _CAMEL.sub("-", names))
        hinted = attributes.get("itemprop") == "articleBody" or bool(_BODY_HINT.search(plain))
        furniture = not hinted and (bool(_FURNITURE.search(plain)) or _invisible(attributes))
    return _Element(parent, tag in _LOOSE, furniture and tag not in _HINTED, hinted or tag in _HINTED)


def _invisible(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or attributes.get("aria-hidden") == "true"


def _plain(body: str) -> str:
    """JSON-LD's article body as lines; some pages put tags into it."""
    lines = re.sub(r"<(?:br|/p|/div)[^<>]*>", "\n", body)
    lines = re.sub(r"<[^<>]*>", " ", lines)
    return "\n".join(filter(None, (_WS.sub(" ", line).strip() for line in lines.split("\n"))))


def _with_title(text: str, title: str | None) -> str:
    if not title:
        return text
    lines = text.split("\n")
    rest = [line for i, line in enumerate(lines) if i > 2 or line != title]
    return "\n".join([title, *rest]).strip()
