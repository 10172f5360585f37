"""What pages share: data, choices, figures, evidence. Only here does anything but a page know Streamlit."""
