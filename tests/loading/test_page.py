# ruff: noqa: E501  (pages are easier to read as they are)
"""Pages of other makes than the example: old tables, nameless blocks, scripts, two articles; and hostile ones."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from rasd.errors import InputError
from rasd.loading import Failure, load
from rasd.loading.page import read_page

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIRST = "قُتل سبعة جنود وأصيب عشرة آخرون في كمين نصبه مسلحون شرق المدينة مساء أمس، بحسب مصدر عسكري."
SECOND = "وقال المصدر إن المهاجمين استولوا على عربتين مدرعتين وأحرقوا ثالثة، ثم انسحبوا إلى الجبال القريبة."
THIRD = "ولم تعلن أي جهة مسؤوليتها عن الهجوم، وهو الثاني من نوعه خلال هذا الأسبوع في المحافظة نفسها."
TITLE = "كمين شرق المدينة يوقع سبعة قتلى من الجنود"
LINKS = "".join(f'<li><a href="/n/{i}">خبر آخر عن مقتل {i} أشخاص في هجوم جديد على المدينة</a></li>' for i in range(9))
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
ARTICLE = (FIRST, SECOND, THIRD)

OLD_TABLES = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>{TITLE} - موقع قديم</title></head><body><table><tr><td width="20%"><ul>{LINKS}</ul></td>
<td><font size="4">{TITLE}</font><br><img src="a.gif"><font size="3">{FIRST}<br><br>{SECOND}<br>
<br>{THIRD}</font></td></tr><tr><td colspan="2"><font size="1"><a href="/">الرئيسية</a> <a href="/x">من نحن</a></font>
</td></tr></table></body></html>"""

NAMELESS = f"""<body><div><div><ul>{LINKS}</ul></div><div><h1>{TITLE}</h1><div><div>{FIRST}</div><div>{SECOND}
</div><div>{THIRD}</div></div><div>{LINKS}</div></div></div></body>"""

MISLEADING = f"""<body class="has-sidebar"><div class="widget content-widget share-page"><h1>{TITLE}</h1>
{PARAGRAPHS}</div><div class="widget related"><ul>{LINKS}</ul></div></body>"""

COOKIES = (
    "نستخدم ملفات تعريف الارتباط لتحسين تجربتك، ولعرض محتوى يناسبك. يمكنك تغيير الإعدادات في أي وقت، وفق السياسة. " * 3
)
BUILT = f"""<body class="elementor"><div class="site no-sidebar comments-open"><div class="post tag-war category-ads-news">
<div class="elementor-widget"><h1>{TITLE}</h1></div><div class="elementor-widget overflow-hidden">{PARAGRAPHS}</div>
<div class="tags-links"><a href="/t">وسم</a></div><div class="tag-cloud"><p>حرب، قتال، هجوم على المدينة في المساء.</p></div>
<div class="comments-area"><p>{COOKIES}</p></div></div></div><div class="cookie-notice">{COOKIES}</div></body>"""

BY_SCRIPT = f"""<html><head><title>{TITLE}</title><script type="application/ld+json">[{{"@type": ["NewsArticle"],
"headline": "{TITLE}", "datePublished": "2019-03-02", "publisher": {{"name": "ضفاف"}},
"articleBody": "{FIRST}\\n{SECOND}<br>{THIRD}"}}]</script></head><body><div id="app">جار التحميل</div></body></html>"""

TWO_ARTICLES = f"""<body><nav>{LINKS}</nav><main><article><h2>الأول</h2><p>{FIRST}</p><p>{SECOND}</p></article>
<article><h2>الثاني</h2><p>{THIRD}</p><p>{SECOND}</p></article></main></body>"""

CAPTIONED = f"""<html><head><meta property="og:title" content="{TITLE}"></head><body><article><h1>{TITLE}</h1>
<p class="lead">{FIRST}</p><figure><img><figcaption>صورة من الأرشيف لهجوم قتل فيه تسعون شخصا، العام الماضي.</figcaption>
</figure><p>{SECOND}</p><p><time>الأحد، 2 مارس</time></p><div class="wp-caption"><p class="wp-caption-text">دخان، مقتل ثلاثين.</p></div>
<p><a href="/x">مقتل ثمانين شخصا في انفجار كبير هز العاصمة، صباح اليوم الأحد.</a></p>
<p>{THIRD[:40]} <a href="/t">{THIRD[40:60]}</a>{THIRD[60:]}</p>
<p>اقرأ أيضاً: مقتل سبعين مسلحا في الأسبوع الماضي، وفق مصادر.</p><p>شاهد أيضا | مقتل ستين</p>
<p style="display: none">نص مخفي عن مقتل خمسين شخصا، لا يراه القارئ.</p>
<section class="relatedArticles"><p>قُتل أربعون شخصا في حادث منفصل، بحسب السلطات المحلية في المحافظة.</p></section></article>
<div id="comments"><p>{"تعليق طويل جدا، كتبه قارئ غاضب. " * 40}</p></div></body></html>"""

LAYOUTS = {
    "old tables": OLD_TABLES,
    "nameless blocks": NAMELESS,
    "misleading names": MISLEADING,
    "built with blocks": BUILT,
    "body in a script": BY_SCRIPT,
    "captions and comments": CAPTIONED,
}

HOSTILE = {
    "deep": "<div>" * 100_000 + FIRST,
    "deep lists": "<ul><li>" * 50_000 + FIRST,
    "formatting left open": "<p><font size=1>" * 50_000 + FIRST,
    "formatting crossed": "<b><div>" * 20_000 + FIRST,
    "wrong ends": "<div></b></p></section>" * 30_000 + FIRST,
}
SURVIVABLE = {
    "drawings": "<svg>" + '<path d="M0 0"/>' * 5_000 + "</svg>" + PARAGRAPHS,
    "as deep as allowed": "<div>" * 1_000 + "<p>نص</p>" * 20_000 + PARAGRAPHS,
    "entities": "<p>" + "&#1602;&lt;&amp;&bogus;&#xD800;&#99999999;&#0;" * 20_000 + "</p>" + PARAGRAPHS,
    "unclosed comment": PARAGRAPHS + "<!-- " + "-" * 200_000,
    "unclosed script": PARAGRAPHS + "<script>" + "var x = '<p>قتل 9</p>';" * 10_000,
    "unclosed attribute": PARAGRAPHS + '<a href="' + "x" * 500_000,
    "flat": "<br>" * 300_000 + PARAGRAPHS,
    "unclosed paragraphs": "<p>نص قصير" * 50_000 + PARAGRAPHS,
    "null bytes": PARAGRAPHS.replace(" ", " \0", 5),
    "script": PARAGRAPHS + "<script>قتل 99 جنديا</script><style>قتل 98</style><noscript>قتل 97</noscript>",
    "broken JSON-LD": '<script type="application/ld+json">{"@type": [[[' + "[" * 50_000 + "</script>" + PARAGRAPHS,
    "JSON-LD of wrong types": '<script type="application/ld+json">{"@type": 5, "@id": [], "@graph": [{"@type": "NewsArticle",'
    ' "headline": 7, "publisher": [5], "datePublished": {"a": 1}, "url": [], "articleBody": ["x"]}]}</script>'
    + PARAGRAPHS,
}


def text_of(html: str, encoding: str = "utf-8") -> str:
    return read_page(html.encode(encoding, "replace"), "page.html").text


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_and_nothing_else_is_read(name: str) -> None:
    assert text_of(LAYOUTS[name]).split("\n") == [TITLE, *ARTICLE]


def test_the_declared_encoding_of_an_old_page_is_followed() -> None:
    assert text_of(OLD_TABLES, "cp1256").split("\n") == [TITLE, *ARTICLE]


def test_two_articles_of_one_page_are_both_read_on_lines_of_their_own() -> None:
    assert text_of(TWO_ARTICLES).split("\n") == ["الأول", FIRST, SECOND, "الثاني", THIRD, SECOND]


def test_the_example_page_is_read_without_its_furniture() -> None:
    (report,) = load([EXAMPLES / "report.html"])
    assert not isinstance(report, Failure)
    assert report.text.startswith("مقتل 14 جندياً في هجوم على معسكر غرب مأرب والحوثيون ينفون خسائرهم\nمأرب - قُتل 14")
    assert report.text.endswith("أكثر من 10 آلاف طفل منذ عام 2015.")
    for furniture in ("اقرأ", "أرشيف", "أبو محمد", "عدن", "الضالع", "الحديدة", "حقوق", "99", "88", "الوسوم", "07:40"):
        assert furniture not in report.text
    assert (report.published, report.outlet) == (datetime.date(2021, 2, 14), "ضفاف برس")
    assert report.url == "https://difaf.example/news/20210/marib"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_built_to_break_its_readers_is_refused_at_once(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(InputError, match=r"page\.html: no ordinary page: .* inside one another\. Save its text"):
        text_of(HOSTILE[name])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("name", SURVIVABLE)
def test_the_article_of_a_broken_page_is_still_read(name: str) -> None:
    begun = time.process_time()
    text = text_of(SURVIVABLE[name])
    assert all(paragraph in text for paragraph in ARTICLE)
    assert "قتل 9" not in text
    assert "\0" not in text
    assert time.process_time() - begun < 5


DATED = {
    '<meta property="article:published_time" content="2020-01-26T23:30:00+03:00">': "2020-01-26",
    '<meta name="pubdate" content="Sun, 26 Jan 2020 10:00:00 +0300">': "2020-01-26",
    '<meta name="DC.date.issued" content="20200126">': "2020-01-26",
    '<meta itemprop="datePublished" content="26/01/2020">': "2020-01-26",
    '<meta name="date" content="1580000000">': "2020-01-26",
    '<meta name="date" content="٢٠٢٠-٠١-٢٦">': "2020-01-26",
    '<meta name="date" content="soon"><time datetime="2020-01-26">': "2020-01-26",
    '<time datetime="2020-01-20"></time><span itemprop="datePublished" content="2020-01-26"></span>': "2020-01-26",
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-01-26T01:00:00Z"}</script>'
    '<meta name="date" content="2021-01-01">': "2020-01-26",
    '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2010-01-01"},'
    '{"@type": "ReportageNewsArticle", "datePublished": "2020-01-26"}]}</script>': "2020-01-26",
    '<meta name="date" content="2020-02-31">': None,
    "<p>2020-01-26</p>": None,
}


@pytest.mark.parametrize(("head", "day"), DATED.items())
def test_the_day_is_taken_from_what_the_page_says_of_itself(head: str, day: str | None) -> None:
    said = read_page((head + PARAGRAPHS).encode(), "x").said
    assert said.published == (day and datetime.date.fromisoformat(day))


OUTLETS = {
    '<meta property="og:site_name" content="ضفاف">': "ضفاف",
    '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "ضفاف"}}</script>': "ضفاف",
    '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": [{"@id": "#o"}],'
    '"isPartOf": {"@id": "#o", "@type": "Organization", "name": "ضفاف"}}</script>': "ضفاف",
    '<meta name="publisher" content="ضفاف">': "ضفاف",
    "<title>عنوان | ضفاف</title>": None,
}


@pytest.mark.parametrize(("head", "outlet"), OUTLETS.items())
def test_the_outlet_is_taken_from_what_the_page_says_of_itself(head: str, outlet: str | None) -> None:
    assert read_page((head + PARAGRAPHS).encode(), "x").said.outlet == outlet


@pytest.mark.parametrize("title", ["عنوان طويل للخبر | ضفاف", "عنوان طويل للخبر - ضفاف", "ضفاف :: عنوان طويل للخبر"])
def test_the_outlet_is_no_part_of_the_title(title: str) -> None:
    assert text_of(f"<title>{title}</title>{PARAGRAPHS}").split("\n")[0] == "عنوان طويل للخبر"


def test_a_web_archive_of_one_file_is_read(tmp_path: Path) -> None:
    lines = [
        "From: <Saved>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="b"',
        "",
    ]
    lines += ["--b", "Content-Type: text/css", "", "p { }", "--b", "Content-Type: text/html; charset=utf-8", ""]
    (tmp_path / "a.mhtml").write_text("\r\n".join([*lines, f"<h1>{TITLE}</h1>{PARAGRAPHS}", "--b--"]), encoding="utf-8")
    (report,) = load([tmp_path])
    assert not isinstance(report, Failure)
    assert report.text.split("\n") == [TITLE, *ARTICLE]
