"""What a source issues («بيان آخر للحزب»، «تقرير صادر عن المركز»), and the words that lead from it to the source."""

from __future__ import annotations

#: What a speaker issues: behind it stands who issued it («بيان للجيش»، «تقرير صادر عن المركز»).
ISSUED = frozenset(
    "بيان البيان تقرير التقرير بلاغ تصريح تصريحات تعميم "
    "مذكره احصاييه احصاء حصيله ارقام احصاءات احصايات احصاييات بيانات".split()
)
#: What a statement may be called before who issued it («بيان آخر للحزب»).
OF_A_STATEMENT = frozenset(
    "نصف اخر اخري ثان ثالث اول منفصل سابق لاحق مشترك مشتركه مقتضب عسكري صحفي صحافي صحافيه صحفيه رسمي عاجل مصور مكتوب "
    "متلفز خاص جديد سنوي شهري يومي اسبوعي دوري اولي اوليه رسميه".split()
)
ISSUED_BY = frozenset(
    "صدر صادر صادره صدرت اصدره اصدرته اصدرها اصدرتها نشره نشرته نشرتها وزعه وزعته بثه بثته اورده اوردته "
    "اوردتها نقله نقلته نقلتها بثتها وزعتها تلاه".split()
)
