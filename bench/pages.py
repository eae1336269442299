# ruff: noqa: E501 — pages are written as they are
"""Pages made up for the benchmark: known articles in the layouts that news sites use, with all that stands around them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

import reports

LINKS = (
    "الرئيسية|سياسة|اقتصاد|رياضة|ثقافة|تكنولوجيا|صحة|منوعات|آراء|فيديو|صور|بودكاست|من نحن|اتصل بنا|الأرشيف|النشرة البريدية"
).split("|")
HEADLINES = (
    "ارتفاع أسعار الوقود في الأسواق المحلية|افتتاح معرض الكتاب السنوي في العاصمة|المنتخب يستعد لمباراة الإياب"
    "|دراسة: النوم المبكر يحسن الذاكرة|وزارة التربية تعلن مواعيد الامتحانات|طقس بارد وأمطار متفرقة نهاية الأسبوع"
    "|مقتل 3 أشخاص في حادث سير على الطريق الدولي|إصابة 5 عمال بحريق في مصنع للبلاستيك"
).split("|")
COMMENTS = (
    "رحم الله الضحايا وحفظ الجميع|خبر محزن جدا|أين كانت الجهات المسؤولة؟|شكرا على التغطية المستمرة"
    "|سمعت أن العدد أكبر من ذلك بكثير، 20 قتيلا على الأقل"
).split("|")
CAPTION = "عناصر من الدفاع المدني في موقع سابق (أرشيف)"


class Page(NamedTuple):
    """A page, and the paragraphs of its article."""

    layout: str
    html: bytes
    title: str
    paragraphs: list[str]


def pages(number: int, seed: int = reports.SEED) -> Iterator[Page]:
    """So many pages, the layouts in turn."""
    dice = random.Random(seed)
    texts = reports.usual(number, seed=seed)
    layouts = list(LAYOUTS.items())
    for n, text in enumerate(texts):
        name, layout = layouts[n % len(layouts)]
        sentences = [s.strip() + "." for s in text.replace("\n", " ").split(".") if s.strip()]
        title, rest = sentences[0].rstrip("."), sentences[1:]
        step = dice.choice((2, 3, 4))
        paragraphs = [" ".join(rest[i : i + step]) for i in range(0, len(rest), step)]
        body = layout(title, paragraphs, dice)
        head = f"<head><meta charset='utf-8'><title>{title} | الموقع</title>{_json_ld(title)}<style>p{{margin:0}}</style></head>"
        html = f"<!DOCTYPE html><html lang='ar' dir='rtl'>{head}<body>{body}<script>var a=1<2;</script></body></html>"
        yield Page(name, html.encode(), title, paragraphs)


def _json_ld(title: str) -> str:
    told = {"@type": "NewsArticle", "headline": title, "datePublished": "2020-01-26T10:00:00+03:00"}
    return f"<script type='application/ld+json'>{json.dumps(told, ensure_ascii=False)}</script>"


def _nav(tag: str = "nav") -> str:
    items = "".join(f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(LINKS))
    return f"<{tag} class='main-menu'><ul>{items}</ul></{tag}>"


def _related(dice: random.Random, name: str = "related-posts") -> str:
    items = "".join(f"<li><a href='/r{n}'>{h}</a></li>" for n, h in enumerate(dice.sample(HEADLINES, 5)))
    return f"<div class='{name}'><h3>اقرأ أيضا</h3><ul>{items}</ul></div>"


def _comments(dice: random.Random) -> str:
    items = "".join(f"<div class='comment'><b>قارئ</b><p>{c}</p></div>" for c in dice.sample(COMMENTS, 3))
    return f"<section id='comments'><h3>التعليقات</h3>{items}</section>"


def _figure() -> str:
    return f"<figure><img src='a.jpg' alt='صورة'><figcaption>{CAPTION}</figcaption></figure>"


def _footer() -> str:
    return "<footer><p>جميع الحقوق محفوظة © 2020</p><p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.</p></footer>"


def _paragraphs(paragraphs: list[str]) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def _semantic(title: str, paragraphs: list[str], dice: random.Random) -> str:
    inside = _paragraphs(paragraphs[:1]) + _figure() + _paragraphs(paragraphs[1:])
    return (
        f"<header>{_nav()}</header><main><article><h1>{title}</h1><time datetime='2020-01-26'>26 يناير</time>{inside}"
        f"</article><aside>{_related(dice)}</aside></main>{_comments(dice)}{_footer()}"
    )


def _divs(title: str, paragraphs: list[str], dice: random.Random) -> str:
    return (
        f"<div id='header'>{_nav('div')}</div><div class='wrap has-sidebar'><div class='content'><h1>{title}</h1>"
        f"<div class='meta'>بقلم: محرر الموقع</div><div class='entry-content'>{_paragraphs(paragraphs)}"
        f"<div class='share-buttons'><a>تويتر</a> <a>فيسبوك</a></div></div>{_related(dice)}</div>"
        f"<div id='sidebar'>{_related(dice, 'popular')}</div></div>{_footer()}"
    )


def _breaks(title: str, paragraphs: list[str], dice: random.Random) -> str:
    inside = "<br><br>".join(paragraphs)
    return (
        f"{_nav()}<table><tr><td>{_related(dice, 'links')}</td><td><h2>{title}</h2><div class='text'>{inside}</div></td>"
        f"</tr></table>{_footer()}"
    )


def _inline_related(title: str, paragraphs: list[str], dice: random.Random) -> str:
    half = len(paragraphs) // 2
    inside = _paragraphs(paragraphs[:half]) + _related(dice, "read-also") + _paragraphs(paragraphs[half:])
    return f"{_nav()}<div class='post'><h1>{title}</h1>{_figure()}<div class='post-body'>{inside}</div></div>{_comments(dice)}"


def _misnamed(title: str, paragraphs: list[str], dice: random.Random) -> str:
    return (
        f"<div class='menu-top'>{_nav('div')}</div><div class='widget promo'><h1>{title}</h1>"
        f"<div class='widget-body'>{_paragraphs(paragraphs)}</div></div><div class='box'>{_related(dice, 'box-2')}</div>{_footer()}"
    )


def _cards(title: str, paragraphs: list[str], dice: random.Random) -> str:
    cards = "".join(
        f"<div class='card'><h4><a href='/c{n}'>{h}</a></h4><p>{h} وفق ما ذكرته مصادر متابعة للملف اليوم.</p></div>"
        for n, h in enumerate(dice.sample(HEADLINES, 6))
    )
    spans = "".join(f"<div class='paragraph'><span>{p}</span></div>" for p in paragraphs)
    return f"{_nav()}<section class='story'><h1>{title}</h1>{spans}</section><section class='latest'>{cards}</section>{_footer()}"


LAYOUTS: dict[str, Callable[[str, list[str], random.Random], str]] = {
    "article, aside, comments": _semantic,
    "classes on divs": _divs,
    "a table and line breaks": _breaks,
    "links inside the text": _inline_related,
    "misleading class names": _misnamed,
    "cards of other stories": _cards,
}
