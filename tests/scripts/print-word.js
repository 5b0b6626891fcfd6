// Writes what tests/browser/test_documents.py compares a browser with: the answers to the page with
// every kind of blank, and the Word file that comes of them under Node.

import { ANSWERS, everyBlank } from "./every-blank.js";

const word = Buffer.from(await everyBlank(ANSWERS).word()).toString("base64");
process.stdout.write(JSON.stringify({ answers: ANSWERS, word }));
