"""What is kept on disk: the record of sessions, the settings, and what is written for others. No Qt.

`places` says where; `record` is the record itself; `journal` writes to it from a window without keeping it waiting.
"""
