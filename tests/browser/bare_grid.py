"""What Streamlit takes by itself: nothing but a grid, and one sentence that follows from a cell of it."""

import pandas as pd
import streamlit as st

rows = int(st.query_params.get("rows", "10"))
frame = pd.DataFrame([{"三级指标": f"第{number}项工作完成率", "指标值": "≥95%"} for number in range(rows)])
edited = st.data_editor(frame, key="bare", hide_index=True, num_rows="fixed", height=min(36 * (rows + 1) + 3, 900))
if "万元" in str(edited["指标值"].iloc[0]):
    st.markdown("请改为不超过预算")
