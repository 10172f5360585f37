"""What the product knows: reports in, comparable facts out. Imports no Streamlit."""
