"""A page that knows who is there."""

import streamlit as st

from assistant.ui.chrome import dress_page

dress_page()
if st.user.is_logged_in:
    st.text(f"您是{st.user.name}（{st.user.sub}）")
    st.button("退出", on_click=st.logout)
else:
    st.text("请先登录")
    st.button("登录", on_click=st.login)
