import assert from "node:assert/strict";
import { test } from "node:test";
import "./dom.js";
import {
  cleanText,
  escapeXml,
  xml,
  xmlFile,
} from "../../src/carrel/site/assets/scripts/lib/xml.js";
import {
  allNamed,
  parseXml,
  textInside,
} from "../../src/carrel/site/assets/scripts/lib/xml-reader.js";
import { texts } from "./random.js";

const ALLOWED = /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

test("any text is safe, and comes back", () => {
  for (const text of texts(2000)) {
    const clean = cleanText(text);
    assert.match(clean, ALLOWED);
    const root = parseXml(xmlFile(xml("t", { name: text }, escapeXml(text))));
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
  const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  const root = parseXml(
    `<x:document xmlns:x="${strict}" xmlns="${transitional}">` +
      '<x:body><p x:val="1"/></x:body></x:document>',
  );
  assert.equal(root.name, "w:document");
  assert.equal(allNamed(root, "w:p")[0].attributes["w:val"], "1");
});

test("a prefix alone says nothing: the namespace does", () => {
  const root = parseXml('<w:p xmlns:w="https://example.org/" w:val="1" val="2"/>');
  assert.equal(root.name, "{https://example.org/}p");
  assert.deepEqual(Object.keys(root.attributes).sort(), [
    "val",
    "{http://www.w3.org/2000/xmlns/}w",
    "{https://example.org/}val",
  ]);
});

test("characters, comments and verbatim parts are read; text is in one piece", () => {
  const root = parseXml(
    "\ufeff<?xml version='1.0'?><!-- <b> --><a b='1>2'>" +
      "x&lt;&#65;<!-- no -->&#x1F642;<![CDATA[<&]]></a>",
  );
  assert.deepEqual(root.children, ["x<A🙂<&"]);
  assert.equal(root.attributes.b, "1>2");
});

test("what is not well-formed is an error", () => {
  for (const text of [
    "",
    "words",
    "<a>",
    "<a></b>",
    "</a>",
    "<a><b></a></b>",
    "<a",
    "<a b='1></a>",
    "<a>&unknown;</a>",
    "<w:a/>",
  ])
    assert.throws(() => parseXml(text), Error, text);
});

test("nothing is nested too deeply, nothing is too large, and nothing expands", () => {
  const nested = (depth) => "<a>".repeat(depth) + "</a>".repeat(depth);
  assert.equal(allNamed(parseXml(nested(400)), "a").length, 399);
  assert.throws(() => parseXml(nested(401)), /deep/);
  assert.throws(() => parseXml(`<a>${" ".repeat(50e6)}</a>`), /large/);
  const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>';
  assert.throws(() => parseXml(bomb), /document type/);
  assert.throws(
    () => parseXml('<!DOCTYPE a SYSTEM "https://example.org/a.dtd"><a/>'),
    /document type/,
  );
});

test("a megabyte is read quickly", () => {
  const text = "<p>some words &amp; more</p>".repeat(40_000);
  const began = process.cpuUsage().user;
  assert.equal(parseXml(`<a>${text}</a>`).children.length, 40_000);
  parseXml(`<a>${"x ".repeat(500_000)}</a>`);
  assert.ok(process.cpuUsage().user - began < 5e6); // microseconds
});
