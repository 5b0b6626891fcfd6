import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allNamed,
  cleanText,
  escapeXml,
  parseXml,
  textInside,
  xml,
  xmlFile,
} from "../../src/carrel/site/assets/scripts/lib/xml.js";
import { texts } from "./random.js";

const ALLOWED = /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

test("any text is safe, and comes back", () => {
  for (const text of texts(2000)) {
    const clean = cleanText(text);
    assert.match(clean, ALLOWED);
    const root = parseXml(xmlFile(xml("w:t", { name: text }, escapeXml(text))));
    assert.equal(textInside(root), clean);
    assert.equal(root.attributes.name, clean);
  }
});

test("control characters go, lone surrogates become a sign, line breaks are one", () => {
  assert.equal(cleanText("a\u0000\u0008b\u000cc\r\nd\re\ud800f\ufffe🙂\t"), "abc\nd\ne\ufffdf🙂\t");
});

test("attributes that are undefined are left out", () =>
  assert.equal(xml("a", { b: undefined, c: 0 }), '<a c="0"/>'));

test("namespaces come out under their usual prefixes", () => {
  const root = parseXml(
    '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><p x:val="1"/></x:body></x:document>',
  );
  assert.equal(root.name, "w:document");
  assert.equal(allNamed(root, "w:p")[0].attributes["w:val"], "1");
});

test("signs, remarks and verbatim parts are read", () => {
  assert.equal(
    textInside(
      parseXml(
        "\ufeff<?xml version='1.0'?><!-- <b> --><a b='1>2'>x&lt;&#65;&#x1F642;&unknown;<![CDATA[<&]]></a>",
      ),
    ),
    "x<A🙂&unknown;<&",
  );
});

test("what is not well-formed is an error, and nothing swells", () => {
  for (const text of [
    "",
    "words",
    "<a>",
    "<a></b>",
    "</a>",
    "<a><b></a></b>",
    "<a",
    "<a b='1></a>",
  ])
    assert.throws(() => parseXml(text), Error);
  assert.throws(() => parseXml("<a>".repeat(1000) + "</a>".repeat(1000)), /deep/);
  const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>';
  assert.equal(textInside(parseXml(bomb)), "&y;");
});

test("a megabyte is read quickly", () => {
  const text = "<p>some words &amp; more</p>".repeat(40_000);
  const began = performance.now();
  assert.equal(parseXml(`<a>${text}</a>`).children.length, 40_000);
  parseXml(`<a>${"x ".repeat(500_000)}</a>`);
  assert.ok(performance.now() - began < 5000);
});
