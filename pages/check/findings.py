"""疑点: what the reports' own numbers say about each other, and the form in which a person concludes."""

from __future__ import annotations

import streamlit as st

from core.errors import DuibiaoError
from core.screens.area import area_of, narrowed
from core.screens.exhibit import View
from core.screens.findings import FINDING, all_findings, reviews
from core.store import REVIEWED
from pages.ui import address, loading
from pages.ui.escape import escape
from pages.ui.evidence import show_links
from pages.ui.links import to_text
from pages.ui.screen import show_screen
from pages.ui.signing import ask_who, may_write


def conclude(view: View) -> None:
    """Offer the ways to the sentences, show what a person concluded, and let a person conclude."""
    if not view.beside:
        return
    key = address.current().made[FINDING][0]
    library = narrowed(loading.library(), area_of(address.current()))
    finding = next(finding for finding in all_findings(library) if finding.key == key)
    show_links(*(to_text(passage.document, passage.start) for passage in finding.passages))
    before = reviews(loading.library()).get(key)
    if before is not None:
        words = f"{before['who']} {before['made_at'][:10]} 已核：{REVIEWED[before['verdict']]}。{before['why']}"
        st.caption(escape(words))
    if not may_write("核对结论"):
        return
    with st.form(f"review_{key}", border=False):
        options = [id for id in REVIEWED if id != "open" or before is not None]
        verdict = st.radio("核对结论", options, format_func=REVIEWED.__getitem__, horizontal=True)
        who = ask_who("核对人")
        why = st.text_input("理由", max_chars=200, placeholder="例如：已对照官方原文，确为笔误")
        if st.form_submit_button("标为已核" if before is None else "改写结论"):
            try:
                loading.review(finding, verdict, who, why)
            except DuibiaoError as error:
                st.error(escape(str(error)))
            else:
                st.rerun()


show_screen(beside=conclude)
