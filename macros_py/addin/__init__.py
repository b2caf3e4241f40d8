"""The Excel add-in: built from text, put where Excel starts, looked after."""
