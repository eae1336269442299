"""Tallies kept while the incidents that they add up are the same: whoever asks again, or meanwhile, gets the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future

from rasd.desk.linked import Linked
from rasd.desk.tallies.asking import Asking
from rasd.tallying.cells import Tally

#: So many are kept, the last ones asked for.
_MOST = 8
_lock = threading.Lock()
_kept: OrderedDict[object, Future[Tally]] = OrderedDict()


def kept_tally(found: Linked, form: Asking) -> Tally:
    """The tally that a form asks for, of these incidents.

    Added up once: many who open the page at once wait for one tally and do not take each other's time. Raises
    :class:`UsageError` for what makes no sense, which is not kept.
    """
    asked = form.asked()
    key = (found.file.path, found.state, asked, tuple(form.cleaned_data["by"]))
    with _lock:
        known = _kept.get(key)
        is_new = known is None
        tally = _kept.setdefault(key, Future()) if known is None else known
        _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    if is_new:
        try:
            tally.set_result(form.tally(found.incidents))
        except BaseException as error:
            with _lock:
                _kept.pop(key, None)
            tally.set_exception(error)
    return tally.result()
