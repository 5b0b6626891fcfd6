"""What Carrel works with, as plain data: toolkit, module, section, page, box, worksheet, field.

Nothing here reads or writes files.
"""
