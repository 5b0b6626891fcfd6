"""The words of Carrel as plain data: toolkit, module, section, page, box, worksheet, field. No input, no output."""
